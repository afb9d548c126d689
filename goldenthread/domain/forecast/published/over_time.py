"""Rules from one year to the next: running sums with an opening, carry-forwards, changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, combinations, pairwise

from goldenthread.domain.forecast.published.figures import plain, rounded
from goldenthread.domain.forecast.published.fits import Fit, digits_of
from goldenthread.domain.forecast.published.known import (
    HUNDRED,
    SCALES,
    Known,
    direct,
    if_stands,
    named,
    times_in_words,
)  # fmt: skip
from goldenthread.domain.forecast.published.names import carries_forward, is_rate
from goldenthread.domain.forecast.published.sums import MOST_FOR_THREES, Parts, said_of


def running(output: int, known: Known) -> Iterator[Fit]:
    """What stood before, and what came and went since: one series or two, with the opening free."""
    y = known.values[output]
    others = known.others(output)
    if known.times is None or len(y) < 3:
        return
    flows: list[Parts] = [((one, sign),) for one in others for sign in (1, -1)]
    if len(others) <= MOST_FOR_THREES:
        flows += [((a, 1), (b, -1)) for a in others for b in others if a != b]
        flows += [((a, 1), (b, 1)) for a, b in combinations(others, 2)]
    for parts in flows:
        order = sorted(at for at in y if all(at in known.values[one] for one, _ in parts))
        if len(order) < 2 or len(order) < len(y) - 1:
            continue
        likely = list(_scales_of_steps(known, output, order, parts))
        if not likely:
            continue
        moved = {at: sum((sign * known.values[one][at].value for one, sign in parts), Fraction(0)) for at in order}
        for scale in likely:
            by = {at: scale * number for at, number in moved.items()}
            yield from _best_running(output, known, order, by, parts, scale, len(flows))


def _best_running(
    output: int, known: Known, order: Sequence[int], by: Mapping[int, Fraction], parts: Parts, scale: Fraction,
    tried: int,
) -> Iterator[Fit]:  # fmt: skip
    """Added up from the opening, or from each printed figure to the next: whichever leaves fewer cells wrong."""
    y = known.values[output]
    opens = min(y) == order[0]
    sums = dict(zip(order, accumulate(by[at] for at in order), strict=True))
    opening = Counter(y[at].value - sums[at] for at in order).most_common(1)[0][0]
    along = {at: opening + sums[at] for at in order}
    stepped = {order[0]: y[order[0]].value} if opens else {}
    for at in order[1:] if opens else order:
        stepped[at] = y[max(each for each in y if each < at)].value + by[at]
    first = y[order[0]].value - by[order[0]] if opens else y[min(y)].value
    costs = (digits_of(opening) + 3.0,) if opens else ()
    now, signs = tuple(one for one, _ in parts), tuple(sign for _, sign in parts)
    found = []
    for start, exact in ((opening, along), (first, stepped)):
        fit = direct(output, known, exact, "running", tried * len(SCALES), now, scale, costs=costs)
        parameters = {**fit.parameters, "opening": start}
        said = f"the year before {said_of(known, parts, first=False)}{times_in_words(scale)}"
        text = f"{said}, with an opening of {plain(start)}"
        found.append(replace(fit, text=text, parameters=parameters, signs=signs, penalty=len(parts) - 1))
    fewest = min(len(fit.misses) for fit in found)
    for fit in found[: 1 if not fewest else 2]:
        if len(fit.misses) == fewest:
            yield from if_stands(fit, fit.text)


def _scales_of_steps(known: Known, output: int, order: Sequence[int], parts: Parts) -> Iterator[Fraction]:
    """The scale at which the middle step of the series is the middle of what came and went."""
    y = known.floats[output]
    steps = sorted(
        (y[at] - y[before]) / moved
        for before, at in pairwise(order)
        if (moved := sum(sign * known.floats[one][at] for one, sign in parts))
    )
    if steps and (middle := steps[len(steps) // 2]) > 0:
        yield from (scale for scale in SCALES if 0.9 < middle / float(scale) < 1.1)


def carried(output: int, known: Known) -> Iterator[Fit]:
    """What another series held the year before."""
    y = known.values[output]
    for one in known.others(output) if known.times is not None else ():
        x = known.values[one]
        exact = {at: x[at - 1].value for at in y if at - 1 in x}
        by_name = carries_forward(output, one, known.names)
        fit = direct(output, known, exact, "carried", 1 if by_name else len(known.names), (), Fraction(1))
        said = f"{named(known, one)} of the year before, carried forward"
        yield from if_stands(replace(fit, earlier=(one,), by_name=by_name), said)


def compounded(output: int, known: Known) -> Iterator[Fit]:
    """The year before, and a percentage of it that another series gives for each year."""
    y = known.values[output]
    for one in known.others(output) if known.times is not None else ():
        x = known.values[one]
        if not all(figure.mark == "%" for figure in x.values()) and not is_rate(known.names[one]):
            continue
        before, exact = y[min(y)].value, dict[int, Fraction]()
        for at in sorted(y)[1:]:
            if at not in x or at - 1 not in y:
                break
            before = exact[at] = rounded(before * (1 + x[at].value / HUNDRED), y[at].places)
        fit = direct(output, known, exact, "compounded", len(known.names), (one,), Fraction(1))
        yield from if_stands(fit, f"the year before and {named(known, one)} of it, rounded each year")


def changes(output: int, known: Known) -> Iterator[Fit]:
    """How much another series rose since the year before: as a number, or in the hundred."""
    y = known.values[output]
    for one in known.others(output) if known.times is not None else ():
        x, near = known.values[one], known.floats[one]
        later = [at for at in y if at in x and at - 1 in x]
        if not any(known.may_be(output, each, Fraction(1)) for each in _changed(near, later)):
            continue
        risen = {at: x[at].value - x[at - 1].value for at in later}
        percent = {at: HUNDRED * risen[at] / x[at - 1].value for at in later if x[at - 1].value}
        for rule, exact, said in (("change", risen, ""), ("change.percent", percent, ", in the hundred")):
            if len(exact) >= 2:
                fit = direct(output, known, exact, rule, 2 * len(known.names), (one,), Fraction(1))
                yield from if_stands(fit, f"the change of {named(known, one)} since the year before{said}")


def _changed(near: Mapping[int, float], later: Sequence[int]) -> Iterator[dict[int, float]]:
    """The changes as floating point sees them: as numbers, then in the hundred."""
    yield {at: near[at] - near[at - 1] for at in later}
    yield {at: 100 * (near[at] - near[at - 1]) / near[at - 1] for at in later if near[at - 1]}
