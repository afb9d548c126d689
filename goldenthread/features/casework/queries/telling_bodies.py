"""Messages to bodies: asked for advice, asked about a place, and to whoever answers for a service that is late.

A body's inbox is read by many: the heading has initials, and the child is named once, below. Whoever answers for a
service gets initials alone, and of a restricted record nothing of the child.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from goldenthread.domain.advice.reminders import DESIGNATED_OFFICER, RECIPIENTS
from goldenthread.domain.calendars.wording import plural, said
from goldenthread.domain.clocks.advice import GIVE
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.messages.consulting import ASKED, rule_said
from goldenthread.domain.messages.content import Case, Content, Next, content
from goldenthread.domain.messages.news import News
from goldenthread.domain.messages.plain_names import initials, plain_line, plain_name
from goldenthread.features.casework.queries.journeys import journeys_of
from goldenthread.features.casework.queries.steps import Naming
from goldenthread.features.casework.queries.telling import Situation, who_of
from goldenthread.foundation.access.viewer import tie_facts
from goldenthread.foundation.people.models import Child, Organisation, Tie

_ASKED_FOR_ADVICE = "The council is gathering advice, so that it can say what help is needed."
_CONSULTING = "The council is finding out which schools and colleges can meet the needs in the draft plan."
_ADVICE_ASKED = (
    "Say what the child or young person needs, and what they should be able to do.",
    "Say what help would get them there: what, who gives it, how often, and for how long.",
)


@dataclass(frozen=True, slots=True)
class LateAdvice:
    """Advice that is late, for whoever answers for the service. `part`: who that is; `service`: its plain name."""

    service: str
    part: str
    due_on: date
    weeks_late: int
    reading: Reading | None


def for_school(
    situation: Situation, body: Organisation, news: News, *, by: date | None, is_law: bool, citation: str = ""
) -> Content:
    """The message to a school or another body that is asked for advice. `by`: the day its advice is due or hoped for;
    `citation`: the rule that sets it."""
    late = bool(by and by < situation.on)
    short = short_name(situation)
    case = Case(
        to=plain_line(body.name), name=short, about=called(situation),
        subject=f"Advice for {short} {'is late' if late else 'is needed'}", news=news.detail,
        now=now_said(situation, _ASKED_FOR_ADVICE), who=who_of(situation), asked=_ADVICE_ASKED,
        next=Next("Send your advice to the council", by, binds=is_law, late=late),
        rule=rule_said(citation, binds=is_law) if citation else "",
        can_do=(
            f"Sign in, open Our children, and see what is asked and by when.{address(situation, 'advice')}",
            "If you do not know this child, tell the team now.",
            "If you cannot send it in time, tell the team now.",
        ),
    )  # fmt: skip
    return content(case)


def for_consulted(situation: Situation, body: Organisation, news: News, reading: Reading) -> Content:
    """The message to a body asked about a place: what is asked, by when, under which rule, where to answer."""
    short, by = short_name(situation), reading.original_outer_on
    past = bool(by and by < situation.on)
    case = Case(
        to=plain_line(body.name), name=short, about=called(situation),
        subject=f"{'Your answer about a place' if past else 'A place'} for {short}{' has not come' if past else ''}",
        news=news.detail, now=_CONSULTING, who=who_of(situation), asked=ASKED,
        next=Next("Your answer to the council", by, binds=reading.is_legal_duty, late=past,
                  sentence=_expected(by, past)),
        rule=rule_said(reading.citation, binds=reading.is_legal_duty),
        can_do=(
            "Sign in, open Our children, choose this child, and answer on the page of the question."
            f"{address(situation, 'consultation')}",
            "If you cannot answer in time, tell the team now.",
        ),
    )  # fmt: skip
    return content(case)


def for_whoever_answers(situation: Situation, body: Organisation, late: LateAdvice) -> Content:
    """The message to the manager or the designated officer of a service whose advice is late."""
    whom = "a child" if situation.child.sensitivity == Child.Sensitivity.RESTRICTED else short_name(situation)
    weeks = plural(late.weeks_late, "week")
    as_what = "designated officer" if late.part == DESIGNATED_OFFICER else "manager"
    case = Case(
        to=f"the {as_what} of {plain_line(body.name)}", name=whom, about=whom,
        subject=f"Advice for {whom} from {plain_line(body.name, 80)} is {weeks} late",
        news=f"Advice for {whom} from {plain_line(body.name)} was due by {said(late.due_on)}. It has not come. "
        f"It is {weeks} late.",
        now="The team that gives the advice has been reminded. Their inbox has the name of the child.",
        who=who_of(situation), next=Next("The advice comes", late.due_on, late=True), rule=_rule(late.reading),
        can_do=(
            "Find out what holds the advice up, and when it will come.",
            "Tell the council when it will come, or that your service cannot give it.",
        ),
    )  # fmt: skip
    return content(case)


def for_team_without(situation: Situation, team: Organisation, late: LateAdvice) -> Content:
    """The message to the child's own team, where nobody is recorded who answers for the service."""
    short, service = short_name(situation), plain_line(late.service)
    case = Case(
        to=plain_line(team.name), name=short, about=called(situation),
        subject=f"Advice for {short} is late, and nobody is recorded to tell",
        news=f"Advice about {called(situation)} from {service} was due by {said(late.due_on)}. It has not come. "
        f"We would now tell {RECIPIENTS[late.part]}. Nobody is recorded.",
        now="So the message comes to you, the team that has this child.",
        who=who_of(situation), next=Next("The advice comes", late.due_on, late=True), rule=_rule(late.reading),
        can_do=(
            f"Call {service} and ask who answers for it.",
            "Ask your team’s manager to record who that is: Team, then Who answers for services.",
        ),
    )  # fmt: skip
    return content(case)


