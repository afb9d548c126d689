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
_DIFFERENCE = re.compile(
    r"\bgap\b|deficit|surplus|shortfall|overspen|underspen|\bnet\b|differen|variance|in.year (?:position|balance)",
    re.IGNORECASE,
)
_INCOME = re.compile(r"income|grant|funding|allocation|budget|\bblock\b|\bDSG\b|resource", re.IGNORECASE)
_SHARE = re.compile(r"\bshare\b|proportion|percentage|per ?cent|%", re.IGNORECASE)
_WHOLE = re.compile(r"\btotals?\b|\ball\b|\boverall\b", re.IGNORECASE)
_AVERAGE = re.compile(r"average|\bmean\b|\bper\b|\bunit cost", re.IGNORECASE)
_COUNTED = re.compile(r"\bplans?\b|ehcp|place|pupil|child|number|learner|student|people", re.IGNORECASE)
_SAYS_SHARE: Final = frozenset(
    ("share", "proportion", "percentage", "percent", "per", "cent", "of", "in", "total", "the")
)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
TRIED_BY_NAME: Final = 8  # readings that a name leaves open: how many parts, and which are taken away
TRIED_BY_BOTH_NAMES: Final = 2  # where the names of the parts say it too: only which way round


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


def says_difference(output: int, parts: Sequence[int], names: Sequence[str]) -> bool:
    """Whether a heading names a difference and the two parts are what goes out and what pays for it."""
    if len(parts) != 2 or _DIFFERENCE.search(names[output]) is None or _ASSUMED.search(names[output]):
        return False
    worked = any(_DIFFERENCE.search(names[one]) or _SHARE.search(names[one]) for one in parts)
    out = [sign_of(names[one]) < 0 for one in parts]
    paid = [_INCOME.search(names[one]) is not None for one in parts]
    return not worked and ((out[0] and paid[1]) or (out[1] and paid[0]))


def says_quotient(output: int, top: int, below: int, names: Sequence[str]) -> bool:
    """Whether a heading names the share of one thing in the whole, or the average cost of things."""
    said = names[output]
    if _ASSUMED.search(said):
        return False
    if _SHARE.search(said) and _WHOLE.search(names[below]):
        of = _words(said) - _SAYS_SHARE
        return bool(of) and of <= _words(names[top])
    after = output > max(top, below)  # before its total it is what the total was multiplied from
    average = after and _AVERAGE.search(said) and _COUNTED.search(names[below]) and not _AVERAGE.search(names[top])
    return bool(average) and sign_of(names[top]) < 0


def _words(name: str) -> frozenset[str]:
    return frozenset(each.lower() for each in _WORD.findall(name))
