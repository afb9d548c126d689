"""Every clock of one disagreement: mediation and appeal, then what each agreement, concession and order started.

Which time limits follow is decided by the kind of order (dispute_outcomes.py), and each is counted from the one fact
that started it: an agreement on part and a later order on the rest have their own dates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Final

from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES, WorkingCalendar
from goldenthread.domain.clocks import disputes, tribunal
from goldenthread.domain.clocks.clock import DUE_SOON_DAYS, Clock, read_clock
from goldenthread.domain.clocks.facts import RawFacts, as_facts
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.lifecycle.dispute_outcomes import AGREED, CONCEDED, PLACEMENT, Came
from goldenthread.domain.lifecycle.dispute_steps import DisputeSoFar
from goldenthread.domain.statute.appeals import certificate_needed
from goldenthread.domain.statute.exceptions import Claim

_CLOCKS: Final[Mapping[str, Clock]] = {clock.code: clock for clock in (*disputes.CLOCKS, *tribunal.CLOCKS)}
_RECOMMENDED: Final = ("E11", "E11a", "E12", "E12a")
_GONE: Final = ("request_withdrawn", "moved_away")
_CERTIFIED: Final = ("certificate_issued",)
_RECOMMENDATIONS: Final = frozenset({"recommendation_made", "care_recommendation_made"})


def readings(
    dispute: DisputeSoFar,
    around: RawFacts,
    on: date,
    exceptions: Collection[Claim] = (),
    calendar: WorkingCalendar = ENGLAND_AND_WALES,
    *,
    due_soon_days: int = DUE_SOON_DAYS,
) -> tuple[Reading, ...]:
    """All of them as they stand on a day, in the law's order; `around` are the request's or plan's own facts.

    A claim names the key of its row (`E5/mediation`): an agreement on part and an order on the rest may each start a
    time limit of the same code. Raises BadFact for facts that cannot be, ExceptionRefused for a claim the law does not
    admit.
    """
    if dispute.is_void:
        return ()
    asked = [*_of_mediation_and_appeal(dispute), *_of_what_came(dispute, around)]
    return tuple(
        read_clock(_CLOCKS[code], facts, on, _own(code, facts, exceptions), calendar, due_soon_days=due_soon_days)
        for code, facts in asked
    )  # fmt: skip


def _own(code: str, facts: RawFacts, exceptions: Collection[Claim]) -> list[Claim]:
    """Claims on the row of law that governs: the order's own (`E2`) is not the agreement's (`E2/mediation`)."""
    clock, sound = _CLOCKS[code], as_facts(facts)
    started = sound.earliest(clock.starts)
    variant = clock.variant(sound, started[0]) if clock.variant and started else ""
    key = f"{code}/{variant}" if variant else code
    return [claim for claim in exceptions if claim.rule in ("", key)]


def _of_mediation_and_appeal(dispute: DisputeSoFar) -> Iterator[tuple[str, RawFacts]]:
    facts: dict[str, date | str] = {"notice_sent": dispute.notice_on, **dispute.facts}
    asked, declined = dispute.facts.get("mediation_requested"), dispute.facts.get("mediation_declined")
    if asked and declined and declined <= asked:
        facts.pop("mediation_declined")  # the family thought better of it: mediation is to be arranged
    if certificate_needed(dispute.rights):
        yield "D1", facts
    if "mediation_declined" in dispute.facts:
        yield "D2", {name: day for name, day in dispute.facts.items() if name in ("mediation_declined", *_CERTIFIED)}
    for code in ("D3", "D3a"):
        yield code, facts
    if "health_mediation_alone" in facts:
        yield "D3b", facts
    if {"mediation_held", "mediation_place_told"} <= facts.keys():  # judged once both are known
        yield "D3c", facts
    for code in ("D4", "D4a"):
        yield code, facts
    if "health_agreement_made" in facts:
        yield "D5a", facts
    yield "D6", facts
    yield "D7", facts
    if not _RECOMMENDATIONS.isdisjoint(facts):
        for code in _RECOMMENDED:
            yield code, _only_of(code, facts)


def _only_of(code: str, facts: RawFacts) -> RawFacts:
    """A recommendation about health alone starts no clock of social care's."""
    return {name: day for name, day in facts.items() if code != "E12" or name != "recommendation_made"}


def _of_what_came(dispute: DisputeSoFar, around: RawFacts) -> Iterator[tuple[str, RawFacts]]:
    for fact in (AGREED, CONCEDED, "order_made"):
        came = dispute.came(fact)
        if came is None:
            continue
        facts = _since(dispute, around, fact, came)
        for rule in came.rules(dispute.rights):
            yield rule, facts


def _since(dispute: DisputeSoFar, around: RawFacts, fact: str, came: Came) -> dict[str, date | str]:
    """The fact that started the time, and what was done on that day or later, by the names the clocks know."""
    day = dispute.facts[fact]
    own, theirs = dispute.facts, around
    done: dict[str, date | str | None] = {
        "assess_decision_notified": theirs.get("assess_after_all") or own.get("reassessment_told"),
        "no_plan_notified": theirs.get("no_plan_notified_again" if "b" in dispute.rights else "no_plan_notified"),
        "draft_served": theirs.get("draft_served"),
        "final_plan_sent": theirs.get("final_plan_sent"),
        "amended_plan_sent": own.get("agreed_plan_sent" if fact == AGREED else "ordered_plan_sent"),
        "plan_ceased": theirs.get("plan_ceased"),
        "agreement_done": own.get("agreement_done"),
        **{name: theirs.get(name) for name in _GONE},
    }
    if "reassess" in came.codes:
        done["final_plan_sent"], done["no_plan_notified"] = done["amended_plan_sent"], own.get("reassessment_no_plan")
    facts: dict[str, date | str] = {fact: day}
    facts |= {name: when for name, when in done.items() if isinstance(when, date) and when >= day}
    if fact == CONCEDED and any(right in PLACEMENT for right in dispute.rights) and _contents_too(dispute, came):
        facts["contents_too"] = "yes"
    return facts


def _contents_too(dispute: DisputeSoFar, came: Came) -> bool:
    """An appeal about the school and the contents too: 5 weeks for both, where the council gives way (reg 45(5)(b))."""
    return "contents" in came.codes or "c(i)" in dispute.rights or "c(ii)" in dispute.rights
