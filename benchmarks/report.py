"""The page of figures, from what each section last found, and the machine it was found on."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.places import ROOT, kept
from tools import postgres

PAGE = ROOT / "docs" / "reference" / "benchmarks.md"


def machine() -> str:
    """Processor, cores, memory, system, and the versions that matter."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name.lower())}" for name in ("Django", "granian", "psycopg", "numpy"))
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB of memory, {platform.system()}. "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {_postgresql()}, {packages}."
    )


def keep(section: str, found: Mapping[str, Any], day: str, load: float, command: str) -> None:
    """Remember what a section found."""
    results = remembered()
    results[section] = {**found, "day": day, "load": load, "command": command, "machine": machine()}
    kept().mkdir(parents=True, exist_ok=True)
    (kept() / "results.json").write_text(json.dumps(results, indent=1))


def remembered() -> dict[str, Any]:
    """What every section last found."""
    path = kept() / "results.json"
    return json.loads(path.read_text()) if path.exists() else {}


def write(titles: Mapping[str, str]) -> None:
    """Write the page. What was found on another machine and not again here stays as it stands, with its day."""
    results, before = remembered(), _as_it_stands()
    lines = [
        "# Benchmarks", "",
        "Written by `make benchmarks` (see [benchmarks/](../../benchmarks/README.md)); nothing here is tested. Times",
        "depend on the machine and on what else it was doing: the load is how many processes wanted a core just",
        "before.", "",
    ]  # fmt: skip
    notes = ROOT / "benchmarks" / "notes.md"
    lines += [notes.read_text().strip(), ""] if notes.exists() else []
    for section, title in titles.items():
        found = results.get(section)
        lines += [f"## {title}", ""]
        if found is None and title in before:
            lines += [before[title], ""]
            continue
        if found is None:
            lines += [f"Not measured yet: `benchmarks/run.py {section}`.", ""]
            continue
        lines += [*table(section, found), "", "Target met." if found["met"] else "**Target missed.**", ""]
        lines += [f"{found['day']}, load {found['load']:.1f}, `{found['command']}`. {found['machine']}", ""]
    PAGE.write_text("\n".join(lines).rstrip() + "\n")


def _as_it_stands() -> dict[str, str]:
    """By title, what the page says of each section now."""
    parts = PAGE.read_text().split("\n## ")[1:] if PAGE.exists() else []
    told = (part.partition("\n") for part in parts)
    return {title.strip(): rest.strip() for title, _, rest in told if "Not measured yet" not in rest}


def table(section: str, found: Mapping[str, Any]) -> list[str]:
    """A section's rows as a table in Markdown."""
    columns = COLUMNS[section.partition("-")[0]]
    rows = [[make(row) for _, make in columns] for row in found["rows"]]
    return [_line([name for name, _ in columns]), _line(["---"] * len(columns)), *map(_line, rows)]


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _number(name: str, places: int = 0) -> Callable[[Mapping[str, Any]], str]:
    return lambda row: "" if row[name] is None else f"{row[name]:,.{places}f}"


