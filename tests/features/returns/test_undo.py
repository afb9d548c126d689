"""An import undone leaves everything exactly as before it; or says why it cannot be undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goldenthread.demo.population.partnership import partnership
from goldenthread.domain.sen2.records import Need, Placement
from goldenthread.features.casework.models import Plan, Request
from goldenthread.features.casework.operations import milestones
from goldenthread.features.returns.models import Conflict, Import
from goldenthread.features.returns.operations import conflicts, undoing
from goldenthread.features.returns.operations.imports import NotPossible
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Child, Tie
from tests.features.returns.made_up import (
    OTHER_UPN,
    WREN,
    a_file,
    a_person,
    active,
    applied,
    brought_in,
    everything,
    historical,
    issued,
    pending,
    with_plan,
)

pytestmark = pytest.mark.django_db


def undone(row: Import) -> Import:
    return undoing.undo(row, by=journal.SYSTEM, at=clock.now())


def test_undoing_the_first_import_leaves_nothing(tmp_path: Path) -> None:
    before = everything()
    row = undone(brought_in(tmp_path, [a_person(requests=(issued(), pending()))]))
    assert (row.state, everything()) == ("undone", before)


def test_undoing_a_years_changes_restores_every_row(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(historical(date(2022, 6, 20)),))], year=2025)
    before = everything()
    moved = active(
        WREN, placements=(Placement(WREN, entry_on=date(2025, 9, 1)),), needs=(Need("SLCN", 1), Need("ASD", 2)),
        review_meeting_on=date(2025, 10, 1), review_outcome="M", last_review_on=date(2025, 10, 20),
    )  # fmt: skip
    changed = a_person(
        surname="Okafor", postcode="ZZ99 1AA", requests=(historical(date(2025, 9, 1), active_plan=moved),)
    )
    new = a_person(forename="Kofi", surname="Mensah", upn=OTHER_UPN, requests=(pending(),))
    row = brought_in(tmp_path, [changed, new])
    assert everything() != before
    undone(row)
    assert everything() == before


def test_a_row_the_import_took_away_comes_back(tmp_path: Path) -> None:
    needs = active(needs=(Need("ASD", 1), Need("SPLD", 2)))
    applied(a_file(tmp_path, [a_person(requests=(historical(active_plan=needs),))], name="first.xml"))
    before = everything()
    row = applied(a_file(tmp_path, [a_person(requests=(historical(),))], name="second.xml"))
    undone(row)
    assert everything() == before


def test_a_plan_that_ended_is_in_force_again(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(historical(date(2022, 6, 20)),))], year=2025)
    before = everything()
    ended = with_plan(historical(date(2022, 6, 20), active_plan=None), ceased_on=date(2025, 8, 31), cease_reason="2")
    undone(brought_in(tmp_path, [a_person(requests=(ended,))], year=2026))
    assert everything() == before and Plan.rows.get().is_active


def test_two_years_of_an_invented_partnership_are_undone_in_turn(tmp_path: Path) -> None:
    made = partnership("kingston", 60, 5, on=date(2026, 11, 16))
    empty = everything()
    first = applied(a_file(tmp_path, made.sen2_return(2025), year=2025, name="2025.xml"))
    between = everything()
    second = applied(a_file(tmp_path, made.sen2_return(2026), year=2026, name="2026.xml"))
    undone(second)
    assert everything() == between
    undone(first)
    assert everything() == empty


def test_a_later_import_of_the_same_children_must_be_undone_first(tmp_path: Path) -> None:
    first = brought_in(tmp_path, [a_person(requests=(issued(date(2024, 2, 3), date(2024, 6, 20)),))], year=2025)
    second = brought_in(tmp_path, [a_person(surname="Reed", requests=(historical(date(2024, 6, 20)),))], year=2026)
    with pytest.raises(NotPossible, match="return-2026.xml"):
        undone(first)
    undone(second)
    assert undone(first).state == "undone"
    assert not Child.rows.exists()


def test_it_is_refused_with_the_children_where_somebody_recorded_something_since(tmp_path: Path) -> None:
    row = brought_in(tmp_path, [a_person(requests=(pending(),))])
    milestones.record(
        of=Request.rows.get(), fact="assess_decision_notified", happened_on=date(2025, 12, 1), by=journal.SYSTEM,
        on=clock.today(),
    )  # fmt: skip
    before = everything()
    with pytest.raises(undoing.Recorded) as refused:
        undone(row)
    assert refused.value.children == [Child.rows.get().public_id]
    assert everything() == before


@pytest.mark.parametrize("edit", [{"known_as": "Mimi"}, {"surname": "Reed"}, {"in_their_words": "I like trains."}])
def test_it_is_refused_where_somebody_changed_a_child_it_made(tmp_path: Path, edit: dict[str, str]) -> None:
    row = brought_in(tmp_path, [a_person(requests=(pending(),))])
    Child.rows.update(**edit)
    with pytest.raises(undoing.Recorded):
        undone(row)


def test_it_is_refused_where_somebody_was_tied_to_a_child_it_made(tmp_path: Path) -> None:
    row = brought_in(tmp_path, [a_person(requests=(pending(),))])
    Tie.objects.create(
        child=Child.rows.get(), kind="health", organisation=Tie.objects.get(kind="case_team").organisation
    )
    with pytest.raises(undoing.Recorded):
        undone(row)


def test_it_is_refused_where_somebody_changed_a_field_after_it(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(pending(),))], year=2025)
    row = brought_in(tmp_path, [a_person(postcode="ZZ99 1AA", requests=(pending(),))], year=2026)
    Child.rows.update(postcode="ZZ99 2BB")
    with pytest.raises(undoing.Recorded):
        undone(row)


def test_what_was_decided_about_its_conflicts_is_undone_with_it(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(pending(date(2024, 11, 4)),))], year=2025)
    milestones.correct(
        of=Request.rows.get(),
        fact="request_received",
        happened_on=date(2024, 11, 6),
        reason="Letter.",
        by=journal.SYSTEM,
        on=clock.today(),
    )
    before = everything()
    row = brought_in(tmp_path, [a_person(requests=(pending(date(2024, 11, 8)),))], year=2026)
    conflicts.decide(Conflict.rows.get(), "take", by=journal.SYSTEM, reason="The file is right.", at=clock.now())
    undone(row)
    assert (everything(), Conflict.rows.count()) == (before, 0)


def test_it_cannot_be_undone_twice(tmp_path: Path) -> None:
    row = undone(brought_in(tmp_path, [a_person(requests=(pending(),))]))
    with pytest.raises(NotPossible):
        undone(row)


def test_what_was_undone_can_be_brought_in_again(tmp_path: Path) -> None:
    undone(brought_in(tmp_path, [a_person(requests=(issued(),))]))
    assert brought_in(tmp_path, [a_person(requests=(issued(),))]).effects["new"] == 1
