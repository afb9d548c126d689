"""Returns of one partnership, in order and out of it: the same request and plan each time, never a second."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from goldenthread.demo.population.partnership import partnership
from goldenthread.domain.calendars.survey_days import survey_day
from goldenthread.domain.sen2.records import ActivePlan, Assessment, Need, Placement
from goldenthread.features.casework.models import Milestone, Plan, Request, Review
from goldenthread.features.casework.models import Need as NeedRow
from goldenthread.features.casework.models import Placement as PlacementRow
from goldenthread.features.returns.operations.loading import load
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Child, Tie
from tests.features.returns.made_up import (
    MARLE,
    OTHER_UPN,
    WREN,
    a_person,
    active,
    brought_in,
    historical,
    issued,
    pending,
    with_plan,
)

pytestmark = pytest.mark.django_db


def day(fact: str) -> date | None:
    return Milestone.rows.get(fact=fact, is_current=True).happened_on


def test_next_years_historical_request_is_the_one_we_hold_with_its_dates_kept(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(issued(date(2024, 2, 3), date(2024, 6, 20)),))], year=2025)
    row = brought_in(tmp_path, [a_person(requests=(historical(date(2024, 6, 20)),))], year=2026)
    assert (Request.rows.count(), Plan.rows.count(), row.effects["conflicts"]) == (1, 1, 0)
    assert (day("request_received"), Request.rows.get().outcome) == (date(2024, 2, 3), "Y")


def test_a_plan_whose_start_moved_with_an_amendment_is_the_same_plan(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(historical(date(2022, 6, 20)),))], year=2025)
    brought_in(tmp_path, [a_person(requests=(historical(date(2025, 9, 1)),))], year=2026)
    assert (Plan.rows.count(), day("plan_started")) == (1, date(2025, 9, 1))
    assert Milestone.rows.get(fact="plan_started", is_current=False).happened_on == date(2022, 6, 20)


def test_a_plan_that_started_after_the_last_one_ended_is_another_plan(tmp_path: Path) -> None:
    ended = with_plan(historical(date(2020, 1, 6), active_plan=None), ceased_on=date(2024, 3, 1), cease_reason="2")
    brought_in(tmp_path, [a_person(requests=(ended,))], year=2025)
    brought_in(tmp_path, [a_person(requests=(issued(),))], year=2026)
    assert sorted(Plan.rows.values_list("is_active", flat=True)) == [False, True]
    assert Request.rows.count() == 2


def test_a_request_open_last_year_is_decided_this_year(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(pending(date(2024, 11, 4)),))], year=2025)
    brought_in(
        tmp_path, [a_person(requests=(issued(date(2024, 11, 4), date(2025, 3, 20), outcome_on=date(2024, 12, 10)),))]
    )
    assert (Request.rows.count(), Request.rows.get().outcome, Plan.rows.count()) == (1, "Y", 1)


def test_a_request_known_and_a_plan_told_two_years_later_are_one(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(pending(date(2023, 11, 4)),))], year=2024)
    brought_in(tmp_path, [a_person(requests=(historical(date(2024, 3, 20)),))], year=2026)
    assert (Request.rows.count(), Plan.rows.count()) == (1, 1)
    assert (day("request_received"), Request.rows.get().outcome) == (date(2023, 11, 4), "H")


def test_an_older_return_brought_later_fills_what_is_empty_and_changes_nothing(tmp_path: Path) -> None:
    newer = a_person(postcode="ZZ99 9ZZ", requests=(historical(date(2024, 6, 20)),))
    brought_in(tmp_path, [newer], year=2026)
    older = a_person(postcode="ZZ99 1AA", requests=(issued(date(2024, 2, 3), date(2024, 6, 20), source="1"),))
    row = brought_in(tmp_path, [older], year=2025)
    assert (Request.rows.count(), Plan.rows.count(), row.effects["conflicts"]) == (1, 1, 0)
    assert (day("request_received"), Child.rows.get().postcode) == (date(2024, 2, 3), "ZZ99 9ZZ")


def test_each_years_review_is_another_review_and_a_decision_joins_its_meeting(tmp_path: Path) -> None:
    first = active(review_meeting_on=date(2024, 10, 7))
    brought_in(tmp_path, [a_person(requests=(historical(date(2022, 6, 20), active_plan=first),))], year=2025)
    told = active(review_meeting_on=date(2025, 10, 9), last_review_on=date(2024, 11, 1), review_outcome="M")
    brought_in(tmp_path, [a_person(requests=(historical(date(2022, 6, 20), active_plan=told),))], year=2026)
    assert Review.rows.count() == 2
    decided = Milestone.rows.get(fact="review_decided", is_current=True)
    assert Milestone.rows.get(fact="meeting_held", review=decided.review).happened_on == date(2024, 10, 7)


def test_a_move_of_school_ends_the_old_placement_and_its_tie(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(historical(date(2022, 6, 20)),))], year=2025)
    moved = active(WREN, placements=(Placement(WREN, entry_on=date(2025, 9, 1)),))
    brought_in(tmp_path, [a_person(requests=(historical(date(2022, 6, 20), active_plan=moved),))], year=2026)
    left, now = PlacementRow.rows.order_by("entry_on")
    assert (left.urn, left.leaving_on, now.urn, now.leaving_on) == (MARLE.urn, date(2025, 9, 1), WREN.urn, None)
    ties = {
        tie.organisation.urn: tie.ended_on for tie in Tie.objects.filter(kind="attends").select_related("organisation")
    }
    assert (ties[MARLE.urn], ties[WREN.urn]) == (date(2025, 8, 31), None)


def test_the_same_years_return_sent_again_with_a_need_corrected_replaces_the_need(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(historical(),))])
    brought_in(tmp_path, [a_person(requests=(historical(active_plan=active(needs=(Need("SLCN", 1),))),))])
    assert list(NeedRow.rows.values_list("type", flat=True)) == ["SLCN"]


def test_a_plan_that_ended_is_no_longer_in_force_and_nobody_attends_under_it(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(historical(date(2022, 6, 20)),))], year=2025)
    ended = with_plan(historical(date(2022, 6, 20), active_plan=None), ceased_on=date(2025, 8, 31), cease_reason="2")
    brought_in(tmp_path, [a_person(requests=(ended,))], year=2026)
    assert (Plan.rows.get().is_active, day("plan_ceased")) == (False, date(2025, 8, 31))
    assert not Tie.objects.filter(kind="attends", ended_on=None).exists()


def test_a_child_who_gets_a_number_later_is_the_same_child(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(upn=None, upn_unknown="UN1", requests=(pending(date(2024, 11, 4)),))], year=2025)
    brought_in(tmp_path, [a_person(requests=(pending(date(2024, 11, 4)),))], year=2026)
    child = Child.rows.get()
    assert (child.upn, child.upn_unknown) == (a_person().upn, "")


def test_same_name_and_birth_date_with_another_number_is_another_child(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(pending(date(2024, 11, 4)),))], year=2025)
    brought_in(tmp_path, [a_person(upn=OTHER_UPN, requests=(pending(),))], year=2026)
    assert Child.rows.count() == 2


def test_a_number_that_belongs_to_a_child_with_another_name_and_birth_date_leaves_the_person_out(
    tmp_path: Path,
) -> None:
    brought_in(tmp_path, [a_person(requests=(pending(date(2024, 11, 4)),))], year=2025)
    stranger = a_person(forename="Tom", surname="Reed", born_on=date(2010, 1, 1), requests=(pending(),))
    row = brought_in(tmp_path, [stranger], year=2026)
    assert (row.effects["left_out"], Child.rows.get().forename) == (1, "Amira")


def test_a_change_of_name_changes_what_the_child_is_searched_by(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(pending(),))], year=2025)
    brought_in(tmp_path, [a_person(surname="Okafor", requests=(pending(),))], year=2026)
    tokens = set(Child.rows.get().name_tokens.filter(sounds=False).values_list("token", flat=True))
    assert tokens == {"amira", "okafor"}


@pytest.mark.parametrize("order", [(2023, 2024, 2025, 2026), (2026, 2025, 2024, 2023), (2024, 2025, 2025)])
def test_four_years_of_an_invented_partnership_make_each_plan_once_whatever_the_order(order: tuple[int, ...]) -> None:
    made = partnership("kingston", 120, 3, on=date(2026, 11, 16))
    told: dict[object, list[int]] = {}
    for year in order:
        result = load(
            _counted(made.sen2_return(year), told),
            by=journal.SYSTEM,
            at=clock.now(),
            source_label=f"the return of {year}",
            reference_on=survey_day(year),
            refresh=False,
            keep=False,
        )
        assert (result.conflicts, result.left_out) == (0, [])
    assert Child.rows.count() == len(told)
    for child in Child.rows.all():
        most, plans = told[child.upn or child.uln or (child.forename, child.surname, child.born_on)]
        assert Plan.rows.filter(child=child).count() == plans
        assert most <= Request.rows.filter(child=child).count() <= most + 1
    assert not Milestone.rows.exclude(corrects=None).exists()


def _counted(persons, told):  # type: ignore[no-untyped-def]
    """Each person, noting the most requests any one return told of them, and whether any told of a plan."""
    for person in persons:
        key = person.upn or person.uln or (person.forename, person.surname, person.born_on)
        seen = told.setdefault(key, [0, 0])
        seen[0] = max(seen[0], len(person.requests))
        if any(_has_plan(request) for request in person.requests):
            seen[1] = 1
        yield person


def _has_plan(request) -> bool:  # type: ignore[no-untyped-def]
    return bool(request.active_plan or (request.assessment and request.assessment.named_plan))


def test_a_request_without_its_plan_in_the_newer_return_keeps_the_plan(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(issued(),))])
    shorter = replace(issued(), active_plan=None)
    brought_in(tmp_path, [a_person(requests=(shorter,))])
    assert (Plan.rows.get().is_active, PlacementRow.rows.count()) == (True, 1)
    assert isinstance(issued().active_plan, ActivePlan)


def test_what_a_later_return_left_blank_of_a_plan_is_not_filled_from_an_earlier_one(tmp_path: Path) -> None:
    plan = historical(date(2022, 6, 20))
    brought_in(tmp_path, [a_person(requests=(plan,))], year=2026)
    row = brought_in(tmp_path, [a_person(requests=(with_plan(plan, residential="B"),))], year=2025)
    assert (Plan.rows.get().residential, row.effects["changed"]) == ("", 0)


def test_not_yet_decided_is_no_news_from_an_earlier_return(tmp_path: Path) -> None:
    asked = issued(date(2024, 10, 7), date(2025, 1, 31), active_plan=None)
    assessing = replace(asked, assessment=Assessment("A"))
    moved = replace(asked, assessment=None, exported_to="936")
    brought_in(tmp_path, [a_person(requests=(moved,))], year=2026)
    brought_in(tmp_path, [a_person(requests=(assessing,))], year=2025)
    assert Request.rows.get().assessment_outcome == ""
