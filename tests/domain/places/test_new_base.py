"""What a new base would do, worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.domain.places import BadPlaces, Group, Kind, Setting, Terms
from goldenthread.domain.places.new_base import months_between, months_open, new_base

TODAY, OPENS = date(2026, 11, 2), date(2027, 9, 1)
TERMS = Terms(Decimal(60_000), Decimal(100))


def a_setting(code: str, kind: Kind, capacity: int, cost: int, at: float = 0) -> Setting:
    return Setting(code, code, kind, frozenset({"ASD"}), 4, 10, capacity, Decimal(cost), (at, 0.0))


THERE = [a_setting("special", Kind.SPECIAL, 3, 25_000), a_setting("private", Kind.INDEPENDENT, 1, 50_000, 10_000)]
BASE = a_setting("base", Kind.BASE, 2, 15_000, 5_000)
WHO = [Group("ASD", 5, (0.0, 0.0), "special", count=2), Group("ASD", 5, (0.0, 0.0), count=4)]


def test_the_base_takes_those_who_cost_most_elsewhere_and_nobody_settled() -> None:
    found = new_base(WHO, THERE, BASE, TERMS, opens_on=OPENS, today=TODAY)
    # Without: one more at the special school, one at the private one (51,000), two independent places to be found.
    assert (found.independent_without, found.independent_with) == (3, 1)
    assert found.filled == 2
    # The two dearest, at 60,000 each, would cost 15,500.
    assert found.saved_a_year == 2 * (60_000 - 15_500) * 100
    assert (found.months, found.saved_at_first, found.lead) == (12, found.saved_a_year, 9)
    for each in (found.without, found.with_it):
        assert each.by_setting["special"] == 3


def test_a_base_that_opens_in_the_spring_saves_a_part_of_its_first_year() -> None:
    found = new_base(WHO, THERE, BASE, TERMS, opens_on=date(2027, 4, 1), today=TODAY)
    assert (found.months, found.saved_at_first) == (5, found.saved_a_year * 5 // 12)


def test_a_base_nobody_needs_saves_nothing() -> None:
    found = new_base([], THERE, BASE, TERMS, opens_on=OPENS, today=TODAY)
    assert (found.filled, found.saved_a_year, found.independent_without) == (0, 0, 0)


def test_a_settled_child_is_never_moved_even_where_it_would_save() -> None:
    settled = [Group("ASD", 5, (0.0, 0.0), "private")]
    found = new_base(settled, THERE, BASE, Terms(Decimal(60_000), move_settled=True), opens_on=OPENS, today=TODAY)
    assert (found.filled, found.saved_a_year) == (0, 0)


def test_one_that_opened_already_is_no_new_one() -> None:
    with pytest.raises(BadPlaces, match="before today"):
        new_base(WHO, THERE, BASE, TERMS, opens_on=date(2026, 9, 1), today=TODAY)


def test_months() -> None:
    assert [months_open(date(2027, month, 1)) for month in (9, 12, 1, 8)] == [12, 9, 8, 1]
    assert months_between(date(2026, 11, 29), date(2027, 9, 1)) == 9
