"""How many people of each kind to tell of: whole numbers that add up, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.demo.population.requests import Flows
from goldenthread.demo.population.stock import BASE, Account


@dataclass(frozen=True, slots=True)
class Cell:
    """`count` people alike: `base` (a plan in force when telling begins) and `start` (a plan that starts in case
    year `year`), by academic `age`; or by calendar year a request `refused`, `withdrawn`, `left`, or an
    assessment `not_issued`."""

    kind: str
    year: int
    age: int | None
    count: int


def whole(amounts: list[float]) -> list[int]:
    """Amounts rounded so that running totals are never out by more than a half."""
    found, total, told = [], 0.0, 0
    for amount in amounts:
        total += amount
        now = round(total)
        found.append(now - told)
        told = now
    return found


def cells(account: Account, flows: Flows, last: int) -> Iterator[Cell]:
    """Every cell with anyone in it, plans first, oldest first."""
    for age, count in enumerate(whole(account.stock[BASE])):
        yield Cell("base", BASE, age, count)
    for year in range(BASE, last + 1):
        for age, count in enumerate(whole(account.started[year])):
            if count:
                yield Cell("start", year, age, count)
    for kind in ("not_issued", "left", "refused", "withdrawn"):
        amounts = getattr(flows, kind)
        years = range(BASE, last + 1)
        for year, count in zip(years, whole([amounts[year] for year in years]), strict=True):
            if count:
                yield Cell(kind, year, None, count)
