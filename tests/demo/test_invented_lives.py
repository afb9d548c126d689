"""The people of an invented partnership: the same every time, told only to the day asked, and sensible throughout."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from itertools import islice

import pytest

from goldenthread.demo.population import Life, partnership
from goldenthread.demo.population.building import life
from goldenthread.demo.population.cells import cells
from goldenthread.demo.population.days import academic_age, age
from goldenthread.domain.calendars.survey_days import survey_day
from goldenthread.domain.sen2 import upn
from goldenthread.domain.sen2.checks import check_return
from goldenthread.domain.sen2.records import Person

ON = date(2026, 11, 22)
MADE = partnership("kingston", 400, 5, on=ON)
PEOPLE = list(MADE.people())
PRINT = """
import hashlib, datetime
from goldenthread.demo.population import partnership
made = partnership("kingston", 60, 5, on=datetime.date(2026, 11, 22))
print(hashlib.sha256("".join(repr(one) for one in (*made.schools, *made.people())).encode()).hexdigest())
"""


def with_plans() -> list[Life]:
    return [one for one in PEOPLE if one.plan]


def test_the_same_seed_gives_the_same_partnership_whatever_the_hash_seed() -> None:
    prints = set()
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        run = subprocess.run([sys.executable, "-c", PRINT], env=environment, capture_output=True, text=True, check=True)
        prints.add(run.stdout)
    assert len(prints) == 1


def test_another_seed_gives_other_people() -> None:
    def first(seed: int) -> str:
        told = islice(partnership("kingston", 60, seed, on=ON).people(), 20)
        return hashlib.sha256("".join(map(repr, told)).encode()).hexdigest()

    assert first(5) != first(6)


def test_a_person_is_the_same_told_alone_as_told_in_turn() -> None:
    by_key = {one.key: one for one in PEOPLE}
    index = 0
    for cell in cells(MADE.world.account, MADE.world.flows, MADE.world.last):
        last = life(MADE.world, cell, cell.count - 1, index + cell.count) if cell.count else None
        index += cell.count
        if last:
            assert by_key[last.key] == last


def test_people_come_one_at_a_time_even_at_the_size_of_england() -> None:
    told = partnership("england", on=ON).people()
    assert len(list(islice(told, 5))) == 5


def test_keys_pupil_numbers_and_learner_numbers_are_nobody_elses() -> None:
    for values in (
        [one.key for one in PEOPLE],
        [one.person.upn for one in PEOPLE if one.person.upn],
        [one.person.uln for one in PEOPLE if one.person.uln],
    ):
        assert len(set(values)) == len(values)


def test_every_pupil_number_has_its_right_check_letter_and_everyone_has_a_number_or_a_reason() -> None:
    for one in PEOPLE:
        if one.person.upn:
            assert upn.check_letter_is_right(one.person.upn)
        if one.person.uln:
            assert len(one.person.uln) == 10 and one.person.uln.isdigit() and one.person.uln[0] != "0"
        has_number = bool(one.person.upn or one.person.uln)
        assert has_number != bool(one.person.upn_unknown)


def test_schools_carry_numbers_and_postcodes_that_name_no_real_place() -> None:
    urns = [school.urn for school in MADE.schools if school.urn]
    assert len(set(urns)) == len(urns)
    assert all(990_001 <= int(urn) <= 999_999 for urn in urns)
    assert all(school.postcode.startswith("ZZ99 ") for school in MADE.schools)
    assert len({school.name for school in MADE.schools}) == len(MADE.schools)
    assert all(one.person.postcode and one.person.postcode.startswith("ZZ99 ") for one in PEOPLE)


def test_nothing_is_told_that_has_not_happened_yet() -> None:
    for one in PEOPLE:
        for request in one.requests:
            days = (request.received_on, request.decided_on, request.draft_served_on, request.outcome_on)
            assert all(day <= ON for day in days if day)
            assert all(item.requested_on <= ON and (item.received_on or ON) <= ON for item in request.advice)
        if one.plan:
            assert one.plan.start_on <= ON and (one.plan.ceased_on or ON) <= ON
            assert all(review.meeting_on <= ON and (review.amended_plan_on or ON) <= ON for review in one.plan.reviews)


def test_events_of_a_request_follow_one_another() -> None:
    for one in PEOPLE:
        for request in one.requests:
            days = [
                request.received_on,
                request.decided_on,
                request.overturned_on,
                request.draft_served_on,
                request.outcome_on,
            ]
            known = [day for day in days if day]
            assert known == sorted(known), (one.key, request)
            assert one.person.born_on is not None and one.person.born_on < request.received_on
            assert all(item.requested_on >= (request.decided_on or ON) for item in request.advice)
            assert all((item.received_on or ON) >= item.requested_on for item in request.advice)


def test_events_of_a_plan_follow_one_another() -> None:
    for one in with_plans():
        assert one.plan is not None
        last = one.plan.start_on
        for review in one.plan.reviews:
            assert last < review.meeting_on <= (review.decided_on or ON), one.key
            assert (review.amended_plan_on or ON) >= (review.amendment_notice_on or date.min)
            last = review.decided_on or review.meeting_on
        assert (one.plan.ceased_on or ON) >= one.plan.start_on
        assert (one.plan.cease_reason is None) == (one.plan.ceased_on is None)


def test_every_plan_in_force_has_one_main_place_and_one_main_need() -> None:
    for one in with_plans():
        assert one.plan is not None
        if one.plan.ceased_on is None:
            now = [place for place in one.plan.placements if place.leaving_on is None and place.setting.rank == 1]
            assert len(now) == 1, one.key
        assert [need.rank for need in one.plan.needs] in ([1], [1, 2])
        assert len({need.type for need in one.plan.needs}) == len(one.plan.needs)


def test_the_caseload_is_alive_on_the_day() -> None:
    open_requests = [item for one in PEOPLE for item in one.requests if item.decided_on is None]
    assessing = [
        item
        for one in PEOPLE
        for item in one.requests
        if (item.decision == "Y" or item.overturned_on) and item.outcome is None and not item.exported_on
    ]
    assert open_requests and max(item.received_on for item in open_requests) > ON - timedelta(days=21)
    assert len(assessing) >= 10
    moving = [
        item for one in with_plans() if one.plan for item in one.plan.phase_transfers if item.transfer_on.year == 2027
    ]
    assert any(item.final_on is None for item in moving)
    ahead = [one for one in with_plans() if one.plan and any(review.decided_on is None for review in one.plan.reviews)]
    assert ahead


def test_families_names_and_words_are_various() -> None:
    names = Counter(one.person.surname for one in PEOPLE)
    assert len(names) > 150
    everyone = " ".join(
        f"{one.person.forename} {one.person.surname}" for one in partnership("kingston", 2000, 1, on=ON).people()
    )
    assert all(mark in everyone for mark in ("'", "-", "é", "Ng ", "ś"))
    assert len({one.words for one in PEOPLE}) > 0.9 * len(PEOPLE)
    assert any(one.known_as != one.person.forename for one in PEOPLE)
    assert any(carer.address_hidden for one in PEOPLE for carer in one.carers)
    assert all(one.carers for one in PEOPLE)


def persons(year: int) -> list[Person]:
    return list(MADE.sen2_return(year))


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_a_return_holds_only_what_is_in_scope(year: int) -> None:
    reference_on, first = survey_day(year), date(year - 1, 1, 1)
    found = persons(year)
    assert found
    for person in found:
        for request in person.requests:
            assert request.received_on is None or request.received_on <= reference_on
            if request.outcome in ("A", "W", "H"):
                assert request.outcome_on is None
            if request.outcome == "N" and request.assessment is None:
                assert request.outcome_on is not None and first <= request.outcome_on <= reference_on
            named = request.assessment.named_plan if request.assessment else None
            if named and named.ceased_on:
                assert first <= named.ceased_on <= reference_on
                assert request.active_plan is None
            elif named:
                assert request.active_plan is not None
            if request.active_plan and request.active_plan.transferred_from:
                assert request.outcome == "H" and request.assessment and request.assessment.outcome == "H"


def test_items_a_year_did_not_have_are_not_in_its_return() -> None:
    for year, has_source, has_meeting in ((2023, False, False), (2024, False, True), (2026, True, True)):
        requests = [request for person in persons(year) for request in person.requests]
        assert any(request.source for request in requests) == has_source
        assert any(r.active_plan.review_meeting_on for r in requests if r.active_plan) == has_meeting
        assert any(r.active_plan.phase_due_on for r in requests if r.active_plan) == has_source


def test_a_return_whose_survey_day_has_not_come_is_refused() -> None:
    with pytest.raises(ValueError, match="has not come"):
        MADE.sen2_return(2027)


def test_nobody_of_secondary_age_goes_to_a_primary_school_nor_a_younger_child_to_a_secondary() -> None:
    phases, seen = {school.urn: school.phase for school in MADE.schools if school.urn}, Counter[tuple[str, bool]]()
    for one in with_plans():
        assert one.plan is not None and one.person.born_on is not None
        for place in one.plan.placements:
            last = min(place.leaving_on or ON, ON)
            first = max(place.entry_on or last, one.plan.start_on)
            youngest, eldest = (academic_age(one.person.born_on, day) for day in (first, last))
            phase = phases.get(place.setting.urn, "")
            seen[(phase, eldest >= 11)] += 1
            assert (phase != "primary" or eldest <= 10) and (phase != "secondary" or youngest >= 11), one.key
    assert seen[("primary", False)] > 50 and seen[("secondary", True)] > 50


def test_nobody_in_force_is_older_than_the_law_allows() -> None:
    for one in with_plans():
        assert one.plan is not None and one.person.born_on is not None
        if one.plan.ceased_on is None:
            assert 0 < age(one.person.born_on, ON) <= 26


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_a_return_passes_every_check_but_the_one_on_its_made_up_authority(year: int) -> None:
    found = check_return(MADE.header(year), year, MADE.sen2_return(year))
    assert {problem.check for problem in found if problem.level == "error"} == {"OUR-H1"}
    found = check_return(MADE.header(year), year, MADE.sen2_return(year), made_up=MADE.world.lea)
    assert [problem for problem in found if problem.level == "error"] == []
