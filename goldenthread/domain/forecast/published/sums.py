"""Rules that add: totals of other series with their signs, running sums with an opening, carry-forwards, changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, combinations, pairwise
from typing import Final

from goldenthread.domain.forecast.published.figures import Figure, plain
from goldenthread.domain.forecast.published.fits import Fit, Values, digits_of, most_misses
from goldenthread.domain.forecast.published.growing import growth
from goldenthread.domain.forecast.published.known import (
    HUNDRED,
    SCALES,
    Known,
    direct,
    if_stands,
    named,
    times_in_words,
)  # fmt: skip
from goldenthread.domain.forecast.published.straight import constant, line

MOST_FOR_THREES: Final = 14
_SIGNS: Final = {2: ((1, 1), (1, -1), (-1, 1)), 3: ((1, 1, 1), (1, 1, -1), (1, -1, 1), (-1, 1, 1), (1, -1, -1))}
Parts = tuple[tuple[int, int], ...]  # series, sign


def totals(output: int, known: Known, *, counts: bool = False) -> Iterator[Fit]:
    """A sum of other series. `counts`: things are counted, so that parts hold no rounding."""
    y = known.values[output]
    candidates = list(_parts(known.others(output)))
    for parts in candidates:
        common = [at for at in y if all(at in known.floats[one] for one, _ in parts)]
        if not common or len(common) < len(y) - 1:
            continue
        likely = list(_likely(known, output, common, parts))
        if not likely:
            continue
        exact = {at: sum((sign * known.values[one][at].value for one, sign in parts), Fraction(0)) for at in common}
        for scale in likely:
            scaled = {at: scale * number for at, number in exact.items()}
            now, signs = tuple(one for one, _ in parts), tuple(sign for _, sign in parts)
            said = _said(known, parts) + times_in_words(scale)
            fit = direct(output, known, scaled, "sum", len(candidates), now, scale)
            yield from if_stands(replace(fit, signs=signs, penalty=len(parts) - 2), said)
            slack = _slack(y, len(parts))
            if fit.misses and slack and not counts and 2 * fit.agreeing >= len(fit.expected):
                loose = direct(
                    output, known, scaled, "sum", 3 ** len(common) * len(candidates), now, scale, slack=slack
                )
                yield from if_stands(
                    replace(loose, signs=signs, penalty=len(parts) + 4), f"{said}, within the rounding of its parts"
                )


def _parts(others: Sequence[int]) -> Iterator[Parts]:
    """Pairs with every sign, threes with every sign in a small table, and neighbours of any number added up."""
    for size in (2, 3) if len(others) <= MOST_FOR_THREES else (2,):
        for chosen in combinations(others, size):
            for signs in _SIGNS[size]:
                yield tuple(zip(chosen, signs, strict=True))
    for size in range(3 if len(others) > MOST_FOR_THREES else 4, len(others) + 1):
        for start in range(len(others) - size + 1):
            yield tuple((one, 1) for one in others[start : start + size])


def _likely(known: Known, output: int, common: Sequence[int], parts: Parts) -> Iterator[Fraction]:
    """The scales at which enough cells are within the rounding of the parts, as floating point sees it."""
    y, given = known.values[output], known.floats[output]
    sums: list[float] = []
    for scale in SCALES:
        left, times = most_misses(len(common)), float(scale)
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
        said = f"the year before {_said(known, parts, first=False)}{times_in_words(scale)}"
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
        fit = direct(output, known, exact, "carried", len(known.names), (), Fraction(1))
        yield from if_stands(replace(fit, earlier=(one,)), f"{named(known, one)} of the year before, carried forward")


def changes(output: int, known: Known) -> Iterator[Fit]:
    """How much another series rose since the year before: as a number, or in the hundred."""
    y = known.values[output]
    for one in known.others(output) if known.times is not None else ():
        x = known.values[one]
        later = [at for at in y if at in x and at - 1 in x]
        risen = {at: x[at].value - x[at - 1].value for at in later}
        percent = {at: HUNDRED * risen[at] / x[at - 1].value for at in later if x[at - 1].value}
        for rule, exact, said in (("change", risen, ""), ("change.percent", percent, ", in the hundred")):
            if len(exact) >= 2:
                fit = direct(output, known, exact, rule, 2 * len(known.names), (one,), Fraction(1))
                yield from if_stands(fit, f"the change of {named(known, one)} since the year before{said}")


def implied(output: int, known: Known) -> Iterator[Fit]:
    """Another series less one that is not printed but keeps a rule: income that rises by the same amount each year."""
    y = known.values[output]
    for one in known.others(output) if known.times is not None and not known.own.get(output) else ():
        x = known.values[one]
        common = [at for at in y if at in x]
        if len(common) < max(3, len(y)) or known.own.get(one):
            continue
        for scale in SCALES:
            for sign in (1, -1):
                hidden = {at: Figure("", scale * x[at].value - sign * y[at].value, y[at].places) for at in common}
                if all(figure.value > 0 for figure in hidden.values()):
                    yield from _hidden(output, known, one, hidden, scale, sign)


def _hidden(
    output: int, known: Known, one: int, hidden: Mapping[int, Figure], scale: Fraction, sign: int
) -> Iterator[Fit]:
    times = known.times or ()
    for own in (constant(output, hidden), line(output, hidden, times), growth(output, hidden, times)):
        if own is None or not own.exact:
            continue
        exact = {at: sign * (scale * known.values[one][at].value - own.exact[at]) for at in hidden}
        numbers = [
            number
            for name, number in own.parameters.items()
            if name in ("value", "first", "step", "base", "rate_percent")
        ]
        costs = [digits_of(_fraction(number)) + 1.0 for number in numbers]
        fit = direct(
            output, known, exact, "difference.implied", 4 * len(known.names) * len(SCALES), (one,), scale, costs=costs
        )
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


def _said(known: Known, parts: Parts, *, first: bool = True) -> str:
    if len(parts) > 3:
        return f"the sum of {named(known, parts[0][0])} to {named(known, parts[-1][0])}"
    words = " ".join(f"{'+' if sign > 0 else '−'} {named(known, one)}" for one, sign in parts)
    return words.removeprefix("+ ") if first else words


def _fraction(number: object) -> Fraction:
    return number if isinstance(number, Fraction) else Fraction(str(number))
