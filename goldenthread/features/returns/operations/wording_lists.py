"""Rows of a list (settings, placements, needs) in words a person can decide by."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.sen2.codes import label
from goldenthread.features.returns.operations.said import NEED_COLUMNS, PLACEMENT_COLUMNS, SETTING_COLUMNS

LISTS = {"settings": SETTING_COLUMNS, "placements": PLACEMENT_COLUMNS, "needs": NEED_COLUMNS}


def shown(name: str, rows: list[list[Any]]) -> str:
    """The whole list: 'URN 100001, from 1 September 2022; ...'."""
    columns = LISTS[name]
    return "; ".join(_row(name, dict(zip(columns, row, strict=True))) for row in rows)


def _row(name: str, row: dict[str, Any]) -> str:
    second = row.get("rank") == 2
    if name == "needs":
        return f"{label('SENtype', row['type'])}{' (second)' if second else ''}"
    parts = [_where(row) + (" (second)" if second else "")]
    parts += [words for column, words in _IN_IT if row.get(column)]
    if name == "placements":
        parts += _placement(row)
    return ", ".join(part for part in parts if part)


_IN_IT = (("sen_unit", "in a SEN unit"), ("resourced_provision", "in resourced provision"))


def _where(row: dict[str, Any]) -> str:
    if row["urn"]:
        return f"URN {row['urn']}"
    if row["ukprn"]:
        return f"UKPRN {row['ukprn']}"
    if row["sen_setting_other"]:
        return str(row["sen_setting_other"])
    words = label("PlacementDetail.SENSetting", row["sen_setting"])
    return words.split(" - ")[0].split(" (")[0] or "no setting given"


def _placement(row: dict[str, Any]) -> list[str]:
    return [
        " ".join(f"{word} {_day(row[column])}" for word, column in _DAYS if row[column]),
        f"residential {label('Res', row['residential'])}" if row["residential"] else "",
        label("WBP", row["work_based"]).lower(),
        label("AttendancePattern", row["attendance"]).lower(),
    ]


_DAYS = (("from", "entry_on"), ("to", "leaving_on"))


def _day(value: str) -> str:
    return said(date.fromisoformat(value))