def called(situation: Situation) -> str:
    """The child as a body's inbox may name them: first name and an initial."""
    child = situation.child
    return f"{plain_name(child.calling_name)} {initials(child.surname)}".strip() or "a child"


def tied(situation: Situation, body: Organisation) -> bool:
    """Whether a body has to do with the child today, and may be told."""
    return any(
        tie.organisation_id == body.pk and facts.holds(situation.on)
        for tie, facts in zip(situation.ties, tie_facts(situation.ties), strict=True)
    )


def team_of(situation: Situation) -> Organisation | None:
    """The council's team that has the child today."""
    return _last_held(situation, Tie.Kind.CASE_TEAM)


def attended(situation: Situation) -> Organisation | None:
    """The school or college the child attends today."""
    return _last_held(situation, Tie.Kind.ATTENDS)


def advice_reading(situation: Situation, due_on: date, *, is_legal_duty: bool) -> Reading | None:
    """The clock of advice due that day."""
    found = (read.reading for read in situation.reads if read.reading and read.reading.rule == GIVE.code)
    return next((each for each in found if each.outer_on == due_on and each.is_legal_duty == is_legal_duty), None)


def _last_held(situation: Situation, kind: str) -> Organisation | None:
    held = [
        tie.organisation
        for tie, facts in zip(situation.ties, tie_facts(situation.ties), strict=True)
        if tie.kind == kind and tie.organisation and facts.holds(situation.on)
    ]
    return held[-1] if held else None


def short_name(situation: Situation) -> str:
    """Initials, for a heading that many read."""
    return initials(situation.child.forename, situation.child.surname) or "a child"


def now_said(situation: Situation, otherwise: str) -> str:
    """Where the case stands, as a family's page says it."""
    naming = Naming(plain_name(situation.child.calling_name) or "The child", family="the family")
    journeys = journeys_of(situation.processes, situation.reads, naming, on=situation.on)
    return journeys[0].where if journeys else otherwise


def _expected(by: date | None, past: bool) -> str:
    if by is None:
        return "Please answer as soon as you can."
    return f"Your answer {'was' if past else 'is'} expected by {said(by)}."


def _rule(reading: Reading | None) -> str:
    return rule_said(reading.citation, binds=reading.is_legal_duty) if reading else ""


def address(situation: Situation, page: str) -> str:
    """Where to answer: a page that asks for a sign-in, so that the address alone opens nothing."""
    if not settings.PUBLIC_ADDRESS:
        return ""
    return f" {settings.PUBLIC_ADDRESS.rstrip('/')}/partners/children/{situation.child.public_id}/{page}/"
