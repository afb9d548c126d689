"""The steps of a disagreement, as a table: what each writes, when it may come, and what it is called.

SEND Regulations 2014, regulations 33 to 45; the rules of what may follow are in dispute_steps.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from goldenthread.domain.lifecycle.dispute_outcomes import AGREED, CONCEDED

_TALKING: Final = (
    "decision_sent", "adviser_contacted", "mediation_wanted", "health_mediation_wanted", "mediation_not_possible",
    "mediation_held", "agreed", "certificate_issued",
)  # fmt: skip
_APPEALING: Final = ("appealed", "answered")
_MEDIATING: Final = (*_TALKING, *_APPEALING)
_ENDED: Final = ("ordered", "conceded", "recommended")
_ALL: Final = (*_MEDIATING, *_ENDED)


@dataclass(frozen=True, slots=True)
class DisputeStep:
    """One step: the fact it writes, the stages it may be recorded in, and the facts its day cannot come before.

    `needs` must be recorded first, all of them; `bars` must not be. `asks` is what its day is called in a question;
    `hint` says what it does. `chooses`: whether what came of it is asked too.
    """

    fact: str
    name: str
    stages: tuple[str, ...]
    asks: str
    follows: tuple[str, ...] = ()
    hint: str = ""
    needs: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()
    chooses: bool = False
    ends: bool = False


STEPS: Final = (
    DisputeStep(
        "adviser_contacted", "The family contacted a mediation adviser", _TALKING, "the date they made contact",
        hint="In time, it keeps the way to a certificate open.",
    ),
    DisputeStep(
        "mediation_requested", "We were told that the family wants mediation", _MEDIATING, "the date we were told",
        hint="Starts the 30 days to arrange it.", bars=("mediation_held",),
    ),
    DisputeStep(
        "mediation_declined", "The adviser was told that the family does not want mediation", _TALKING,
        "the date the adviser was told", hint="Starts the adviser’s 3 working days to give a certificate.",
        bars=("mediation_held",),
    ),
    DisputeStep(
        "health_mediation_requested", "We were told that the mediation is about health care too", _MEDIATING,
        "the date we were told", ("mediation_requested",), "Starts our 3 working days to tell the health commissioner.",
        ("mediation_requested",),
    ),
    DisputeStep(
        "health_mediation_alone", "We were told that the mediation is about health care alone", _MEDIATING,
        "the date we were told", ("health_mediation_requested",),
        "The health commissioner then arranges the mediation, and we need not take part.",
        ("health_mediation_requested",), ("mediation_held",),
    ),
    DisputeStep(
        "commissioner_told", "We told the health commissioner of the mediation", _MEDIATING, "the date we told them",
        ("health_mediation_requested",), needs=("health_mediation_requested",),
    ),
    DisputeStep(
        "commissioner_notified", "The health commissioner received our notice of the mediation", _MEDIATING,
        "the date it received it", ("health_mediation_alone", "commissioner_told"),
        "Starts its 30 days to arrange the mediation.", ("health_mediation_alone", "commissioner_told"),
    ),
    DisputeStep(
        "mediation_place_told", "The family was told when and where mediation will be", _MEDIATING,
        "the date the family was told", ("mediation_requested",), needs=("mediation_requested",),
    ),
    DisputeStep(
        "mediation_not_possible", "The adviser was told that mediation could not be arranged", _MEDIATING,
        "the date the adviser was told", ("mediation_requested",),
        "The family then counts as having taken part. Starts the adviser’s 3 working days to give a certificate.",
        ("mediation_requested",), ("mediation_held",),
    ),
    DisputeStep(
        "mediation_held", "Mediation was held", _MEDIATING, "the date it was held", ("mediation_requested",),
        "The SEN2 return says that mediation was held about this decision.", ("mediation_requested",),
    ),
    DisputeStep(
        "mediation_concluded", "Mediation ended", _MEDIATING, "the date it ended", ("mediation_held",),
        "Starts the adviser’s 3 working days to give a certificate.", ("mediation_held",),
    ),
    DisputeStep(
        AGREED, "An agreement was reached at mediation", _MEDIATING, "the date of the agreement", ("mediation_held",),
        "What could have been appealed is then done in the times for a tribunal’s order; the rest within 2 weeks.",
        ("mediation_held",), ("health_agreement_made",), chooses=True,
    ),
    DisputeStep(
        "health_agreement_made", "The family and the health commissioner agreed, and we took no part", _MEDIATING,
        "the date of the agreement", ("mediation_held",), "Starts the commissioner’s 1 week to tell us.",
        ("mediation_held", "health_mediation_alone"), (AGREED,),
    ),
    DisputeStep(
        "council_told_of_agreement", "The health commissioner told us what was agreed", _ALL, "the date it told us",
        ("health_agreement_made",), needs=("health_agreement_made",),
    ),
    DisputeStep(
        "certificate_issued", "The mediation certificate was issued", _MEDIATING, "the date on the certificate",
        hint="The family may appeal within 1 month of it, if that is later than 2 months from the decision.",
    ),
    DisputeStep(
        "appeal_received", "The tribunal received an appeal", _TALKING, "the date the tribunal received it",
        hint="The SEN2 return says that this decision was appealed.",
    ),
    DisputeStep(
        "appeal_sent", "The appeal was sent to us", _APPEALING, "the date it was sent to us", ("appeal_received",),
        "Starts our 30 working days to answer, unless the tribunal’s letter says otherwise.", ("appeal_received",),
    ),
    DisputeStep(
        "response_sent", "We answered the appeal", ("appealed",), "the date we answered",
        ("appeal_received", "appeal_sent"), needs=("appeal_sent",),
    ),
    DisputeStep(
        CONCEDED, "We told the tribunal that we do not oppose the appeal", ("appealed",), "the date we told it",
        ("appeal_received", "appeal_sent"), "Before we answer. The appeal then counts as won, without an order.",
        chooses=True, ends=True,
    ),
    DisputeStep(
        "appeal_withdrawn", "The family withdrew the appeal", _APPEALING, "the date it was withdrawn",
        ("appeal_received", "appeal_sent", "response_sent"), ends=True,
    ),
    DisputeStep(
        "order_made", "The tribunal made its order", _APPEALING, "the date of the order",
        ("appeal_received", "appeal_sent", "response_sent"),
        "The date on the order, also where both sides had agreed it. If the order gives its own times, those count.",
        chooses=True, ends=True,
    ),
    DisputeStep(
        "recommendation_made", "The tribunal made a recommendation about health", _ENDED,
        "the date of the recommendation", ("appeal_received",), "The health commissioner has 5 weeks to answer.",
        ("order_made",),
    ),
    DisputeStep(
        "recommendation_answered", "The health commissioner answered the recommendation", _ENDED,
        "the date of its answer", ("recommendation_made",), needs=("recommendation_made",),
    ),
    DisputeStep(
        "recommendation_answer_received", "The health commissioner’s answer reached us", _ENDED,
        "the date it reached us", ("recommendation_made", "recommendation_answered"), needs=("recommendation_made",),
    ),
    DisputeStep(
        "secretary_of_state_told", "We sent the health answer to the Secretary of State", _ENDED, "the date we sent it",
        ("recommendation_answer_received",), needs=("recommendation_answer_received",),
    ),
    DisputeStep(
        "care_recommendation_made", "The tribunal made a recommendation about social care", _ENDED,
        "the date of the recommendation", ("appeal_received",), "We have 5 weeks to answer.", ("order_made",),
    ),
    DisputeStep(
        "care_recommendation_answered", "We answered the recommendation about social care", _ENDED,
        "the date of our answer", ("care_recommendation_made",), needs=("care_recommendation_made",),
    ),
    DisputeStep(
        "care_answer_sent_on", "We sent our social care answer to the Secretary of State", _ENDED,
        "the date we sent it", ("care_recommendation_answered",), needs=("care_recommendation_answered",),
    ),
    DisputeStep(
        "agreement_done", "What was agreed was done", _ALL, "the date it was done", (AGREED,),
        "Of what could not be appealed: due 2 weeks after the agreement.", (AGREED,),
    ),
    DisputeStep(
        "reassessment_told", "We told the family that we will assess again", _ALL, "the date the family was told",
    ),
    DisputeStep(
        "reassessment_no_plan", "We told the family that, having assessed again, no plan is needed", _ALL,
        "the date the family was told", ("reassessment_told",),
        "With the reasons, and the right to appeal. Ending the plan is a step of its own.", ("reassessment_told",),
    ),
    DisputeStep(
        "agreed_plan_sent", "The plan changed by the agreement was sent", _ALL, "the date it was sent", (AGREED,),
        "A changed plan can be appealed.", (AGREED,),
    ),
    DisputeStep(
        "ordered_plan_sent", "The plan changed after the appeal was sent", _ENDED, "the date it was sent",
        ("order_made", CONCEDED), "A changed plan can be appealed.",
    ),
    DisputeStep(
        "disagreement_dropped", "The family took it no further", _TALKING, "the date we knew",
        hint="The family said so, or its time to appeal has passed. It can still ask the tribunal to let it in late.",
        ends=True,
    ),
)  # fmt: skip
BY_FACT: Final[Mapping[str, DisputeStep]] = {step.fact: step for step in STEPS}
