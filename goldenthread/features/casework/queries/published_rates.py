"""The published rates of deciding yes: England's, and those of an authority's statistical neighbours.

From `published/decisions.csv` (see its README). Definitions, for calendar year 2024: of requests received in the year
and decided, those decided to assess; of assessments carried out in the year and decided, those where a plan was issued.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from goldenthread.domain.lifecycle.hearing import Asked
from goldenthread.domain.proportions import Proportion

ENGLAND, YEAR = "ENG", 2024
SOURCE = (
    "Source: Department for Education, Education, health and care plans, reporting year 2025, published 26 June 2025 "
    "and later corrected. Contains public sector information licensed under the Open Government Licence v3.0."
)
DEFINED = {
    Asked.ASSESS: "Of requests received in the year and decided, those where the council decided to assess.",
    Asked.ISSUE: "Of assessments in the year that were decided, those where a plan was issued.",
}


@dataclass(frozen=True, slots=True)
class Published:
    """One authority's counts, or England's; None where a count is not published."""

    code: str
    name: str
    assess: Proportion | None
    issue: Proportion | None
    neighbours: tuple[str, ...]

    def of(self, asked: str) -> Proportion | None:
        """The counts of one decision."""
        return self.assess if asked == Asked.ASSESS else self.issue


@cache
def published() -> dict[str, Published]:
    """By three-figure code, England as 'ENG'."""
    text = files("goldenthread.features.casework.published").joinpath("decisions.csv").read_text(encoding="utf-8")
    return {
        row["la_code"]: Published(
            row["la_code"], row["name"], _counts(row["assess_yes"], row["assess_no"]),
            _counts(row["plan_yes"], row["plan_no"]), tuple(row["neighbours"].split()),
        )
        for row in csv.DictReader(text.splitlines())
    }  # fmt: skip


def authority_like(name: str) -> str:
    """The code of the authority whose name, written as an address ('kingston', 'kensington-and-chelsea'), begins so;
    '' for none."""
    wanted = name.replace("-", " ").casefold()
    found = (row.code for row in published().values() if wanted and row.name.casefold().startswith(wanted))
    exact = (row.code for row in published().values() if row.name.casefold() == wanted)
    return next(exact, next(found, ""))


def neighbours_of(code: str) -> list[Published]:
    """An authority's ten statistical neighbours, nearest first; none for a code nobody has."""
    row = published().get(code)
    return [published()[other] for other in row.neighbours] if row else []


def together(rows: list[Published], asked: str) -> Proportion | None:
    """Their counts added up, of those that published them."""
    held = [counts for row in rows if (counts := row.of(asked))]
    return Proportion(sum(each.count for each in held), sum(each.total for each in held)) if held else None


def _counts(yes: str, no: str) -> Proportion | None:
    return Proportion(int(yes), int(yes) + int(no)) if yes and no else None
