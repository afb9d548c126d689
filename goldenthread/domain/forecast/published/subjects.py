"""Which series a phrase speaks of: “the average cost of an EHCP” is the column “Average spend relative to EHCPs”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_DEFINED = re.compile(r"((?:[A-Z][A-Za-z’']+,? (?:(?:and|of) )?){2,7})\(([A-Z]{2,6})s?\)")
_LESS = re.compile(r"\b(?:after|relative to|based on|before|excluding|including|end of|at end|as at|net of|assuming)\b")
_BRACKETS = re.compile(r"\([^()]*\)")
_STOP: Final = frozenset((
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "a", "about", "actual", "all", "alone", "also", "an", "and", "annual", "annually", "any", "are", "as",
    "assumed", "at", "based", "be", "been", "by", "could", "each", "end", "estimated", "example", "expected",
    "figure", "figures", "financial", "for", "forecast", "forecasted", "from", "had", "has", "have", "if", "in",
    "is", "it", "its", "level", "levels", "likely", "may", "might", "not", "now", "number's", "of", "on", "only",
    "or", "our", "planned", "predicted", "projected", "proposed", "relative", "set", "so", "some", "still", "such",
    "than", "that", "the", "their", "then", "there", "these", "this", "those", "to", "total", "was", "were",
    "which", "who", "will", "with", "would", "year", "yearly", "years",
))  # fmt: skip
_SAME: Final = {
    "ehcps": "plan", "ehcp": "plan", "ehc": "plan", "plans": "plan", "statements": "plan",
    "expenditure": "spend", "spending": "spend", "spends": "spend", "cost": "spend", "costs": "spend",
    "outturn": "spend",
    "deficit": "gap", "shortfall": "gap", "overspend": "gap", "overspending": "gap", "gaps": "gap", "deficits": "gap",
    "mean": "average", "unit": "average", "children": "child", "pupils": "child", "pupil": "child", "learners": "child",
    "numbers": "number", "accumulated": "cumulative", "grants": "income", "grant": "income", "funding's": "funding",
    "places": "place", "needs": "need", "placements": "place",
}  # fmt: skip
ENOUGH: Final = Fraction(2, 3)
_SAYS_LITTLE: Final = frozenset(("number",))  # a column of plans is a number of plans, whatever it is headed
_APART: Final = frozenset(("average", "cumulative"))  # one of these makes another thing of the same words


def acronyms_in(text: str) -> dict[str, str]:
    """Short forms the text explains: “High Needs Block (HNB)”."""
    found = {}
    for words, short in _DEFINED.findall(text):
        said = [word for word in _WORD.findall(words) if word[0].isupper()]
        for start in range(len(said)):
            if "".join(word[0] for word in said[start:]).upper() == short:
                found[short.lower()] = " ".join(said[start:])
                break
    return found


def acronyms_of(names: Iterable[str]) -> dict[str, str]:
    """Short forms that words of a heading would have: “High Needs Block spend” gives hnb."""
    found: dict[str, str] = {}
    for name in names:
        words = _WORD.findall(name)
        for size in (3, 4):
            for start in range(len(words) - size + 1):
                run = words[start : start + size]
                if all(word[0].isupper() for word in run):
                    found.setdefault("".join(word[0] for word in run).lower(), " ".join(run))
    return found


def tokens(phrase: str, acronyms: Mapping[str, str]) -> frozenset[str]:
    """The words that carry meaning, words for the same thing made one, short forms spelled out."""
    made: set[str] = set()
    for word in _WORD.findall(phrase):
        low = word.lower()
        if low not in _SAME and low in acronyms:
            made |= tokens(acronyms[low], {})
        elif low not in _STOP:
            made.add(_SAME.get(low, low))
    return frozenset(made)


def head_of(name: str) -> str:
    """A name without what only qualifies it: “Spend after allowing for savings (gross)” is “Spend”."""
    head = _LESS.split(_BRACKETS.sub(" ", name), maxsplit=1)[0]
    return head if _WORD.search(head) else name


def series_meant(
    phrase: str, names: Sequence[str], acronyms: Mapping[str, str], *, enough: Fraction = ENOUGH
) -> int | None:
    """The one name a phrase fits; None where none fits enough, or two fit alike."""
    said = tokens(phrase, acronyms)
    if not said:
        return None
    scored = sorted(((_score(said, name, acronyms), at) for at, name in enumerate(names)), reverse=True)
    if not scored or scored[0][0][0] < enough or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return scored[0][1]


def _score(said: frozenset[str], name: str, acronyms: Mapping[str, str]) -> tuple[Fraction, Fraction, Fraction]:
    whole = tokens(name, acronyms)
    head = tokens(head_of(name), acronyms) or whole
    if _APART & said != _APART & head:
        return Fraction(0), Fraction(0), Fraction(0)
    telling = said - _SAYS_LITTLE or said
    share = Fraction(len(telling & whole), len(telling))
    return share, Fraction(len(telling & head), len(telling)), Fraction(len(said & head), len(said | head))
