"""Asking for work, trying it again, cancelling it: what the rows and the journal say."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from goldenthread.foundation import clock, journal
from goldenthread.foundation.journal.reading import activity_of
from goldenthread.foundation.runs import leases, operations, queries, wakers
from goldenthread.foundation.runs.failures import NotPossible, PermanentFailure
from goldenthread.foundation.runs.models import Run
from tests.builders import an_account

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 16, 9, 30, tzinfo=clock.LONDON)


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Counts how often the workers were woken, in place of the queue."""
    calls: list[str] = []
    monkeypatch.setattr(wakers, "_wakers", {"test": lambda: calls.append("woken")})
    return calls


def ask(**more: object) -> Run:
    return operations.ask("count", {"import": "bcdfgh"}, by=journal.SYSTEM, at=NOW, **more)  # type: ignore[arg-type]


def test_two_requests_with_one_key_make_one_run() -> None:
    first = ask(once_key="recompute_clocks:2026-11-16")
    second = ask(once_key="recompute_clocks:2026-11-16")
    assert first.public_id == second.public_id
    assert Run.objects.count() == 1
    assert ask(once_key="recompute_clocks:2026-11-17").public_id != first.public_id


def test_the_second_request_gets_the_first_run_even_when_it_could_not_see_it_at_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = ask(once_key="apply:1")

    class Blind:
        """What the second request sees of a row the first has not committed yet."""

        def first(self) -> None:
            return None

    monkeypatch.setattr(type(Run.objects), "filter", lambda self, **conditions: Blind())
    assert ask(once_key="apply:1").public_id == first.public_id
    monkeypatch.undo()
    assert Run.objects.count() == 1


def test_work_asked_for_in_a_change_that_is_undone_was_never_asked_for(
    woken: list[str], django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError), transaction.atomic():  # type: ignore[operator]
        ask()
        raise ZeroDivisionError
    assert Run.objects.count() == 0
    assert woken == []


def test_workers_are_woken_after_the_commit_and_only_for_something_new(
    woken: list[str], django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        ask(once_key="once")
        assert woken == []
    assert woken == ["woken"]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        ask(once_key="once")
    assert woken == ["woken"]


def test_a_queue_that_cannot_be_reached_does_not_fail_what_was_committed(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: object
) -> None:
    def unreachable() -> None:
        raise OSError("no queue")

    monkeypatch.setattr(wakers, "_wakers", {"test": unreachable})
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        run = ask()
    assert queries.progress_of(run.public_id) is not None


def test_what_a_person_asks_for_is_in_their_activity_and_what_the_system_asks_is_not_journaled() -> None:
    person = an_account(name="Priya Shah")
    run = operations.ask("count", {}, by=person, at=NOW)
    operations.cancel(run.public_id, by=person, at=NOW)
    operations.retry(run.public_id, by=person, at=NOW)
    ask()
    assert [told.what for told in activity_of(person.public_id)] == [
        "asked for background work to be tried again",
        "cancelled background work",
        "asked for background work",
    ]
    assert activity_of(journal.SYSTEM.public_id) == []
    seen = queries.progress_of(run.public_id)
    assert seen is not None and seen.asked_by_name == "Priya Shah"


def test_a_run_given_up_starts_again_from_its_first_attempt() -> None:
    run = ask(max_attempts=1)
    held = leases.claim(jobs=["count"], at=NOW)
    assert held is not None
    assert leases.fail(held, PermanentFailure("The file is not there."), at=NOW) == Run.State.GIVEN_UP
    operations.retry(run.public_id, by=journal.SYSTEM, at=NOW)
    again = leases.claim(jobs=["count"], at=NOW)
    assert again is not None and again.attempt == 1


def test_what_is_running_or_done_cannot_be_tried_again_and_what_has_ended_cannot_be_cancelled() -> None:
    run = ask()
    held = leases.claim(jobs=["count"], at=NOW)
    assert held is not None
    with pytest.raises(NotPossible, match="running"):
        operations.retry(run.public_id, by=journal.SYSTEM, at=NOW)
    leases.finish(held, {}, at=NOW)
    with pytest.raises(NotPossible, match="done"):
        operations.retry(run.public_id, by=journal.SYSTEM, at=NOW)
    with pytest.raises(NotPossible, match="done"):
        operations.cancel(run.public_id, by=journal.SYSTEM, at=NOW)
    with pytest.raises(Run.DoesNotExist):
        operations.cancel("no-such-run", by=journal.SYSTEM, at=NOW)


def test_only_runs_long_ended_are_forgotten_and_those_given_up_never() -> None:
    for state in Run.State.values:
        for days in (10, 100):
            ended = NOW - timedelta(days=days)
            Run.objects.create(job="count", state=state, not_before=ended, asked_at=ended, finished_at=ended)
    assert operations.forget(finished_before=NOW - timedelta(days=90), by=journal.SYSTEM, at=NOW) == 2
    kept = Run.objects.filter(finished_at__lt=NOW - timedelta(days=90)).values_list("state", flat=True)
    assert sorted(kept) == ["given_up", "running", "waiting"]
