"""Sums of other series with their signs: totals, what is left, what closes a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Final

from goldenthread.domain.forecast.published.fits import Fit, Values, most_misses
from goldenthread.domain.forecast.published.known import SCALES, Known, direct, if_stands, named, times_in_words
from goldenthread.domain.forecast.published.names import (
    TRIED_BY_BOTH_NAMES,
    TRIED_BY_NAME,
    adds_what_is_before,
    says_difference,
    sign_of,
)  # fmt: skip

MOST_FOR_THREES: Final = 14
_SIGNS: Final = {2: ((1, 1), (1, -1), (-1, 1)), 3: ((1, 1, 1), (1, 1, -1), (1, -1, 1), (-1, 1, 1), (1, -1, -1))}
Parts = tuple[tuple[int, int], ...]  # series, sign


def totals(output: int, known: Known, *, counts: bool = False) -> Iterator[Fit]:
    """A sum of other series. `counts`: things are counted, so that parts hold no rounding."""
    y = known.values[output]
    candidates = list(_parts(output, known))
    for parts in candidates:
        now, signs = tuple(one for one, _ in parts), tuple(sign for _, sign in parts)
        strongly = says_difference(output, now, known.names)
        by_name = strongly or adds_what_is_before(output, now, known.names)
        tried = TRIED_BY_BOTH_NAMES if strongly else TRIED_BY_NAME if by_name else len(candidates)
        common = known.shared(output, now)
        if not common or len(common) < len(y) - 1:
            continue
        likely = list(_likely(known, output, common, parts, most_misses(len(common), by_name=by_name)))
        if not likely:
            continue
        exact = {at: sum((sign * known.values[one][at].value for one, sign in parts), Fraction(0)) for at in common}
        for scale in likely:
            scaled = {at: scale * number for at, number in exact.items()}
            said = said_of(known, parts) + times_in_words(scale)
            fit = direct(output, known, scaled, "sum", tried, now, scale)
            fit = replace(fit, signs=signs, penalty=len(parts) - 2, by_name=by_name)
            yield from if_stands(fit, said)
            slack = _slack(y, len(parts))
            if fit.misses and slack and not counts and 2 * fit.agreeing >= len(fit.expected):
                loose = direct(output, known, scaled, "sum", 3 ** len(common) * tried, now, scale, slack=slack)
                loose = replace(loose, signs=signs, penalty=len(parts) + 4)
                yield from if_stands(loose, f"{said}, within the rounding of its parts")


def _parts(output: int, known: Known) -> Iterator[Parts]:
    """Pairs with every sign, threes with every sign in a small table, and neighbours of any number added up; those
    directly before it also with what goes out taken away."""
    others = known.others(output)
    for size in (2, 3) if len(others) <= MOST_FOR_THREES else (2,):
        for chosen in combinations(others, size):
            for signs in _SIGNS[size]:
                yield tuple(zip(chosen, signs, strict=True))
    for size in range(3 if len(others) > MOST_FOR_THREES else 4, len(others) + 1):
        for start in range(len(others) - size + 1):
            yield tuple((one, 1) for one in others[start : start + size])
    for size in range(4, output + 1):
        run = [one for one in others if output - size <= one < output]
        signed = tuple((one, sign_of(known.names[one])) for one in run)
        if len(run) == size and any(sign < 0 for _, sign in signed):
            yield signed


def _likely(known: Known, output: int, common: Sequence[int], parts: Parts, may_miss: int) -> Iterator[Fraction]:
    """The scales at which enough cells are within the rounding of the parts, as floating point sees it."""
    y, given = known.values[output], known.floats[output]
    sums: list[float] = []
    for scale in SCALES:
        left, times = may_miss, float(scale)
        for place, at in enumerate(common):
            if place == len(sums):
                sums.append(sum(sign * known.floats[one][at] for one, sign in parts))
            reach = (len(parts) + 1.01) * 0.5 * 10.0 ** -y[at].places + 1e-11 * abs(sums[place] * times)
            left -= abs(sums[place] * times - given[at]) > reach
            if left < 0:
                break
        else:
            if any(sums):
                yield scale


def _slack(y: Values, parts: int) -> Fraction:
    """The most that rounding the parts and the total can put between them, in steps of the last digit."""
    half = max(figure.half for figure in y.values())
    return ((parts + 1) - 1) // 2 * 2 * half


def said_of(known: Known, parts: Parts, *, first: bool = True) -> str:
    """The parts with their signs in words."""
    if len(parts) > 3:
        return f"the sum of {named(known, parts[0][0])} to {named(known, parts[-1][0])}"
    words = " ".join(f"{'+' if sign > 0 else '−'} {named(known, one)}" for one, sign in parts)
    return words.removeprefix("+ ") if first else words
