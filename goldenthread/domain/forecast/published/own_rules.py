"""Every rule a series follows by itself, over the whole of it or from where a forecast begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import log10
from typing import Final

from goldenthread.domain.forecast.published.fits import Fit, Values, stands
from goldenthread.domain.forecast.published.growing import growth, growth_rounded
from goldenthread.domain.forecast.published.straight import constant, line

MOST_STARTS: Final = 8  # where a forecast may begin within a series


def own_rules(
    output: int, values: Values, times: Sequence[int] | None, rates: Sequence[Fraction] = ()
) -> Iterator[Fit]:
    """Every rule the series follows by itself. `times`: years by position; `rates`: percentages the text names."""
    if (fit := constant(output, values)) is not None and stands(fit):
        yield fit
        return
    if times is None or len(values) < 3:
        return
    for body in _bodies(values):
        found = [
            each for each in (
                line(output, body, times), growth(output, body, times, rates),
                growth_rounded(output, body, times, rates),
            ) if each is not None and stands(each)
        ]  # fmt: skip
        before = len(values) - len(body)
        found = [replace(each, chance=each.chance + log10(before + 1)) for each in found]
        if before == 1:  # one cell off the rule of all the rest is likelier wrong than the only year before it
            found = [replace(each, penalty=each.penalty + 40) for each in found]
        yield from (each for each in found if not before or (each.agreeing - each.free >= 2 and not each.misses))
        if any(not each.misses for each in found):
            return


def _bodies(values: Values) -> Iterator[Values]:
    """The whole series; then without its first cells, which may be what happened before the forecast begins."""
    order = sorted(values)
    for start in range(min(max(len(order) - 3, 1), MOST_STARTS)):
        yield {at: values[at] for at in order[start:]}
