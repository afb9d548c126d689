"""How long recomputing every clock of a caseload takes, on one core."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from benchmarks.measured import measured
from benchmarks.places import COMMAND, partnership

TARGET = 5  # seconds
TIMES = 5


def of(database: str, size: str) -> Callable[[], dict[str, Any]]:
    """The section for one partnership in one database: `goldenthread check clocks`, several times, the median."""

    def measure() -> dict[str, Any]:
        with partnership(database, size) as place:
            place.run("check", "clocks", "--json")  # copies as of today; the day's own changes are not measured
            runs = [measured(place, COMMAND, "check", "clocks", "--json") for _ in range(TIMES)]
        said = [json.loads(run["printed"].strip().splitlines()[-1]) for run in runs]
        recomputing = sorted(each["seconds"] for each in said)
        row = {
            "clocks": said[0]["clocks"], "children": said[0]["children"], "seconds": recomputing[TIMES // 2],
            "fastest": recomputing[0], "cpu": sorted(run["cpu"] for run in runs)[TIMES // 2],
            "memory": max(run["memory"] for run in runs), "target": TARGET,
        }  # fmt: skip
        return {"rows": [row], "met": row["seconds"] <= TARGET}

    return measure
