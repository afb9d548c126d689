"""Rules between series at the same position: one divided by another, multiplied, a fixed multiple, a share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from goldenthread.domain.forecast.published.figures import plain
from goldenthread.domain.forecast.published.fits import Fit, digits_of, most_misses, roundest, widest_agreement
from goldenthread.domain.forecast.published.growing import base_window, rounded_in
from goldenthread.domain.forecast.published.known import (
    HUNDRED,
    SCALES,
    Known,
    direct,
    if_stands,
    named,
    scales_near,
    times_in_words,
)  # fmt: skip
from goldenthread.domain.forecast.published.names import says_quotient


def ratios(output: int, known: Known) -> Iterator[Fit]:
    """Numerator over denominator, as printed or with the denominator's own rule carried unrounded."""
    y = known.values[output]
    tried = len(known.others(output)) ** 2 * len(SCALES)
    for top in known.others(output):
        for below in known.others(output, top):
            x, z = known.values[top], known.values[below]
            fx, fz = known.floats[top], known.floats[below]
            common = [at for at in known.shared(output, (top, below)) if fx[at] and fz[at]]
            if len(common) < 2 or len(common) < len(y) - 1:
                continue
            near = {at: fx[at] / fz[at] for at in common}
            scales = list(scales_near(known.floats[output], near))
            loose = max(0.6 * 10.0 ** -z[at].places / abs(fz[at]) for at in common) if scales else 0.0
            for scale in scales:
                if not known.may_be(output, near, scale, loose):
                    continue
                exact = {at: scale * x[at].value / z[at].value for at in common}
                by_name = says_quotient(output, top, below, known.names)
                fit = direct(output, known, exact, "ratio", 1 if by_name else tried, (top, below), scale)
                fit = replace(fit, by_name=by_name)
                said = f"{named(known, top)} ÷ {named(known, below)}{times_in_words(scale)}"
                yield from if_stands(fit, f"{said}, rounded half up")
                for own in known.own.get(below, ()):
                    if own.rule == "growth.unrounded" and not own.misses:
                        yield from _over_unrounded(output, known, (top, below), own, scale, said, tried)


def _over_unrounded(
    output: int, known: Known, pair: tuple[int, int], own: Fit, scale: Fraction, said: str, tried: int
) -> Iterator[Fit]:
    """The denominator carried unrounded; which bases give both columns."""
    y, x, z = known.values[output], known.values[pair[0]], known.values[pair[1]]
    if known.times is None or any(y[at].value - y[at].half <= 0 for at in y):
        return
    factor = 1 + Fraction(str(own.parameters["rate_percent"])) / 100
    first = known.times[min(own.expected)]
    base = base_window({at: z[at] for at in own.expected}, known.times, factor, first)
    common = [at for at in own.expected if at in y and at in x and x[at].value > 0]
    if base is None or len(common) < 2:
        return
    grown = {at: factor ** (known.times[at] - first + 1) for at in common}
    rest = {at: scale * x[at].value / grown[at] for at in common}
    windows = {at: (rest[at] / (y[at].value + y[at].half), rest[at] / (y[at].value - y[at].half)) for at in common}
    both = widest_agreement(windows, most_misses(len(common)))
    if both is None or max(both[0], base[0]) >= min(both[1], base[1]):
        return
    window = max(both[0], base[0]), min(both[1], base[1])
    start = roundest(*window)
    exact = {at: rest[at] / start for at in common}
    fit = direct(output, known, exact, "ratio.unrounded", 4 * tried, pair, scale)
    parameters = {"denominator": known.names[pair[1]], "base": start, "rate_percent": own.parameters["rate_percent"],
                  "base_from": rounded_in(window[0], up=True), "base_to": rounded_in(window[1], up=False)}  # fmt: skip
    yield from if_stands(
        replace(fit, parameters={**fit.parameters, **parameters}, penalty=1),
        f"{said}, divided by the unrounded number ({plain(start)} × {plain(factor)} each year), rounded half up",
    )


