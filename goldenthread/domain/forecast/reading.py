"""The open model's four tables, row by row, into what a forecast is made from; every fault is named and located."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from goldenthread.domain.forecast.inputs import Inputs, Move, Setting
from goldenthread.domain.forecast.space import BETWEEN, OLDEST, OUTSIDE, YOUNGEST, area_of
from goldenthread.domain.forecast.surveyed import needs_of, settings_of, settings_used

MOVES, POPULATION, SETTINGS, COSTS = "transitions.csv", "population.csv", "valid-states.csv", "costs.csv"
COLUMNS = {
    MOVES: ("calendar-year", "setting-1", "need-1", "academic-year-1", "setting-2", "need-2", "academic-year-2"),
    POPULATION: ("calendar-year", "academic-year", "population"),
    SETTINGS: ("setting", "setting-group", "min-academic-year", "max-academic-year", "needs", "setting->setting"),
    COSTS: ("need", "setting", "cost"),
}
AREAS = ("area-1", "area-2")  # of transitions.csv, where a forecast by area is wanted; both or neither
NO_REQUESTS = "the files tell no requests for an assessment, of which it would be made"
WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
AT_MOST = 50  # faults told at once: a file of the wrong kind has one in every row
Row = Mapping[str, str]
Lined = tuple[int, Row]  # the line of the file a row starts on, and the row


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: the table by its file name, the line of the file (1 is the heading), 0 for the
    whole.
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        where = f"{self.file} line {self.line}" if self.line else self.file
        return f"{where}: {self.message}"


class Faulty(ValueError):
    """Tables that cannot be read; `faults` says each reason."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("; ".join(str(each) for each in self.faults[:5]))


class _Reader:
    """One table: its rows with their lines, and the faults met."""

    def __init__(self, file: str, faults: list[Fault]):
        self.file, self.faults = file, faults

    def fault(self, line: int, message: str) -> None:
        if len(self.faults) < AT_MOST:
            self.faults.append(Fault(self.file, line, message))

    def word(self, row: Row, column: str, line: int) -> str:
        word = row.get(column, "").strip()
        if not word:
            self.fault(line, f"{column} is empty")
        elif len(word) > 100:
            self.fault(line, f"{column} is longer than 100 characters")
        return word

    def whole(self, row: Row, column: str, line: int, low: int, high: int) -> int | None:
        text = row.get(column, "").strip()
        if not WHOLE.fullmatch(text):
            self.fault(line, f"{column} is not a whole number: {text[:40]!r}")
            return None
        number = int(text)
        if not low <= number <= high:
            self.fault(line, f"{column} is {number}, which is not from {low} to {high}")
        else:
            return number
        return None


def read_inputs(tables: Mapping[str, Iterable[Lined]], notes: Iterable[str] = ()) -> Inputs:
    """Inputs from rows, each with its line, by file name; costs may be absent.

    Column names are the open model's. Academic years run from -5 to 21, 0 being Reception. Raises Faulty, with at most
    `AT_MOST` faults.
    """
    faults: list[Fault] = []
    settings = _settings(_Reader(SETTINGS, faults), tables[SETTINGS])
    moves = _moves(_Reader(MOVES, faults), tables[MOVES], {each.name: each for each in settings})
    population = _population(_Reader(POPULATION, faults), tables[POPULATION])
    costs = _costs(_Reader(COSTS, faults), tables.get(COSTS, ()))
    if faults:
        raise Faulty(faults)
    areas = sorted({area_of(need) for move in moves for need in (move.need, move.next_need)} - {""})
    if areas:
        settings = tuple(replace(each, needs=_in_each(each.needs, areas)) for each in settings)
        costs = {(name, setting): cost for (need, setting), cost in costs.items() for name in _in_each((need,), areas)}
    return Inputs(
        moves=moves, settings=settings, population=population, costs=costs, notes=tuple(notes), untied=NO_REQUESTS
    )


def read_beside(tables: Mapping[str, Iterable[Lined]], moves: Mapping[Move, int]) -> Inputs:
    """Inputs of moves counted from something else than `transitions.csv`, with the other tables that are there:
    population, costs, and settings in place of those the moves show. Raises Faulty.
    """
    faults: list[Fault] = []
    population = _population(_Reader(POPULATION, faults), tables[POPULATION]) if POPULATION in tables else {}
    costs = _costs(_Reader(COSTS, faults), tables.get(COSTS, ()))
    settings = settings_of(moves)
    if SETTINGS in tables:
        reader = _Reader(SETTINGS, faults)
        settings = _settings(reader, tables[SETTINGS])
        for name in sorted(settings_used(moves) - {each.name for each in settings}):
            reader.fault(0, f"does not list {name}, a kind of setting that children are in")
        for need in sorted(set(needs_of(moves)) - {need for each in settings for need in each.needs}):
            reader.fault(0, f"has no setting that takes need {need}, which children have")
    if faults:
        raise Faulty(faults)
    return Inputs(moves=moves, settings=settings, population=population, costs=costs)


def _in_each(needs: Iterable[str], areas: Iterable[str]) -> tuple[str, ...]:
    every = tuple(areas)
    return tuple(f"{need}{BETWEEN}{area}" for need in needs for area in every)


