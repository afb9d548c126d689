"""Rows (or columns) whose label says that they add the others up, and what the rules between columns say there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from goldenthread.domain.forecast.published.figures import rounded
from goldenthread.domain.forecast.published.fits import Fit
from goldenthread.domain.forecast.published.marks import Cell
from goldenthread.domain.forecast.published.sheet import Sheet
from goldenthread.domain.forecast.published.units import COUNT, PERCENT, Unit

_NOT_ADDED = re.compile(
    r"average|\bunit (?:cost|price|rate)s?\b|"
    r"\bmean\b|\bper\b|%|per ?cent|\brate\b|share|proportion|cumulative|carr|balance",
    re.I,
)
_FEW: Final = 2  # of more cells than this one alone may be a sum by accident
_NEAR: Final = (Fraction(4, 5), Fraction(5, 4))


@dataclass(frozen=True, slots=True)
class Added:
    """A cell of a total: what it should be, whether it is, and the cells it is worked out from."""

    cell: Cell
    expected: Fraction
    agrees: bool
    rule: str
    text: str
    parts: tuple[Cell, ...]


def added_up(sheet: Sheet) -> Iterator[Added]:
    """Every cell at a total position that is a sum along its series, or ought to be."""
    for at in sorted(sheet.totals):
        found = [each for parts in _parts(sheet, at) if (each := _summed(sheet, at, parts))]
        best = max(found, key=lambda each: sum(one.agrees for one in each), default=[])
        right = sum(one.agrees for one in best)
        if right > 1 or (right == 1 and len(best) <= _FEW):
            yield from (one for one in best if one.agrees or _is_near(one))
        elif len(best) == 1 and _is_near(best[0]):
            yield from best


def _parts(sheet: Sheet, at: int) -> list[Sequence[int]]:
    """What a total may add up: what stands above it since the last total, all but totals, the totals before it."""
    before = [each for each in sheet.totals if each < at]
    since = range(max(before, default=-1) + 1, at)
    body = [each for each in range(len(sheet.labels)) if each not in sheet.totals and each < at]
    after = [each for each in range(at + 1, len(sheet.labels)) if each not in sheet.totals]
    return [parts for parts in (list(since), body, before, after) if len(parts) > 1]


def _summed(sheet: Sheet, at: int, parts: Sequence[int]) -> list[Added]:
    made = []
    for series in sheet.series:
        cell = series.cells[at]
        cells = tuple(one for part in parts if (one := series.cells[part]) is not None)
        known = [one.figure for one in cells]
        if cell is None or len(known) < 2:
            continue
        total = sum((figure.value for figure in known), Fraction(0))
        counted = series.unit is not None and series.unit.kind == COUNT
        slack = 0 if counted or not cell.figure.places else len(known) // 2 * 2 * cell.figure.half
        agrees = abs(rounded(total, cell.figure.places) - cell.figure.value) <= slack
        if agrees or may_be_added(series.name, series.unit):
            text = f"the sum of “{sheet.labels[parts[0]]}” to “{sheet.labels[parts[-1]]}”"
            made.append(Added(cell, rounded(total, cell.figure.places), agrees, "total", text, cells))
    return made


def _is_near(one: Added) -> bool:
    return is_near(one.cell.figure.value, one.expected)


def is_near(printed: Fraction, expected: Fraction) -> bool:
    """Near enough to be meant as the sum: an average in the last row is not a wrong total."""
    return expected != 0 and _NEAR[0] <= printed / expected <= _NEAR[1]


def may_be_added(name: str, unit: Unit | None) -> bool:
    """Whether figures of this name and unit add up at all: averages, shares and rates do not."""
    return _NOT_ADDED.search(name) is None and (unit is None or unit.kind != PERCENT)


def ruled(sheet: Sheet, fit: Fit) -> Iterator[Added]:
    """Total cells that keep a rule between columns: the average of the total row is its spend over its number."""
    if fit.rule not in ("ratio", "sum", "multiple", "share", "product"):
        return
    for at in sheet.totals:
        cell = sheet.series[fit.output].cells[at]
        parts = tuple(part for one in fit.now if (part := sheet.series[one].cells[at]) is not None)
        if cell is None or len(parts) < len(fit.now):
            continue
        if fit.rule == "product":
            added = [may_be_added(sheet.series[one].name, sheet.series[one].unit) for one in fit.now]
            yield from _average(fit, cell, parts if added[1] else parts[::-1])  # what does not add up first
            continue
        exact = _at(fit, [part.figure.value for part in parts])
        if exact is not None and cell.figure.agrees(exact):
            yield Added(cell, cell.figure.value, True, fit.rule, fit.text, parts)


def _average(fit: Fit, product: Cell, parts: Sequence[Cell]) -> Iterator[Added]:
    """Of a product, its first part, where in the total row it is the product over the other part."""
    mine, other = parts
    number = other.figure.value * fit.scale
    if number and mine.figure.agrees(product.figure.value / number):
        yield Added(mine, mine.figure.value, True, fit.rule, fit.text, (product, other))


def _at(fit: Fit, numbers: Sequence[Fraction]) -> Fraction | None:
    if fit.rule == "ratio":
        return fit.scale * numbers[0] / numbers[1] if numbers[1] else None
    if fit.rule == "sum":
        return fit.scale * sum((sign * number for sign, number in zip(fit.signs, numbers, strict=True)), Fraction(0))
    if fit.rule == "share":
        return Fraction(100)
    times = fit.parameters.get("times")
    return times * numbers[0] if isinstance(times, Fraction) else None
