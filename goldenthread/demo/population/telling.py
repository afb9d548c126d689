"""What is known of a history on a given day: later events are not yet, and open ends are open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from goldenthread.demo.population.life import Advice, PhaseTransfer, PlanHistory, RequestHistory, Review


def by(day: date | None, on: date) -> date | None:
    """`day` if it has come by `on`."""
    return day if day is not None and day <= on else None


def request_by(history: RequestHistory, on: date) -> RequestHistory | None:
    """The request as known on `on`; None if it had not been received."""
    if history.received_on > on:
        return None
    decided, ended, left = by(history.decided_on, on), by(history.outcome_on, on), by(history.exported_on, on)
    return replace(
        history,
        decided_on=decided,
        decision=history.decision if decided else None,
        mediation_on=by(history.mediation_on, on),
        tribunal_on=by(history.tribunal_on, on),
        overturned_on=by(history.overturned_on, on),
        exported_on=left,
        exported_to=history.exported_to if left else None,
        advice=tuple(advice_by(item, on) for item in history.advice if item.requested_on <= on),
        draft_served_on=by(history.draft_served_on, on),
        outcome_on=ended,
        outcome=history.outcome if ended else None,
        outcome_mediation_on=by(history.outcome_mediation_on, on),
        outcome_tribunal_on=by(history.outcome_tribunal_on, on),
        exceptions=tuple(item for item in history.exceptions if item.recorded_on <= on),
    )


def advice_by(item: Advice, on: date) -> Advice:
    return item if item.received_on is None or item.received_on <= on else replace(item, received_on=None)


def review_by(review: Review, on: date) -> Review:
    decided = by(review.decided_on, on)
    return Review(
        review.meeting_on,
        by(review.report_sent_on, on),
        decided,
        review.outcome if decided else None,
        by(review.amendment_notice_on, on),
        by(review.amended_plan_on, on),
    )


def transfer_by(transfer: PhaseTransfer, on: date) -> PhaseTransfer:
    return replace(transfer, final_on=by(transfer.final_on, on))


def plan_by(plan: PlanHistory, on: date) -> PlanHistory | None:
    """The plan as known on `on`; None if it had not begun. A phase transfer is known from the September before."""
    if plan.start_on > on:
        return None
    ceased = by(plan.ceased_on, on)
    return replace(
        plan,
        placements=tuple(
            place if place.leaving_on is None or place.leaving_on <= on else replace(place, leaving_on=None)
            for place in plan.placements
            if place.entry_on is None or place.entry_on <= on
        ),
        reviews=tuple(review_by(review, on) for review in plan.reviews if review.meeting_on <= on),
        phase_transfers=tuple(
            transfer_by(item, on) for item in plan.phase_transfers if date(item.transfer_on.year - 1, 9, 1) <= on
        ),
        cease_decided_on=by(plan.cease_decided_on, on),
        ceased_on=ceased,
        cease_reason=plan.cease_reason if ceased else None,
    )
