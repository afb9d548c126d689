"""What a column of figures is counted in: pounds, thousands or millions of them, percentages, or things."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

MONEY, PERCENT, COUNT = "money", "percent", "count"
_SCALE: Final = {1: "£", 1_000: "£k", 1_000_000: "£m", 1_000_000_000: "£bn"}
_TIMES: Final = {"": 1, "k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
_MONEY = re.compile(
    r"(?:£|\bGBP\b|\bpounds\b)[\s(]*(?P<times>bn|billions?|m(?:n|illions?)?|k|th(?:ousands?)?|['’‘]?000['’‘]?s?)?(?![\w£])",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"%|\bper ?cent(?:age)?\b", re.IGNORECASE)
_THINGS = re.compile(
    r"(?:number of |no\.? of )?(?:pupils?|children|plans?|ehcps?|people|young people|places?|learners?|students?|"
    r"placements?|fte|headcount|number|no\.?|count|#)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\bnumbers?\b|\bno\. of\b|\bheadcount\b|\bhow many\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """`kind` is money, percent or count; `scale` how many pounds (or things) one stands for."""

    kind: str
    scale: int = 1
    word: str = ""

    def __str__(self) -> str:
        if self.kind == MONEY:
            return _SCALE.get(self.scale, f"£ × {self.scale:,}")
        return "%" if self.kind == PERCENT else self.word or "number"


def times_of(word: str | None) -> int:
    """How many times a word of size stands for: `m`, `million`, `k`, `000`, `bn`; 1 for none."""
    begins = (word or "").lower().strip("'’‘ ")
    if begins.startswith(("b",)):
        return _TIMES["bn"]
    if begins.startswith("m"):
        return _TIMES["m"]
    return _TIMES["k"] if begins.startswith(("k", "t", "000")) else 1


def unit_alone(text: str) -> Unit | None:
    """The unit a cell names and nothing else (“£m”, “pupils”, “(£000)”); None for any other text."""
    bare = text.strip().strip("()[] ")
    if not bare or len(bare) > 30:
        return None
    if (found := _MONEY.fullmatch(bare)) is not None:
        return Unit(MONEY, times_of(found["times"]))
    if _PERCENT.fullmatch(bare):
        return Unit(PERCENT)
    if not _THINGS.fullmatch(bare):
        return None
    return Unit(COUNT, 1, "number" if bare.lower().startswith(("n", "#")) else bare)


def unit_within(heading: str) -> Unit | None:
    """The unit a heading states among other words: “Spend (£m)”, “Gap £000”, “% of plans”, “Number of plans”."""
    if (found := _MONEY.search(heading)) is not None:
        return Unit(MONEY, times_of(found["times"]))
    if _PERCENT.search(heading):
        return Unit(PERCENT)
    return Unit(COUNT, 1, "number") if _COUNTED.search(heading) else None


def unit_of_cells(written: frozenset[str]) -> Unit | None:
    """The unit the cells carry themselves, where they all carry the same: {"£"}, {"%"}, {"£m"}."""
    if len(written) != 1:
        return None
    mark = next(iter(written))
    if mark == "%":
        return Unit(PERCENT)
    return Unit(MONEY, _TIMES[mark.removeprefix("£")]) if mark.startswith("£") else None
