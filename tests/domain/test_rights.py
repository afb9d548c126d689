"""Whose rights they are, asked of one person and asked of a database, is one rule."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.rights import youngest_birth_date_past_compulsory_school_age
from goldenthread.domain.statute.right_holder import right_holder


@given(born_on=st.dates(date(1998, 1, 1), date(2035, 12, 31)), on=st.dates(date(2014, 9, 1), date(2035, 12, 31)))
def test_the_birth_date_a_database_compares_agrees_with_the_rule_for_one_person(born_on: date, on: date) -> None:
    past = born_on <= youngest_birth_date_past_compulsory_school_age(on)
    assert past is (right_holder(born_on, on) == "young_person")


def test_someone_born_in_january_2010_holds_their_own_rights_from_27_june_2026() -> None:
    assert date(2010, 1, 15) > youngest_birth_date_past_compulsory_school_age(date(2026, 6, 26))
    assert date(2010, 1, 15) <= youngest_birth_date_past_compulsory_school_age(date(2026, 6, 27))
