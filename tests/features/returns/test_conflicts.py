"""What a person recorded is never overwritten by a file: it is listed, and a person decides."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goldenthread.features.casework.models import Milestone, Plan, Request
from goldenthread.features.casework.operations import milestones
from goldenthread.features.returns.models import Conflict
from goldenthread.features.returns.operations import conflicts
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Child
from tests.features.returns.made_up import a_person, brought_in, historical, issued, pending, with_plan

pytestmark = pytest.mark.django_db
RECEIVED = "request_received"


def corrected_by_hand(fact: str, to: date, *, of: Request | Plan) -> None:
    milestones.correct(
        of=of, fact=fact, happened_on=to, reason="The letter says so.", by=journal.SYSTEM, on=clock.today()
    )


def day(fact: str) -> date | None:
    return Milestone.rows.get(fact=fact, is_current=True).happened_on


def decided(decision: str) -> Conflict:
    return conflicts.decide(Conflict.rows.get(), decision, by=journal.SYSTEM, reason="Seen on file.", at=clock.now())


def test_a_day_a_person_corrected_stands_against_a_newer_file_that_says_another(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(pending(date(2024, 11, 4)),))], year=2025)
    corrected_by_hand(RECEIVED, date(2024, 11, 6), of=Request.rows.get())
    row = brought_in(tmp_path, [a_person(requests=(pending(date(2024, 11, 8)),))], year=2026)
    conflict = Conflict.rows.get()
    assert (day(RECEIVED), row.effects["conflicts"]) == (date(2024, 11, 6), 1)
    assert (conflict.label, conflict.recorded, conflict.in_file) == (
        "Day the request was received", "6 November 2024", "8 November 2024"
    )  # fmt: skip


def test_a_file_that_repeats_what_it_said_before_the_correction_raises_nothing(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(pending(date(2024, 11, 4)),))], year=2025)
    corrected_by_hand(RECEIVED, date(2024, 11, 6), of=Request.rows.get())
    brought_in(tmp_path, [a_person(requests=(pending(date(2024, 11, 4)),))], year=2026)
    assert (day(RECEIVED), Conflict.rows.count(), Request.rows.count()) == (date(2024, 11, 6), 0, 1)


def test_a_file_that_agrees_with_the_correction_raises_nothing(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(pending(date(2024, 11, 4)),))], year=2025)
    corrected_by_hand(RECEIVED, date(2024, 11, 6), of=Request.rows.get())
    brought_in(tmp_path, [a_person(requests=(pending(date(2024, 11, 6)),))], year=2026)
    assert Conflict.rows.count() == 0


def test_the_same_conflict_is_not_raised_twice(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(pending(date(2024, 11, 4)),))], year=2025)
    corrected_by_hand(RECEIVED, date(2024, 11, 6), of=Request.rows.get())
    for surname in ("Khan", "Khan-Reed"):
        brought_in(tmp_path, [a_person(surname=surname, requests=(pending(date(2024, 11, 8)),))], year=2026)
    assert Conflict.rows.count() == 1


def test_taking_what_the_file_says_corrects_the_day_and_keeps_the_old_one(tmp_path: Path) -> None:
    test_a_day_a_person_corrected_stands_against_a_newer_file_that_says_another(tmp_path)
    assert decided("take").decision == "take"
    assert day(RECEIVED) == date(2024, 11, 8)
    assert Milestone.rows.filter(fact=RECEIVED).count() == 3


def test_keeping_what_was_recorded_leaves_it(tmp_path: Path) -> None:
    test_a_day_a_person_corrected_stands_against_a_newer_file_that_says_another(tmp_path)
    decided("keep")
    assert day(RECEIVED) == date(2024, 11, 6)
    with pytest.raises(conflicts.AlreadyDecided):
        decided("take")


def test_a_decision_needs_a_reason(tmp_path: Path) -> None:
    test_a_day_a_person_corrected_stands_against_a_newer_file_that_says_another(tmp_path)
    with pytest.raises(conflicts.ReasonNeeded):
        conflicts.decide(Conflict.rows.get(), "keep", by=journal.SYSTEM, reason="  ", at=clock.now())


def test_a_field_a_person_changed_stands_and_can_be_taken_over(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(pending(),))], year=2025)
    Child.rows.update(surname="Khan-Reed")
    brought_in(tmp_path, [a_person(surname="Reed", requests=(pending(),))], year=2026)
    assert Child.rows.get().surname == "Khan-Reed"
    decided("take")
    assert Child.rows.get().surname == "Reed"
    assert Child.rows.get().name_tokens.filter(token="reed").exists()


def test_another_birth_date_under_one_number_and_name_is_for_a_person_to_decide(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(pending(date(2024, 11, 4)),))], year=2025)
    brought_in(tmp_path, [a_person(born_on=date(2015, 4, 3), requests=(pending(date(2024, 11, 4)),))], year=2026)
    assert (Child.rows.get().born_on, Conflict.rows.get().label) == (date(2015, 3, 4), "Date of birth")
    decided("take")
    assert Child.rows.get().born_on == date(2015, 4, 3)


def test_taking_the_end_of_a_plan_from_a_file_ends_it(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(historical(date(2022, 6, 20)),))], year=2025)
    plan = Plan.rows.get()
    milestones.record(of=plan, fact="plan_ceased", happened_on=date(2025, 6, 1), by=journal.SYSTEM, on=clock.today())
    ended = with_plan(historical(date(2022, 6, 20), active_plan=None), ceased_on=date(2025, 8, 31))
    brought_in(tmp_path, [a_person(requests=(ended,))], year=2026)
    assert day("plan_ceased") == date(2025, 6, 1)
    decided("take")
    assert (day("plan_ceased"), Plan.rows.get().is_active) == (date(2025, 8, 31), False)


def test_a_fact_only_a_person_knows_is_left_alone_by_a_file_that_says_nothing_of_it(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(pending(),))], year=2025)
    milestones.record(
        of=Request.rows.get(),
        fact="assess_decision_notified",
        happened_on=date(2025, 12, 1),
        detail="Y",
        by=journal.SYSTEM,
        on=clock.today(),
    )
    brought_in(tmp_path, [a_person(requests=(pending(),))], year=2026)
    assert (day("assess_decision_notified"), Conflict.rows.count()) == (date(2025, 12, 1), 0)
    assert issued().outcome == "Y"
