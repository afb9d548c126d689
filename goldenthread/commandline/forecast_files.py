"""The open model's four files read from a folder, and a forecast's tables written to one."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.quantiles import QUANTILES, Summary
from goldenthread.domain.forecast.reading import COLUMNS, COSTS, Fault, Faulty, Row, read_inputs
from goldenthread.domain.forecast.tables import Tables

LARGEST = 500_000_000  # bytes of one file: England's plans of ten years are a tenth of it
PERCENTS = tuple(f"p{100 * each:g}" for each in QUANTILES)


def read_folder(folder: Path) -> Inputs:
    """Inputs of a folder. Raises Faulty, naming file and line; costs may be absent."""
    faults: list[Fault] = []
    tables: dict[str, list[Row]] = {}
    if not folder.is_dir():
        raise Faulty([Fault(str(folder), 0, "is not a folder")])
    for name in COLUMNS:
        path = folder / name
        if not path.is_file():
            if name != COSTS:
                faults.append(Fault(name, 0, "is not in the folder"))
            continue
        try:
            tables[name] = list(_rows(path, COLUMNS[name]))
        except Faulty as fault:
            faults += fault.faults
    if faults:
        raise Faulty(faults)
    return read_inputs(tables)


def _rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    if path.stat().st_size > LARGEST:
        raise Faulty([Fault(path.name, 0, f"is larger than {LARGEST // 1_000_000} MB")])
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [each for each in columns if each not in (reader.fieldnames or ())]
            if missing:
                raise Faulty([Fault(path.name, 1, f"the heading has no column {', '.join(missing)}")])
            yield from reader
    except UnicodeDecodeError as error:
        raise Faulty([Fault(path.name, 0, "is not a text file in UTF-8")]) from error
    except csv.Error as error:
        raise Faulty([Fault(path.name, 0, f"is not a table in CSV: {error}")]) from error
    except OSError as error:
        raise Faulty([Fault(path.name, 0, f"cannot be read: {error.strerror}")]) from error


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of each file a forecast was made from, so that it can be told whether it was made from these."""
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in COLUMNS if (folder / name).is_file()
    }


def write_tables(folder: Path, tables: Tables, told: Mapping[str, Any]) -> list[str]:
    """One CSV file a table, and `forecast.json` last: where it is, the others are whole. Returns the names written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    first, after = tables.years[0], tables.years[1:]
    for name, summary in tables.children.items():
        written.append(_write(folder, f"{name}.csv", _lines(tables.years, summary)))
    for name, summary in tables.flows.items():
        written.append(_write(folder, f"{name}.csv", _lines(after, summary)))
    if tables.pounds is not None:
        written.append(_write(folder, "pounds.csv", _lines((first, *after), tables.pounds)))
    _replace(folder / "forecast.json", json.dumps({**told, "files": written}, indent=1) + "\n")
    return written


def _write(folder: Path, name: str, lines: Iterator[Sequence[Any]]) -> str:
    rows = [",".join(_cell(each) for each in line) for line in lines]
    header = ",".join(("january", "group", "mean", "standard-deviation", "least", "most", *PERCENTS))
    _replace(folder / name, "\n".join((header, *rows)) + "\n")
    return name


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return f"{value:.10g}"


def _replace(path: Path, text: str) -> None:
    """Whole or not at all: a run stopped midway leaves no half of a table."""
    beside = path.with_name(path.name + ".part")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)


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
