"""Measures what was promised of speed, prints it, and writes docs/reference/benchmarks.md.

benchmarks/run.py                     everything (about an hour the first time: partnerships are built once)
benchmarks/run.py clocks-sqlite ...   these sections
benchmarks/run.py --list              what there is
benchmarks/run.py --page              write the page again from what was found before
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import (
    case_pages,
    clocks,
    engine,
    forecasting,
    imports,
    pages,
    papers,
    placing,
    plans,
    reminders,
    report,
    starting,
    stock_flow,
)  # fmt: skip
from benchmarks.places import Failed
from goldenthread.domain.calendars.wording import said
from goldenthread.foundation import clock
from tools.postgres import NoServer

SECTIONS: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "pages-sqlite": ("Pages, Kent's size, SQLite, 8 clients", pages.of("sqlite", "kent")),
    "pages-postgresql": ("Pages, Kent's size, PostgreSQL, 8 clients", pages.of("postgresql", "kent")),
    "pages-ten-times": (
        "Pages, ten times Kent's size, PostgreSQL, 8 clients",
        pages.of("postgresql", "ten-times-kent", times=2),
    ),
    "case-sqlite": ("Pages of an assessment, Kent's size, SQLite, 8 clients", case_pages.of("sqlite")),
    "case-postgresql": ("Pages of an assessment, Kent's size, PostgreSQL, 8 clients", case_pages.of("postgresql")),
    "import-sqlite": ("Bringing in a return of Kent's size, SQLite", imports.of("sqlite")),
    "import-postgresql": ("Bringing in a return of Kent's size, PostgreSQL", imports.of("postgresql")),
    "clocks-sqlite": ("Every clock of Kent's size recomputed, SQLite", clocks.of("sqlite", "kent")),
    "clocks-postgresql": ("Every clock of Kent's size recomputed, PostgreSQL", clocks.of("postgresql", "kent")),
    "reminders-sqlite": ("Ten thousand reminders worked out and queued, SQLite", reminders.of("sqlite")),
    "reminders-postgresql": ("Ten thousand reminders worked out and queued, PostgreSQL", reminders.of("postgresql")),
    "england": ("Every clock of England's plans and requests, one core", engine.of("england")),
    "forms": ("A rule for 100,000 cases, all at once against one by one, in one run", engine.of("against")),
    "papers": ("A letter of a page and a half and a plan of 25 pages, as PDF and as Word", papers.measure),
    "plans": ("A plan of 25 pages checked, and two versions of it compared", plans.measure),
    "batch": ("A thousand plans checked and set as PDF, by one process and by two in one run", plans.measure_batch),
    "places": ("20,000 children placed in 300 settings at the least cost, proved", placing.measure),
    "forecast": ("A thousand simulations of a forecast with every table, two cores", forecasting.measure),
    "stock-flow": ("Ten years of days of 25 states, without chance", stock_flow.measure),
    "demo": ("The demonstration", starting.measure),
}


def main(wanted: list[str]) -> int:
    """Measure the sections asked for; 1 when one could not be measured. A missed target is a figure, not a failure."""
    titles = {name: title for name, (title, _) in SECTIONS.items()}
    if wanted == ["--list"]:
        for name, title in titles.items():
            print(f"{name:<20}{title}")
        return 0
    unknown = [name for name in wanted if name not in SECTIONS and name != "--page"]
    if unknown:
        print(f"There is no section {unknown[0]}. Known: {', '.join(SECTIONS)}.", file=sys.stderr)
        return 2
    failed = 0
    for name in [] if wanted == ["--page"] else wanted or list(SECTIONS):
        failed += not _measure(name, titles[name])
        report.write(titles)
    report.write(titles)
    print(f"Written: {report.PAGE.relative_to(Path.cwd()) if report.PAGE.is_relative_to(Path.cwd()) else report.PAGE}")
    return 1 if failed else 0


def _measure(name: str, title: str) -> bool:
    print(f"{title} ...", file=sys.stderr)
    load = os.getloadavg()[0]
    try:
        found = SECTIONS[name][1]()
    except (Failed, NoServer) as wrong:
        print(f"Not measured: {wrong}", file=sys.stderr)
        return False
    report.keep(name, found, said(clock.today()), load, f"benchmarks/run.py {name}")
    print("\n".join([title, *report.table(name, found), "Target met." if found["met"] else "Target missed.", ""]))
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
