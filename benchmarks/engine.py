"""How fast the law is read: every clock of England's plans and requests at once, and all at once against one by one.

python -m benchmarks.engine england | against      prints one JSON object; on one core
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from resource import RUSAGE_SELF, getrusage
from subprocess import run
from time import perf_counter
from typing import Any

import numpy as np

from goldenthread.domain.clocks import count_dates
from goldenthread.domain.clocks.caseload import count_caseload
from goldenthread.domain.clocks.facts import WORDS
from goldenthread.domain.clocks.register import CLOCKS

PLANS, REQUESTS = 718_838, 162_702  # England, as published for 2026
SECONDS, MEMORY, TIMES_FASTER = 10, 2000, 50
CASES = 100_000
OF_A_REQUEST = ("needs assessment", "advice", "mediation", "appeal", "tribunal order", "tribunal recommendation")
NOT_OF_A_CASE = ("school duties", "publication")
COMPARED = ("B3", "C4", "D6", "D7", "F1", "F9", "H1", "CSA")


def of(question: str) -> Callable[[], dict[str, Any]]:
    """The section for one of the two questions, in a process of its own."""

    def measure() -> dict[str, Any]:
        words = [sys.executable, "-m", "benchmarks.engine", question]
        found: dict[str, Any] = json.loads(run(words, capture_output=True, text=True, check=True).stdout)
        return found

    return measure


def england() -> dict[str, Any]:
    """Every clock that can run on a request or a plan, counted for as many as England has."""
    made = {kind: facts_of(size, seed) for seed, (kind, size) in enumerate((("request", REQUESTS), ("plan", PLANS)))}
    began, clocks = perf_counter(), 0
    for code, clock in CLOCKS.items():
        if clock.process not in NOT_OF_A_CASE:
            counted = count_caseload(code, made["request" if clock.process in OF_A_REQUEST else "plan"])
            clocks += int((~np.isnat(counted.outer)).sum())
    seconds = perf_counter() - began
    memory = getrusage(RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    row = {
        "plans": PLANS, "requests": REQUESTS, "rules": len(CLOCKS), "clocks": clocks, "seconds": seconds,
        "target": SECONDS, "memory": memory, "memory_target": MEMORY,
    }  # fmt: skip
    return {"rows": [row], "met": seconds <= SECONDS and memory <= MEMORY}


def against() -> dict[str, Any]:
    """The batch form and the scalar form on the same cases, one after the other, rule by rule."""
    facts = facts_of(CASES, seed=3)
    rows = []
    for code in COMPARED:
        names = [name for name in dict.fromkeys((*CLOCKS[code].starts, *CLOCKS[code].also_reads)) if name in facts]
        columns = {name: facts[name] for name in names}
        cases = [dict(zip(names, case, strict=True)) for case in zip(*map(_said, names, columns.values()), strict=True)]
        count_caseload(code, columns)  # both forms keep what they worked out once: neither is timed without
        for case in cases:
            _one(code, case)
        began = perf_counter()
        together = count_caseload(code, columns)
        batch = perf_counter() - began
        began = perf_counter()
        singly = [_one(code, case) for case in cases]
        scalar = perf_counter() - began
        if together.outer.tolist() != singly:
            raise AssertionError(f"The two forms of {code} differ.")
        rows.append({"rule": code, "cases": CASES, "batch": batch * 1000, "scalar": scalar * 1000,
                     "times": scalar / batch, "target": TIMES_FASTER})  # fmt: skip
    return {"rows": rows, "met": all(row["times"] >= TIMES_FASTER for row in rows)}


def facts_of(size: int, seed: int) -> dict[str, np.ndarray[Any, Any]]:
    """Made-up facts: every fact any clock reads, over the years 2015 to 2026."""
    chosen = np.random.default_rng(seed)
    names = dict.fromkeys(name for clock in CLOCKS.values() for name in (*clock.starts, *clock.also_reads))
    first = np.datetime64("2015-06-01", "D")
    facts: dict[str, np.ndarray[Any, Any]] = {}
    for name in names:
        if name in WORDS:
            facts[name] = chosen.integers(0, len(WORDS[name]) + 1, size)  # places in the list, 0 for none
        elif name == "born":
            facts[name] = first - chosen.integers(0, 20 * 365, size).astype("timedelta64[D]")
        else:
            facts[name] = first + chosen.integers(0, 11 * 365, size).astype("timedelta64[D]")
    for name in ("certificate_issued", "appeal_conceded", "mediation_agreed", "detained"):
        if name in WORDS:
            facts[name][chosen.random(size) > 0.02] = 0
        else:
            facts[name][chosen.random(size) > 0.2] = np.datetime64("NaT")
    facts["certificate_issued"] = np.where(
        np.isnat(facts["certificate_issued"]),
        facts["certificate_issued"],
        facts["notice_sent"] + chosen.integers(1, 90, size).astype("timedelta64[D]"),
    )
    return facts


def _said(name: str, column: np.ndarray[Any, Any]) -> list[Any]:
    """A column as one case at a time is told it: words instead of their places."""
    return (np.array(("", *WORDS[name]))[column] if name in WORDS else column).tolist()


def _one(code: str, case: Mapping[str, Any]) -> Any:
    try:
        return count_dates(code, case).outer.last_on
    except (ValueError, LookupError):  # no date can be had of these facts
        return None


if __name__ == "__main__":
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(json.dumps({"england": england, "against": against}[sys.argv[1]]()))
