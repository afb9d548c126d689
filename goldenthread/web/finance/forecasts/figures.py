"""The figures of a forecast that tell of groups of children, for page and spreadsheet alike: in full, or in fives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from goldenthread.domain.forecast.forms.coarser import FIVES
from goldenthread.domain.forecast.rounding import rounded_line
from goldenthread.web.finance.forecasts.presenters import MEDIAN

INDEPENDENT = ("independent", "non_maintained")
IN_FIVES: Final = (
    "Groups are in multiples of 5, rounded together, because a group of a few could otherwise be worked out from the "
    "total, which is exact: 0 may be a few, and 5 from 1 to 9. Readers who may see cases have them in full."
)
IN_FULL: Final = "Groups are in full, of 1 to 4 children too, because you may see cases: do not publish them."


def small_groups(*, in_full: bool) -> str:
    """What is done with small groups, in words."""
    return IN_FULL if in_full else IN_FIVES


def grouped(row: Any, name: str, *, in_full: bool) -> list[tuple[str, list[int]]]:
    """Groups of one table and their medians by January. A group nobody is in is left out."""
    table = row.answer["children"][name]
    by_year = [_shown([cell[MEDIAN] for cell in cells], in_full=in_full) for cells in table["quantiles"]]
    return [
        (group, [year[at] for year in by_year])
        for at, group in enumerate(table["groups"])
        if any(means[at] > 0 for means in table["mean"])
    ]


def independent(row: Any, *, in_full: bool) -> list[tuple[int, int, int]]:
    """January, plans in independent and non-maintained special schools, all plans: on average."""
    table, wholes = row.answer["children"]["by_setting"], row.answer["children"]["total"]["mean"]
    places = [at for at, group in enumerate(table["groups"]) if group in INDEPENDENT]
    found = []
    for year, means, whole in zip(row.answer["years"], table["mean"], wholes, strict=True):
        shown = means if in_full else _shown(means, in_full=False)
        found.append((year, round(sum(shown[at] for at in places)), round(whole[0])))
    return found


def _shown(values: Sequence[float], *, in_full: bool) -> list[int]:
    return [round(value) for value in values] if in_full else rounded_line(values, FIVES)
