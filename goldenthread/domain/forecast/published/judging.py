"""One table judged: its rules along both sides, the wrong cells, and a status for each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from goldenthread.domain.forecast.published.blame import Check, Place, Wrong, checks_of, explained, wrong_cells
from goldenthread.domain.forecast.published.choosing import rules_of
from goldenthread.domain.forecast.published.figures import plain
from goldenthread.domain.forecast.published.fits import Fit
from goldenthread.domain.forecast.published.marks import Cell
from goldenthread.domain.forecast.published.results import (
    CONTRADICTS,
    EXPLAINED,
    INPUT,
    CellFound,
    CellNamed,
    ColumnFound,
    Contradiction,
    RowFound,
    RuleFound,
    TableFound,
)  # fmt: skip
from goldenthread.domain.forecast.published.sheet import ACROSS, NONE, Sheet, is_total, turned
from goldenthread.domain.forecast.published.total_rows import Added, added_up, ruled

Verdicts = dict[tuple[int, int], tuple[str, Fraction | None, str]]  # by row and column: status, expected, rule


@dataclass(frozen=True, slots=True)
class Judged:
    """A sheet with its rules (by series), what was checked along both sides, and the wrong cells."""

    sheet: Sheet
    rules: Mapping[int, Fit]
    checks: tuple[Check, ...]
    wrong: Mapping[Place, Wrong]
    totals: tuple[Added, ...]
    across: Mapping[int, Fit]  # of a table without years: rules between its rows

    def named(self, series: int, at: int) -> CellNamed:
        """The cell of a series at a position, as a contradiction names it."""
        cell = self.sheet.series[series].cells[at]
        return cell_named(self.sheet, cell) if cell is not None else CellNamed(self.sheet.table.line, "", "", "")


def judged(sheet: Sheet, rates: Sequence[Fraction] = ()) -> Judged:
    """Find the rules. `rates`: percentages the text around the table names."""
    rules = rules_of(sheet, rates)
    other = turned(sheet)
    across = rules_of(other, only_sums=True) if sheet.axis == NONE else {}
    totals = [*added_up(sheet), *added_up(other), *(one for fit in rules.values() for one in ruled(sheet, fit))]
    checks = _each_once([*checks_of(sheet, rules), *map(_check_of, totals), *checks_of(other, across)])
    return Judged(sheet, rules, checks, wrong_cells(checks), tuple(totals), across)


def _each_once(checks: Sequence[Check]) -> tuple[Check, ...]:
    """The same cells joined along both sides are one check, kept where either says so."""
    kept: dict[frozenset[Place], Check] = {}
    for check in checks:
        same = frozenset(check.cells)
        if same not in kept or (kept[same].broken and not check.broken):
            kept[same] = check
    return tuple(kept.values())


def _check_of(one: Added) -> Check:
    off = one.cell.figure.value - one.expected
    would = {_at(one.cell): (one.expected, Fraction(0))}
    would |= {_at(part): (part.figure.value + off, len(one.parts) * part.figure.half) for part in one.parts}
    parts = tuple(_at(part) for part in one.parts)
    return Check(_at(one.cell), parts, not one.agrees, one.expected, one.rule, one.text, {} if one.agrees else would)


def cell_named(sheet: Sheet, cell: Cell) -> CellNamed:
    """A cell by its row and column."""
    return CellNamed(sheet.table.line, sheet.rows[cell.row], sheet.columns[cell.column], cell.figure.text)


def verdicts(found: Judged) -> Verdicts:
    """The status of every cell that is not an input."""
    given: Verdicts = {}
    for check in explained(found.checks, found.wrong):
        given.setdefault(check.given, (EXPLAINED, check.expected, check.rule))
    return given | {place: (CONTRADICTS, each.expected, each.check.rule) for place, each in found.wrong.items()}


def contradictions_within(found: Judged) -> Iterator[Contradiction]:
    """One for each cell that breaks a rule the others keep."""
    cells = {_at(cell): cell for series in found.sheet.series for cell in series.cells if cell is not None}
    for place, each in found.wrong.items():
        yield _of_cell(found.sheet, cells[place], each, [cells[part] for part in each.or_one_of])


def table_found(found: Judged, inferred: Mapping[int, str]) -> TableFound:
    """The table as printed. `inferred`: by printed column, the unit its figures show."""
    sheet, given = found.sheet, verdicts(found)
    cells = [cell for series in sheet.series for cell in series.cells if cell is not None]
    along = "row" if sheet.axis == ACROSS else "column"
    rules = {at: _rule(fit, along) for at, fit in found.rules.items()}
    columns = []
    for column, name in enumerate(sheet.columns):
        stated = str(sheet.units[column] or "")
        mine = sorted((cell for cell in cells if cell.column == column), key=lambda cell: cell.row)
        rule = rules.get(column) if sheet.axis != ACROSS else None
        columns.append(ColumnFound(name, stated, inferred.get(column, stated), rule,
                                   tuple(_cell(sheet, cell, given) for cell in mine)))  # fmt: skip
    rows = {at: rule for at, rule in rules.items() if sheet.axis == ACROSS}
    rows |= {at: _rule(fit, "row") for at, fit in found.across.items()}
    for at, rule in _added(found).items():
        rows.setdefault(at, rule)
    named = tuple(RowFound(sheet.rows[at], rule) for at, rule in sorted(rows.items()))
    return TableFound(sheet.table.title, sheet.table.line, sheet.axis, tuple(columns), named, sheet.unread)


def _added(found: Judged) -> dict[int, RuleFound]:
    """By printed row, the rule of rows that add up what stands above them."""
    made: dict[int, RuleFound] = {}
    totals = [one for one in found.totals if one.rule == "total"]
    for at, name in enumerate(found.sheet.rows):
        mine = [one for one in totals if one.cell.row == at]
        if mine and is_total(name):
            made[at] = RuleFound("total", mine[0].text, sum(one.agrees for one in mine), 0, "row")
    return made


def _cell(sheet: Sheet, cell: Cell, given: Verdicts) -> CellFound:
    status, expected, rule = given.get(_at(cell), (INPUT, None, ""))
    figure = cell.figure
    row, column = sheet.rows[cell.row], sheet.columns[cell.column]
    return CellFound(row, column, cell.line, figure.text, figure.value, figure.places, status, expected, rule)


def _rule(fit: Fit, along: str) -> RuleFound:
    return RuleFound(fit.rule, fit.text, fit.agreeing, fit.free, along, fit.parameters)


def _of_cell(sheet: Sheet, cell: Cell, wrong: Wrong, others: Sequence[Cell]) -> Contradiction:
    named, rule = cell_named(sheet, cell), wrong.check.rule
    doubted = [cell_named(sheet, each) for each in others]
    expected = wrong.expected
    should = f"should be {plain(expected, cell.figure.places)}" if expected is not None else "does not fit"
    if wrong.or_a_part:
        should += ", or one of its parts is wrong"
    said = f"“{named.column}”, “{named.row}”: {named.text} {should}."
    message = f"{said} The rule the other cells keep: {wrong.check.text}."
    if doubted:
        listed = ", ".join(f"{each.text} (“{each.column if each.row == named.row else each.row}”)" for each in doubted)
        message += f" It keeps another rule as it stands, so it is likelier that one of these is wrong: {listed}."
    return Contradiction(f"cell.{rule}", message, (named, *doubted), "", cell.line)


def _at(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column
