"""What may be recorded of a disagreement now, and after what day: possibility, not permission.

As for requests (assessment_steps.py): a step is never refused for being late, only for not following from the record.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from goldenthread.domain.clocks.order_of_facts import ORDER
from goldenthread.domain.lifecycle.dispute import DISPUTE
from goldenthread.domain.lifecycle.dispute_outcomes import AGREED, CONCEDED, OTHER, Came, came_of
from goldenthread.domain.lifecycle.dispute_step_table import BY_FACT, STEPS, DisputeStep
from goldenthread.domain.lifecycle.order import first_clash
from goldenthread.domain.lifecycle.process import Stage
from goldenthread.domain.statute.appeals import appeal_rights

OPENED: Final = "disagreement_opened"
__all__ = ["BY_FACT", "STEPS", "DisputeStep"]
NOTICE: Final = "notice_sent"  # of the decision: not of the disagreement itself, and before everything in it


class Standing(StrEnum):
    """How a disagreement was settled, or that it is not: each is exactly one of these."""

    AGREED = "agreed"
    CONCEDED = "conceded"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class DisputeSoFar:
    """What is recorded of one disagreement: the rights it is about, the day of the notice, its facts and what they
    say."""

    rights: tuple[str, ...]
    notice_on: date
    facts: Mapping[str, date] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_void(self) -> bool:
        """Whether it was opened by mistake, and that was taken back."""
        return OPENED not in self.facts

    def came(self, fact: str) -> Came | None:
        """What an agreement, a concession or an order says came of it; None where there is none."""
        return came_of(self.details.get(fact, "")) if fact in self.facts else None

    @property
    def agreed_whole(self) -> bool:
        """Whether mediation settled all of it."""
        came = self.came(AGREED)
        return came is not None and came.whole


def stage_of(dispute: DisputeSoFar) -> Stage:
    """The stage it has reached: by how far it has come, not by the latest day."""
    facts = dispute.facts
    reached = (
        ("dropped", "disagreement_dropped" in facts),
        ("withdrawn", "appeal_withdrawn" in facts),
        ("recommended", "recommendation_made" in facts or "care_recommendation_made" in facts),
        ("ordered", "order_made" in facts),
        ("conceded", CONCEDED in facts),
        ("answered", "response_sent" in facts),
        ("appealed", "appeal_received" in facts),
        ("agreed", dispute.agreed_whole),
        ("certificate_issued", "certificate_issued" in facts),
        ("mediation_held", "mediation_held" in facts),
        ("mediation_not_possible", "mediation_not_possible" in facts),
        ("health_mediation_wanted", "health_mediation_alone" in facts),
        ("mediation_wanted", "mediation_requested" in facts),
        ("adviser_contacted", "adviser_contacted" in facts or "mediation_declined" in facts),
    )
    return DISPUTE.stage(next((code for code, there in reached if there), "decision_sent"))


def standing_of(dispute: DisputeSoFar) -> Standing:
    """How it was settled. An appeal withdrawn after all of it was agreed is agreed; an appeal under way is open."""
    facts = dispute.facts
    if "order_made" in facts:
        return Standing.DECIDED
    if CONCEDED in facts:
        return Standing.CONCEDED
    if dispute.agreed_whole and ("appeal_received" not in facts or "appeal_withdrawn" in facts):
        return Standing.AGREED
    if "appeal_withdrawn" in facts or "disagreement_dropped" in facts:
        return Standing.WITHDRAWN
    return Standing.OPEN


def reopens(dispute: DisputeSoFar) -> dict[str, date]:
    """What it lets happen to the request again (`assess`, `plan`, `again`), and from what day."""
    found: dict[str, date] = {}
    for fact in (AGREED, CONCEDED, "order_made"):
        came = dispute.came(fact)
        for what in came.reopens if came else ():
            found.setdefault(what, dispute.facts[fact])
    return found


def may_follow(dispute: DisputeSoFar) -> tuple[DisputeStep, ...]:
    """The steps that may be recorded now, in the order a disagreement usually takes them."""
    stage = stage_of(dispute).code
    return tuple(step for step in STEPS if not dispute.is_void and stage in step.stages and _fits(step, dispute))


def _fits(step: DisputeStep, dispute: DisputeSoFar) -> bool:
    facts = dispute.facts
    if step.fact in facts or any(need not in facts for need in step.needs) or any(bar in facts for bar in step.bars):
        return False
    if step.fact in ("recommendation_made", "care_recommendation_made"):
        return any(appeal_rights()[right].recommendations for right in dispute.rights)
    agreed = dispute.came(AGREED)
    settled = [came for fact in (CONCEDED, "order_made") if (came := dispute.came(fact))]
    if step.fact == "agreement_done":
        return agreed is not None and OTHER in agreed.codes
    if step.fact == "agreed_plan_sent":
        return agreed is not None and agreed.amends
    if step.fact == "ordered_plan_sent":
        return any(came.amends for came in settled)
    if step.fact == "reassessment_told":
        return any("reassess" in came.codes for came in (*settled, *([agreed] if agreed else [])))
    return True


def why_not(step: DisputeStep, dispute: DisputeSoFar) -> str:
    """In a sentence, why this step cannot be recorded now."""
    facts = dispute.facts
    if dispute.is_void:
        return "This disagreement was taken back: it was opened by mistake."
    if step.fact in facts:
        return "It is recorded already. Correct its date if it is wrong."
    if missing := next((need for need in step.needs if need not in facts), ""):
        return f"First record that this happened: {_name(missing)}."
    if barring := next((bar for bar in step.bars if bar in facts), ""):
        return f"It cannot follow this, which is recorded: {_name(barring)}."
    stage = stage_of(dispute)
    if stage.code not in step.stages:
        return f"The disagreement stands at “{stage.name.lower()}”, and this does not follow from that."
    return "Nothing that was agreed or ordered calls for this."


def _name(fact: str) -> str:
    name = BY_FACT[fact].name
    return name[:1].lower() + name[1:]


def not_before(step: DisputeStep, dispute: DisputeSoFar) -> tuple[str, date]:
    """The latest recorded fact this step's day cannot come before: at least the notice of the decision."""
    days = [(dispute.notice_on, NOTICE)]
    days += [(day, fact) for fact in step.follows if (day := dispute.facts.get(fact))]
    day, fact = max(days)
    return fact, day


