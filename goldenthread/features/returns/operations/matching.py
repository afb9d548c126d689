"""Which request and which review in the system a return means. A return has no key for them that lasts from year to
year.

A request is told by the day it was received and by the start of the plan it led to. Next year's return may say only
that it is historical (H, no dates), and the plan's start may have moved with an amendment; so the surest signs are
tried first, over all of a person's requests, and each request is used once. Plain; no database.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.features.returns.operations.said import HISTORICAL, ReviewSaid

_A_SLIP = timedelta(days=31)  # a received day corrected between returns
_LONGEST_ASSESSMENT = timedelta(days=3 * 365)
_ONE_CYCLE = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Sign:
    """What tells one request from another. `outcome` is the return's code; `closed`: refused, withdrawn or exported."""

    received_on: date | None
    has_plan: bool
    plan_started_on: date | None
    plan_ceased_on: date | None
    outcome: str
    closed: bool = False
    local_id: str = ""

    @property
    def undated(self) -> bool:
        """Nothing says when it began."""
        return self.received_on is None

    @property
    def historical(self) -> bool:
        """Decided before the period of the return that speaks of it."""
        return self.outcome == HISTORICAL or self.undated


def match_requests(said: Sequence[Sign], held: Sequence[Sign], *, local_ids: bool = False) -> list[int | None]:
    """For each request said, the place in `held` of the one it means, or None for a new one."""
    found: list[int | None] = [None] * len(said)
    free = dict(enumerate(held))
    rules = [_same_local_id, *_RULES] if local_ids else _RULES
    for rule in rules:
        for place, sign in enumerate(said):
            if found[place] is not None or not free:
                continue
            fits = [at for at, other in free.items() if rule(sign, other)]
            if fits:
                best = min(fits, key=lambda at: (_distance(sign, free[at]), at))
                found[place] = best
                del free[best]
    return found


def _same_local_id(said: Sign, held: Sign) -> bool:
    return bool(said.local_id) and said.local_id == held.local_id


def _both_dates(said: Sign, held: Sign) -> bool:
    return _same(said.received_on, held.received_on) and _same(said.plan_started_on, held.plan_started_on)


def _same_received(said: Sign, held: Sign) -> bool:
    return _same(said.received_on, held.received_on)


def _same_start(said: Sign, held: Sign) -> bool:
    return _same(said.plan_started_on, held.plan_started_on)


def _same_end(said: Sign, held: Sign) -> bool:
    return said.has_plan and held.has_plan and _same(said.plan_ceased_on, held.plan_ceased_on)


def _historical_plan(said: Sign, held: Sign) -> bool:
    """A plan spoken of without its request: the plan we hold, unless ours ended before this one started, or the
    reverse.
    """
    if not (said.has_plan and held.has_plan) or not (said.historical or held.historical):
        return False
    if said.received_on and held.received_on:
        return False
    return not _ended_before(held, said) and not _ended_before(said, held)


def _became_a_plan(said: Sign, held: Sign) -> bool:
    """We know the request; now only the plan is spoken of. Or the reverse: an older return tells of the request."""
    if said.has_plan and not held.has_plan:
        return said.undated and not held.closed and _leads_to(held.received_on, said.plan_started_on)
    if held.has_plan and not said.has_plan:
        return held.undated and not said.closed and _leads_to(said.received_on, held.plan_started_on)
    return False


def _request_of_known_plan(said: Sign, held: Sign) -> bool:
    """Both have a plan; only one says when the request came: an older return that tells the whole story."""
    if not (said.has_plan and held.has_plan) or bool(said.received_on) == bool(held.received_on):
        return False
    if _ended_before(held, said) or _ended_before(said, held):
        return False
    return _leads_to(said.received_on or held.received_on, said.plan_started_on or held.plan_started_on)


def _historical_without_plan(said: Sign, held: Sign) -> bool:
    return said.historical and said.undated and not said.has_plan and not held.has_plan and not held.closed


