"""How long it takes to place 20,000 children in 300 settings at the least cost, proof included.

python -m benchmarks.placing        prints one JSON object
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from resource import RUSAGE_SELF, getrusage
from subprocess import run
from time import perf_counter, process_time
from typing import Any

import numpy as np

TARGET, TIMES = 3, 5
CHILDREN, SETTINGS, TOWNS, WIDE = 20_000, 300, 25, 60_000
NEEDS = ["ASD", "SEMH", "SLCN", "MLD", "SLD", "SPLD", "PD", "HI", "VI", "PMLD", "MSI", "OTH"]
COMMON = (30, 15, 14, 12, 8, 6, 5, 4, 2, 2, 1, 1)  # in a hundred
SEED = 20_000


def measure() -> dict[str, Any]:
    """In a process of its own: with fewer places than children, about as many, and more."""
    done = run([sys.executable, "-m", "benchmarks.placing"], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _figures() -> dict[str, Any]:
    from goldenthread.domain.places import Terms, assign

    rows = []
    for what, share in (("fewer places than children", 0.85), ("as many", 1.0), ("a third more", 1.33)):
        groups, settings = invented(CHILDREN, SETTINGS, share)
        seconds, cpu = [], []
        for _ in range(TIMES):
            began, used = perf_counter(), process_time()
            found = assign(groups, settings, Terms(Decimal(59_000), Decimal(380)))
            seconds.append(perf_counter() - began)
            cpu.append(process_time() - used)
        rows.append({
            "what": what, "children": CHILDREN, "settings": SETTINGS, "seconds": sorted(seconds)[TIMES // 2],
            "fastest": min(seconds), "cpu": sorted(cpu)[TIMES // 2], "overflow": found.overflow,
            "cost": found.cost / 100, "bound": found.proof.bound / 100, "target": TARGET,
            "memory": getrusage(RUSAGE_SELF).ru_maxrss / 1000,
        })  # fmt: skip
    return {"rows": rows, "met": all(row["seconds"] <= TARGET for row in rows)}


def invented(children: int, settings: int, share: float) -> tuple[list[Any], list[Any]]:
    """Children in towns, each at an address of their own, and settings with `share` places for each child."""
    from goldenthread.domain.places import Group, Kind, Setting

    drawn = np.random.default_rng(SEED)
    towns = drawn.uniform(0, WIDE, (TOWNS, 2))
    homes = np.rint(towns[drawn.integers(0, TOWNS, children)] + drawn.normal(0, 4000, (children, 2)))
    there = np.rint(towns[drawn.integers(0, TOWNS, settings)] + drawn.normal(0, 5000, (settings, 2)))
    need = drawn.choice(len(NEEDS), children, p=np.array(COMMON) / 100)
    age = drawn.integers(4, 25, children)
    kinds = (Kind.MAINSTREAM, Kind.BASE, Kind.SPECIAL, Kind.INDEPENDENT)
    kind = drawn.choice(4, settings, p=[0.55, 0.2, 0.17, 0.08])
    price = np.array([9_000, 14_000, 26_000, 58_000])[kind] + drawn.integers(-1000, 1000, settings)
    takes = drawn.random((settings, len(NEEDS))) < np.array([1, 0.3, 0.4, 0.5])[kind][:, None]
    first = np.array([4, 4, 4, 11])[drawn.integers(0, 4, settings)]
    last = np.minimum(25, first + np.array([7, 12, 14, 14])[drawn.integers(0, 4, settings)])
    size = drawn.random(settings) + 0.2
    places = np.maximum(1, size / size.sum() * children * share).astype(int)
    groups = [
        Group(NEEDS[need[at]], int(age[at]), (float(homes[at, 0]), float(homes[at, 1]))) for at in range(children)
    ]
    made = [
        Setting(
            f"S{at:03}", f"Setting {at}", kinds[kind[at]],
            frozenset(name for name, taken in zip(NEEDS, takes[at], strict=True) if taken) or frozenset({"*"}),
            int(first[at]), int(last[at]), int(places[at]), Decimal(int(price[at])),
            (float(there[at, 0]), float(there[at, 1])),
        )
        for at in range(settings)
    ]  # fmt: skip
    return groups, made


if __name__ == "__main__":
    print(json.dumps(_figures()))
