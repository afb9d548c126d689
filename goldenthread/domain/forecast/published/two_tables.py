"""Two tables of one document that have the same thing in the same year otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldenthread.domain.forecast.published.context import Context, Told
from goldenthread.domain.forecast.published.periods import Period
from goldenthread.domain.forecast.published.results import CellNamed, Contradiction
from goldenthread.domain.forecast.published.subjects import tokens
from goldenthread.domain.forecast.published.units import unit_alone

_BRACKETS = re.compile(r"\(([^()]*)\)")
_OTHER_THING: Final = 2  # a figure twice another is not the same thing by the same name
Pair = tuple[Period, CellNamed, CellNamed]


def otherwise(context: Context, one: Told, other: Told) -> Iterator[Contradiction]:
    """Series that both tables have, alike in most of the years they share and otherwise in the rest.

    Where most years differ the tables are of two plans, or of before and after, and neither is wrong.
    """
    for mine, theirs in _same_series(context, one, other):
        alike, off = _held(one, mine, other, theirs)
        if not off or len(off) >= alike:
            continue
        said = "; ".join(f"{period}: {here.text} and {there.text}" for period, here, there in off)
        names = [f"“{told.series[at].name}” (line {told.judged.sheet.table.line})"
                 for told, at in ((one, mine), (other, theirs))]  # fmt: skip
        message = f"{names[0]} and {names[1]} are alike in {alike} years and not in the rest: {said}."
        cells = tuple(cell for _, *pair in off for cell in pair)
        yield Contradiction("tables.otherwise", message, cells, "", other.judged.sheet.table.line)


def _held(one: Told, mine: int, other: Told, theirs: int) -> tuple[int, list[Pair]]:
    """In how many years both have the same, to the places of the coarser one; and the cells of the others."""
    alike, off = 0, list[Pair]()
    for at in one.positions():
        period, cell = one.judged.sheet.periods[at], one.series[mine].cells[at]
        there = other.at(period) if period is not None else None
        twin = other.series[theirs].cells[there] if there is not None else None
        if period is None or cell is None or twin is None or there is None:
            continue
        scales = one.scales.get(mine, 1), other.scales.get(theirs, 1)
        numbers = abs(cell.figure.value) * scales[0], abs(twin.figure.value) * scales[1]
        room = max(cell.figure.half * scales[0], twin.figure.half * scales[1])
        if abs(numbers[0] - numbers[1]) <= room:
            alike += 1
        elif max(numbers) < _OTHER_THING * min(numbers):
            off.append((period, one.judged.named(mine, at), other.judged.named(theirs, there)))
    return alike, off


def _same_series(context: Context, one: Told, other: Told) -> Iterator[tuple[int, int]]:
    """Series of two tables of the same name, or of one that the title of its table completes; none twice."""
    words, others = _words(context, one), _words(context, other)
    titles = [tokens(told.judged.sheet.table.title, context.acronyms) for told in (one, other)]
    for at, name in enumerate(words):
        found = [
            place for place, twin in enumerate(others) if name and twin
            and (name == twin or _completed(name, twin, titles[0]) or _completed(twin, name, titles[1]))
        ]  # fmt: skip
        alone = len(found) == 1 and words.count(name) == 1
        if alone and one.kind(at) == other.kind(found[0]) and (at in one.scales) == (found[0] in other.scales):
            yield at, found[0]


def _completed(short: frozenset[str], long: frozenset[str], title: frozenset[str]) -> bool:
    return len(short) > 1 and short < long and long - short <= title


def _words(context: Context, told: Told) -> list[frozenset[str]]:
    bare = [_BRACKETS.sub(lambda found: "" if unit_alone(found[1]) else found[0], each.name) for each in told.series]
    return [tokens(name, context.acronyms) - {"number"} for name in bare]
