"""The table of limits: one row in force, every row whole and recently checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from goldenthread.domain.statute.limits import (
    AmbiguousLaw,
    NotInForce,
    Strength,
    UnknownRule,
    codes,
    limit,
    limits,
    only_row,
)

ONE_YEAR = timedelta(days=366)
LAST_CHECK = date(2026, 11, 22)
# Rows whose law has ended and was not replaced.
ENDED = {"L3a"}


def rows_not_checked_since(rows: tuple, today: date) -> list[str]:
    return [f"{row.code} {row.variant}".strip() for row in rows if not today - ONE_YEAR <= row.checked_on <= today]


def test_no_row_was_last_checked_more_than_a_year_ago() -> None:
    """By the real day, not the suite's: this one is meant to fail when a year has gone by unread."""
    really = datetime.now(UTC).date()  # noqa: TID251  (the one test that is about the real day)
    assert rows_not_checked_since(limits(), max(really, LAST_CHECK)) == []


def test_a_row_checked_long_ago_or_in_the_future_would_be_caught() -> None:
    stale = (replace(limits()[0], checked_on=date(2024, 1, 1)), replace(limits()[1], checked_on=date(2027, 1, 1)))
    assert len(rows_not_checked_since(stale, date(2026, 11, 22))) == 2


def test_the_twenty_weeks_are_one_regulation() -> None:
    row = limit("C4", on=date(2024, 9, 2))
    assert (str(row.period), row.strength) == ("20 weeks", Strength.REG)
    assert "reg 13(2)" in row.citation


@pytest.mark.parametrize("code", sorted(set(codes()) - ENDED))
def test_every_rule_has_exactly_one_row_in_force_today(code: str) -> None:
    assert limit(code, on=date(2026, 11, 22)).code == code


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(UnknownRule, match="There is no rule 'Z9'"):
        limit("Z9", on=date(2026, 1, 1))


def test_a_day_before_the_law_is_named_with_the_days_it_is_in_force() -> None:
    with pytest.raises(NotInForce, match=r"not in force on 31 August 2014. It is in force from 1 September 2014"):
        limit("C4", on=date(2014, 8, 31))


def test_two_rows_in_force_at_once_are_a_fault_and_are_called_one() -> None:
    row = limit("C4", on=date(2026, 1, 1))
    with pytest.raises(AmbiguousLaw, match="2 rows of rule C4"):
        only_row((row, row), "C4", date(2026, 1, 1))


def test_tomorrows_law_can_be_added_without_touching_todays_cases() -> None:
    today = limit("C4", on=date(2026, 1, 1))
    ended = replace(today, in_force_to=date(2029, 8, 31))
    coming = replace(today, in_force_from=date(2029, 9, 1), plain="Another law.")
    assert only_row((ended, coming), "C4", date(2029, 8, 31)) == ended
    assert only_row((ended, coming), "C4", date(2029, 9, 1)) == coming


@pytest.mark.parametrize("row", limits(), ids=lambda row: f"{row.code}-{row.variant}")
def test_every_row_says_who_owes_what_to_whom_and_where_it_is_written(row) -> None:
    assert row.owed_by and row.owed_to and row.citation and row.name and row.plain.endswith(".")
    assert row.verified in {"P", "S", "M"}
    assert row.verified == "P" or row.uncertain or row.strength is Strength.CODE
    assert "—" not in row.plain


def test_what_the_code_expects_is_never_a_legal_duty() -> None:
    expected = {row.code for row in limits() if not row.is_legal_duty}
    assert {"C3", "F2"} <= expected
    assert not limit("B3", on=date(2026, 1, 1), variant="code").is_legal_duty


def test_the_forms_of_a_rule_can_be_told_apart_by_their_names() -> None:
    named: dict[str, list[str]] = {}
    for row in limits():
        if row.in_force(date(2026, 11, 22)):
            named.setdefault(row.code, []).append(row.name)
    assert {code: names for code, names in named.items() if len(set(names)) < len(names)} == {}
