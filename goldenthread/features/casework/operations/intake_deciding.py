"""A person decides about what came in: it starts the clock, belongs to a request already running, or is not a request.

Each is one transaction. The row is locked first, so that of two people who decide at once the second is told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from goldenthread.domain.sen2.after_steps import AWAITED
from goldenthread.features.casework.models import Intake, Request
from goldenthread.features.casework.operations import clocks, milestones, summaries
from goldenthread.features.casework.operations.intake_people import make_child, surround
from goldenthread.features.casework.queries.intake_asking import fact_of
from goldenthread.features.casework.queries.intake_questions import ABOUT_ME, how_said, said_on, text_of
from goldenthread.features.casework.queries.open_requests import open_requests
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Child

# SEN2 RequestSource (docs/reference/data-dictionary.md, casework.Request.source; codes_2026.csv).
SOURCES = {"parent": "1", "young_person": "1", "school": "2", "health": "3", "social_care": "4", "anyone": "5"}


class AlreadyDecided(Exception):
    """Somebody decided first: `item` says what, who and when."""

    def __init__(self, item: Intake) -> None:
        super().__init__("decided already")
        self.item = item


class RequestAppeared(Exception):
    """A request for this child was started after the page was read: look again before starting another."""


class ReasonNeeded(Exception):
    """Each decision says why."""


class NotRunning(Exception):
    """That request is not open, or not this child's."""


def start(
    *, item: Intake, child: Child | None, seen_requests: Collection[str], reason: str, by: Viewer, on: date
) -> Request:
    """Start the clock on the day the council received it. `child`: the one it is about; None makes the child told of.

    `seen_requests`: public ids of the open requests the person was shown. Raises AlreadyDecided, RequestAppeared,
    ReasonNeeded.
    """
    why = _reason(reason)
    with transaction.atomic():
        row = _locked(item)
        whose = _locked_child(row.child or child) or make_child(row.told, by=by)
        if {each.public_id for each in open_requests(whose)} - set(seen_requests):
            raise RequestAppeared
        assert row.received_on is not None  # a constraint holds it for whatever was sent
        request = Request.rows.create(child=whose, source=SOURCES[row.who], outcome=AWAITED)
        surround(whose, row, by=by, on=on)
        _keep_words(row, whose)
        milestones.record(of=request, fact=fact_of(row.who), happened_on=row.received_on, by=by, on=on)
        _decide(row, Intake.State.STARTED, whose, request, why, by)
        data = {"intake": row.public_id, "request": request.public_id, "source": request.source}
        journal.record("intake.started", by=by, about=whose.public_id, on=row.received_on, reason=why, data=data)
    return request


def join(*, item: Intake, request: Request, reason: str, by: Viewer, on: date) -> Request:
    """It says more of a request that runs already: no new clock. Raises AlreadyDecided, NotRunning, ReasonNeeded."""
    why = _reason(reason)
    with transaction.atomic():
        row = _locked(item)
        child = _locked_child(request.child)
        if child is None or row.child_id not in (None, child.pk):
            raise NotRunning
        if request.pk not in {each.pk for each in open_requests(child)}:
            raise NotRunning
        surround(child, row, by=by, on=on)
        _keep_words(row, child)
        _decide(row, Intake.State.JOINED, child, request, why, by)
        clocks.refresh([child.pk], on=on)
        summaries.refresh([child.pk], on=on)
        data = {"intake": row.public_id, "request": request.public_id}
        journal.record("intake.joined", by=by, about=child.public_id, on=on, reason=why, data=data)
    return request


def set_aside(*, item: Intake, reason: str, by: Viewer, on: date) -> Intake:
    """It is not a request, and why. Raises AlreadyDecided, ReasonNeeded."""
    why = _reason(reason)
    with transaction.atomic():
        row = _locked(item)
        _decide(row, Intake.State.NOT_A_REQUEST, row.child, None, why, by)
        about = row.child.public_id if row.child else ""
        journal.record("intake.not_a_request", by=by, about=about, on=on, reason=why, data={"intake": row.public_id})
    return row


def _reason(reason: str) -> str:
    if not reason.strip():
        raise ReasonNeeded
    return reason.strip()


def _locked(item: Intake) -> Intake:
    row = Intake.rows.select_for_update(of=("self",)).select_related("child").get(pk=item.pk)
    if row.state != Intake.State.SENT:
        raise AlreadyDecided(row)
    return row


def _locked_child(child: Child | None) -> Child | None:
    return Child.rows.select_for_update().get(pk=child.pk) if child else None


def _decide(
    row: Intake, state: Intake.State, child: Child | None, request: Request | None, why: str, by: Viewer
) -> None:
    row.state, row.child, row.request, row.reason = state, child, request, why
    row.decided_at, row.decided_by, row.decided_by_name = clock.now(), by.public_id, by.name
    row.save()


def _keep_words(row: Intake, child: Child) -> None:
    """The child's own words go where their page begins; what they replace is kept with the item they came in."""
    text, on = text_of(row.answers, ABOUT_ME), said_on(row.answers, ABOUT_ME)
    if not text or (child.in_their_words_on and on and on < child.in_their_words_on):
        return
    if child.in_their_words:
        was_on = child.in_their_words_on.isoformat() if child.in_their_words_on else ""
        row.words_before = {"text": child.in_their_words, "on": was_on, "how": child.in_their_words_how}
    child.in_their_words, child.in_their_words_on = text, on
    child.in_their_words_how = how_said(row.who, str(row.answers[ABOUT_ME].get("how", "")))
    child.save(update_fields=["in_their_words", "in_their_words_on", "in_their_words_how"])