def resting_on(fact: str, dispute: DisputeSoFar) -> tuple[str, ...]:
    """Recorded facts that could not have happened without this one, so that it cannot be taken back before them."""
    if fact == OPENED:
        return tuple(name for name in dispute.facts if name != OPENED)
    resting = {step.fact for step in STEPS if fact in step.needs}
    if fact in (CONCEDED, "order_made") and not {CONCEDED, "order_made"} <= dispute.facts.keys():
        resting.add("ordered_plan_sent")
    if fact == "appeal_received":
        resting |= {"response_sent", CONCEDED, "appeal_withdrawn", "order_made"}
    return tuple(name for name in dispute.facts if name in resting and name != fact)


def clashes(fact: str, day: date, facts: Mapping[str, date]) -> tuple[str, str] | None:
    """The first pair (earlier, later) that would stand the wrong way round if `fact` happened on that day.

    `facts` with the notice of the decision, which comes before everything but the opening.
    """
    return first_clash(fact, day, facts, _comes_first)


def _comes_first(earlier: str, later: str) -> bool:
    step = BY_FACT.get(later)
    if later == OPENED or earlier == OPENED:
        return later == OPENED and earlier == NOTICE
    return earlier == NOTICE or (earlier, later) in ORDER or (step is not None and earlier in step.follows)


def in_the_laws_order(rights: Collection[str]) -> tuple[str, ...]:
    """References of rights in the order of section 51(2), each once; unknown ones left out."""
    return tuple(ref for ref in appeal_rights() if ref in rights)
