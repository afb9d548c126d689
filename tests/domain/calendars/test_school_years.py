"""Year groups, the end of compulsory school age, and whose rights they are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.calendars.school_years import compulsory_school_age_ends, year_group, year_group_said
from goldenthread.domain.statute.right_holder import next_phase_transfer, right_holder

BORN = st.dates(date(1995, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("born", "ends"),
    [
        (date(2008, 9, 1), date(2025, 6, 27)),
        (date(2010, 1, 15), date(2026, 6, 26)),
        (date(2010, 8, 31), date(2026, 6, 26)),  # sixteen on the last day of the school year
        (date(2010, 9, 1), date(2027, 6, 25)),  # sixteen on the first day of the next
        (date(2008, 2, 29), date(2024, 6, 28)),
    ],
)
def test_compulsory_school_age_ends_on_the_last_friday_in_june(born: date, ends: date) -> None:
    assert compulsory_school_age_ends(born).last_on == ends


def test_the_rights_are_the_parents_on_the_last_day_and_the_young_persons_on_the_next() -> None:
    assert right_holder(date(2010, 1, 15), date(2026, 6, 26)) == "parent"
    assert right_holder(date(2010, 1, 15), date(2026, 6, 27)) == "young_person"


@given(BORN)
def test_compulsory_school_age_always_ends_on_a_friday_of_the_last_week_of_june_in_year_11(born: date) -> None:
    ends = compulsory_school_age_ends(born).last_on
    assert (ends.month, ends.weekday()) == (6, 4)
    assert ends.day >= 24
    assert year_group(born, ends) == 11


@pytest.mark.parametrize(
    ("born", "on", "year", "said"),
    [
        (date(2010, 1, 15), date(2025, 9, 1), 11, "Year 11"),
        (date(2020, 8, 31), date(2024, 9, 1), 0, "Reception"),
        (date(2020, 9, 1), date(2024, 9, 1), -1, "Before Reception"),
        (date(2005, 1, 1), date(2026, 1, 1), 16, "After year 13"),
    ],
)
def test_year_groups_follow_the_september_rule(born: date, on: date, year: int, said: str) -> None:
    assert year_group(born, on) == year
    assert year_group_said(year_group(born, on)) == said


def test_a_child_in_year_five_next_moves_to_secondary_school() -> None:
    coming = next_phase_transfer(date(2016, 5, 1), date(2026, 1, 1))
    assert coming is not None
    assert (coming.phase, coming.transfer_on) == ("primary_to_secondary", date(2027, 9, 1))


def test_nobody_moves_phase_after_year_12() -> None:
    assert next_phase_transfer(date(2005, 1, 1), date(2026, 1, 1)) is None
