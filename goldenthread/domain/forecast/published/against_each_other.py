"""What follows from two things said together, and from a series that is implied but not printed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise

from goldenthread.domain.forecast.published.against_text import yearly
from goldenthread.domain.forecast.published.claims import SAME, Claim
from goldenthread.domain.forecast.published.context import Context, Earlier, Told
from goldenthread.domain.forecast.published.figures import plain
from goldenthread.domain.forecast.published.fits import Fit
from goldenthread.domain.forecast.published.results import Contradiction
from goldenthread.domain.forecast.published.subjects import head_of, series_meant
from goldenthread.domain.forecast.published.two_tables import otherwise


def against_each_other(context: Context) -> Iterator[Contradiction]:
    """Claims that together do not give the table, implied series that break with what came before, and tables that
    have the same thing otherwise."""
    for one, other in combinations(context.tables, 2):
        yield from otherwise(context, one, other)
    for told in context.tables:
        for output, fit in told.judged.rules.items():
            if fit.rule in ("ratio", "ratio.unrounded"):
                claim = _said_the_same(context, told, output)
                if claim is not None and (found := _together(context, told, fit, claim)) is not None:
                    yield found
            if fit.rule == "difference.implied" and (found := _jump(context, told, fit)) is not None:
                yield found


def _said_the_same(context: Context, told: Told, series: int) -> Claim | None:
    return next((each for each in context.claims if each.kind == SAME and context.meant(each, told) == series), None)


def _together(context: Context, told: Told, fit: Fit, claim: Claim) -> Contradiction | None:
    """The average stays and the number grows: then what they multiply to grows with the number. Does it?"""
    top, below = fit.now
    order = [at for at in told.positions() if at in fit.expected]
    growing = told.judged.rules.get(below)
    numbers = {at: told.whole(below, at) for at in order}
    if growing is not None:
        numbers |= {at: number for at, number in growing.exact.items() if at in numbers}
    average, scale = told.whole(fit.output, order[0]), told.scales.get(top, 1)
    rows = []
    for at in order:
        cell, number = told.series[top].cells[at], numbers[at]
        if cell is None or number is None or average is None:
            return None
        rows.append((at, cell, average * number / scale - cell.figure.value))
    off = [(at, cell, more) for at, cell, more in rows if abs(more) > 2 * cell.figure.half * 10]
    if not off:
        return None
    would = ", ".join(plain(cell.figure.value + more, cell.figure.places) for _, cell, more in off)
    first, last = (f"£{plain(abs(more) * scale / 1_000_000, 1)}m" for more in (off[0][2], off[-1][2]))
    less = "less" if off[-1][2] > 0 else "more"
    rate = growing.parameters.get("rate_percent") if growing is not None else None
    changes = [rate] if isinstance(rate, Fraction) else yearly(told, below)
    grows = ", ".join(f"{plain(change)}%" for change in changes) + (" a year" if len(changes) == 1 else "")
    message = (
        f"The average is said to stay the same and “{told.series[below].name}” grows by {grows}; so would "
        f"“{told.series[top].name}”: {would}. The table grows by {_grown(context, told, top, order[0])}: {first} "
        f"{less} in the first of these years, {last} in the last, which the text does not mention."
    )  # fmt: skip
    cells = tuple(told.judged.named(top, at) for at, _, _ in off)
    return Contradiction("claims.together", message, cells, claim.text, claim.line)


def _grown(context: Context, told: Told, series: int, first: int) -> str:
    changes = [f"{plain(change, 2)}%" for change in yearly(told, series)]
    start, before = told.whole(series, first), context.before(told, series, first)
    if start is not None and before and before[0].number:
        known = before[0]
        changes.insert(0, f"{plain(100 * (start - known.number) / known.number, 2)}% (from {known.source})")
    return ", ".join(changes)


def _jump(context: Context, told: Told, fit: Fit) -> Contradiction | None:
    """An implied series that rises evenly within the table, and by something else from the year before it."""
    order = sorted(at for at in fit.exact if at in fit.expected)
    known = _implied_before(context, told, fit, order[0])
    if known is None or len(order) < 2:
        return None
    scale = told.scales.get(fit.output, 1)
    steps = [fit.exact[after] - fit.exact[before] for before, after in pairwise(order)]
    first = fit.exact[order[0]] - known.number / scale
    given = told.series[fit.output].cells[order[0]]
    if given is None or min(steps) - 20 * given.figure.half <= first <= max(steps) + 20 * given.figure.half:
        return None
    unit = told.series[fit.output].unit
    said = f" ({unit})" if unit is not None else ""
    hidden = ", ".join(plain(fit.exact[at]) for at in order)
    times = plain(first / steps[0], 1) if steps[0] else "many"
    message = (
        f"“{told.series[fit.output].name}” implies a series of {hidden}{said} that rises by {_steps(steps)} a year. "
        f"The year before it was {plain(known.number / scale)} ({known.source}): the first step is {plain(first)}, "
        f"{times} times the others, and the table does not say why."
    )  # fmt: skip
    return Contradiction("implied.jump", message, (told.judged.named(fit.output, order[0]),), known.source, known.line)


def _steps(steps: list[Fraction]) -> str:
    return plain(steps[0]) if len(set(steps)) == 1 else f"{plain(min(steps))} to {plain(max(steps))}"


def _implied_before(context: Context, told: Told, fit: Fit, at: int) -> Earlier | None:
    """The implied series the year before: in another table, the total less the part that is the same as here."""
    period = told.judged.sheet.periods[at]
    (one,) = fit.now
    for other in context.tables:
        before = other.at(period.before()) if period is not None else None
        if other is told or before is None:
            continue
        part = series_meant(
            head_of(told.series[one].name), [each.name for each in other.series], context.acronyms, enough=Fraction(1)
        )
        total = next(
            (
                each
                for each in other.judged.rules.values()
                if each.rule == "sum" and part in each.now and before in each.expected
            ),
            None,
        )  # fmt: skip
        if part is None or total is None:
            continue
        rest = [series for series in total.now if series != part]
        numbers = [(other.whole(series, before), total.signs[total.now.index(series)]) for series in rest]
        if rest and all(number is not None for number, _ in numbers):
            amount = sum((sign * number for number, sign in numbers if number is not None), Fraction(0))
            cells = " + ".join(other.judged.named(series, before).text for series in rest)
            return Earlier(
                abs(amount),
                f"{cells} in the table on line {other.judged.sheet.table.line}",
                other.judged.sheet.table.line,
            )
    return None
