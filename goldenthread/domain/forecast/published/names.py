"""Words in headings that say what is worked out from what. They never make a rule, they make one that fits likelier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_WORKED_OUT = re.compile(
    r"\btotal|\bsum\b|\bgap\b|deficit|surplus|shortfall|overspen|balance|\bnet\b|cumulative|average|\bmean\b|\bper\b|"
    r"carr(?:y|ied)|brought|b/f|c/f|closing|differen|variance|change|%|per ?cent|share|proportion|growth|in.year|"
    r"\bat (?:the )?end\b|\bend of\b",
    re.IGNORECASE,
)
_BROUGHT = re.compile(
    r"brought|b/f|b/fwd|carr(?:y|ied) (?:in|over)|opening|\bat (?:the )?start\b|\bstart of\b|\bat (?:the )?beginning\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"carr(?:y|ied) (?:forward|out)|c/f|cumulative|closing|\bat (?:the )?end\b|\bend of\b|balance|total", re.IGNORECASE
)
_OUTGO = re.compile(
    r"expenditure|\bspend|\bcosts?\b|ceas|leav|outgo|reduc|saving|payment|\bless\b|deduct", re.IGNORECASE
)
TRIED_BY_NAME: Final = 8  # readings that a name leaves open: how many parts, and which are taken away


_ASSUMED = re.compile(r"assum|planned|target|budgeted|agreed", re.IGNORECASE)
_RATE = re.compile(r"%|per ?cent|\brate\b|growth|uplift|inflation", re.IGNORECASE)


def worked_out(name: str) -> bool:
    """Whether a heading names something that is worked out from other things, and not assumed."""
    return _WORKED_OUT.search(name) is not None and _ASSUMED.search(name) is None


def is_rate(name: str) -> bool:
    """Whether a heading names a percentage."""
    return _RATE.search(name) is not None


def adds_what_is_before(output: int, parts: Sequence[int], names: Sequence[str]) -> bool:
    """Whether a heading says that it is worked out, and the parts stand side by side directly before it."""
    return worked_out(names[output]) and tuple(sorted(parts)) == tuple(range(output - len(parts), output))


def carries_forward(output: int, source: int, names: Sequence[str]) -> bool:
    """Whether one heading says that it is brought forward and the other that it closes a year."""
    return _BROUGHT.search(names[output]) is not None and _CLOSING.search(names[source]) is not None


def sign_of(name: str) -> int:
    """-1 for what goes out, by its name."""
    return -1 if _OUTGO.search(name) else 1
