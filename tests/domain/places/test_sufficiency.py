"""Children against places, worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from goldenthread.domain.indicators.suppression import is_small
from goldenthread.domain.money.setting_kinds import Phase
from goldenthread.domain.places.settings import Kind
from goldenthread.domain.places.showing import hidden_among, rounded
from goldenthread.domain.places.sufficiency import (
    Attending,
    Balance,
    Expected,
    Places,
    by_area,
    by_need,
    by_phase_and_kind,
    independent_share,
    target_said,
    without_placement,
    years_ahead,
)
from goldenthread.domain.proportions import Proportion

PRIMARY, SECONDARY = Phase.PRIMARY, Phase.SECONDARY
CHILDREN = [
    Attending("ASD", PRIMARY, "North", Kind.BASE, "b", 9),
    Attending("ASD", PRIMARY, "South", Kind.BASE, "b", 3),
    Attending("SEMH", SECONDARY, "South", Kind.INDEPENDENT, "", 2),
    Attending("SEMH", SECONDARY, "South", None, "", 1),
    Attending("MLD", SECONDARY, "North", Kind.MAINSTREAM, "", 25),
]
PLACES = [
    Places("b", Kind.BASE, PRIMARY, frozenset({"ASD"}), "North", 10),
    Places("s", Kind.SPECIAL, SECONDARY, frozenset({"*"}), "South", 40),
]


def test_by_phase_and_kind() -> None:
    found = by_phase_and_kind(CHILDREN, PLACES)
    assert found[PRIMARY, Kind.BASE] == Balance(12, 10, 12)
    assert (found[PRIMARY, Kind.BASE].spare, found[PRIMARY, Kind.BASE].occupancy) == (-2, 1.2)
    assert found[SECONDARY, Kind.SPECIAL] == Balance(0, 40, 0)
    assert found[SECONDARY, Kind.MAINSTREAM] == Balance(25, 0, 0)
    assert found[SECONDARY, Kind.MAINSTREAM].occupancy is None
    assert sum(each.children for each in found.values()) + without_placement(CHILDREN) == 40


def test_by_area_counts_who_lives_there_and_who_fills_its_places() -> None:
    assert by_area(CHILDREN, PLACES) == {"North": Balance(34, 10, 12), "South": Balance(6, 40, 0)}


def test_by_need_counts_places_that_take_it() -> None:
    assert by_need(CHILDREN, PLACES) == {
        "ASD": Balance(12, 50, 12), "MLD": Balance(25, 40, 0), "SEMH": Balance(3, 40, 0),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("count", "total", "says"),
    [
        (31, 1000, "3.1% is within the target of 5%."),
        (49, 1000, "4.9% is within the target of 5%, though not by more than chance could do."),
        (55, 1000, "5.5% is over the target of 5%, though not by more than chance could do."),
        (109, 1000, "10.9% is over the target of 5%."),
        (0, 0, "There is nobody to count."),
    ],
)
def test_the_target_is_judged_with_its_likely_range(count: int, total: int, says: str) -> None:
    assert target_said(Proportion(count, total)) == says


def test_the_share_in_independent_settings_is_of_all_with_a_plan() -> None:
    assert independent_share(CHILDREN) == Proportion(2, 40)


def test_years_ahead_hold_a_forecast_against_the_places_of_that_year() -> None:
    projection = [
        Expected(2027, PRIMARY, Kind.BASE, 14.5, 9, 20), Expected(2028, PRIMARY, Kind.BASE, 14, 8, 22),
        Expected(2040, PRIMARY, Kind.BASE, 1, 0, 2),
    ]  # fmt: skip
    wider = [*PLACES, Places("c", Kind.BASE, PRIMARY, frozenset({"ASD"}), "South", 8)]
    found = years_ahead(projection, {2027: PLACES, 2028: wider}, 2027)
    assert [(row.expected.year, row.places, row.gap, row.gap_range) for row in found] == [
        (2027, 10, 4.5, (0, 10)), (2028, 18, 0, (0, 4)),
    ]  # fmt: skip
    assert years_ahead([], {}, 2027) == []


@given(some.lists(some.integers(0, 30), min_size=4, max_size=12), some.integers(2, 3))
def test_no_small_count_is_shown_and_none_stands_alone_in_a_line(counts: list[int], width: int) -> None:
    every = list(range(len(counts)))
    lines = [every, *(every[start::width] for start in range(width))]
    hidden = hidden_among(counts, lines)
    assert all(place in hidden for place, count in enumerate(counts) if is_small(count))
    for line in lines:
        if len(line) > 1:
            assert len(hidden.intersection(line)) != 1


def test_rounding_to_five() -> None:
    assert [rounded(count) for count in (0, 2, 3, 7, 8, 12)] == [0, 0, 5, 5, 10, 10]
