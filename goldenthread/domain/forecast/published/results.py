"""What checking a published table found. Numbers are exact fractions; `places` says how they were printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

EXPLAINED: Final = "explained"
INPUT: Final = "input"
CONTRADICTS: Final = "contradicts"


@dataclass(frozen=True, slots=True)
class RuleFound:
    """A rule in words. `cells` it explains, `free` parameters it takes; `along` is “column” or “row”."""

    id: str
    text: str
    cells: int
    free: int
    along: str
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellFound:
    """One cell: row and column by name, its figure as printed, and whether it follows."""

    row: str
    column: str
    line: int
    text: str
    value: Fraction
    places: int
    status: str
    expected: Fraction | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell among figures that is neither a figure nor a mark for none: “12.O”. Nothing was checked with it."""

    row: str
    column: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class ColumnFound:
    """A printed column. `unit_stated` is what it says it is in, `unit_inferred` what the figures show; "" unknown."""

    name: str
    unit_stated: str
    unit_inferred: str
    rule: RuleFound | None
    cells: tuple[CellFound, ...]


@dataclass(frozen=True, slots=True)
class RowFound:
    """A printed row that keeps a rule of its own: a total, a carry-forward."""

    name: str
    rule: RuleFound


@dataclass(frozen=True, slots=True)
class TableFound:
    """`periods`: whether the years run “down”, “across” or are not there (“none”)."""

    title: str
    line: int
    periods: str
    columns: tuple[ColumnFound, ...]
    rows: tuple[RowFound, ...]
    unread: tuple[Unread, ...] = ()

    def count(self, status: str) -> int:
        """How many cells have this status."""
        return sum(cell.status == status for column in self.columns for cell in column.cells)

    @property
    def cells(self) -> int:
        """Cells with figures."""
        return sum(len(column.cells) for column in self.columns)


@dataclass(frozen=True, slots=True)
class CellNamed:
    """A cell a contradiction is about: the table by its line, the row and the column by name, what is printed."""

    table: int
    row: str
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`rule` says which check found it; `text` is what the document says, on `line` (0: no words, only cells)."""

    rule: str
    message: str
    cells: tuple[CellNamed, ...]
    text: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """Something the text says of a table that the table bears out."""

    text: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A sentence near a table with `figures` that were held against nothing, as it was not clear what they are of."""

    text: str
    line: int
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """The tables of one document, what contradicts in them, what the text says that holds, and what was not tested."""

    tables: tuple[TableFound, ...]
    contradictions: tuple[Contradiction, ...]
    agreements: tuple[Agreement, ...]
    not_checked: tuple[NotChecked, ...] = ()
