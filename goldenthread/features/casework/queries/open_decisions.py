"""Decisions of a child's case that can be appealed, with the two windows of each: worked out, never stored.

Children and Families Act 2014, section 51(2); SEND Regulations 2014, regulations 33 to 39.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.register import read as read_rule
from goldenthread.domain.statute.appeals import certificate_needed
from goldenthread.features.casework.queries.facts import ChildProcesses, DisputeFacts, Facts, PlanFacts, RequestFacts
from goldenthread.foundation.partnership.calendar import working_calendar

OF_A_PLAN = ("c(i)", "c(ii)", "c(iii)", "c(iv)")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: the rights it gives, in words, the day its notice was sent, and what it belongs to.

    `contact` and `appeal` are rules D1 and D6 read from that notice alone; `disputed`: whether a disagreement with it
    is on record.
    """

    rights: tuple[str, ...]
    words: str
    sent_on: date
    of: tuple[str, int]
    contact: Reading
    appeal: Reading
    disputed: bool

    @property
    def code(self) -> str:
        """What a link or a form calls it: `request-17-a-20261014`."""
        return f"{self.of[0]}-{self.of[1]}-{self.rights[0][0]}-{self.sent_on:%Y%m%d}"

    @property
    def appeal_by(self) -> date:
        """The last day the tribunal may receive an appeal, without a certificate's extra month."""
        return self.appeal.original_outer_on or date.max

    @property
    def mediation_by(self) -> date:
        """The last day to contact a mediation adviser."""
        return self.contact.original_outer_on or date.max

    @property
    def school_alone_needs_none(self) -> bool:
        """Whether an appeal about the school or college alone, which needs no certificate, is one of its rights."""
        return any(not certificate_needed([right]) for right in self.rights)


def decisions_of(processes: ChildProcesses, *, on: date) -> list[Decision]:
    """Every decision there has been, newest first; those older than the law they come from are left out."""
    found = [decision for each in _all(processes) if (decision := _decision(processes, on, *each))]
    return sorted({each.code: each for each in found}.values(), key=lambda each: each.sent_on, reverse=True)


def open_decisions(processes: ChildProcesses, *, on: date) -> list[Decision]:
    """Those whose day for an appeal has not passed."""
    return [decision for decision in decisions_of(processes, on=on) if decision.appeal_by >= on]


_Found = tuple[tuple[str, ...], str, Facts, str, tuple[str, int]]


def _all(processes: ChildProcesses) -> Iterator[_Found]:
    plans = {plan.request_id: plan for plan in processes.plans if plan.request_id}
    for request in processes.requests:
        yield from _of_request(request, plans.get(request.id))
    for plan in processes.plans:
        yield from _of_plan(plan)


def _of_request(request: RequestFacts, plan: PlanFacts | None) -> Iterator[_Found]:
    of = ("request", request.id)
    if request.facts.get("assess_decision") == "no":
        yield ("a",), "not to assess", request.facts, "assess_decision_notified", of
    for fact in ("no_plan_notified", "no_plan_notified_again"):
        yield ("b",), "not to make a plan", request.facts, fact, of
    if plan is not None:
        yield OF_A_PLAN, "on what the final plan says", request.facts, "final_plan_sent", ("plan", plan.id)


def _of_plan(plan: PlanFacts) -> Iterator[_Found]:
    of = ("plan", plan.id)
    for review in plan.reviews:
        if review.facts.get("review_outcome") == "cease":
            yield ("f",), "to end the plan", review.facts, "review_decided", of
        elif review.facts.get("review_outcome") == "maintain":
            yield ("e",), "to keep the plan as it is", review.facts, "review_decided", of
        yield OF_A_PLAN, "on what the changed plan says", review.facts, "amended_plan_sent", of
    for dispute in plan.disputes:
        sent: Facts = dict(dispute.facts)
        for fact in ("agreed_plan_sent", "ordered_plan_sent"):
            yield OF_A_PLAN, "on what the changed plan says", sent, fact, of
        yield ("e",), "not to change the plan", sent, "reassessment_no_plan", of


def _decision(
    processes: ChildProcesses, on: date, rights: tuple[str, ...], words: str, facts: Facts, fact: str,
    of: tuple[str, int],
) -> Decision | None:  # fmt: skip
    sent_on = facts.get(fact)
    if not isinstance(sent_on, date) or sent_on > on:
        return None
    calendar = working_calendar()
    contact = read_rule("D1", {"notice_sent": sent_on}, on, calendar=calendar)
    appeal = read_rule("D6", {"notice_sent": sent_on}, on, calendar=calendar)
    if appeal.original_outer_on is None or contact.original_outer_on is None:
        return None  # the decision is older than the law these rules come from
    disputed = any(_is_about(each, of, sent_on, rights, on) for each in processes.disputes)
    return Decision(rights, words, sent_on, of, contact, appeal, disputed)


def _is_about(dispute: DisputeFacts, of: tuple[str, int], sent_on: date, rights: tuple[str, ...], on: date) -> bool:
    about = ("request", dispute.request_id) if dispute.request_id else ("plan", dispute.plan_id)
    if dispute.so_far(on).is_void:
        return False
    return about == of and dispute.notice_on == sent_on and bool(set(dispute.rights) & set(rights))
