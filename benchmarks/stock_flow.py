"""How long ten years of days take: 25 states, 3,650 steps, no chance; and whether they agree with one step at a time.

python -m benchmarks.stock_flow        prints one JSON object
"""

from __future__ import annotations

import json
import sys
from subprocess import run
from time import perf_counter
from typing import Any

import numpy as np

STATES, STEPS, TARGET, TIMES = 25, 3_650, 20, 5  # milliseconds
SEED = 25


def measure() -> dict[str, Any]:
    """In a process of its own, warm: the median of five."""
    done = run([sys.executable, "-m", "benchmarks.stock_flow"], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _figures() -> dict[str, Any]:
    from goldenthread.domain.forecast.stock_flow import Flows, project

    drawn = np.random.default_rng(SEED)
    flows = Flows(drawn.uniform(0, 0.002, (STATES, STATES + 1)), drawn.uniform(0, 0.5, STATES))
    stock = drawn.uniform(0, 400, STATES)
    rows = []
    for days in (1, 30):
        project(stock, flows, steps=STEPS, days=days)
        taken = []
        for _ in range(TIMES):
            began = perf_counter()
            found = project(stock, flows, steps=STEPS, days=days)
            taken.append((perf_counter() - began) * 1000)
        singly = stock
        for _ in range(STEPS):
            singly = project(singly, flows, steps=1, days=days).stock[1]
        rows.append({
            "states": STATES, "steps": STEPS, "days": days, "milliseconds": sorted(taken)[TIMES // 2],
            "fastest": min(taken), "target": TARGET,
            "differs": float(np.abs(found.stock[-1] - singly).max() / singly.max()),
        })  # fmt: skip
    met = all(row["milliseconds"] <= TARGET and row["differs"] <= 1e-9 for row in rows)
    return {"rows": rows, "met": met}


if __name__ == "__main__":
    print(json.dumps(_figures()))
