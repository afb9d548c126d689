"""What is known of England as a whole, for an authority's own few children to be pooled with."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib import resources
from typing import Final

from goldenthread.domain.forecast.quantiles import AGE_GROUPS

ENGLAND_YEAR: Final = 2024  # of requests.csv
RECEPTION_AGE: Final = 4  # on 31 August before


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


@cache
def asked_in_england() -> dict[str, tuple[int, int, int]]:
    """Requests, assessments, and those after which a plan was issued, in England in 2024, by age band of the forms."""
    text = (resources.files(__package__) / "requests.csv").read_text(encoding="utf-8")
    rows = [[int(cell) for cell in row.values()] for row in csv.DictReader(io.StringIO(text))]
    found = {}
    for name, low, high in AGE_GROUPS:
        of_band = [row[1:] for row in rows if low <= row[0] - RECEPTION_AGE <= high]
        found[name] = (sum(row[0] for row in of_band), sum(row[1] for row in of_band), sum(row[2] for row in of_band))
    return found