COLUMNS: dict[str, list[tuple[str, Callable[[Mapping[str, Any]], str]]]] = {
    "pages": [
        ("Page", lambda row: str(row["kind"])), ("Requests", _number("requests")), ("Not 200", _number("failed")),
        ("At the server, median ms", _number("server_p50")), ("95th", _number("server_p95")),
        ("Target", _number("target")),
        ("Processor time, median ms", _number("cpu_p50")), ("95th ", _number("cpu_p95")),
        ("Client waited, median ms", _number("waited_p50")), ("95th  ", _number("waited_p95")),
        ("Most queries", _number("queries")), ("Most bytes sent", _number("weight")),
    ],
    "case": [
        ("Page", lambda row: f"`{row['kind']}`"), ("Requests", _number("requests")), ("Failed", _number("failed")),
        ("At the server, median ms", _number("server_p50")), ("95th", _number("server_p95")),
        ("Target", _number("target")), ("Client waited, 95th", _number("waited_p95")),
        ("Most queries", _number("queries")),
    ],
    "clocks": [
        ("Clocks", _number("clocks")), ("Children", _number("children")), ("Median s", _number("seconds", 1)),
        ("Fastest s", _number("fastest", 1)), ("Target", _number("target")),
        ("Processor s, the whole command", _number("cpu", 1)), ("Most memory, MB", _number("memory")),
    ],
    "import": [
        ("Persons", _number("persons")), ("File, MB", _number("size")), ("Seconds", _number("seconds", 1)),
        ("Target", _number("target_seconds")), ("Processor s", _number("cpu", 1)),
        ("Most memory, MB", _number("memory")),
        ("Target ", _number("target_memory")),
    ],
    "reminders": [
        ("Messages", _number("messages")), ("Children", _number("children")), ("Seconds", _number("seconds", 1)),
        ("Target", _number("target")), ("Processor s", _number("cpu", 1)), ("Asked again, s", _number("again", 1)),
        ("Written again", _number("written_again")), ("Most memory, MB", _number("memory")),
    ],
    "england": [
        ("Plans", _number("plans")), ("Requests", _number("requests")), ("Rules", _number("rules")),
        ("Clocks counted", _number("clocks")), ("Seconds, one core", _number("seconds", 1)),
        ("Target", _number("target")),
        ("Most memory, MB", _number("memory")), ("Target ", _number("memory_target")),
    ],
    "forms": [
        ("Rule", lambda row: row["rule"]), ("Cases", _number("cases")), ("All at once, ms", _number("batch", 1)),
        ("One by one, ms", _number("scalar")), ("Times as fast", _number("times")), ("Target", _number("target")),
    ],
    "papers": [
        ("What", lambda row: row["what"]), ("Milliseconds", _number("milliseconds")), ("Target", _number("target")),
    ],
    "plans": [
        ("What", lambda row: row["what"]), ("Milliseconds", _number("milliseconds")), ("Target", _number("target")),
    ],
    "batch": [
        ("Plans", _number("plans")), ("Seconds, one process", _number("one", 1)),
        ("Two processes", _number("two", 1)), ("Times as fast", _number("times", 2)), ("Target", _number("target", 1)),
    ],
    "places": [
        ("Places", lambda row: row["what"]), ("Children", _number("children")), ("Settings", _number("settings")),
        ("Seconds", _number("seconds", 2)), ("Target", _number("target")), ("Processor s", _number("cpu", 2)),
        ("Without a place", _number("overflow")), ("Cost, £ a year", _number("cost")), ("Proved, £", _number("bound")),
        ("Most memory, MB", _number("memory")),
    ],
    "forecast": [
        ("What", lambda row: row["what"]), ("Plans", _number("plans")), ("Years", _number("years")),
        ("Prepare, s", _number("prepare", 2)), ("Simulate, s", _number("simulate", 2)),
        ("Summarise, s", _number("summarise", 2)), ("Simulate and summarise, s", _number("whole", 2)),
        ("Target", _number("target", 1)),
    ],
    "stock": [
        ("States", _number("states")), ("Steps", _number("steps")), ("Days a step", _number("days")),
        ("Median ms", _number("milliseconds", 2)), ("Fastest ms", _number("fastest", 2)), ("Target", _number("target")),
        ("Differs from one at a time by", lambda row: f"{row['differs']:.0e}"),
    ],
    "demo": [
        ("What", lambda row: f"`{row['what']}`"), ("Seconds", _number("seconds", 1)), ("Target", _number("target")),
    ],
}  # fmt: skip


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def _postgresql() -> str:
    programs = postgres.binaries()
    if programs is None:
        return "no PostgreSQL"
    said = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True).stdout.split()
    return f"PostgreSQL {said[2]}" if len(said) > 2 else "PostgreSQL"


if __name__ == "__main__":
    print(machine(), file=sys.stderr)
