"""The high-needs block's earlier years as a form prints them: what was entered, with the source of every year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goldenthread.domain.forecast.forms.filled import Line

NONE_HELD: Final = "No outturn or budget of the high-needs block is entered for a year before the forecast."
BALANCE_UNKNOWN: Final = "nothing entered says what the first year carried in"


@dataclass(frozen=True, slots=True)
class HeldYear:
    """A financial year entered. Whole pounds; `spending` is money spent, a balance below nought is a deficit. `balance`
    at the year's end is None where nothing says what the first year began with. `kind`: outturn or budget.
    """

    start: int
    said: str
    kind: str
    income: int
    other_blocks: int
    spending: int
    balance: int | None
    source: str
    published: str


def held_lines(years: Sequence[HeldYear]) -> tuple[tuple[str, ...], tuple[Line, ...], str]:
    """Columns, lines, and why there are none."""
    if not years:
        return (), (), NONE_HELD
    columns = tuple(f"{each.said} ({each.kind})" for each in years)
    known = all(each.balance is not None for each in years)
    return columns, (
        Line("Income", tuple(each.income for each in years)),
        Line("Left over from other blocks", tuple(each.other_blocks for each in years)),
        Line("Spending", tuple(each.spending for each in years)),
        Line("In-year total", tuple(each.income + each.other_blocks - each.spending for each in years), sums=True),
        Line("Balance at the end of the year", tuple(each.balance or 0 for each in years) if known else (),
             "" if known else BALANCE_UNKNOWN),
    ), ""  # fmt: skip


def held_words(years: Sequence[HeldYear]) -> list[tuple[str, str]]:
    """A source a year, for the assumptions of a form."""
    return [(f"Source of {each.said}", f"{each.kind.capitalize()}: {each.source}, published {each.published}.")
            for each in years]  # fmt: skip
