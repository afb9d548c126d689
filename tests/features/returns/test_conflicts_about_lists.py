"""Named settings, placements and needs: a file's list is taken as one, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goldenthread.domain.sen2.codes import label
from goldenthread.domain.sen2.records import ActivePlan, Need, Placement, Setting
from goldenthread.features.casework.models import NamedSetting, Plan
from goldenthread.features.casework.models import Need as NeedRow
from goldenthread.features.casework.models import Placement as PlacementRow
from goldenthread.features.casework.operations import summaries
from goldenthread.features.returns.models import Conflict, Import
from goldenthread.features.returns.operations import conflicts, undoing
from goldenthread.foundation import clock, journal
from goldenthread.foundation.journal import reading
from goldenthread.foundation.people.models import Child, Organisation, Tie
from tests.features.returns.made_up import (
    WREN,
    a_file,
    a_person,
    active,
    applied,
    brought_in,
    everything,
    historical,
    with_plan,
)
from tests.features.returns.test_cases import ROW, a_sheet

pytestmark = pytest.mark.django_db
FERRY = Setting(urn="100003", rank=1, sen_unit=False, resourced_provision=False)


def decided(decision: str) -> Conflict:
    return conflicts.decide(Conflict.rows.get(), decision, by=journal.SYSTEM, reason="Seen on file.", at=clock.now())


def disagreeing(folder: Path, edit: Callable[[], Any], plan: ActivePlan, **named: Any) -> Import:
    """Last year's return, a person's edit of a list, and this year's return with `plan`."""
    brought_in(folder, [a_person(requests=(historical(date(2022, 6, 20)),))], year=2025)
    edit()
    summaries.refresh([Child.rows.get().pk], on=clock.today())
    said = historical(date(2022, 6, 20), active_plan=plan)
    return brought_in(folder, [a_person(requests=(with_plan(said, **named) if named else said,))], year=2026)


def needs() -> list[tuple[str, int]]:
    return list(NeedRow.rows.order_by("rank").values_list("type", "rank"))


def placements() -> list[tuple[str, date | None, date | None]]:
    return list(PlacementRow.rows.order_by("entry_on").values_list("urn", "entry_on", "leaving_on"))


def attended() -> list[str]:
    return list(Tie.objects.filter(kind="attends", ended_on=None).values_list("organisation__urn", flat=True))


def other_needs(folder: Path) -> Import:
    return disagreeing(
        folder, lambda: NeedRow.rows.update(type="SEMH"), active(needs=(Need("SLCN", 1), Need("ASD", 2)))
    )


def moved_by_hand() -> None:
    """A person recorded another school from October on."""
    ferry = Organisation.objects.create(kind="school", name="Ferry Street School", urn="100003")
    plan = Plan.rows.get()
    PlacementRow.rows.update(leaving_on=date(2025, 9, 30))
    PlacementRow.rows.create(
        child_id=plan.child_id, plan=plan, organisation=ferry, urn="100003", rank=1, entry_on=date(2025, 10, 1),
        position=1,
    )  # fmt: skip
    Tie.objects.filter(kind="attends").update(organisation=ferry, source="import")


def other_placements(folder: Path) -> Import:
    return disagreeing(folder, moved_by_hand, active(WREN, placements=(Placement(WREN, entry_on=date(2025, 9, 1)),)))


def test_a_list_a_person_changed_stands_and_is_shown_in_words(tmp_path: Path) -> None:
    other_needs(tmp_path)
    conflict = Conflict.rows.get()
    assert needs() == [("SEMH", 1)]
    assert (conflict.recorded, conflict.in_file) == (
        label("SENtype", "SEMH"),
        f"{label('SENtype', 'SLCN')}; {label('SENtype', 'ASD')} (second)",
    )


def test_taking_the_needs_of_a_file_replaces_the_list_and_is_journalled(tmp_path: Path) -> None:
    other_needs(tmp_path)
    assert decided("take").decision == "take"
    assert needs() == [("SLCN", 1), ("ASD", 2)]
    assert any("decided" in told.what for told in reading.story_of(Child.rows.get().public_id))


