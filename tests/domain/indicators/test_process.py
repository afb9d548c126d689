"""Published measures of the process: what each counts, on invented requests, and what is hidden when small."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.clocks.books import Books
from goldenthread.domain.indicators.periods import Period
from goldenthread.domain.indicators.process import MEASURES, RequestHistory, average_weeks, figures
from goldenthread.domain.indicators.showing import hidden_columns, hidden_figures
from goldenthread.domain.indicators.suppression import SMALLEST_SHOWN, hidden_parts, may_show_share

YEAR = Period.calendar_year(2025)
RECEIVED = date(2025, 2, 3)


def a_request(number: int = 1, outcome: str = "A", assessed: str = "", **days: Any) -> RequestHistory:
    dated = {name: RECEIVED + timedelta(days=day) for name, day in days.items() if name.endswith("_on")}
    rest = {name: value for name, value in days.items() if not name.endswith("_on")}
    return RequestHistory(number, outcome, assessed, **{"received_on": RECEIVED, **dated, **rest})


def counted(*rows: RequestHistory, period: Period = YEAR) -> dict[str, tuple[int, int]]:
    return {each.measure.code: (len(each.counted), len(each.out_of)) for each in figures(rows, period)}


def test_requests_are_counted_in_the_year_they_came_by_their_outcome_now() -> None:
    found = counted(a_request(1), a_request(2, "Y", "A", decided_on=30), a_request(3, "N", decided_on=50),
                    a_request(4, "W", withdrawn_on=4), a_request(5, "H"))  # fmt: skip
    assert found["requests"] == (4, 0)
    assert [found[code] for code in ("agreed", "refused", "undecided", "withdrawn")] == [(1, 4)] * 4


def test_six_weeks_is_of_decisions_in_the_year_whenever_the_request_came() -> None:
    early = a_request(1, "Y", "A", received_on=-60, decided_on=-10)  # received in 2024, decided in 2025
    assert counted(early, a_request(2, "N", decided_on=43))["six_weeks"] == (0, 2)
    assert counted(a_request(3, "N", decided_on=42))["six_weeks"] == (1, 1)


@pytest.mark.parametrize(
    ("days", "band"), [(140, "twenty_weeks"), (141, "twenty_to_year"), (364, "twenty_to_year"), (365, "over_a_year")]
)
def test_a_plan_is_in_one_band(days: int, band: str) -> None:
    period = Period.calendar_year((RECEIVED + timedelta(days=days)).year)
    found = counted(a_request(1, "Y", "Y", decided_on=30, issued_on=days, has_assessment=True), period=period)
    bands = ("twenty_weeks", "twenty_to_year", "over_a_year")
    assert {name: found[name] for name in bands} == {name: (int(name == band), 1) for name in bands}


def test_an_exception_leaves_a_plan_out_of_the_figures_without_exceptions_only() -> None:
    found = counted(a_request(1, "Y", "Y", issued_on=100, lifted=True), a_request(2, "Y", "Y", issued_on=150))
    assert found["twenty_weeks"] == (1, 2) and found["twenty_weeks_ex"] == (0, 1)


def test_a_plan_made_after_an_appeal_is_an_assessment_ended_and_in_no_band() -> None:
    found = counted(a_request(1, "N", "Y", issued_on=300, on_appeal=True))
    assert found["issued"] == (1, 1) and found["twenty_weeks"] == (0, 0)


def test_a_refusal_to_make_a_plan_has_sixteen_weeks() -> None:
    found = counted(a_request(1, "Y", "N", not_issued_on=112), a_request(2, "Y", "N", not_issued_on=113))
    assert found["sixteen_weeks"] == (1, 2) and found["not_issued"] == (2, 2)


def test_the_average_is_in_weeks() -> None:
    rows = [a_request(1, "Y", "Y", issued_on=140), a_request(2, "Y", "Y", issued_on=154, lifted=True)]
    assert average_weeks(rows, YEAR) == 21
    assert average_weeks(rows, YEAR, leaving_out_excepted=True) == 20
    assert average_weeks([], YEAR) is None


def test_a_school_year_starts_in_september() -> None:
    period = Period.school_year(2025)
    assert period.holds(date(2025, 9, 1)) and period.holds(date(2026, 8, 31)) and not period.holds(date(2025, 8, 31))
    assert period.said == "September 2025 to August 2026" and not period.is_calendar


def test_every_measure_says_how_it_is_counted() -> None:
    for measure in MEASURES:
        assert measure.definition and measure.published and (measure.of is None) == (not measure.of_words)


_HISTORIES = st.lists(
    st.tuples(st.sampled_from("AYNW"), st.sampled_from(["", "A", "Y", "N", "W"]), st.integers(1, 400), st.booleans()),
    max_size=80,
)


@given(_HISTORIES)
def test_parts_make_up_their_whole_and_a_hidden_part_cannot_be_worked_out(drawn: Any) -> None:
    rows = [
        a_request(number, outcome, assessed, decided_on=min(day, 30), issued_on=day, not_issued_on=day,
                  withdrawn_on=day, has_assessment=True, lifted=lifted)
        for number, (outcome, assessed, day, lifted) in enumerate(drawn)
    ]  # fmt: skip
    found = figures(rows, YEAR)
    hidden = hidden_figures(found)
    for group in ("requests", "assessments", "plans", "plans_ex"):
        parts = [each for each in found if each.measure.part_of == group]
        assert sum(len(each.counted) for each in parts) == len(parts[0].out_of)
        gone = [each for each in parts if each.measure.code in hidden]
        shown_small = [each for each in parts if each not in gone and 0 < len(each.counted) < SMALLEST_SHOWN]
        assert not shown_small
        if len(gone) == 1:  # nothing else is there to hide: the part is the whole
            assert all(not each.counted for each in parts if each not in gone)


def test_a_share_is_hidden_where_either_side_is_small() -> None:
    assert may_show_share(10, 20) and may_show_share(0, 20) and may_show_share(20, 20)
    assert not may_show_share(3, 20) and not may_show_share(17, 20) and not may_show_share(3, 3)
    assert hidden_parts([3, 40, 9]) == {0, 2} and hidden_parts([3, 2, 90]) == {0, 1} and not hidden_parts([0, 40])


def test_the_books_hide_small_columns_and_one_more() -> None:
    books = Books(started=70, in_time=50, late=3, excepted=0, open=12, overdue=8, ended=5)
    assert books.balance
    assert {"late", "open", "overdue", "ended"} == hidden_columns(books)
