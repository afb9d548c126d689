"""The steps of a disagreement as a family is told of each: the heading, what happened, and what they can do next.

Of which steps: every one that may be recorded but those in NOT_TOLD, which tell a family nothing it can use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.lifecycle.dispute_outcomes import Came
from goldenthread.domain.lifecycle.dispute_steps import OPENED

# The council passing on an answer that the family gets from whoever gave it.
NOT_TOLD: Final = frozenset({"recommendation_answer_received", "secretary_of_state_told", "care_answer_sent_on"})
# Whoever of the family took the step, all who are told may not have: the words name nobody.
_TOLD: Final[Mapping[str, tuple[str, str]]] = {
    OPENED: (
        "The council knows the family does not agree about {whom}",
        "On {day} the council was told that the family does not agree with what it decided.",
    ),
    "adviser_contacted": (
        "A mediation adviser has been contacted about {whom}",
        "A mediation adviser was contacted on {day}. This keeps the way to an appeal open.",
    ),
    "mediation_requested": (
        "Mediation has been asked for about {whom}",
        "On {day} the council was told that the family wants mediation. "
        "Mediation is a meeting with a person who takes no side.",
    ),
    "mediation_declined": (
        "There will be no mediation about {whom}",
        "On {day} the mediation adviser was told that the family does not want mediation.",
    ),
    "health_mediation_requested": (
        "Mediation about {whom} will be about health too",
        "On {day} the council was told that mediation is to be about health care too.",
    ),
    "health_mediation_alone": (
        "Mediation about {whom} will be about health alone",
        "On {day} the council was told that mediation is to be about health care alone. "
        "The health service must then set up the meeting.",
    ),
    "commissioner_notified": (
        "The health service must set up mediation about {whom}",
        "The health service got the council’s letter about mediation on {day}. "
        "It now has 30 days to set up the meeting.",
    ),
    "health_agreement_made": (
        "An agreement with the health service about {whom}",
        "The family and the health service agreed on {day}. The health service must tell the council.",
    ),
    "council_told_of_agreement": (
        "The council knows what was agreed about {whom}",
        "The health service told the council on {day} what was agreed.",
    ),
    "reassessment_no_plan": (
        "The council says no plan is needed for {whom}",
        "On {day} the council said that it has assessed {whom} again, and that no plan is needed. "
        "It must give its reasons. The plan does not end until the council has told you that it ends it.",
    ),
    "commissioner_told": (
        "The health service knows of mediation about {whom}",
        "The council told the health service about mediation on {day}.",
    ),
    "mediation_place_told": (
        "A meeting for mediation about {whom} is set",
        "The family was told on {day} when and where mediation will be.",
    ),
    "mediation_not_possible": (
        "Mediation about {whom} could not be set up",
        "On {day} the mediation adviser was told that mediation could not be set up. "
        "The family counts as having taken part.",
    ),
    "mediation_held": ("Mediation about {whom} was held", "The meeting for mediation was held on {day}."),
    "mediation_concluded": ("Mediation about {whom} has ended", "Mediation ended on {day}."),
    "mediation_agreed": ("An agreement about {whom}", "The family and the council agreed on {day}{came}."),
    "certificate_issued": (
        "The mediation certificate about {whom} is here",
        "The mediation adviser gave a certificate on {day}. With it the family can appeal.",
    ),
    "appeal_received": ("The tribunal has the appeal about {whom}", "The tribunal got the appeal on {day}."),
    "appeal_sent": (
        "The council has been sent the appeal about {whom}", "The tribunal sent the appeal to the council on {day}."
    ),
    "response_sent": ("The council has answered the appeal about {whom}", "The council answered the appeal on {day}."),
    "appeal_conceded": (
        "The council will not fight the appeal about {whom}",
        "On {day} the council told the tribunal that it will not fight the appeal{came}. So the appeal is won.",
    ),
    "appeal_withdrawn": ("The appeal about {whom} was taken back", "The appeal was taken back on {day}. It has ended."),
    "order_made": ("The tribunal has decided about {whom}", "The tribunal made its order on {day}{came}."),
    "recommendation_made": (
        "The tribunal asks health to think again about {whom}",
        "On {day} the tribunal asked the health service to think again. The health service must answer it.",
    ),
    "recommendation_answered": (
        "The health service has answered about {whom}", "The health service answered the tribunal’s advice on {day}."
    ),
    "care_recommendation_made": (
        "The tribunal asks social care to think again about {whom}",
        "On {day} the tribunal asked the council’s social care to think again. The council must answer it.",
    ),
    "care_recommendation_answered": (
        "Social care has answered about {whom}", "The council answered the tribunal’s advice on {day}."
    ),
    "agreement_done": (
        "What was agreed about {whom} has been done",
        "The council did on {day} what was agreed. This is about the things that cannot be appealed.",
    ),
    "reassessment_told": ("A new assessment of {whom}", "The council said on {day} that it will assess {whom} again."),
    "agreed_plan_sent": (
        "The plan changed by the agreement about {whom} was sent",
        "The council sent the plan, changed as was agreed, on {day}.",
    ),
    "ordered_plan_sent": (
        "The plan changed after the appeal about {whom} was sent",
        "The council sent the plan, changed after the appeal, on {day}.",
    ),
    "disagreement_dropped": (
        "The disagreement about {whom} has ended",
        "The council wrote down on {day} that the family takes this no further.",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DisputeNews:
    """The heading and the sentences, with {whom} where the reader's word for the child goes."""

    heading: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Doors:
    """What is still open to the family: last days, None where there is none or it has passed.

    `mediation_by`: to contact a mediation adviser; `appeal_by`: for the tribunal to have an appeal. `certificate`:
    whether one is needed first, in a sentence.
    """

    mediation_by: date | None = None
    appeal_by: date | None = None
    certificate: str = ""
    mediation_service: str = ""