def _settings(reader: _Reader, rows: Iterable[Lined]) -> tuple[Setting, ...]:
    found: dict[str, Setting] = {}
    for line, row in rows:
        name = reader.word(row, "setting", line)
        low = reader.whole(row, "min-academic-year", line, YOUNGEST, 25)
        high = reader.whole(row, "max-academic-year", line, YOUNGEST, 25)
        needs = _names(row.get("needs", ""))
        if not needs:
            reader.fault(line, f"setting {name[:40]} takes no need")
        if name in found:
            reader.fault(line, f"setting {name[:40]} is there twice")
        if low is None or high is None:
            continue
        if low > high:
            reader.fault(line, f"setting {name[:40]} takes nobody: from {low} to {high}")
        to = _names(row.get("setting->setting", ""))
        found[name] = Setting(name, row.get("setting-group", "").strip(), low, min(high, OLDEST), needs, to)
    if not found:
        reader.fault(0, "no setting is listed")
    for setting in found.values():
        for other in setting.moves_to:
            if other not in found:
                reader.fault(0, f"setting {setting.name[:40]} lists {other[:40]}, which is not a setting of the file")
    return tuple(found.values())


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _moves(reader: _Reader, rows: Iterable[Lined], settings: Mapping[str, Setting]) -> Mapping[Move, int]:
    found: Counter[Move] = Counter()
    needs = {need for setting in settings.values() for need in setting.needs}
    read: dict[tuple[str | None, ...], Move | None] = {}
    columns = (*COLUMNS[MOVES], *AREAS)
    for line, row in rows:
        key = tuple(map(row.get, columns))
        if read.get(key) is None:
            read[key] = _move(reader, row, line, settings, needs)
        move = read[key]
        if move is not None:
            found[move] += 1
    if not found:
        reader.fault(0, "there is no history: no child's move from one January to the next")
    return found


def _move(reader: _Reader, row: Row, line: int, settings: Mapping[str, Setting], needs: set[str]) -> Move | None:
    year = reader.whole(row, "calendar-year", line, 1990, 2100)
    age = reader.whole(row, "academic-year-1", line, YOUNGEST - 1, OLDEST)
    then = reader.whole(row, "academic-year-2", line, YOUNGEST, OLDEST + 1)
    words = [reader.word(row, column, line) for column in ("need-1", "setting-1", "need-2", "setting-2")]
    if year is None or age is None or then is None:
        return None
    if then != age + 1:
        reader.fault(line, f"academic-year-2 is {then}, but one January after {age} it is {age + 1}")
    found = [_unknown(need, setting, settings, needs) for need, setting in (words[:2], words[2:])]
    for message in dict.fromkeys(filter(None, found)):  # once, where both Januaries have it
        reader.fault(line, message)
    if words[1] == words[3] == OUTSIDE:
        reader.fault(line, "a child without a plan in both Januaries is no move")
    for year_there, need in ((age, words[0]), (then, words[2])):
        if need not in (OUTSIDE, "") and not YOUNGEST <= year_there <= OLDEST:
            reader.fault(line, f"a plan in academic year {year_there}, which is not from {YOUNGEST} to {OLDEST}")
    if AREAS[0] in row:
        for place, column in ((0, AREAS[0]), (2, AREAS[1])):
            if words[place] not in (OUTSIDE, ""):
                words[place] = _with_area(reader, row, column, words[place], line)
    return Move(year, age, *words)


def _unknown(need: str, setting: str, settings: Mapping[str, Setting], needs: set[str]) -> str:
    """What is wrong with a need and setting of one January; nothing where all is well."""
    if (need == OUTSIDE) != (setting == OUTSIDE):
        return f"need {need[:40]} and setting {setting[:40]}: both are {OUTSIDE}, or neither"
    if setting != OUTSIDE and setting not in settings:
        return f"setting {setting[:40]} is not listed in {SETTINGS}"
    if need != OUTSIDE and need not in needs:
        return f"need {need[:40]} has no setting in {SETTINGS} that takes it"
    return ""


def _with_area(reader: _Reader, row: Row, column: str, need: str, line: int) -> str:
    area = reader.word(row, column, line)
    if BETWEEN in need + area:
        reader.fault(line, f"a need or an area has the sign {BETWEEN}")
    return f"{need}{BETWEEN}{area}"


def _population(reader: _Reader, rows: Iterable[Lined]) -> Mapping[int, Mapping[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for line, row in rows:
        year = reader.whole(row, "calendar-year", line, 1990, 2100)
        age = reader.whole(row, "academic-year", line, -6, 26)
        people = reader.whole(row, "population", line, 0, 100_000_000)
        if year is not None and age is not None and people is not None:
            if age in found[year]:
                reader.fault(line, f"year {year} and academic year {age} are there twice")
            found[year][age] = people
    if not found:
        reader.fault(0, "no population is given")
    return found


def _costs(reader: _Reader, rows: Iterable[Lined]) -> Mapping[tuple[str, str], Decimal]:
    found: dict[tuple[str, str], Decimal] = {}
    for line, row in rows:
        key = (reader.word(row, "need", line), reader.word(row, "setting", line))
        text = row.get("cost", "").strip()
        try:
            cost = Decimal("" if "_" in text else text)
        except InvalidOperation:
            reader.fault(line, f"cost is not a number: {text[:40]!r}")
            continue
        if not cost.is_finite() or cost < 0 or cost > 10_000_000:
            reader.fault(line, f"cost is {text[:40]}, which is not from 0 to 10,000,000 pounds a year")
        elif key in found and found[key] != cost:
            reader.fault(line, f"need {key[0][:40]} and setting {key[1][:40]} have two costs")
        found[key] = cost
    return found
