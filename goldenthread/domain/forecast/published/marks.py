"""Cells that carry their own units: “£400k” above “£1.2m” are brought to one, so that they can be compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from goldenthread.domain.forecast.published.figures import Figure
from goldenthread.domain.forecast.published.units import MONEY, Unit

_POWERS: Final = {"£": 0, "£k": 3, "£m": 6, "£bn": 9}


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure, where it stands: row and column of the table from 0 (the labels are no column), and its line."""

    row: int
    column: int
    line: int
    figure: Figure


def alike(unit: Unit | None, cells: tuple[Cell | None, ...]) -> tuple[Unit | None, tuple[Cell | None, ...]]:
    """The cells of a series in the largest unit they carry, where all carry one and not all the same; and that unit."""
    marks = {cell.figure.mark for cell in cells if cell is not None and cell.figure.value}
    if len(marks) < 2 or not marks <= _POWERS.keys():
        return unit, cells
    most = max(_POWERS[mark] for mark in marks)
    made = tuple(cell and replace(cell, figure=_in(cell.figure, most)) for cell in cells)
    return Unit(MONEY, 10**most), made


def _in(figure: Figure, power: int) -> Figure:
    by = power - _POWERS.get(figure.mark, power)
    return replace(figure, value=figure.value / Fraction(10**by), places=figure.places + by)