def dispute_news(fact: str, happened_on: date, came: Came | None = None) -> DisputeNews | None:
    """What a step says; None for one a family is not told of. `came`: what was agreed, given way on or ordered."""
    found = _TOLD.get(fact)
    if found is None:
        return None
    said_came = f": {came.said}" if came and came.codes else ""
    heading, sentence = found
    return DisputeNews(heading, sentence.replace("{day}", said(happened_on)).replace("{came}", said_came))


def dispute_can_do(stage: str, doors: Doors) -> tuple[str, ...]:
    """What the family can do at a stage of a disagreement, the most pressing first."""
    found = [*_mediation(stage, doors), *_appeal(stage, doors)]
    found += _BY_STAGE.get(stage, ())
    return tuple(found)


def without_a_day(stage: str) -> str:
    """What comes next at a stage where no clock of anybody else's runs; blank where the team must say."""
    return _NO_DAY.get(stage, "")


def _mediation(stage: str, doors: Doors) -> list[str]:
    if stage != "decision_sent" or doors.mediation_by is None:
        return []
    service = f" ({doors.mediation_service})" if doors.mediation_service else ""
    return [f"Talk to a mediation adviser{service}. It is free. Do it by {said(doors.mediation_by)}."]


def _appeal(stage: str, doors: Doors) -> list[str]:
    if stage in _NO_APPEAL or doors.appeal_by is None:
        return []
    certificate = "" if stage == "certificate_issued" else doors.certificate
    return [
        f"You can appeal to the tribunal. It must have your appeal by {said(doors.appeal_by)}. {certificate}".strip()
    ]


_YOURS: Final = "You choose what comes next. Your own days are below."
_OVER: Final = "Nothing more happens with this disagreement."
_NO_DAY: Final[Mapping[str, str]] = {
    "decision_sent": _YOURS, "adviser_contacted": _YOURS, "certificate_issued": _YOURS,
    "answered": "The tribunal will say what happens next, and when.",
    "withdrawn": _OVER, "dropped": _OVER,
}  # fmt: skip
_NO_APPEAL: Final = frozenset(
    {"appealed", "answered", "conceded", "ordered", "recommended", "agreed", "withdrawn"}
)  # fmt: skip
_DO_IT: Final = (
    "If the council does not do it in time, complain. You can tell the ombudsman on 0300 061 0614. It is free."
)
_BY_STAGE: Final[Mapping[str, tuple[str, ...]]] = {
    "adviser_contacted": ("Tell the mediation adviser if you want mediation or not.",),
    "mediation_wanted": (
        "Tell the team which days suit you. You can bring someone with you.",
        "Say what you want to talk about, before the meeting.",
    ),
    "health_mediation_wanted": (
        "Tell the health service which days suit you. You can bring someone with you.",
        "Say what you want to talk about, before the meeting.",
    ),
    "mediation_held": ("Ask the mediation adviser for your certificate, if it does not come in 3 working days.",),
    "mediation_not_possible": ("Ask the mediation adviser for your certificate.",),
    "appealed": ("Keep every letter from the tribunal. You and the council can still agree before it decides.",),
    "answered": ("Read what the council says. You can still send the tribunal more, by the day it gave you.",),
    "agreed": (_DO_IT,),
    "conceded": (_DO_IT,),
    "ordered": (_DO_IT,),
    "recommended": ("Ask the team what health or social care answered.",),
    "withdrawn": ("If things change, you can ask the council again.",),
    "dropped": ("You can still ask the council again. Say what has changed.",),
}
