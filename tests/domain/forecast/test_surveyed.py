"""The rules both roads share: the caseload's and that of files."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.domain.forecast.inputs import Move
from goldenthread.domain.forecast.space import OUTSIDE
from goldenthread.domain.forecast.surveyed import (
    UNKNOWN_NEED,
    UNKNOWN_SETTING,
    in_force,
    kind_name,
    moves_between,
    place_on,
    primary_need,
    settings_of,
)

DAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("began", "ended", "is_in_force"),
    [
        (DAY, None, True), (date(2026, 1, 16), None, False), (date(2020, 1, 1), DAY, False),
        (date(2020, 1, 1), date(2026, 1, 16), True),
    ],
)  # fmt: skip
def test_a_plan_is_in_force_from_its_first_day_until_the_day_it_ends(
    began: date, ended: date | None, is_in_force: bool
) -> None:
    assert in_force(began, ended, DAY) is is_in_force


@pytest.mark.parametrize(
    ("needs", "primary"),
    [
        ([("ASD", 2), ("MLD", 1)], "MLD"), ([("ASD", None), ("MLD", 1)], "MLD"),
        ([("ASD", None), ("MLD", None)], "ASD"),
        ([("ASD", 2)], UNKNOWN_NEED), ([], UNKNOWN_NEED),
    ],
)  # fmt: skip
def test_the_primary_need_is_of_rank_one_else_the_first_unranked(
    needs: list[tuple[str, int | None]], primary: str
) -> None:
    assert primary_need(needs) == primary


def test_the_place_on_a_day_and_whether_it_is_known() -> None:
    places = [(date(2020, 9, 1), date(2024, 7, 20), "mainstream"), (date(2024, 9, 1), None, "special")]
    assert place_on(places, date(2022, 1, 1)) == ("mainstream", True)
    assert place_on(places, date(2024, 8, 1)) == ("mainstream", False)  # between the two
    assert place_on(places, date(2024, 9, 1)) == ("special", True)
    assert place_on(places, date(2019, 1, 1)) == ("mainstream", False)
    assert place_on([], DAY) == (UNKNOWN_SETTING, False)


def test_kinds() -> None:
    assert kind_name("", "", in_a_base=False, named=True, has_urn=True) == UNKNOWN_SETTING
    assert kind_name("", "", in_a_base=False, named=True, has_urn=False) == "specialist_college"
    assert kind_name("1", "", in_a_base=True, named=True, has_urn=True) == "support_base"
    assert kind_name("", "EHE", in_a_base=False, named=False, has_urn=False) == "home"
    assert kind_name("", "", in_a_base=False, named=False, has_urn=False) == UNKNOWN_SETTING


def test_moves_of_one_who_joined_one_who_left_and_one_too_old() -> None:
    moves = moves_between(
        (2024, 2025, 2026),
        [
            {2025: (4, "ASD", "special"), 2026: (5, "ASD", "mainstream")}, {2024: (9, "MLD", "mainstream")},
            {2024: (21, "MLD", "college")}, {},
        ],
    )  # fmt: skip
    assert moves == {
        Move(2024, 3, OUTSIDE, OUTSIDE, "ASD", "special"): 1, Move(2025, 4, "ASD", "special", "ASD", "mainstream"): 1,
        Move(2024, 9, "MLD", "mainstream", OUTSIDE, OUTSIDE): 1,
    }  # fmt: skip
    settings = {each.name: each for each in settings_of(moves)}
    assert set(settings) == {"special", "mainstream"}
    assert settings["special"].needs == ("ASD", "MLD")
    assert (settings["special"].youngest, settings["special"].oldest) == (-2, 14)
