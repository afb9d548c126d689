"""Builds a message from how a case stands: one pure function, for a family and for a school.

A message says everything in itself: what has happened, what is happening now, who has it, why it is late if it is, what
comes next and by when, and what the reader can do. It never says that there is something new to go and read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.messages.plain_names import plain_line

LONGEST_TEXT: Final = 612  # four parts of a text message; GOV.UK Notify refuses more than 918


class Kind(StrEnum):
    """What a message tells of."""

    REQUEST_RECEIVED = "request_received"
    CLOCK_STARTED = "clock_started"
    DECISION_TOLD = "decision_told"
    ADVICE_ASKED = "advice_asked"
    DRAFT_SENT = "draft_sent"
    DRAFT_SHOWN = "draft_shown"
    COMMENTS_ANSWERED = "comments_answered"
    FINAL_SENT = "final_sent"
    EXCEPTION_RECORDED = "exception_recorded"
    LATE = "late"
    REMINDER = "reminder"
    CORRECTION = "correction"
    READDRESSED = "readdressed"
    DISPUTE_STEP = "dispute_step"
    CONSULTATION_ASKED = "consultation_asked"
    ESCALATED = "escalated"


KIND_SAID: Final[dict[str, str]] = {
    Kind.REQUEST_RECEIVED: "A request reached the council",
    Kind.CLOCK_STARTED: "Work on a request began",
    Kind.DECISION_TOLD: "A decision was made",
    Kind.ADVICE_ASKED: "Advice was asked for",
    Kind.DRAFT_SENT: "The draft plan was sent",
    Kind.DRAFT_SHOWN: "Advisers can read their parts of a draft plan",
    Kind.COMMENTS_ANSWERED: "What was said about a draft plan was answered",
    Kind.FINAL_SENT: "The final plan was sent",
    Kind.EXCEPTION_RECORDED: "More time is allowed",
    Kind.LATE: "Something is late",
    Kind.REMINDER: "A reminder of a date",
    Kind.CORRECTION: "A mistake was put right",
    Kind.READDRESSED: "Messages now come to someone else",
    Kind.DISPUTE_STEP: "A step of a disagreement",
    Kind.CONSULTATION_ASKED: "A setting was asked about a place",
    Kind.ESCALATED: "Something late was told to whoever answers for the service",
}


@dataclass(frozen=True, slots=True)
class WhoHasIt:
    """The team, how to reach it, and the person to ask for; each may be blank but `council`. While that person is away,
    `away_until` is the last day of it and `covered_by` who stands in, blank for the team."""

    council: str
    team: str = ""
    phone: str = ""
    email: str = ""
    coordinator: str = ""
    away_until: date | None = None
    covered_by: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next. `binds`: the law sets the day, else it is only hoped for; `late`: the day has passed.

    `sentence`: the whole of it as a clock says it, in place of one made of the title and the day.
    """

    title: str
    by: date | None = None
    binds: bool = True
    late: bool = False
    note: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """How a case stands, in sentences its reader may read. `name`: whom it is about; `to`: whom it is written to.

    `about`: what the heading calls the child ("Amira", "you", "A K"). `late`: a sentence for each duty that is late;
    `why`: what the team has said of that. `asked`: what a body is asked; `rule`: under which rule, and if it binds.
    `translated`: whether the reader's language comes before the English.
    """

    to: str
    name: str
    about: str
    subject: str
    news: str
    now: str
    who: WhoHasIt
    next: Next | None
    late: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    can_do: tuple[str, ...] = ()
    advice_service: str = ""
    language: str = ""
    asked: tuple[str, ...] = ()
    rule: str = ""
    translated: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """A message as rendered. `body`: for email and letters, "# " before a heading; `text`: for a text message.

    `translated`: its short form in the reader's `language`, which goes before the English; both blank without one.
    """

    subject: str
    body: str
    text: str
    translated: str = ""
    language: str = ""


def content(case: Case) -> Content:
    """The message. Deterministic; sections without anything to say are left out."""
    parts = [
        f"Dear {case.to},",
        f"This is about {case.about}.",
        _section("What has happened", [case.news]),
        _section("What we ask", [f"* {each}" for each in case.asked]),
        _section("What is happening now", [case.now]),
        _section("Who has it", _who(case.who)),
        _section("Why it is late", _why_late(case.late, case.why)),
        _section("What comes next", [_next(case.next)]),
        _section("Which rule says so", [case.rule]),
        _section("What you can do", [f"* {each}" for each in _can_do(case)]),
        _section("If you want this in another language", [_language(case)]),
        plain_line(case.who.council),
    ]
    return Content(case.subject, "\n\n".join(part for part in parts if part), _text(case))