def products(output: int, known: Known) -> Iterator[Fit]:
    """One series times another."""
    y = known.values[output]
    tried = len(known.others(output)) ** 2 * len(SCALES)
    for one, other in combinations(known.others(output), 2):
        common = known.shared(output, (one, other))
        if len(common) < 2 or len(common) < len(y) - 1:
            continue
        fx, fz = known.floats[one], known.floats[other]
        if not any(scales_near(known.floats[output], {at: fx[at] * fz[at] for at in common})):
            continue
        for said, exact in _products_of(known, (one, other), common):
            near = {at: float(number) for at, number in exact.items()}
            for scale in scales_near(known.floats[output], near):
                if not known.may_be(output, near, scale):
                    continue
                scaled = {at: scale * number for at, number in exact.items()}
                fit = direct(output, known, scaled, "product", tried, (one, other), scale)
                words = (
                    f"{named(known, one)} × {named(known, other)}{times_in_words(scale)}{f' ({said})' if said else ''}"
                )
                yield from if_stands(fit, f"{words}, rounded half up")


def _products_of(
    known: Known, pair: tuple[int, int], common: Sequence[int]
) -> Iterator[tuple[str, dict[int, Fraction]]]:
    """Both as printed, then each in turn as its rule carries it unrounded."""
    x, z = (known.values[at] for at in pair)
    yield "", {at: x[at].value * z[at].value for at in common}
    for at, printed in zip(pair, (z, x), strict=True):
        for own in known.own.get(at, ()):
            if own.rule == "growth.unrounded":
                exact = {place: printed[place].value * own.exact[place] for place in common if place in own.exact}
                yield f"{named(known, at)} unrounded", exact


def multiples(output: int, known: Known) -> Iterator[Fit]:
    """A fixed number of times another series: so much a child, so much in the hundred."""
    y = known.values[output]
    for one in known.others(output):
        x = known.values[one]
        common = [at for at in y if at in x and x[at].value > 0]
        if len(common) < 3 or len(common) < len(y) - 1:
            continue
        if not _one_multiple(known, output, one, common):
            continue
        windows = {
            at: ((y[at].value - y[at].half) / x[at].value, (y[at].value + y[at].half) / x[at].value) for at in common
        }
        window = widest_agreement(windows, most_misses(len(common)))
        if window is None or window[0] >= window[1]:
            continue
        times = roundest(*window)
        if times == 0:
            continue
        exact = {at: times * x[at].value for at in common}
        fit = direct(output, known, exact, "multiple", len(known.names), (one,), Fraction(1), costs=(digits_of(times),))
        fit = replace(fit, parameters={"times": times, "of": known.names[one]}, penalty=3 + 3 * (0 < times < 1))
        yield from if_stands(fit, f"{named(known, one)} × {plain(times)}, rounded half up")


def _one_multiple(known: Known, output: int, one: int, common: Sequence[int]) -> bool:
    """Whether floating point sees one number of times that gives enough of the cells."""
    x, half = known.floats[one], max(0.5000001 * 10.0 ** -known.values[output][at].places for at in common)
    middle = sorted((known.floats[output][at] / x[at], x[at]) for at in common)[len(common) // 2]
    off = sum(abs(known.floats[output][at] - middle[0] * x[at]) > half * (1 + x[at] / middle[1]) for at in common)
    return off <= most_misses(len(common))


def shares(output: int, known: Known) -> Iterator[Fit]:
    """Each figure of another series as a percentage of that series' sum."""
    y = known.values[output]
    for one in known.others(output):
        x = known.values[one]
        total = sum((figure.value for figure in x.values()), Fraction(0))
        common = [at for at in y if at in x]
        if total > 0 and len(common) >= 2:
            near = known.floats[one]
            if not known.may_be(output, {at: 100 * near[at] / float(total) for at in common}, Fraction(1)):
                continue
            exact = {at: HUNDRED * x[at].value / total for at in common}
            fit = direct(output, known, exact, "share", len(known.names), (one,), Fraction(1))
            yield from if_stands(fit, f"{named(known, one)} as a percentage of its sum, {plain(total)}")
