"""Figures in the words around a table that nothing was held against: said, so that silence is not taken for a yes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goldenthread.domain.forecast.published.claims import Claim
from goldenthread.domain.forecast.published.lines import Line
from goldenthread.domain.forecast.published.periods import periods_in
from goldenthread.domain.forecast.published.quantities import Quantity, quantities_in
from goldenthread.domain.forecast.published.results import NotChecked
from goldenthread.domain.forecast.published.units import COUNT

_DATE = re.compile(r"\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:table|figure|chart|annex|appendix|page|section|paragraph|para|note|year|ages?|aged|key stage)\s+$",
    re.IGNORECASE,
)
# The number of a paragraph or an item of a list, and ages from and to: no table is asked for them.
_ENUMERATED = re.compile(r"\W*([0-9]{1,3})(?:[.)]\s|[.)]$|\t)")
_AGES = re.compile(r"\b[0-9]{1,2}\s*(?:to|and|-|–)\s*[0-9]{1,2}\s+years?\b", re.IGNORECASE)
_BARE_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LONGEST = 2_000  # characters of a sentence that are read


def not_checked(sentences: Sequence[Line], tested: Sequence[Claim]) -> Iterator[NotChecked]:
    """Each sentence with figures that no claim held against a table took in. `tested`: the claims that were."""
    for sentence in sentences:
        text = sentence.text[:_LONGEST]
        mine = [claim for claim in tested if claim.line == sentence.number and claim.text == text]
        left = [each.text for each in _figures(text, sentence.number) if not any(_took(claim, each) for claim in mine)]
        if left:
            yield NotChecked(text, sentence.number, tuple(dict.fromkeys(left)))


def _figures(text: str, line: int) -> Iterator[Quantity]:
    """Sums, percentages and numbers; no years, ages, dates, or numbers of tables and of items in a list."""
    spans = [(start, end) for start, end, _ in periods_in(text)] + [found.span() for found in _AGES.finditer(text)]
    if number := _ENUMERATED.match(text):
        spans.append(number.span(1))
    for each in quantities_in(text, line):
        named = any(start <= each.start < end for start, end in spans) or _BARE_YEAR.fullmatch(each.text)
        named = named or _DATE.match(text[each.end :])
        if each.kind == COUNT and (named or each.value < 2 or _LABEL.search(text[: each.start])):
            continue
        if each.value:
            yield each


def _took(claim: Claim, figure: Quantity) -> bool:
    if claim.quantity is not None and claim.quantity.start == figure.start:
        return True
    return claim.percent is not None and figure.kind == "percent" and abs(claim.percent) == figure.value
