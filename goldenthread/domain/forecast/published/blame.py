"""Where a rule and a cell disagree: which of the cells it reads is the wrong one.

A cell that keeps other rules is right. One that breaks two rules which nothing else in common explains is wrong. Else
the cell the rule gives is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from goldenthread.domain.forecast.published.figures import rounded
from goldenthread.domain.forecast.published.fits import Fit
from goldenthread.domain.forecast.published.sheet import Sheet

Place = tuple[int, int]  # series, position


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that contradicts a rule, what it should be (None where that cannot be told), and the rule.

    `or_one_of`: the cell keeps another rule, so that one of these is likelier wrong, and which cannot be told.
    """

    place: Place
    expected: Fraction | None
    fit: Fit
    or_one_of: tuple[Place, ...] = ()


def wrong_cells(sheet: Sheet, rules: Mapping[int, Fit]) -> dict[Place, Wrong]:
    """Every cell to be named, by its place."""
    broken = [(fit, at) for fit in rules.values() for at in sorted(fit.misses)]
    keeps = Counter(
        place for fit in rules.values() for at in fit.expected if at not in fit.misses for place in reads(fit, at)
    )
    breaks = Counter(place for fit, at in broken for place in reads(fit, at))
    named: dict[Place, Wrong] = {}
    for fit, at in sorted(broken, key=lambda each: -max(breaks[place] for place in reads(*each))):
        if any(place in named for place in reads(fit, at)):
            continue
        place = _likeliest(fit, at, keeps, breaks)
        told = [
            (each, _should_be(sheet, each, one, place))
            for each, one in [(fit, at), *broken]
            if place in reads(each, one)
        ]
        best = next((each for each in told if each[1] is not None), told[0])
        others = tuple(each for each in reads(fit, at)[1:] if not keeps[each]) if keeps[place] else ()
        named[place] = Wrong(place, best[1], best[0], others)
    return named


def reads(fit: Fit, at: int) -> list[Place]:
    """The cells a rule brings together at a position, the one it gives first."""
    places = [(fit.output, at), *((one, at) for one in fit.now), *((one, at - 1) for one in fit.earlier)]
    if fit.rule.startswith("change"):
        places += [(one, at - 1) for one in fit.now]
    return places


def _likeliest(fit: Fit, at: int, keeps: Mapping[Place, int], breaks: Mapping[Place, int]) -> Place:
    given, *others = reads(fit, at)
    twice = [place for place in (given, *others) if breaks[place] > 1 and not keeps.get(place, 0)]
    if twice:
        return max(twice, key=lambda place: breaks[place])
    open_to_doubt = [place for place in others if not keeps.get(place, 0)]
    if keeps.get(given, 0) and len(open_to_doubt) == 1:
        return open_to_doubt[0]
    return given


def _should_be(sheet: Sheet, fit: Fit, at: int, place: Place) -> Fraction | None:
    """What the cell would be for the rule to hold."""
    expected = fit.expected[at]
    if place == (fit.output, at):
        return expected
    given, cell = sheet.series[fit.output].cells[at], sheet.series[place[0]].cells[place[1]]
    if given is None or cell is None or place[1] != at:
        return None
    off = given.figure.value - expected
    if fit.rule in ("sum", "running") and place[0] in fit.now and fit.signs:
        sign = fit.signs[fit.now.index(place[0])]
        return rounded(cell.figure.value + sign * off / fit.scale, cell.figure.places)
    if fit.rule == "difference.implied":
        minus = fit.parameters["sign"] == -1
        return rounded(cell.figure.value + (-off if minus else off) / fit.scale, cell.figure.places)
    return None


def explained(sheet: Sheet, rules: Mapping[int, Fit], wrong: Mapping[Place, Wrong]) -> Iterator[tuple[Place, Fit]]:
    """Every cell that follows: it agrees, or would but for a cell named elsewhere."""
    for fit in rules.values():
        for at in fit.expected:
            place = (fit.output, at)
            if place in wrong or sheet.series[fit.output].cells[at] is None:
                continue
            if at not in fit.misses or any(each in wrong for each in reads(fit, at)):
                yield place, fit
