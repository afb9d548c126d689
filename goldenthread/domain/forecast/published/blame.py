"""Where checks and cells disagree: which of the cells a check reads is the wrong one.

All the checks of a table are weighed together, along both sides. A cell that keeps other checks is right. One that
breaks two, which the same other figure would mend, is wrong. Else the cell the check gives is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from goldenthread.domain.forecast.published.figures import rounded
from goldenthread.domain.forecast.published.fits import Fit
from goldenthread.domain.forecast.published.marks import Cell
from goldenthread.domain.forecast.published.sheet import Sheet

Place = tuple[int, int]  # row and column as printed, from 0
Mended = Mapping[Place, tuple[Fraction, Fraction]]  # what a cell would have to be, and how far it may be from that


@dataclass(frozen=True, slots=True)
class Check:
    """A rule held against one cell, `given`, which it works out from `parts`. `would`: what mends it, by cell."""

    given: Place
    parts: tuple[Place, ...]
    broken: bool
    expected: Fraction
    rule: str
    text: str
    would: Mended = field(default_factory=dict)

    @property
    def cells(self) -> tuple[Place, ...]:
        """Every cell it brings together, the one it gives first."""
        return (self.given, *self.parts)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that contradicts a check, and what it should be (None where that cannot be told).

    `or_one_of`: the cell keeps another check, so that one of these is likelier wrong, and which cannot be told.
    `or_a_part`: nothing tells it from what it is worked out from.
    """

    place: Place
    expected: Fraction | None
    check: Check
    or_one_of: tuple[Place, ...] = ()
    or_a_part: bool = False


def wrong_cells(checks: Sequence[Check]) -> dict[Place, Wrong]:
    """Every cell to be named, by its place."""
    broken = [check for check in checks if check.broken]
    keeps = Counter(place for check in checks if not check.broken for place in check.cells)
    breaks = Counter(place for check in broken for place in check.cells)
    named: dict[Place, Wrong] = {}
    for check in sorted(broken, key=lambda each: -max(breaks[place] for place in each.cells)):
        if any(place in named for place in check.cells):
            continue
        place = _likeliest(check, broken, keeps, breaks)
        told = [each for each in (check, *broken) if place in each.cells]
        best = min(told, key=lambda each: each.would[place][1] if place in each.would else Fraction(10**18))
        expected = best.would[place][0] if place in best.would else None
        open_to_doubt = tuple(each for each in check.parts if not keeps[each])
        listed = open_to_doubt if keeps[place] else ()
        single = place == check.given and breaks[place] == 1 and not keeps[place] and best.rule in ("sum", "total")
        named[place] = Wrong(place, expected, best, listed, single and bool(open_to_doubt))
    return named


def checks_of(sheet: Sheet, rules: Mapping[int, Fit]) -> Iterator[Check]:
    """Every check that the rules of a table's series make."""
    for fit in rules.values():
        for at in sorted(fit.expected):
            given = sheet.series[fit.output].cells[at]
            if given is not None:
                parts = [(one, cell) for one, place in _reads(fit, at) if (cell := sheet.series[one].cells[place])]
                broken = at in fit.misses
                would = dict(_mended(fit, at, given, parts)) if broken else {}
                yield Check(
                    _at(given),
                    tuple(_at(cell) for _, cell in parts),
                    broken,
                    fit.expected[at],
                    fit.rule,
                    fit.text,
                    would,
                )


def explained(checks: Sequence[Check], wrong: Mapping[Place, Wrong]) -> Iterator[Check]:
    """The checks of every cell that follows: it agrees, or would but for a cell named elsewhere."""
    for check in checks:
        if check.given not in wrong and (not check.broken or any(each in wrong for each in check.parts)):
            yield check


def _reads(fit: Fit, at: int) -> list[tuple[int, int]]:
    """What a rule reads for a position: series and position."""
    read = [*((one, at) for one in fit.now), *((one, at - 1) for one in fit.earlier)]
    return [*read, *((one, at - 1) for one in fit.now)] if fit.rule.startswith("change") else read


def _likeliest(check: Check, broken: Sequence[Check], keeps: Mapping[Place, int], breaks: Mapping[Place, int]) -> Place:
    twice = [
        place for place in check.cells
        if breaks[place] > 1 and not keeps.get(place, 0) and _mends_all(place, broken)
    ]  # fmt: skip
    if twice:
        return max(twice, key=lambda place: breaks[place])
    open_to_doubt = [place for place in check.parts if not keeps.get(place, 0)]
    if keeps.get(check.given, 0) and len(open_to_doubt) == 1:
        return open_to_doubt[0]
    return check.given


def _mends_all(place: Place, broken: Sequence[Check]) -> bool:
    """Whether one other figure would mend every check the cell breaks, as far as that can be told."""
    told = [check.would[place] for check in broken if place in check.would]
    return max((low - slack for low, slack in told), default=0) <= min((low + slack for low, slack in told), default=0)


def _mended(
    fit: Fit, at: int, given: Cell, parts: Sequence[tuple[int, Cell]]
) -> Iterator[tuple[Place, tuple[Fraction, Fraction]]]:
    """What each cell would be for the rule to hold."""
    expected, printed = fit.expected[at], given.figure.value
    adds = fit.rule in ("sum", "running") and bool(fit.signs)
    yield _at(given), (expected, Fraction(0) if adds else given.figure.half)
    for place, (one, cell) in enumerate(parts):
        figure = cell.figure
        if adds or fit.rule == "difference.implied":
            sign = fit.signs[fit.now.index(one)] if adds else -1 if fit.parameters["sign"] == -1 else 1
            near, slack = figure.value + sign * (printed - expected) / fit.scale, Fraction(0)
        elif fit.rule.startswith(("ratio", "product", "multiple")) and expected and printed:
            below = fit.rule.startswith("ratio") and place == 1
            near = figure.value * (expected / printed if below else printed / expected)
            slack = abs(near) * given.figure.half * (1 / abs(printed) + 1 / abs(expected))
        else:
            continue
        yield _at(cell), (rounded(near, figure.places), slack + figure.half)


def _at(cell: Cell) -> Place:
    return cell.row, cell.column
