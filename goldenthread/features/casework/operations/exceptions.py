"""Records that an exception lifts a limit, where the law admits it, and withdraws one. It never adds days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from goldenthread.domain.statute.exceptions import LOOK_AGAIN, Claim, ExceptionRefused, admit
from goldenthread.features.casework.models import Advice, Dispute, ExceptionClaim, Request
from goldenthread.features.casework.operations import clocks, summaries, telling
from goldenthread.features.casework.operations.assessment_steps import keep_week20
from goldenthread.features.casework.operations.changes import NotNow, hold
from goldenthread.features.casework.operations.milestones import InTheFuture, ReasonNeeded
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.running_limits import running_limits
from goldenthread.foundation import journal

LONGEST_LOOK = timedelta(days=366)
_YET_TO_COME = ("reopens_on", "away_to")


def claim(
    *, of: Request | Advice | Dispute, rule: str, category: str, fact: str, reason: str, facts: Mapping[str, date],
    by: journal.Author, on: date, version: str, next_look_on: date | None = None,
) -> ExceptionClaim:  # fmt: skip
    """The exception applies to this limit. `rule`: as RunningLimit.claimed_as says. `fact` is what happened, `facts`
    the days its category turns on.

    Raises ExceptionRefused with the law's reason, NotNow where the limit does not run, ReasonNeeded, InTheFuture,
    ChangedMeanwhile.
    """
    if not fact.strip() or not reason.strip():
        raise ReasonNeeded
    if any(day > on for name, day in facts.items() if name not in _YET_TO_COME):
        raise InTheFuture
    with transaction.atomic():
        hold(of.child_id, version)
        running = running_limits(of.child, rows_of(of.child_id), on=on)
        limit = next((each for each in running if each.is_of(of) and each.claimed_as == rule), None)
        if limit is None:
            raise NotNow("This limit is not running, so nothing can lift it.")
        if limit.claim is not None:
            raise NotNow("An exception is recorded for this limit already. Withdraw it before recording another.")
        look = next_look_on or on + LOOK_AGAIN
        if not on <= look <= on + LONGEST_LOOK:
            raise ExceptionRefused("The next look must be from today to a year from today.")
        asked = Claim(category, reason.strip(), rule, on, look, **facts)
        admit(asked, limit.key, on=limit.started_on, until=limit.outer_on)
        row = _write(of, rule, category, fact.strip(), reason.strip(), facts, on, look)
        journal.record(
            "exception.claimed", by=by, about=of.child.public_id, on=on, reason=row.reason,
            data={"rule": rule, "category": category, "claim": row.pk},
        )  # fmt: skip
        _refresh(of.child_id, on)
        telling.of_exception(row, by=by, on=on)
        return row


def withdraw(*, claim: ExceptionClaim, reason: str, by: journal.Author, on: date, version: str) -> None:
    """The exception no longer applies, or never did: the limit stands as if it had not been recorded.

    Raises ReasonNeeded, NotNow, ChangedMeanwhile.
    """
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        hold(claim.child_id, version)
        claim.refresh_from_db()
        if claim.withdrawn_on is not None:
            raise NotNow("This exception has been withdrawn already.")
        claim.withdrawn_on = on
        claim.save(update_fields=["withdrawn_on"])
        if claim.rule == "C4" and claim.request:
            keep_week20(claim.request)
        journal.record(
            "exception.withdrawn", by=by, about=claim.child.public_id, on=on, reason=reason.strip(),
            data={"rule": claim.rule, "category": claim.category, "claim": claim.pk},
        )  # fmt: skip
        _refresh(claim.child_id, on)


def _write(
    of: Request | Advice | Dispute, rule: str, category: str, fact: str, reason: str, facts: Mapping[str, date],
    on: date, look: date,
) -> ExceptionClaim:  # fmt: skip
    owner: dict[str, Any] = {"request": of}
    if isinstance(of, Dispute):
        owner = {"dispute": of}
    elif isinstance(of, Advice):
        owner = {"request_id": of.request_id, "advice": of}
    row = ExceptionClaim.rows.create(
        child_id=of.child_id, **owner, rule=rule,
        category=category, fact=fact, reason=reason, facts={name: day.isoformat() for name, day in facts.items()},
        claimed_on=on, next_review_on=look,
    )  # fmt: skip
    if rule == "C4" and row.request:
        keep_week20(row.request)
    return row


def _refresh(child_id: int, on: date) -> None:
    clocks.refresh([child_id], on=on)
    summaries.refresh([child_id], on=on)