def _section(heading: str, sentences: Iterable[str]) -> str:
    said_here = [each for each in sentences if each]
    if not said_here:
        return ""
    joined = "\n".join(said_here) if said_here[0].startswith("* ") else " ".join(said_here)
    return f"# {heading}\n\n{joined}"


def _who(who: WhoHasIt) -> list[str]:
    team = plain_line(who.team) or f"The SEND team at {plain_line(who.council)}"
    sentences = [f"{team} has it."]
    if who.coordinator and who.away_until:
        instead = who.covered_by or "anyone in the team"
        sentences += [f"{who.coordinator} is away until {said(who.away_until)}.", f"Until then, ask for {instead}."]
    elif who.coordinator:
        sentences += [f"Ask for {who.coordinator}.", f"If {who.coordinator} is away, the team will help you."]
    else:
        sentences.append("Anyone in the team can help you.")
    if who.phone and who.email:
        sentences.append(f"Call {who.phone} or email {who.email}.")
    elif who.phone or who.email:
        sentences.append(f"Call {who.phone}." if who.phone else f"Email {who.email}.")
    else:
        sentences.append(f"Ask {plain_line(who.council)} for the SEND team.")
    return sentences


def _why_late(late: tuple[str, ...], why: tuple[str, ...]) -> list[str]:
    if not late:
        return []
    said_so = why or ("The team has not said why yet. You have a right to ask.",)
    return [*late, "The law set this day. It must still be done as soon as it can be.", *said_so]


def _next(step: Next | None) -> str:
    if step is None:
        return "No day is set for what comes next. Ask the team what they will do and when."
    if step.sentence:
        return step.sentence
    if step.by is None:
        return f"{step.title}. {step.note or 'No day is set for this.'}"
    if step.late:
        return f"{step.title}. This was due by {said(step.by)}."
    if step.binds:
        return f"{step.title}. This must be done by {said(step.by)}."
    return f"{step.title}. We hope for this by {said(step.by)}. The law does not set this day."


def _can_do(case: Case) -> list[str]:
    help_free = f"Get free help from {plain_line(case.advice_service)}." if case.advice_service else ""
    return [each for each in (*case.can_do, help_free) if each]


def _language(case: Case) -> str:
    if not case.language:
        return ""
    if case.translated:
        return (
            f"The first part is in {case.language}. A person translated it. The rest is in English only. "
            f"Ask the team for someone who speaks {case.language}."
        )
    return (
        f"You asked for {case.language}. We can only write this in English so far. "
        f"Ask the team for someone who speaks {case.language}."
    )


def _text(case: Case) -> str:
    """The same in a few lines. What is least needed goes first where it would be too long."""
    who = plain_line(case.who.team) or "The SEND team"
    reach = case.who.phone or case.who.email
    has_it = f"{who} has it, {reach}." if reach else f"{who} has it."
    must = [f"{plain_line(case.who.council)}: {case.news}", has_it, _soon(case)]
    may = [case.now, case.late[0] if case.late else "", case.can_do[0] if case.can_do else ""]
    order = [must[0], may[0], must[1], may[1], must[2], may[2]]
    for left_out in (None, may[2], may[0], may[1]):
        order = [each for each in order if each and each != left_out]
        said_short = _simple(" ".join(order))
        if len(said_short) <= LONGEST_TEXT:
            return said_short
    return said_short[: LONGEST_TEXT - 1].rsplit(" ", 1)[0]


def _soon(case: Case) -> str:
    step = case.next
    if step is not None and step.sentence:
        return f"Next: {step.sentence}"
    if step is None or step.by is None:
        return ""
    title = step.title[:1].lower() + step.title[1:]
    return f"Next: {title}{', was due' if step.late else ''} by {said(step.by)}."


def _simple(text: str) -> str:
    """Letters every telephone can show without shortening the message: straight quotes."""
    return text.replace("’", "'").replace("‘", "'").replace("–", "-")