def _undated_alike(said: Sign, held: Sign) -> bool:
    return said.undated and held.undated and said.has_plan == held.has_plan and not (
        _ended_before(held, said) or _ended_before(said, held)
    )  # fmt: skip


def _a_slip_of_days(said: Sign, held: Sign) -> bool:
    if not (said.received_on and held.received_on) or said.has_plan != held.has_plan:
        return False
    return abs(said.received_on - held.received_on) <= _A_SLIP


_RULES: list[Callable[[Sign, Sign], bool]] = [
    _both_dates, _same_start, _same_received, _same_end, _historical_plan, _request_of_known_plan, _became_a_plan,
    _historical_without_plan, _undated_alike, _a_slip_of_days,
]  # fmt: skip


def _same(one: date | None, other: date | None) -> bool:
    return one is not None and one == other


def _ended_before(one: Sign, other: Sign) -> bool:
    return bool(one.plan_ceased_on and other.plan_started_on and one.plan_ceased_on <= other.plan_started_on)


def _leads_to(received_on: date | None, started_on: date | None) -> bool:
    if received_on is None or started_on is None:
        return received_on is None
    return received_on <= started_on <= received_on + _LONGEST_ASSESSMENT


def _distance(one: Sign, other: Sign) -> int:
    """Days between what both know; a plan still in force before one that ended."""
    days = 0
    if one.received_on and other.received_on:
        days += abs((one.received_on - other.received_on).days)
    if one.plan_started_on and other.plan_started_on:
        days += abs((one.plan_started_on - other.plan_started_on).days)
    return days + (10_000 if bool(one.plan_ceased_on) != bool(other.plan_ceased_on) else 0)


@dataclass(frozen=True, slots=True)
class ReviewSign:
    """What tells one review from another."""

    kind: str
    held_on: date | None
    decided_on: date | None
    due_on: date | None
    final_on: date | None


def sign_of(review: ReviewSaid) -> ReviewSign:
    """The sign of a review a return speaks of."""
    return ReviewSign(
        review.kind,
        review.day("meeting_held"),
        review.day("review_decided"),
        review.day("phase_due"),
        review.day("phase_plan_sent"),
    )


def match_reviews(said: Sequence[ReviewSign], held: Sequence[ReviewSign]) -> list[int | None]:
    """For each review said, the place in `held` of the one it means, or None for a new one."""
    found: list[int | None] = []
    free = dict(enumerate(held))
    for sign in said:
        place = next((at for rule in _REVIEW_RULES for at, other in free.items() if rule(sign, other)), None)
        found.append(place)
        free.pop(place, None) if place is not None else None
    return found


def _same_phase(said: ReviewSign, held: ReviewSign) -> bool:
    if not said.kind == held.kind == "phase":
        return False
    return _same(said.due_on, held.due_on) or (
        not (said.due_on and held.due_on) and _same(said.final_on, held.final_on)
    )


def _same_meeting(said: ReviewSign, held: ReviewSign) -> bool:
    return said.kind == held.kind == "annual" and _same(said.held_on, held.held_on)


def _same_decision(said: ReviewSign, held: ReviewSign) -> bool:
    return said.kind == held.kind == "annual" and _same(said.decided_on, held.decided_on)


def _decision_of_meeting(said: ReviewSign, held: ReviewSign) -> bool:
    """A decision without its meeting belongs to a meeting we know and have no decision for; or the reverse."""
    if said.kind != "annual" or held.kind != "annual":
        return False
    if said.held_on is None and said.decided_on and held.held_on and held.decided_on is None:
        return timedelta(0) <= said.decided_on - held.held_on <= _ONE_CYCLE
    if held.held_on is None and held.decided_on and said.held_on and said.decided_on is None:
        return timedelta(0) <= held.decided_on - said.held_on <= _ONE_CYCLE / 4
    return False


_REVIEW_RULES = [_same_phase, _same_meeting, _same_decision, _decision_of_meeting]
