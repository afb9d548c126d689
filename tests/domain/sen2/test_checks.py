"""Each check by a record that breaks it, and one that does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from goldenthread.domain.sen2.checks import all_checks, check_header, check_person, check_return
from goldenthread.domain.sen2.checks_across import SamePersons
from goldenthread.domain.sen2.findings import Survey, age_on, months_later
from goldenthread.domain.sen2.records import (
    ActivePlan,
    Assessment,
    NamedPlan,
    Need,
    Person,
    Place,
    Placement,
    Request,
    Setting,
)
from tests.features.returns.readers.returned import ADA, HEADER, people

SURVEY = Survey.of(HEADER, 2026)
REQUEST = ADA.requests[0]
ASSESSMENT = REQUEST.assessment
PLAN = ASSESSMENT.named_plan
ACTIVE = REQUEST.active_plan
PLACED = ACTIVE.placements[0]
OPEN = Request(received_on=date(2025, 11, 24), source="1", in_youth_accommodation=False, outcome="A")
REFUSED = replace(OPEN, received_on=date(2025, 3, 3), outcome="N", outcome_on=date(2025, 4, 1))


def with_request(**changes):
    return replace(ADA, requests=(replace(REQUEST, **changes),))


def with_assessment(**changes):
    return with_request(assessment=replace(ASSESSMENT, **changes))


def with_plan(**changes):
    return with_assessment(named_plan=replace(PLAN, **changes))


def with_active(**changes):
    return with_request(active_plan=replace(ACTIVE, **changes))


def with_setting(**changes):
    return with_plan(settings=(replace(PLAN.settings[0], **changes),))


def placed(**changes):
    return with_active(placements=(replace(PLACED, **changes),))


def placed_at(**changes):
    return placed(setting=replace(PLACED.setting, **changes))


def reviewed(**changes):
    review = {"review_meeting_on": date(2025, 12, 1), "review_outcome": "M", "last_review_on": date(2025, 12, 15)}
    return with_active(**(review | changes))


BORN_2008 = date(2008, 4, 9)
OTHER = "Some other place"

CASES = [
    ("OUR-P1", "Ethnicity", replace(ADA, ethnicity=None)),
    ("OUR-P1", "Sex", replace(ADA, sex="U")),
    ("OUR-P2", "PersonBirthDate", replace(ADA, born_on=date(2026, 2, 1))),
    ("OUR-P2", "ReceivedDate", replace(ADA, born_on=date(2025, 2, 4))),
    ("OUR-P3", "PersonBirthDate", replace(ADA, born_on=date(2000, 8, 31))),
    ("OUR-P4", "UPN", replace(ADA, upn="B950000178301")),
    ("OUR-P5", "UniqueLearnerNumber", replace(ADA, uln="0123456789")),
    ("OUR-P6", "UPN", replace(ADA, upn=None)),
    ("OUR-P6", "UPNunknown", replace(ADA, upn_unknown="UN2")),
    ("OUR-P7", "UPNunknown", replace(ADA, upn=None, upn_unknown="UN1")),
    ("OUR-P7", "UPNunknown", replace(ADA, upn=None, upn_unknown="UN8")),
    ("OUR-P7", "UPNunknown", replace(ADA, upn=None, upn_unknown="UN9")),
    ("OUR-P7", "UPNunknown", replace(ADA, upn=None, upn_unknown="UN10")),
    ("OUR-P9", "Requests", replace(ADA, requests=())),
    ("OUR-Q1", "RYA", with_request(in_youth_accommodation=None)),
    ("OUR-Q1", "RequestSource", with_request(source=None)),
    ("OUR-Q2", "RequestOutcome", with_request(outcome=None)),
    ("OUR-Q3", "RequestOutcomeDate", with_request(outcome_on=None)),
    ("OUR-Q3", "RequestOutcomeDate", replace(ADA, requests=(replace(OPEN, outcome_on=date(2025, 12, 1)),))),
    ("OUR-Q4", "RequestOutcomeDate", with_request(outcome_on=date(2025, 2, 2))),
    ("OUR-Q4", "ReceivedDate", replace(ADA, requests=(replace(OPEN, received_on=date(2026, 1, 16)),))),
    ("OUR-Q5", "RequestOutcome", with_request(outcome_on=date(2024, 12, 31))),
    ("OUR-Q6", "Exported", replace(ADA, requests=(replace(OPEN, exported_to="314"),))),
    ("OUR-Q6", "Exported", replace(ADA, requests=(replace(OPEN, exported_to="207"),))),
    ("OUR-Q7", "RequestOutcome", with_request(outcome="W", outcome_on=None)),
    ("OUR-Q8", "RequestOutcome", with_request(outcome="N")),
    ("OUR-Q9", "Exported", with_request(exported_to="207")),
    ("OUR-Q10", "RequestOutcome", replace(ADA, requests=(OPEN, OPEN))),
    ("OUR-Q10", "ReceivedDate", replace(ADA, requests=(REFUSED, replace(OPEN, received_on=date(2025, 9, 30))))),
    ("OUR-Q11", "RequestOutcomeDate", with_request(outcome_on=date(2025, 3, 18))),
    ("OUR-A1", "Assessment", with_request(assessment=None, active_plan=None)),
    ("OUR-A2", "AssessmentOutcomeDate", with_assessment(outcome="N", outcome_on=None)),
    ("OUR-A2", "AssessmentOutcomeDate", with_assessment(outcome="A")),
    ("OUR-A2", "AssessmentOutcomeDate", with_assessment(outcome_on=date(2025, 3, 13))),
    ("OUR-A3", "AssessmentOutcomeDate", with_assessment(outcome_on=None)),
    ("OUR-A3", "StartDate", with_plan(start_on=date(2025, 6, 21))),
    ("OUR-A4", "AssessmentOutcome", with_assessment(outcome="W", outcome_on=None)),
    ("OUR-A5", "AssessmentOutcome", with_assessment(outcome="N")),
    ("OUR-A6", "TransferLA", with_active(transferred_from="207")),
    ("OUR-A7", "Week20", with_assessment(week20=None)),
    ("OUR-A7", "Week20", with_assessment(week20=True)),
    ("OUR-A8", "AssessmentOutcome", with_assessment(outcome_on=date(2024, 12, 31))),
    ("OUR-N1", "StartDate", with_plan(start_on=None)),
    ("OUR-N2", "PlanDetail", with_setting(ukprn="10000001")),
    ("OUR-N2", "PlanDetail", with_setting(rank=None)),
    ("OUR-N2", "PlanDetail", with_setting(rank=2)),
    ("OUR-N2", "PlacementRank", with_plan(settings=PLAN.settings * 2)),
    ("OUR-N3", "SENSetting", with_setting(urn=None, sen_setting="NEET")),
    ("OUR-N4", "SENSettingOther", with_setting(urn=None, sen_setting="OTH")),
    ("OUR-N4", "SENSettingOther", placed_at(sen_setting_other=OTHER)),
    ("OUR-N5", "CeaseReason", with_plan(ceased_on=date(2025, 12, 1))),
    ("OUR-N5", "CeaseDate", with_plan(cease_reason="2")),
    ("OUR-N5", "CeaseDate", with_plan(ceased_on=date(2025, 6, 19), cease_reason="2")),
    ("OUR-N6", "CeaseDate", with_plan(ceased_on=date(2024, 12, 31), cease_reason="2")),
    ("OUR-N6", "CeaseDate", with_plan(ceased_on=date(2026, 1, 16), cease_reason="2")),
    ("OUR-N7", "CeaseReason", with_plan(ceased_on=date(2025, 12, 1), cease_reason="1")),
    ("OUR-N7", "CeaseReason", with_plan(ceased_on=date(2025, 12, 1), cease_reason="4")),
    ("OUR-N8", "OA", with_plan(organised_arrangements=None)),
    ("OUR-N8", "DP", with_plan(direct_payments="E")),
    ("OUR-N9", "PlanWBP", with_plan(work_based="A")),
    ("OUR-N9", "WBP", placed(work_based="S")),
    ("OUR-N10", "SENunitIndicator", with_setting(sen_unit=None)),
    ("OUR-N10", "ResourcedProvisionIndicator", placed_at(resourced_provision=None)),
    ("OUR-N10", "SENunitIndicator", placed_at(resourced_provision=True, sen_unit=True)),
    ("OUR-V1", "ActivePlans", with_request(active_plan=None)),
    ("OUR-V1", "NamedPlan", with_assessment(named_plan=None)),
    ("OUR-V2", "PlacementDetail", with_active(placements=())),
    ("OUR-V3", "PlacementDetail", placed_at(urn=None)),
    ("OUR-V4", "PlacementRank", placed_at(rank=2)),
    ("OUR-V4", "PlacementRank", with_active(placements=(PLACED, PLACED))),
    (
        "OUR-V4",
        "LeavingDate",
        with_active(placements=(replace(PLACED, entry_on=date(2025, 7, 1), leaving_on=date(2025, 9, 3)), PLACED)),
    ),
    ("OUR-V5", "LeavingDate", placed(leaving_on=date(2025, 9, 1))),
    ("OUR-V5", "EntryDate", placed(entry_on=date(2026, 1, 16))),
    ("OUR-V6", "SENSetting", placed(setting=Setting(sen_setting="NEET", rank=1))),
    ("OUR-V6", "SENSetting", placed(setting=Setting(sen_setting="NIEC", rank=1))),
    ("OUR-V7", "SENneed", with_active(needs=())),
    ("OUR-V7", "SENneed", with_active(needs=(Need("ASD", 1), Need("MLD", 2), Need("HI", 2)))),
    ("OUR-V7", "SENtype", with_active(needs=(Need("ASD", 1), Need("ASD", 2)))),
    ("OUR-V7", "SENtypeRank", with_active(needs=(Need("ASD", 2),))),
    ("OUR-V8", "LastReview", reviewed(last_review_on=None)),
    ("OUR-V8", "ReviewOutcome", reviewed(review_outcome=None)),
    ("OUR-V8", "ReviewMeeting", reviewed(review_meeting_on=None)),
    ("OUR-V9", "LastReview", reviewed(last_review_on=date(2025, 11, 30))),
    ("OUR-V9", "ReviewMeeting", reviewed(review_meeting_on=date(2026, 1, 16), last_review_on=date(2026, 1, 17))),
    ("OUR-V10", "ReviewDraft", reviewed(review_draft_on=date(2025, 12, 20))),
    ("OUR-V11", "LastReview", reviewed(last_review_on=date(2025, 12, 30))),
    ("OUR-V11", "ReviewMeeting", with_plan(start_on=date(2025, 1, 14))),
    ("OUR-V12", "PhaseTransferDueDate", with_active(phase_due_on=date(2026, 2, 14))),
    (
        "OUR-V12",
        "PhaseTransferFinalDate",
        with_active(phase_due_on=date(2025, 2, 15), phase_final_on=date(2025, 2, 16)),
    ),
    ("OUR-V13", "ActivePlans", replace(ADA, requests=(REQUEST, REQUEST))),
]


def found_in(person, survey=SURVEY):
    return {(problem.check, problem.place.field) for problem in check_person(person, survey)}


def test_a_person_in_order_has_no_problems():
    assert check_person(ADA, SURVEY) == []


@pytest.mark.parametrize(("check", "field", "person"), CASES)
def test_a_record_that_breaks_a_check_is_found_by_it(check, field, person):
    assert (check, field) in found_in(person)


def test_every_check_of_a_person_has_a_record_that_breaks_it():
    listed = {check.id for check in all_checks() if check.part != "header"}
    assert listed - {case[0] for case in CASES} == {"OUR-P8"}, "P8 is between persons"


LEVELS = {check.id: {check.level, check.lighter} for check in all_checks()}


@pytest.mark.parametrize(("check", "field", "person"), CASES)
def test_the_level_of_a_finding_is_the_listed_one(check, field, person):
    for problem in check_person(person, SURVEY):
        assert problem.level in LEVELS[problem.check]


FINE = [
    ("OUR-P3", replace(ADA, born_on=date(2000, 9, 1))),
    ("OUR-Q11", with_request(outcome_on=date(2025, 3, 17))),
    ("OUR-Q8", with_request(outcome="N", mediation=True)),
    ("OUR-A5", with_assessment(outcome="N", tribunal=True)),
    ("OUR-Q10", replace(ADA, requests=(REFUSED, replace(OPEN, received_on=date(2025, 10, 1))))),
    (
        "OUR-V1",
        with_request(
            active_plan=None,
            assessment=replace(ASSESSMENT, named_plan=replace(PLAN, ceased_on=date(2026, 1, 15), cease_reason="2")),
        ),
    ),
    ("OUR-N7", replace(with_plan(ceased_on=date(2025, 12, 1), cease_reason="1"), born_on=date(2001, 8, 31))),
    ("OUR-V11", reviewed(last_review_on=date(2025, 12, 29))),
    ("OUR-V6", replace(placed(setting=Setting(sen_setting="NEET", rank=1)), born_on=BORN_2008)),
    ("OUR-V6", reviewed(review_outcome="C", placements=(Placement(Setting(sen_setting="NIEC", rank=1)),))),
    (
        "OUR-V4",
        with_active(placements=(replace(PLACED, entry_on=date(2025, 7, 1), leaving_on=date(2025, 9, 2)), PLACED)),
    ),
    ("OUR-V12", with_active(phase_due_on=date(2026, 3, 31), phase_final_on=date(2026, 3, 31))),
]


@pytest.mark.parametrize(("check", "person"), FINE)
def test_a_record_at_the_edge_of_a_check_passes_it(check, person):
    assert check not in {found for found, _ in found_in(person)}


def test_what_was_voluntary_in_a_year_is_not_asked_for():
    assert ("OUR-Q1", "RequestSource") not in found_in(with_request(source=None), Survey.of(HEADER, 2025))
    assert ("OUR-V8", "ReviewOutcome") not in found_in(reviewed(review_outcome=None), Survey.of(HEADER, 2024))


def test_a_transferred_plan_in_order_has_no_problems():
    plan = NamedPlan(
        start_on=date(2025, 5, 17), settings=PLAN.settings, personal_budget=False, organised_arrangements=False
    )
    active = ActivePlan(transferred_from="886", placements=ACTIVE.placements, needs=ACTIVE.needs)
    request = Request(outcome="H", assessment=Assessment(outcome="H", named_plan=plan), active_plan=active)
    assert check_person(replace(ADA, requests=(request,)), SURVEY) == []


def test_problems_stand_at_the_person_and_say_which_request():
    person = replace(ADA, requests=(REQUEST, replace(OPEN, source=None)), place=Place("r.xml", 12, "Person"))
    (problem,) = check_person(person, SURVEY)
    assert problem.place == Place("r.xml", 12, "RequestSource")
    assert problem.message.startswith("Request 2: ")


@given(people)
def test_no_record_however_odd_breaks_the_checks(person):
    for year in (2023, 2026):
        for problem in check_person(person, Survey.of(HEADER, year)):
            assert problem.message.endswith(".")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"collection": "CIN"}, "Collection"),
        ({"year": None}, "Year"),
        ({"reference_on": None}, "ReferenceDate"),
        ({"reference_on": date(2025, 1, 16)}, "ReferenceDate"),
        ({"source_level": "S"}, "SourceLevel"),
        ({"lea": "899"}, "LEA"),
        ({"dsco": None}, "DSCO"),
    ],
)
def test_a_faulty_header_is_found(changes, field):
    assert [problem.place.field for problem in check_header(replace(HEADER, **changes), 2026)] == [field]


def test_a_header_in_order_has_no_problems_and_2025_does_not_ask_for_the_social_care_officer():
    assert check_header(HEADER, 2026) == []
    assert check_header(replace(HEADER, dsco=None, year=2025, reference_on=date(2025, 1, 16)), 2025) == []


def twin(line, **changes):
    return replace(ADA, place=Place("r.xml", line), **changes)


def test_one_number_on_two_persons_names_the_first():
    seen = SamePersons()
    for person in (
        twin(4),
        twin(9, surname="Other"),
        twin(15, upn="H243278544154"),
        twin(20, upn=None, uln="1234567890", forename="Z"),
    ):
        seen.see(person)
    told = [(problem.check, problem.place.line, problem.message) for problem in seen.problems()]
    assert [(check, line) for check, line, _ in told] == [("OUR-P4", 9), ("OUR-P8", 15)]
    assert all("line 4" in message for _, _, message in told)


def test_persons_without_numbers_are_not_taken_for_one_another():
    seen = SamePersons()
    for line in (1, 2):
        seen.see(Person(surname="Example", place=Place("r.xml", line)))
    assert list(seen.problems()) == []


def test_a_whole_return_is_checked_in_one_pass():
    told = [
        problem.check
        for problem in check_return(replace(HEADER, dmo=None), 2026, iter([ADA, replace(ADA, ethnicity=None)]))
    ]
    assert told == ["OUR-H2", "OUR-P1", "OUR-P4", "OUR-P8"]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2025, 3, 31), 1, date(2025, 4, 30)),
    ],
)
def test_months_end_on_the_last_day_there_is(day, months, then):
    assert months_later(day, months) == then


def test_someone_born_on_a_leap_day_is_a_year_older_on_the_first_of_march():
    assert age_on(date(2016, 2, 29), date(2025, 2, 28)) == 8
    assert age_on(date(2016, 2, 29), date(2025, 3, 1)) == 9
