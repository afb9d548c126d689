"""The published figures as arrays, and what of them was known in a given January."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

Figures = NDArray[np.float64]

SOURCE: Final = (
    "Department for Education, Education, health and care plans, reporting year 2025 (26 June 2025, corrected tables "
    "where there are any) and reporting year 2022. Open Government Licence v3.0"
)
FLOW: Final = ("requests", "refused", "new_plans", "ceased")
EVERY_JANUARY: Final = range(2019, 2026)  # an authority with all of these is scored with the others


@dataclass(frozen=True, slots=True)
class Authority:
    """A local authority: the Office for National Statistics' code, the three-digit number, the name."""

    code: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Figures by authority (rows) and year (columns); not-a-number where none was published.

    `plans[:, k]` are those in force in January `first_january + k`; `requests`, `refused`, `new_plans` and `ceased`
    those of the calendar year `first_year + k`. `complete` marks the authorities that are learnt from and scored.
    """

    authorities: tuple[Authority, ...]
    first_january: int
    plans: Figures
    first_year: int
    requests: Figures
    refused: Figures
    new_plans: Figures
    ceased: Figures
    complete: NDArray[np.bool_]

    @property
    def last_january(self) -> int:
        """The newest January there are plans for."""
        return self.first_january + int(self.plans.shape[1]) - 1

    def january(self, year: int) -> Figures:
        """Plans in force in January of `year`, one an authority. Raises LookupError for a year not held."""
        return _column(self.plans, year - self.first_january, f"January {year}")

    def of_year(self, measure: str, year: int) -> Figures:
        """A flow ('requests', 'refused', 'new_plans', 'ceased') in a calendar year; LookupError where there is none."""
        return _column(getattr(self, measure), year - self.first_year, str(year))

    def known_in(self, january: int) -> Panel:
        """Only what the collection of that January told: plans to it, flow to the year before. Raises LookupError."""
        _column(self.plans, january - self.first_january, f"January {january}")
        plans, flow = january - self.first_january + 1, max(january - self.first_year, 0)
        return Panel(
            self.authorities,
            self.first_january,
            self.plans[:, :plans],
            self.first_year,
            self.requests[:, :flow],
            self.refused[:, :flow],
            self.new_plans[:, :flow],
            self.ceased[:, :flow],
            self.complete,
        )


def _column(figures: Figures, position: int, named: str) -> Figures:
    if not 0 <= position < figures.shape[1]:
        raise LookupError(f"There are no figures for {named}.")
    found: Figures = figures[:, position]
    return found


@cache
def packaged() -> Panel:
    """The figures shipped with the product (data/README.md says where they are from)."""
    rows = _rows("plans.csv")
    januaries = [int(name) for name in rows[0] if name.isdigit()]
    authorities = tuple(Authority(row["code"], row["number"], row["name"]) for row in rows)
    plans = np.array([[_number(row[str(january)]) for january in januaries] for row in rows])
    complete = np.isfinite(plans[:, [januaries.index(january) for january in EVERY_JANUARY]]).all(axis=1)
    first_year, flow = _flow({each.code: at for at, each in enumerate(authorities)})
    return Panel(authorities, januaries[0], plans, first_year, *flow, complete)


def _flow(place: dict[str, int]) -> tuple[int, tuple[Figures, Figures, Figures, Figures]]:
    rows = _rows("flow.csv")
    years = sorted({int(row["year"]) for row in rows})
    tables = {measure: np.full((len(place), len(years)), np.nan) for measure in FLOW}
    for row in rows:
        for measure, table in tables.items():
            table[place[row["code"]], int(row["year"]) - years[0]] = _number(row[measure])
    requests, refused, new_plans, ceased = (tables[measure] for measure in FLOW)
    return years[0], (requests, refused, new_plans, ceased)


@cache
def came_since() -> dict[tuple[str, int], int]:
    """Plans published after the tables above, by authority's code and January: of the few authorities at hand."""
    return {(row["code"], int(row["january"])): int(row["plans"]) for row in _rows("since.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def _number(text: str) -> float:
    return float(text) if text else np.nan
