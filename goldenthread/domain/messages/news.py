"""What has happened, as a sentence or two for whoever is told, and the heading of the message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.messages.content import Kind


@dataclass(frozen=True, slots=True)
class News:
    """What happened. `detail`: "yes", "no", "no_plan" or "plan" of a decision; the law's plain words of an exception;
    what changed because of comments answered; else the sentence itself, with {whom} where the reader's word for the
    child goes.

    Of a step of a disagreement also its heading, the step, and the row number of the disagreement.
    """

    kind: Kind
    on: date
    detail: str = ""
    heading: str = ""
    step: str = ""
    dispute_id: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """How the reader would say it: `whom` Amira or you, `whose` Amira’s or your."""

    whom: str
    whose: str


def news_said(news: News, named: Named) -> str:
    """For a family: a sentence or two."""
    whom, whose, day = named.whom, named.whose, said(news.on)
    match news.kind:
        case Kind.REQUEST_RECEIVED:
            return f"The council got a request to assess {whom} on {day}. Someone will now read it."
        case Kind.CLOCK_STARTED:
            return f"The council is now working on the request to assess {whom}. The days are counted from {day}."
        case Kind.DECISION_TOLD:
            return _decision(news.detail, whom, day)
        case Kind.DRAFT_SENT:
            return f"The council sent {whose} draft plan on {day}. You have 15 days to say what you think of it."
        case Kind.COMMENTS_ANSWERED:
            return f"The team answered what you said about {whose} draft plan on {day}. {news.detail}".rstrip()
        case Kind.FINAL_SENT:
            return f"The council sent {whose} final plan on {day}. The help in it must now be given."
        case Kind.EXCEPTION_RECORDED:
            return f"On {day} we wrote down that the law allows more time, because {news.detail}."
        case _:
            return news.detail.replace("{whom}", whom)


def _decision(detail: str, whom: str, day: str) -> str:
    if detail == "yes":
        return f"The council said yes on {day}. It will find out what help {whom} may need."
    if detail == "no_plan":
        return f"The council said on {day} that it will not make a plan for {whom}. The letter gives the reasons."
    if detail == "plan":
        return f"The council decided on {day} to make a plan for {whom} after all. It will now write a draft."
    return f"The council said no on {day} to an assessment for {whom}. The letter gives the reasons."


def subject(news: News, named: Named) -> str:
    """The heading a family reads in a list of messages. It says what happened, never only that something did."""
    whom, whose = named.whom, named.whose
    match news.kind:
        case Kind.REQUEST_RECEIVED:
            return f"We got the request to assess {whom}"
        case Kind.CLOCK_STARTED:
            return f"We have begun work on the request to assess {whom}"
        case Kind.DECISION_TOLD:
            answers = {"yes": "Yes to an assessment", "no_plan": "No plan", "plan": "Yes to a plan"}
            return f"{answers.get(news.detail, 'No to an assessment')} for {whom}"
        case Kind.DRAFT_SENT:
            return f"{whose[:1].upper()}{whose[1:]} draft plan has been sent"
        case Kind.COMMENTS_ANSWERED:
            return f"We answered what you said about {whose} draft plan"
        case Kind.FINAL_SENT:
            return f"{whose[:1].upper()}{whose[1:]} final plan has been sent"
        case Kind.EXCEPTION_RECORDED:
            return f"More time is allowed for {whom}"
        case Kind.LATE:
            return f"Something for {whom} is late"
        case Kind.CORRECTION:
            return f"We made a mistake about {whom}"
        case Kind.DISPUTE_STEP:
            return news.heading.replace("{whom}", whom)
        case Kind.READDRESSED:
            return f"How things stand for {whom}"
        case _:
            return f"A date for {whom} is near"


def can_do(news: News, *, stage: str, appeal_by: date | None, mediation_by: date | None, late: bool) -> tuple[str, ...]:
    """What the family can do now, the most pressing first; at most four things."""
    found: list[str] = []
    if late:
        found += [
            "Ask the team when it will be done. Ask them to tell you in writing.",
            "If you are not happy with the answer, complain to the council. "
            "Then you can go to the ombudsman on 0300 061 0614. It is free.",
        ]
    if news.kind in (Kind.DECISION_TOLD, Kind.FINAL_SENT) and appeal_by and mediation_by:
        found.append(
            f"If you do not agree, you can appeal. You have until {said(appeal_by)}. "
            f"You may need to talk to a mediation adviser first. Do that by {said(mediation_by)}."
        )
    by_stage = {
        "deciding": "Tell the team what helps and what is hard. Send letters that show it.",
        "assessing": "Tell the team what helps and what is hard. Send letters that show it.",
        "drafting": "Tell the team what is right and what is wrong in the draft. You can ask for a school. "
        "You can ask to meet.",
        "plan": "Tell the team if the help in the plan is not there.",
    }
    found.append(by_stage.get(stage, "You can ask the council again. Say what has changed."))
    return tuple(found[:4])
