"""The journal's chains find anything done behind their back."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection, connections, transaction

from goldenthread.foundation import journal
from goldenthread.foundation.journal import checking, reading
from goldenthread.foundation.journal.kinds import Kind, UnknownKind, register
from goldenthread.foundation.journal.models import ChainHead, Entry, Look, LookedAt

register(Kind("tests.happened", "tried something"))


def write(count: int = 5) -> None:
    for number in range(count):
        journal.record(
            "tests.happened", by=journal.SYSTEM, about="child00000000a", reason=f"é {number}", data={"n": number}
        )
        journal.look(by=journal.SYSTEM, children=["child00000000a", "child00000000b"], page="tests")


def faults() -> list[str]:
    return [fault.message for verdict in checking.check() for fault in verdict.faults]


@pytest.mark.django_db
def test_untouched_chains_are_sound() -> None:
    write()
    assert faults() == []
    assert [verdict.checked for verdict in checking.check()] == [5, 5]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"reason": "something else"}, {"by": "someone"}, {"by_name": "Someone"}, {"about": "child00000000c"},
        {"data": {"n": 99}}, {"kind": "other.kind"}, {"on": date(2020, 1, 1)}, {"hash": "0" * 64},
    ],
)  # fmt: skip
def test_a_changed_entry_is_found(change: dict) -> None:
    write()
    Entry.objects.filter(number=3).update(**change)
    assert faults()


@pytest.mark.django_db
def test_a_removed_entry_is_found_in_the_middle_and_at_the_end() -> None:
    write()
    Entry.objects.filter(number=3).delete()
    assert any("missing" in fault for fault in faults())
    Entry.objects.filter(number__gte=3).delete()
    assert any("should end at number 5" in fault for fault in faults())


@pytest.mark.django_db
def test_an_added_entry_is_found() -> None:
    write()
    last = Entry.objects.get(number=5)
    last.pk = 6
    last.save(force_insert=True)
    assert faults()


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"page": "nothing"}, {"by": "someone"}, {"emergency": True}])
def test_a_changed_look_is_found(change: dict) -> None:
    write()
    Look.objects.filter(number=2).update(**change)
    assert faults()


@pytest.mark.django_db
def test_hiding_which_child_was_looked_at_is_found() -> None:
    write()
    LookedAt.objects.filter(look_number=2, child="child00000000b").delete()
    assert faults()


@pytest.mark.django_db
def test_an_entry_of_a_kind_nobody_declared_is_refused() -> None:
    with pytest.raises(UnknownKind):
        journal.record("tests.undeclared", by=journal.SYSTEM)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_story_and_its_looks_read_newest_first() -> None:
    write(3)
    assert [told.reason for told in reading.story_of("child00000000a")] == ["é 2", "é 1", "é 0"]
    assert reading.count_looks_at("child00000000b") == 3
    assert len(reading.activity_of("system")) == 6


@pytest.mark.django_db(transaction=True)
def test_an_entry_is_undone_with_the_change_it_speaks_of() -> None:
    write(1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        journal.record("tests.happened", by=journal.SYSTEM)
        raise ZeroDivisionError
    write(1)
    assert Entry.objects.count() == 2
    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_make_one_unbroken_chain() -> None:
    failures: list[BaseException] = []

    def writer() -> None:
        try:
            write(10)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=writer) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert (Entry.objects.count(), Look.objects.count()) == (60, 60)
    assert faults() == []
    assert ChainHead.objects.get(chain="entries").last_number == 60
    connection.close()
