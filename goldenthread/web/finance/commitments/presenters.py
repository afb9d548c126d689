"""What the caseload commits, as tables: in full for those who see cases, without small groups for others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goldenthread.domain.indicators.suppression import is_small
from goldenthread.domain.money.amounts import Amount, Scale
from goldenthread.domain.money.commitments import Commitments, Row, hidden
from goldenthread.domain.money.placements import Part
from goldenthread.domain.money.section_251 import lines
from goldenthread.web.components.presenters.phrases import count_phrase, thousands
from goldenthread.web.components.presenters.tables import Column, Table
from goldenthread.web.finance.sheets import Cell, Sheet

HIDDEN = "Not shown"
PARTS = ((Part.PLACE, "Places"), (Part.ELEMENT_2, "Element 2"), (Part.TOP_UP, "Top-ups"), (Part.FEE, "Fees"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as its reader may see it."""

    name: str
    row: Row
    hidden: bool


def shown(found: Commitments, *, in_full: bool) -> dict[str, Any]:
    """The page's tables and sentences."""
    kinds, coded = _rows(found, in_full)
    hides = any(each.hidden for each in (*kinds, *coded))
    unpriced = [
        f"{each.name}: {count_phrase(len(each.row.unpriced), 'child', 'children')}"
        for each in kinds
        if each.row.unpriced and not hides
    ]
    without_price = len(found.whole.unpriced)
    return {
        "total": _total(found.whole.cost, hides), "children": len(found.whole.children), "hides": hides,
        "unpriced": unpriced, "has_unpriced": bool(without_price),
        "unpriced_children": "1 to 5" if not in_full and is_small(without_price) else thousands(without_price),
        "left_out": found.left_out if in_full else 0, "by_kind": _kind_table(kinds, found.whole, hides),
        "by_line": _line_table(coded),
    }  # fmt: skip


def sheets(found: Commitments, *, in_full: bool) -> list[Sheet]:
    """The same two tables in pounds."""
    kinds, coded = _rows(found, in_full)
    parts = [f"{name}, £" for _, name in PARTS]
    by_kind = [_cells(each, parts=True) for each in kinds]
    return [
        Sheet("By kind of setting", ("Kind of setting", "Children", *parts, "All, £"), by_kind),
        Sheet("By line of the return", ("Line", "Children", "All, £"), [_cells(each, parts=False) for each in coded]),
    ]


def _rows(found: Commitments, in_full: bool) -> tuple[list[Shown], list[Shown]]:
    kinds, codes = (frozenset(), frozenset()) if in_full else hidden(found)
    return (
        [Shown(kind.said, row, kind in kinds) for kind, row in found.by_kind.items()],
        [Shown(f"{code} {lines()[code].name}", row, code in codes) for code, row in found.by_line.items()],
    )


def _cells(each: Shown, *, parts: bool) -> tuple[Cell, ...]:
    if each.hidden:
        return (each.name, *([HIDDEN] * (len(PARTS) + 2 if parts else 2)))
    middle = [each.row.parts.get(part) for part, _ in PARTS] if parts else []
    return (each.name, len(each.row.children), *middle, each.row.cost)


def _kind_table(kinds: Sequence[Shown], whole: Row, hides: bool) -> Table:
    rows = []
    for each in kinds:
        if each.hidden:
            rows.append((each.name, *([HIDDEN] * (len(PARTS) + 2))))
        else:
            rows.append((each.name, thousands(len(each.row.children)), *_parts(each.row), each.row.cost.said()))
    parts = [HIDDEN] * len(PARTS) if hides else _parts(whole)
    rows.append(("All", thousands(len(whole.children)), *parts, _total(whole.cost, hides)))
    columns = [
        Column("Kind of setting"), Column("Children", numeric=True),
        *(Column(f"{name}, £", numeric=True) for _, name in PARTS), Column("All, £", numeric=True),
    ]  # fmt: skip
    return Table("By kind of setting", columns, rows, cards=True)


def _line_table(coded: Sequence[Shown]) -> Table:
    rows = [
        (each.name, *((HIDDEN, HIDDEN) if each.hidden else (thousands(len(each.row.children)), each.row.cost.said())))
        for each in coded
    ]
    columns = [Column("Line"), Column("Children", numeric=True), Column("All, £", numeric=True)]
    return Table("By line of the section 251 return", columns, rows, cards=True)


def _parts(row: Row) -> list[str]:
    return [row.parts[part].said() if part in row.parts else "–" for part, _ in PARTS]


def _total(amount: Amount, hides: bool) -> str:
    """Where rows are hidden, to the tenth of a million: a total to the pound would give their sum."""
    return amount.said(Scale.MILLIONS, 1) if hides else amount.said()
