"""Requests of the caseload by calendar year and age, as the reform plan asks for them."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from goldenthread.domain.calendars.survey_days import survey_day
from goldenthread.features.casework.models import Milestone
from goldenthread.features.finance.queries.forecast_inputs import caseload_inputs
from goldenthread.features.finance.queries.requests_by_age import asked_by_age
from tests.builders import a_child, a_placement, a_plan, a_request

pytestmark = pytest.mark.django_db
DAYS = [survey_day(year) for year in (2024, 2025, 2026)]


def test_requests_assessments_and_plans_are_counted_in_the_year_each_happened(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    nine = a_child(born_on=date(2015, 3, 4))  # year 5 in January 2025, year 6 in January 2026
    a_request(nine, request_received=date(2024, 11, 1), final_plan_sent=date(2025, 3, 20))
    a_request(nine, became_responsible=date(2024, 5, 1), assess_decision_notified=date(2024, 6, 1))
    later = a_request(nine, request_received=date(2024, 2, 1), no_plan_notified=date(2024, 5, 20))
    wrong = a_request(nine, request_received=date(2024, 2, 2))
    Milestone.rows.filter(request=wrong).update(is_current=False)
    a_request(a_child(born_on=None), request_received=date(2024, 2, 1))
    a_request(a_child(born_on=date(2020, 10, 1)), request_received=date(2023, 12, 31))  # before the years asked for
    a_request(a_child(born_on=date(2020, 10, 1)), request_received=date(2026, 2, 1))  # after them
    with django_assert_num_queries(1):
        found = asked_by_age(DAYS)
    assert found == {(2024, 5): (3, 1, 0), (2025, 6): (0, 1, 1)}
    Milestone.rows.create(child=nine, request=later, fact="final_plan_sent", happened_on=date(2025, 9, 1),
                          recorded_at="2026-01-01T00:00Z", recorded_by="test")  # fmt: skip
    assert asked_by_age(DAYS) == {(2024, 5): (3, 0, 0), (2025, 6): (0, 2, 2)}  # a plan after all, on appeal


def test_children_educated_at_home_are_told_from_those_not_in_education() -> None:
    for code in ("EHE", "OPA", "NEET"):
        plan = a_plan(a_child(born_on=date(2010, 3, 4)), needs=("ASD",), plan_made=date(2024, 5, 1))
        a_placement(plan, sen_setting=code, entry_on=date(2024, 5, 1))
    found = caseload_inputs(date(2026, 3, 1)).children_at_start()
    assert {setting for _, _, setting in found} == {"home", "by_family", "not_in_education"}


def test_the_inputs_of_a_forecast_hold_them() -> None:
    a_request(a_child(born_on=date(2015, 3, 4)), request_received=date(2025, 4, 1), final_plan_sent=date(2025, 8, 1))
    assert caseload_inputs(date(2026, 3, 1)).asked == {(2025, 6): (1, 1, 1)}
