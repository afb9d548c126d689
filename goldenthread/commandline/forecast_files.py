"""The open model's four files read from a folder, and a forecast's tables written to one."""

from __future__ import annotations

import csv
import hashlib
import json
import os.path
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from goldenthread.commandline.whole_sets import put_together, unformulated
from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.quantiles import QUANTILES, Summary
from goldenthread.domain.forecast.reading import AT_MOST, COLUMNS, COSTS, MOVES, Fault, Faulty, Lined, read_inputs
from goldenthread.domain.forecast.tables import CHILDREN, FLOWS, Tables

LARGEST = 500_000_000  # bytes of one file: England's plans of ten years are a tenth of it
TOLD = "forecast.json"
NO_COMMAS = {";": "semicolons", "\t": "tabs", "|": "bars"}
NOT_THERE = "is not in the folder"
PERCENTS = tuple(f"p{100 * each:g}" for each in QUANTILES)
POUNDS, WITHOUT_COST = "pounds", "without-cost"
HEADING = ",".join(("january", "group", "mean", "standard-deviation", "least", "most", *PERCENTS))


def read_folder(folder: Path) -> Inputs:
    """Inputs of a folder. Raises Faulty, naming file and line; costs may be absent."""
    if not folder.is_dir():
        raise Faulty([Fault(str(folder), 0, "is not a folder")])
    missing = {name: NOT_THERE for name in COLUMNS if name != COSTS and not os.path.lexists(folder / name)}
    if MOVES in missing:
        missing[MOVES] += ", nor is any SEN2 return"
    return read_inputs(read_tables({name: folder / name for name in COLUMNS}, missing))


def read_tables(paths: Mapping[str, Path], missing: Mapping[str, str]) -> dict[str, list[Lined]]:
    """The rows of each table that is there, with the lines they start on. `missing`: tables that ought to be there and
    are not, with what to say. Raises Faulty, with every fault of every file.
    """
    faults = [Fault(name, 0, said) for name, said in missing.items()]
    tables: dict[str, list[Lined]] = {}
    for name, path in paths.items():
        try:
            if os.path.lexists(path):
                check_file(path, name)
                tables[name] = list(_rows(path, COLUMNS[name]))
        except Faulty as fault:
            faults += fault.faults
    if faults:
        raise Faulty(faults)
    return tables


def check_file(path: Path, name: str) -> None:
    """Raises Faulty where a name is there and no file is: a link to nothing, a folder, a pipe. It is not absent."""
    if not path.is_file():
        raise Faulty([Fault(name, 0, "is there and is no file to be read: a link to nothing, a folder or a pipe")])


def _rows(path: Path, columns: Sequence[str]) -> Iterator[Lined]:
    """Rows with the lines they start on; blank lines are passed over. Raises Faulty."""
    if path.stat().st_size > LARGEST:
        raise Faulty([Fault(path.name, 0, f"is larger than {LARGEST // 1_000_000} MB")])
    line = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            heading = [each.strip() for each in next(reader, ())]
            _check_heading(path.name, heading, columns)
            faults, line = [], reader.line_num
            for cells in reader:
                if len(cells) == len(heading):
                    yield line + 1, dict(zip(heading, cells, strict=True))
                elif cells and len(faults) < AT_MOST:
                    faults.append(Fault(path.name, line + 1, f"has {len(cells)} cells under {len(heading)} headings"))
                line = reader.line_num
    except UnicodeDecodeError as error:
        raise Faulty([Fault(path.name, _unreadable_line(path), "is not text in UTF-8")]) from error
    except csv.Error as error:
        raise Faulty([Fault(path.name, line + 1, f"is not a row of CSV: {error}")]) from error
    except OSError as error:
        raise Faulty([Fault(path.name, 0, f"cannot be read: {error.strerror}")]) from error
    if faults:
        raise Faulty(faults)


def _check_heading(name: str, heading: Sequence[str], columns: Sequence[str]) -> None:
    if not heading:
        raise Faulty([Fault(name, 0, "is empty: not even a heading")])
    missing = [each for each in columns if each not in heading]
    if missing:
        parted = next((sign for sign in NO_COMMAS if len(heading) == 1 and sign in heading[0]), "")
        hint = f"; its cells are parted by {NO_COMMAS[parted]}, and have to be by commas" if parted else ""
        raise Faulty([Fault(name, 1, f"the heading has no column {', '.join(missing)}{hint}")])
    twice = [each for each in columns if heading.count(each) > 1]
    if twice:
        raise Faulty([Fault(name, 1, f"the heading has column {twice[0]} twice")])


def _unreadable_line(path: Path) -> int:
    """The first line that is not UTF-8."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            try:
                raw.decode()
            except UnicodeDecodeError:
                return number
    return 0


def hashes(folder: Path, paths: Iterable[Path]) -> dict[str, str]:
    """SHA-256 of each file a forecast was made from, so that it can be told whether it was made from these."""
    files = (file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path]))
    return {file.relative_to(folder).as_posix(): _hash(file) for file in files if file.is_file()}


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_tables(folder: Path, tables: Tables, told: Mapping[str, Any]) -> list[str]:
    """One CSV file a table, and `forecast.json` last: where it is, the others are whole and of one run. Tables of an
    earlier run that are not of this one are removed. Returns the names written. Raises OSError.
    """
    first, after = tables.years[0], tables.years[1:]
    rows = {name: _lines(tables.years, summary) for name, summary in tables.children.items()}
    rows |= {name: _lines(after, summary) for name, summary in tables.flows.items()}
    for name, money in ((POUNDS, tables.pounds), (WITHOUT_COST, tables.without_cost)):
        if money is not None:
            rows[name] = _lines((first, *after), money)
    texts = {f"{name}.csv": _text(lines) for name, lines in rows.items()}
    written = list(texts)
    told_text = json.dumps({**told, "files": written}, indent=1) + "\n"
    put_together(folder, {**texts, TOLD: told_text}, lambda: _of_a_run(folder))
    return written


def _of_a_run(folder: Path) -> list[str]:
    """Tables in a folder that a run wrote: by their names and their heading."""
    found = []
    for name in (f"{each}.csv" for each in (*CHILDREN, *FLOWS, POUNDS, WITHOUT_COST)):
        if (folder / name).is_file():
            with (folder / name).open("rb") as file:
                if file.read(len(HEADING)) == HEADING.encode():
                    found.append(name)
    return found


def _text(lines: Iterator[Sequence[Any]]) -> str:
    return "\n".join((HEADING, *(",".join(_cell(each) for each in line) for line in lines))) + "\n"


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return '"' + unformulated(value).replace('"', '""') + '"'
    return f"{value:.10g}"


def _lines(years: Sequence[int], summary: Summary) -> Iterator[Sequence[Any]]:
    for row, year in enumerate(years):
        for place, group in enumerate(summary.groups):
            at = (row, place)
            yield (year, group, summary.mean[at], summary.deviation[at], summary.least[at], summary.most[at],
                   *summary.quantiles[at])  # fmt: skip


def as_json(summary: Summary, row: int, place: int) -> dict[str, float]:
    """One cell of a table for a program: counts of children, or pounds."""
    at = (row, place)
    found = {"mean": summary.mean[at], "sd": summary.deviation[at], "min": summary.least[at], "max": summary.most[at]}
    found |= dict(zip(PERCENTS, summary.quantiles[at], strict=True))
    return {name: round(float(value), 4) for name, value in found.items()}
