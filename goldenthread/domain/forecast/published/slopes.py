"""Which straight lines pass between all the bounds of a series, with one cell left out where it may be wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from goldenthread.domain.forecast.published.fits import Values, most_misses

MOST_TRIED_WITHOUT: Final = (
    24  # cells of a series in which one is left out in turn, to see whether the rest keep a rule
)
_HAIR: Final = 1e-11  # what floating point may lose; exact fractions decide
Bounds = Mapping[int, tuple[int, float, float]]  # by position: time, low, high


def bounds_of(values: Values, times: Sequence[int]) -> Bounds:
    """Each cell as printed, half of its last digit either way."""
    return {
        at: (times[at], float(values[at].value - values[at].half), float(values[at].value + values[at].half))
        for at in sorted(values)
    }


def left_out(values: Values) -> Iterator[int | None]:
    """None first; then each cell that might be the wrong one, where there are enough to tell."""
    yield None
    if most_misses(len(values)) and len(values) <= MOST_TRIED_WITHOUT:
        yield from sorted(values)


def slopes(bounds: Bounds, without: int | None = None) -> tuple[float, float] | None:
    """From the least to the greatest slope; None where no line passes."""
    low, high = -1e18, 1e18
    used = [bound for at, bound in bounds.items() if at != without]
    for place, (first, least, most) in enumerate(used):
        for last, lower, upper in used[place + 1 :]:
            years = last - first
            low, high = max(low, (lower - most) / years), min(high, (upper - least) / years)
            if low > high + _HAIR * max(1.0, abs(low)):
                return None
    return low, high
