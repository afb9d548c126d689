"""What was found as plain values, for JSON: numbers as they are printed, whole ones as whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction
from typing import Any

from goldenthread.domain.forecast.published.figures import rounded
from goldenthread.domain.forecast.published.results import (
    CONTRADICTS,
    EXPLAINED,
    INPUT,
    CellFound,
    Checked,
    ColumnFound,
    RuleFound,
    TableFound,
)  # fmt: skip


def as_mapping(checked: Checked) -> dict[str, Any]:
    """`tables`, `contradictions`, `agreements`, `not_checked`; see results.py for what each name means."""
    return {
        "tables": [_table(table) for table in checked.tables],
        "contradictions": [asdict(each) for each in checked.contradictions],
        "agreements": [asdict(each) for each in checked.agreements],
        "not_checked": [asdict(each) for each in checked.not_checked],
    }


def _table(table: TableFound) -> dict[str, Any]:
    return {
        "title": table.title, "line": table.line, "periods": table.periods,
        "columns": [_column(column) for column in table.columns],
        "rows": [{"name": row.name, "rule": _rule(row.rule)} for row in table.rows],
        "explained": table.count(EXPLAINED), "inputs": table.count(INPUT), "contradicts": table.count(CONTRADICTS),
        "cells": table.cells, "unread": [asdict(each) for each in table.unread],
    }  # fmt: skip


def _column(column: ColumnFound) -> dict[str, Any]:
    return {
        "name": column.name, "unit": column.unit_inferred or column.unit_stated or None,
        "unit_stated": column.unit_stated or None, "unit_inferred": column.unit_inferred or None,
        "rule": _rule(column.rule) if column.rule else None, "cells": [_cell(cell) for cell in column.cells],
    }  # fmt: skip


def _rule(rule: RuleFound) -> dict[str, Any]:
    return {
        "id": rule.id, "text": rule.text, "cells": rule.cells, "free_parameters": rule.free,
        "parameters": _plain(rule.parameters),
    }  # fmt: skip


def _cell(cell: CellFound) -> dict[str, Any]:
    return {
        "row": cell.row, "line": cell.line, "text": cell.text, "value": _number(cell.value), "status": cell.status,
        "expected": None if cell.expected is None else _number(cell.expected), "rule": cell.rule or None,
    }  # fmt: skip


def _plain(parameters: Mapping[str, object]) -> dict[str, object]:
    return {name: _number(value) if isinstance(value, Fraction) else value for name, value in parameters.items()}


def _number(value: Fraction) -> int | float:
    """A decimal as it is written; what never ends to twelve places."""
    if value.denominator == 1:
        return int(value)
    near = rounded(value, 12)
    return float(Decimal(near.numerator) / Decimal(near.denominator))
