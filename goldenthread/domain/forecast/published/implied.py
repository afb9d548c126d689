"""A series that is not printed but keeps a rule: the income a gap leaves between it and the spend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import log10
from typing import Final

from goldenthread.domain.forecast.published.figures import Figure
from goldenthread.domain.forecast.published.fits import Fit, chance_of_smooth, most_misses
from goldenthread.domain.forecast.published.growing import growth
from goldenthread.domain.forecast.published.known import SCALES, Known, direct, if_stands, named, times_in_words
from goldenthread.domain.forecast.published.straight import constant, line

_MATERIAL: Final = 100  # a hidden series a hundred times what is printed is only the other series again


def implied(output: int, known: Known) -> Iterator[Fit]:
    """Another series less one that is not printed but keeps a rule: income that rises by the same amount each year."""
    y = known.values[output]
    if known.times is None or known.own.get(output):
        return
    for one in known.others(output):
        x = known.values[one]
        common = [at for at in y if at in x]
        if len(common) < max(3, len(y)) or known.own.get(one):
            continue
        for scale in SCALES:
            for sign in (1, -1):
                if not _is_steady(known, output, one, float(scale), sign):
                    continue
                if _is_straight(one, x, known.times) or _is_straight(output, y, known.times):
                    continue  # what two straight lines leave between them is one too, whatever they are
                hidden = {at: Figure("", scale * x[at].value - sign * y[at].value, y[at].places) for at in common}
                if all(figure.value > 0 for figure in hidden.values()):
                    yield from _hidden(output, known, one, hidden, scale, sign)


def _is_straight(at: int, values: Mapping[int, Figure], times: Sequence[int]) -> bool:
    fit = line(at, values, times)
    return fit is not None and not fit.misses


def _is_steady(known: Known, output: int, one: int, scale: float, sign: int) -> bool:
    """Whether what is left over is above nothing and moves as a line or a growth would, as floating point sees it."""
    y, x, places = known.floats[output], known.floats[one], known.values[output]
    left = [scale * x[at] - sign * y[at] for at in sorted(y)]
    if min(left) <= 0 or max(map(abs, y.values())) * _MATERIAL < max(left):
        return False
    steps = [after - before for before, after in pairwise(left)]
    room = 8 * 0.5 * 10.0 ** -max(figure.places for figure in places.values())
    turns = sum(abs(b - a) > 0.35 * max(abs(a), abs(b)) + room for a, b in pairwise(steps))
    return turns <= 3 * most_misses(len(left))


def _hidden(
    output: int, known: Known, one: int, hidden: Mapping[int, Figure], scale: Fraction, sign: int
) -> Iterator[Fit]:
    times = known.times or ()
    for own in (constant(output, hidden), line(output, hidden, times), growth(output, hidden, times)):
        if own is None or not own.exact:
            continue
        exact = {at: sign * (scale * known.values[one][at].value - own.exact[at]) for at in hidden}
        fit = direct(output, known, exact, "difference.implied", 1, (one,), scale)
        moves = chance_of_smooth(known.values[output], times, missed=len(own.misses), digits=0.0, tried=1)
        chance = max(own.chance, moves) + log10(2 * len(known.names) * len(SCALES))
        fit = replace(fit, free=own.free, chance=chance)
        parameters = {
            **fit.parameters,
            "implied": own.rule,
            **{f"implied_{name}": each for name, each in own.parameters.items()},
        }
        first = f"{named(known, one)}{times_in_words(scale)}"
        said = f"{first} less an implied series" if sign > 0 else f"an implied series less {first}"
        found = replace(fit, parameters={**parameters, "sign": sign}, exact=own.exact, penalty=4)
        yield from if_stands(found, f"{said} that is not printed: {own.text}")
        return
