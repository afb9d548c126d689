"""Reads settings and children for `goldenthread places` from CSV files; every mistake with its file and line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final, TypeVar

from goldenthread.domain.places import BadPlaces, Group, Kind, Setting

SETTINGS, CHILDREN, GROUPS = "settings.csv", "children.csv", "groups.csv"
_SETTING_COLUMNS: Final = ("code", "kind", "needs", "from_age", "to_age", "capacity", "cost")
_CHILD_COLUMNS: Final = ("need", "age")
_GRID, _GLOBE = ("easting", "northing"), ("latitude", "longitude")
MOST_TOLD: Final = 50
_KINDS: Final = {
    **{kind.value: kind for kind in Kind}, "resourced provision": Kind.BASE, "resourced_provision": Kind.BASE,
    "unit": Kind.BASE, "sen unit": Kind.BASE, "sen_unit": Kind.BASE, "non-maintained": Kind.INDEPENDENT,
    "non_maintained": Kind.INDEPENDENT, "ap": Kind.ALTERNATIVE, "alternative provision": Kind.ALTERNATIVE,
    "post-16": Kind.POST_16, "post16": Kind.POST_16,
}  # fmt: skip

Made = TypeVar("Made")


class Unreadable(Exception):
    """The folder cannot be used; `mistakes` says where and why, one sentence each."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__(mistakes[0])
        self.mistakes = mistakes


@dataclass(slots=True)
class Given:
    """What the folder holds. `geographic`: places are latitude and longitude."""

    settings: list[Setting]
    groups: list[Group]
    geographic: bool


@dataclass(slots=True)
class _Table:
    """One file, read row by row; a mistake in a row is noted, and the row left out."""

    path: Path
    needed: tuple[str, ...]
    mistakes: list[str]
    place: tuple[str, str] = field(default=_GRID)
    headings: list[str] = field(default_factory=list)

    def rows(self, make: Callable[[Mapping[str, str], tuple[float, float]], Made]) -> Iterator[Made]:
        """What `make` makes of each row that is not blank."""
        for line, row in self._cells():
            try:
                yield make(row, self._at(row))
            except (ValueError, BadPlaces) as wrong:
                self.mistakes.append(f"{self.path.name}, line {line}: {wrong}")

    def _cells(self) -> Iterator[tuple[int, dict[str, str]]]:
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                rows = csv.reader(file, strict=True)
                self.headings = [heading.strip().lower().replace(" ", "_") for heading in next(rows, [])]
                if not self._has_columns():
                    return
                for cells in rows:
                    if any(cell.strip() for cell in cells):
                        yield rows.line_num, self._named(cells, rows.line_num)
        except (OSError, UnicodeDecodeError, csv.Error) as wrong:
            self.mistakes.append(f"{self.path.name} cannot be read as CSV text in UTF-8: {wrong}.")

    def _has_columns(self) -> bool:
        missing = [column for column in self.needed if column not in self.headings]
        found = [pair for pair in (_GRID, _GLOBE) if all(column in self.headings for column in pair)]
        if not found:
            missing.append("easting and northing (or latitude and longitude)")
        else:
            self.place = found[0]
        if missing:
            self.mistakes.append(f"{self.path.name}, line 1: there is no column {', no column '.join(missing)}.")
        return not missing

    def _named(self, cells: list[str], line: int) -> dict[str, str]:
        if len(cells) > len(self.headings):
            self.mistakes.append(f"{self.path.name}, line {line}: there are more cells than headings.")
        return {heading: cell.strip() for heading, cell in zip(self.headings, cells, strict=False)}

    def _at(self, row: Mapping[str, str]) -> tuple[float, float]:
        x, y = (_number(row, column) for column in self.place)
        furthest = (800_000, 1_400_000) if self.place == _GRID else (90, 180)
        if abs(x) > furthest[0] or abs(y) > furthest[1]:
            raise ValueError(f"{self.place[0]} {x:g}, {self.place[1]} {y:g} is no place.")
        return x, y


def read_folder(folder: Path) -> Given:
    """Settings, and children or groups of them. Raises Unreadable with every mistake found (at most 50)."""
    mistakes: list[str] = []
    settings_table = _Table(folder / SETTINGS, _SETTING_COLUMNS, mistakes)
    who = _which(folder, mistakes)
    table = _Table(folder / who, _CHILD_COLUMNS + (("count",) if who == GROUPS else ()), mistakes)
    settings = list(settings_table.rows(_setting)) if (folder / SETTINGS).is_file() else []
    groups = list(table.rows(_group)) if (folder / who).is_file() else []
    if not mistakes and settings_table.place != table.place:
        mistakes.append(f"{SETTINGS} gives {settings_table.place[0]} and {who} {table.place[0]}; use one kind in both.")
    if not mistakes and not settings:
        mistakes.append(f"{SETTINGS} has no settings.")
    if not mistakes and not groups:
        mistakes.append(f"{who} has no children.")
    if mistakes:
        raise Unreadable(mistakes[:MOST_TOLD])
    return Given(settings, groups, table.place == _GLOBE)


def _which(folder: Path, mistakes: list[str]) -> str:
    """The file of children; one must be there, and not both."""
    there = [name for name in (CHILDREN, GROUPS) if (folder / name).is_file()]
    if not (folder / SETTINGS).is_file():
        mistakes.append(f"There is no file {SETTINGS} in {folder}.")
    if not there:
        mistakes.append(f"There is no file {CHILDREN} or {GROUPS} in {folder}.")
    if len(there) == 2:
        mistakes.append(f"There is {CHILDREN} and {GROUPS} in {folder}: which of the two?")
    return there[0] if there else CHILDREN


def _setting(row: Mapping[str, str], at: tuple[float, float]) -> Setting:
    kind = _KINDS.get(row.get("kind", "").lower())
    if kind is None:
        raise ValueError(f"kind {row.get('kind', '')!r} is none of {', '.join(each.value for each in Kind)}.")
    if not row.get("code"):
        raise ValueError("there is no code.")
    written = row.get("needs", "").replace(";", " ").replace(",", " ").split()
    needs = frozenset("*" if need.lower() in ("*", "any", "all") else need for need in written)
    return Setting(
        row["code"], row.get("name") or row["code"], kind, needs, _whole(row, "from_age"), _whole(row, "to_age"),
        _whole(row, "capacity"), _money(row, "cost"), at, row.get("area", ""),
    )  # fmt: skip


def _group(row: Mapping[str, str], at: tuple[float, float]) -> Group:
    if not row.get("need"):
        raise ValueError("there is no need.")
    count = _whole(row, "count") if "count" in row else 1
    key = row.get("id", "")
    return Group(row["need"], _whole(row, "age"), at, row.get("current", ""), row.get("area", ""), count, key)


def _whole(row: Mapping[str, str], column: str) -> int:
    text = row.get(column, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(f"{column} {text!r} is not a whole number.")
    return int(text)


def _number(row: Mapping[str, str], column: str) -> float:
    text = row.get(column, "")
    try:
        found = float(text)
    except ValueError:
        found = float("nan")
    if not abs(found) < 1e9:
        raise ValueError(f"{column} {text!r} is not a number.")
    return found


def _money(row: Mapping[str, str], column: str) -> Decimal:
    return money(row.get(column, ""), column)


def money(text: str, name: str) -> Decimal:
    """Pounds, as written: 12500 or £12,500.00. Raises ValueError."""
    try:
        found = Decimal(text.replace("£", "").replace(",", ""))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or not 0 <= found < 10_000_000:
        raise ValueError(f"{name} {text!r} is no amount in pounds.")
    return found
