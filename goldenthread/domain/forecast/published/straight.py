"""Rules of a series alone that need no rate: always the same, or the same amount more each year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from math import log10

from goldenthread.domain.forecast.published.figures import plain
from goldenthread.domain.forecast.published.fits import (
    Fit,
    Values,
    chance_of,
    chance_of_smooth,
    digits_of,
    held,
    roundest,
)
from goldenthread.domain.forecast.published.slopes import bounds_of, left_out, slopes


def constant(output: int, values: Values) -> Fit | None:
    """The same number all the way."""
    numbers = {figure.value for figure in values.values()}
    if len(numbers) != 1 or len(values) < 3:
        return None
    number = next(iter(numbers))
    places = max(figure.places for figure in values.values())
    size = max(2 * abs(number) * 10**places + 1, Fraction(19))
    chance = -(len(values) - 1) * log10(float(size))
    expected = dict.fromkeys(values, number)
    return Fit(output, "constant", f"always {plain(number, places)}", expected, frozenset(), 1, chance,
               {"value": number}, exact=expected, penalty=1)  # fmt: skip


def line(output: int, values: Values, times: Sequence[int]) -> Fit | None:
    """a + d a year, rounded as printed; the line itself may carry more places."""
    bounds = bounds_of(values, times)
    for without in left_out(values):
        if slopes(bounds, without) is None:
            continue
        kept = {at: values[at] for at in values if at != without}
        for step in _steps(kept, times):
            if (fit := _with_step(output, values, kept, times, step)) is not None:
                return fit
    return None


def _with_step(output: int, values: Values, kept: Values, times: Sequence[int], step: Fraction) -> Fit | None:
    """The line of that step through the cells kept."""
    origin = times[min(values)]
    run = {at: step * (times[at] - origin) for at in values}
    low = max(figure.value - figure.half - run[at] for at, figure in kept.items())
    high = min(figure.value + figure.half - run[at] for at, figure in kept.items())
    if low >= high:
        return None
    start = roundest(low, high)
    exact = {at: start + run[at] for at in values}
    expected, misses = held(values, exact)
    even = all(start + run[at] == figure.value for at, figure in kept.items())
    if even:  # every step printed is the same
        chance = chance_of(kept, kept, missed=len(misses), costs=(digits_of(start) + 3, digits_of(step)), tried=4)
    else:
        chance = chance_of_smooth(kept, times, missed=len(misses), digits=digits_of(step), tried=4)
    said = f"{plain(start)}, then {'+' if step >= 0 else ''}{plain(step)} a year"
    parameters = {"first": start, "step": step}
    return Fit(output, "increment", said, expected, misses, 2, chance, parameters, exact=exact, penalty=2)


def _steps(values: Values, times: Sequence[int]) -> Iterator[Fraction]:
    """The roundest yearly step that is possible for all pairs of cells."""
    low: Fraction | None = None
    high: Fraction | None = None
    for first, last in combinations(sorted(values), 2):
        years = times[last] - times[first]
        one, other = values[first], values[last]
        least = (other.value - other.half - one.value - one.half) / years
        most = (other.value + other.half - one.value + one.half) / years
        low, high = least if low is None else max(low, least), most if high is None else min(high, most)
    if low is not None and high is not None and low < high:
        yield roundest(low, high)
