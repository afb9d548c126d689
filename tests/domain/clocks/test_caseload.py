"""A caseload at once gives what one case at a time gives, on every day from 2014 to 2035."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.clocks import CLOCKS, BadFact, MissingFact, NotInForce, UnknownRule, count_dates
from goldenthread.domain.clocks.caseload import count_caseload
from goldenthread.domain.clocks.facts import ADVISERS, PHASES, WORDS

EVERY_DAY = [date(2014, 9, 1) + timedelta(days=i) for i in range((date(2035, 12, 31) - date(2014, 9, 1)).days + 1)]
SIMPLE = [code for code, clock in CLOCKS.items() if clock.counter is None]
FACTS = ("plan_made", "last_review_decided", "review_decided", "transferred_in", "transfer_on", "advice_requested")
MAYBE_DAY = st.none() | st.dates(date(2013, 1, 1), date(2036, 12, 31))


def array(days: list[date | None]) -> np.ndarray:
    return np.array(days, dtype="datetime64[D]")


def one(rule: str, facts: dict[str, date | str | None]) -> tuple[date | None, date | None]:
    try:
        counted = count_dates(rule, {name: value for name, value in facts.items() if value})
    except (MissingFact, NotInForce, BadFact):
        return None, None
    return counted.outer.last_on, counted.safe.last_on


@pytest.mark.parametrize(
    "rule", ["C4", "F1", "F7", "F10", "I5"]
)  # weeks, months, first day counted, back, working days
def test_every_day_from_2014_to_2035_counts_alike_one_by_one_and_all_at_once(rule: str) -> None:
    assert_alike(rule, EVERY_DAY)


@pytest.mark.parametrize("rule", SIMPLE)
def test_every_rule_counts_alike_through_the_years_leap_days_and_month_ends_among_them(rule: str) -> None:
    edges = [day for day in EVERY_DAY if (day + timedelta(days=1)).month != day.month]
    assert_alike(rule, sorted({*EVERY_DAY[::13], *edges}))


def assert_alike(rule: str, days: list[date]) -> None:
    fact = "plan_made" if rule == "F1" else CLOCKS[rule].starts[0]
    together = count_caseload(rule, {fact: array(days)})
    singly = [one(rule, {fact: day}) for day in days]
    assert together.outer.tolist() == [outer for outer, _ in singly]
    assert together.safe.tolist() == [safe for _, safe in singly]


@pytest.mark.parametrize("rule", ["F1", "F9", "F10", "B3"])
@given(
    cases=st.lists(
        st.tuples(*[MAYBE_DAY] * len(FACTS), st.sampled_from(["", *PHASES]), st.sampled_from(["", *ADVISERS])),
        min_size=1,
    )
)
def test_clocks_that_weigh_several_facts_agree_too(rule: str, cases: list[tuple]) -> None:
    columns = list(zip(*cases, strict=True))
    facts = {name: array(list(column)) for name, column in zip(FACTS, columns, strict=False)}
    facts |= {"phase": np.array(columns[-2]), "adviser": np.array(columns[-1])}
    together = count_caseload(rule, facts)
    names = (*FACTS, "phase", "adviser")
    singly = [one(rule, dict(zip(names, case, strict=True))) for case in cases]
    assert list(zip(together.outer.tolist(), together.safe.tolist(), strict=True)) == singly


def reads(rule: str) -> list[str]:
    clock = CLOCKS[rule]
    more = {"H5a": ("became_aware",), "H5b": ("became_aware",), "I3": ("notice_sent",)}.get(rule, ())
    return list(dict.fromkeys((*clock.starts, *clock.also_reads, *more)))


def column(name: str, values: list[date | str | None]) -> np.ndarray:
    return np.array([value or "" for value in values]) if name in WORDS else array(values)


@pytest.mark.parametrize("rule", CLOCKS)
@given(data=st.data())
def test_every_rule_agrees_one_by_one_and_all_at_once_whatever_it_is_told(rule: str, data: st.DataObject) -> None:
    names = reads(rule)
    of_one = st.tuples(*(st.sampled_from(["", *WORDS[name]]) if name in WORDS else MAYBE_DAY for name in names))
    cases = data.draw(st.lists(of_one, min_size=1, max_size=30))
    columns = {name: column(name, list(each)) for name, each in zip(names, zip(*cases, strict=True), strict=True)}
    together = count_caseload(rule, columns)
    singly = [one(rule, dict(zip(names, case, strict=True))) for case in cases]
    assert list(zip(together.outer.tolist(), together.safe.tolist(), strict=True)) == singly


@pytest.mark.parametrize("rule", ["D6", "D7", "CSA", "H1", "I3", "D3c"])
def test_tribunal_time_school_leaving_and_working_days_agree_on_every_day_from_2014_to_2035(rule: str) -> None:
    assert_alike(rule, EVERY_DAY)


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2028, 2, 29), date(2024, 12, 31), date(2026, 8, 31)])
def test_leap_days_and_month_ends_clamp_alike(day: date) -> None:
    for rule, fact in (("F1", "plan_made"), ("D1", "notice_sent"), ("F10", "transfer_on")):
        assert count_caseload(rule, {fact: array([day])}).outer.tolist()[0] == one(rule, {fact: day})[0]


def test_words_may_be_given_as_text_or_as_places_in_their_list() -> None:
    words = ["", *ADVISERS, "nobody we know"]
    asked = array([date(2024, 10, 14)] * len(words))
    places = np.array([ADVISERS.index(word) + 1 if word in ADVISERS else 0 for word in words])
    as_text = count_caseload("B3", {"advice_requested": asked, "adviser": np.array(words)})
    as_places = count_caseload("B3", {"advice_requested": asked, "adviser": places})
    assert as_text.binds.tolist() == as_places.binds.tolist()
    assert as_text.binds.sum() == 6  # nobody named, a word we do not know, and the four bodies with a duty


def test_an_absent_or_unlikely_fact_gives_no_date() -> None:
    facts = {
        "request_received": np.array(["NaT", "0202-09-02", "2500-01-01", "2013-01-01", "2024-09-02"], "datetime64[D]")
    }
    assert count_caseload("C4", facts).outer.tolist() == [None, None, None, None, date(2025, 1, 20)]


def test_a_review_decided_after_the_day_read_does_not_restart_the_cycle_yet() -> None:
    facts = {"plan_made": array([date(2024, 12, 2)]), "review_decided": array([date(2025, 11, 3)])}
    before, after = (count_caseload("F1", facts, as_of=day).outer[0] for day in (date(2025, 11, 2), date(2025, 11, 3)))
    assert (before.item(), after.item()) == (date(2025, 12, 1), date(2026, 11, 2))


def test_an_unknown_rule_and_ragged_facts_are_named() -> None:
    with pytest.raises(UnknownRule):
        count_caseload("Z9", {})
    with pytest.raises(ValueError, match="differ in length"):
        count_caseload("B1", {"request_received": array([None]), "draft_served": array([None, None])})