def test_keeping_the_needs_recorded_leaves_them(tmp_path: Path) -> None:
    other_needs(tmp_path)
    decided("keep")
    assert needs() == [("SEMH", 1)]


def test_taking_the_settings_of_a_file_replaces_them(tmp_path: Path) -> None:
    disagreeing(tmp_path, lambda: NamedSetting.rows.update(urn="100009"), active(), settings=(WREN,))
    decided("take")
    assert list(NamedSetting.rows.values_list("urn", "organisation__urn")) == [("100002", "100002")]


def test_taking_the_placements_takes_away_the_one_decided_against_and_keeps_what_had_ended(tmp_path: Path) -> None:
    other_placements(tmp_path)
    assert attended() == ["100003"]
    decided("take")
    assert placements() == [
        ("100001", date(2022, 9, 1), date(2025, 9, 30)),
        ("100002", date(2025, 9, 1), None),
    ]
    assert attended() == ["100002"]


def test_a_second_file_of_the_same_survey_day_replaces_every_placement(tmp_path: Path) -> None:
    applied(a_file(tmp_path, [a_person(requests=(historical(date(2022, 6, 20)),))], name="first.xml"))
    moved_by_hand()
    said = historical(date(2022, 6, 20), active_plan=active(placements=(Placement(WREN, entry_on=date(2022, 9, 5)),)))
    applied(a_file(tmp_path, [a_person(requests=(said,))], name="second.xml"))
    decided("take")
    assert placements() == [("100002", date(2022, 9, 5), None)]


def test_a_spreadsheets_need_takes_the_place_of_the_one_of_its_rank_and_leaves_what_it_does_not_speak_of(
    tmp_path: Path,
) -> None:
    applied(a_sheet(tmp_path, ROW), kind="cases")
    NeedRow.rows.update(type="SEMH")
    NeedRow.rows.create(child_id=Child.rows.get().pk, plan=Plan.rows.get(), type="HI", rank=2)
    applied(a_sheet(tmp_path, {**ROW, "Primary need": "Speech, language and communication needs"}), kind="cases")
    assert needs() == [("SEMH", 1), ("HI", 2)]
    decided("take")
    assert needs() == [("SLCN", 1), ("HI", 2)]


def test_a_list_that_was_taken_is_what_later_files_are_compared_with(tmp_path: Path) -> None:
    other_placements(tmp_path)
    decided("take")
    said = historical(date(2022, 6, 20), active_plan=active(placements=(Placement(FERRY, entry_on=date(2025, 11, 3)),)))
    applied(a_file(tmp_path, [a_person(requests=(said,))], name="third.xml"))
    assert Conflict.rows.filter(decision="open").count() == 0
    assert ("100003", date(2025, 11, 3), None) in placements()


@pytest.mark.parametrize("disagree", [other_needs, other_placements])
def test_undoing_the_file_brings_back_the_list_a_person_had_recorded(
    disagree: Callable[[Path], Import], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before: list[Any] = []
    bring = brought_in

    def noting(folder: Path, persons: Any, *, year: int) -> Import:
        before.append(everything())
        return bring(folder, persons, year=year)

    monkeypatch.setattr("tests.features.returns.test_conflicts_about_lists.brought_in", noting)
    row = disagree(tmp_path)
    decided("take")
    assert everything() != before[-1] and before[-1]["casework.Plan"]
    undoing.undo(row, by=journal.SYSTEM, at=clock.now())
    assert everything() == before[-1]


def test_a_list_changed_again_after_it_was_taken_keeps_the_file_from_being_undone(tmp_path: Path) -> None:
    row = other_needs(tmp_path)
    decided("take")
    NeedRow.rows.filter(rank=1).update(type="HI")
    with pytest.raises(undoing.Recorded):
        undoing.undo(row, by=journal.SYSTEM, at=clock.now())


def test_a_school_nobody_knew_goes_again_when_the_file_is_undone(tmp_path: Path) -> None:
    row = other_placements(tmp_path)
    decided("take")
    assert Organisation.objects.filter(urn="100002").exists()
    undoing.undo(row, by=journal.SYSTEM, at=clock.now())
    assert not Organisation.objects.filter(urn="100002").exists()
