"""A form with its figures in, as any page or file of it prints them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a figure a column, or none of them and `why`. `sums`: it is the sum of those above it."""

    name: str
    cells: tuple[int, ...]
    why: str = ""
    sums: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """A table. `version`: "as it is", "with the changes", or nothing where there is one. `rows`: what its rows are.
    `unit`: plans or pounds.
    """

    number: str
    title: str
    version: str
    rows: str
    unit: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    why: str
    note: str
    verified: bool


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form: tables in its order, and what it rests on, by name."""

    code: str
    title: str
    tables: tuple[Filled, ...]
    assumptions: tuple[tuple[str, str], ...]
