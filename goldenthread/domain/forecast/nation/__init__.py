"""What is known of England as a whole, for an authority's own few children to be pooled with."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib import resources


@cache
def ceasing_rates() -> dict[int, float]:
    """Of plans in force during 2024 in England, the share that ceased in it, by academic year; 16 stands for all
    older.
    """
    text = (resources.files(__package__) / "ceasing.csv").read_text(encoding="utf-8")
    return {
        int(row["academic_year"]): int(row["ceased"]) / (int(row["plans"]) + int(row["ceased"]))
        for row in csv.DictReader(io.StringIO(text))
    }


def ceasing_rate(academic_year: int) -> float:
    """The share for one academic year; the nearest one's where none is published."""
    rates = ceasing_rates()
    return rates[min(max(academic_year, min(rates)), max(rates))]
