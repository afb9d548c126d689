"""Growth at one rate: with the base carried unrounded, or rounded each year so that the roundings add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import exp, log
from typing import Final

from goldenthread.domain.forecast.published.figures import plain, rounded
from goldenthread.domain.forecast.published.fits import (
    Fit,
    Values,
    chance_of_smooth,
    digits_of,
    held,
    roundest,
)  # fmt: skip
from goldenthread.domain.forecast.published.slopes import Bounds, bounds_of, left_out, slopes

Window = tuple[Fraction, Fraction]
TRIED: Final = 4  # rules of a series alone


def growth(output: int, values: Values, times: Sequence[int], rates: Sequence[Fraction] = ()) -> Fit | None:
    """base × (1 + rate)^years with the base carried unrounded, each year rounded half up as it is printed."""
    plainly = bounds_of(values, times)
    if any(low <= 0 for _, low, _ in plainly.values()):
        return None
    first = times[min(values)]
    bounds = {at: (time, log(low), log(high)) for at, (time, low, high) in plainly.items()}
    for without in left_out(values):
        possible = _rates(bounds, without)
        if possible is None:
            continue
        kept = {at: values[at] for at in values if at != without}
        for percent in _candidates(possible, rates):
            factor = 1 + percent / 100
            if factor > 0 and percent != 0 and (window := base_window(kept, times, factor, first)) is not None:
                return _grown(output, values, kept, times, percent, window, stated=percent in rates)
    return None


def base_window(values: Values, times: Sequence[int], factor: Fraction, first: int) -> Window | None:
    """The bases, in the year before the `first`, that give every cell."""
    origin = first - 1
    low = max((figure.value - figure.half) / factor ** (times[at] - origin) for at, figure in values.items())
    high = min((figure.value + figure.half) / factor ** (times[at] - origin) for at, figure in values.items())
    return (low, high) if low < high else None


def _grown(
    output: int, values: Values, kept: Values, times: Sequence[int], percent: Fraction, window: Window, *, stated: bool
) -> Fit:
    factor = 1 + percent / 100
    before, first = roundest(*window), roundest(window[0] * factor, window[1] * factor)
    earlier = digits_of(before) <= digits_of(first)
    start = before * factor if earlier else first
    origin = times[min(values)]
    exact = {at: start * factor ** (times[at] - origin) for at in values}
    expected, misses = held(values, exact)
    digits = 0.0 if stated else float(digits_of(percent))
    chance = chance_of_smooth(kept, times, missed=len(misses), digits=digits, tried=TRIED)
    where = "the year before the first" if earlier else "the first year"
    base = before if earlier else first
    said = f"{plain(base)} in {where}, × {plain(factor)} each year, the base carried unrounded, rounded half up"
    inward = (rounded_in(window[0], up=True), rounded_in(window[1], up=False))
    parameters = {"base": base, "base_year": where, "rate_percent": percent, "rate_stated": stated,
                  "base_before_first_from": inward[0], "base_before_first_to": inward[1]}  # fmt: skip
    return Fit(
        output,
        "growth.unrounded",
        said,
        expected,
        misses,
        2,
        chance,
        parameters,
        exact=exact,
        penalty=2 * digits_of(percent),
    )


def rounded_in(number: Fraction, *, up: bool) -> Fraction:
    """To two places, into the stretch the number bounds."""
    near = rounded(number, 2)
    if up:
        return near if near >= number else near + Fraction(1, 100)
    return near if near < number else near - Fraction(1, 100)


def growth_rounded(output: int, values: Values, times: Sequence[int], rates: Sequence[Fraction] = ()) -> Fit | None:
    """Each year is the printed year before × (1 + rate), rounded: the roundings add up."""
    order = sorted(values)
    if any(values[at].value <= 0 for at in order) or any(
        times[b] - times[a] != 1 for a, b in zip(order, order[1:], strict=False)
    ):
        return None
    bounds = {at: (low, high) for at, (_, low, high) in bounds_of(values, times).items()}
    for without in left_out(values):
        pairs = [(a, b) for a, b in pairwise(order) if without not in (a, b)]
        if without == order[0] or _apart(bounds, pairs):
            continue
        low = max((values[b].value - values[b].half) / values[a].value for a, b in pairs)
        high = min((values[b].value + values[b].half) / values[a].value for a, b in pairs)
        if low >= high:
            continue
        percent = next(
            (rate for rate in rates if low <= 1 + rate / 100 < high), roundest((low - 1) * 100, (high - 1) * 100)
        )
        exact = _chained(values, order, 1 + percent / 100)
        expected, misses = held(values, exact)
        if percent == 0 or len(misses) > (without is not None):
            continue
        kept = {at: values[at] for at in order if at not in misses}
        digits = 0 if percent in rates else digits_of(percent)
        chance = chance_of_smooth(kept, times, missed=len(misses), digits=digits, tried=TRIED)
        said = f"the year before × {plain(1 + percent / 100)}, rounded each year, from {plain(values[order[0]].value)}"
        parameters = {"base": values[order[0]].value, "rate_percent": percent, "rate_stated": percent in rates}
        return Fit(
            output, "growth.rounded", said, expected, misses, 2, chance, parameters, penalty=1 + 2 * digits_of(percent)
        )
    return None


def _apart(bounds: Mapping[int, tuple[float, float]], pairs: Sequence[tuple[int, int]]) -> bool:
    """Whether floating point already sees that no one rate gives each printed figure from the one before."""
    middle = {at: (low + high) / 2 for at, (low, high) in bounds.items()}
    low = max(bounds[b][0] / middle[a] for a, b in pairs)
    return low > min(bounds[b][1] / middle[a] for a, b in pairs) * (1 + 1e-9)


def _chained(values: Values, order: Sequence[int], factor: Fraction) -> Mapping[int, Fraction]:
    exact = {order[0]: values[order[0]].value}
    for before, at in zip(order, order[1:], strict=False):
        exact[at] = rounded(exact[before] * factor, values[at].places)
    return exact


def _rates(bounds: Bounds, without: int | None) -> Window | None:
    """The percentages possible for every pair of cells, as near as floating point tells; tried exactly later."""
    found = slopes(bounds, without)
    if found is None or found[0] < -3 or found[1] > 3:
        return None
    return Fraction((exp(found[0]) - 1) * 100), Fraction((exp(found[1]) - 1) * 100)


def _candidates(possible: Window, stated: Sequence[Fraction]) -> Iterator[Fraction]:
    """Rates the text names, then the roundest, then the roundest of each half."""
    yield from (rate for rate in stated if possible[0] <= rate <= possible[1])
    middle = (possible[0] + possible[1]) / 2
    for window in (possible, (possible[0], middle), (middle, possible[1])):
        yield roundest(*window)
