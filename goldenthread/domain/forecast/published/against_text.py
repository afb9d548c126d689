"""Claims of the text held against the table: growth, no change, a change to a figure, a figure of a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Final

from goldenthread.domain.forecast.published.claims import CHANGE_TO, GROWTH, LEVEL, SAME, Claim
from goldenthread.domain.forecast.published.context import Context, Earlier, Told
from goldenthread.domain.forecast.published.figures import plain, rounded
from goldenthread.domain.forecast.published.periods import periods_in
from goldenthread.domain.forecast.published.results import Agreement, CellNamed, Contradiction
from goldenthread.domain.forecast.published.units import MONEY

Said = Contradiction | Agreement
_STOCK = re.compile(r"\b(?:stood|stands?) at\b|brought forward|accumulated|cumulative|\bopening\b", re.IGNORECASE)
_OTHER_THING: Final = 5  # a figure five times off is not the same thing by another name


def against_text(context: Context) -> Iterator[tuple[Claim, Said]]:
    """Everything the text claims of a table, borne out or not, each with the claim."""
    checks = {GROWTH: _growth, SAME: _same, CHANGE_TO: _change_to, LEVEL: _level}
    seen: set[tuple[int, str, str]] = set()
    for claim in context.claims:
        for told in context.tables:
            series = context.meant(claim, told)
            key = (claim.line, claim.kind, str(claim.quantity.start if claim.quantity else claim.subject))
            if key in seen:
                continue
            found = checks[claim.kind](context, claim, told, series) if series is not None else None
            if found is None and claim.kind == LEVEL:
                found = _opening(context, claim, told)
            if found is not None:
                seen.add(key)
                yield claim, found


def yearly(told: Told, series: int) -> list[Fraction]:
    """The change of a series from each year to the next, in the hundred."""
    numbers = [number for at in told.positions() if (number := told.whole(series, at)) is not None]
    return [100 * (after - before) / before for before, after in pairwise(numbers) if before]


def _growth(context: Context, claim: Claim, told: Told, series: int) -> Said | None:
    """“10% annual increase”: the rule's rate where the series grows by a rule, else the change of every year."""
    assert claim.percent is not None
    years = [period for _, _, period in periods_in(claim.text)]
    if years and all(told.at(each) is None for each in years):
        return None  # it is said of other years
    name, fit = told.series[series].name, told.judged.rules.get(series)
    rate = fit.parameters.get("rate_percent") if fit is not None and fit.rule.startswith("growth") else None
    if isinstance(rate, Fraction):
        changes = [rate]
    else:
        changes = yearly(told, series)
    if not changes or told.judged.sheet.times is None:
        return None
    if all(rounded(change, claim.places) == claim.percent for change in changes):
        return Agreement(claim.text, claim.line, f"“{name}” grows by {_percent(changes[0])} a year, as the text says.")
    message = f"The text says {_percent(claim.percent)} a year; “{name}” changes by {_range(changes)} a year."
    return Contradiction("claims.growth", message, _cells(told, series), claim.text, claim.line)


def _same(context: Context, claim: Claim, told: Told, series: int) -> Said | None:
    """“remains the same”: no year may change by more than the last digit printed."""
    changes = yearly(told, series)
    cells = [cell for at in told.positions() if (cell := told.series[series].cells[at]) is not None]
    if not changes or told.judged.sheet.times is None:
        return None
    name = told.series[series].name
    if all(abs(after.figure.value - before.figure.value) <= 2 * after.figure.half for before, after in pairwise(cells)):
        return Agreement(claim.text, claim.line, f"“{name}” stays at {cells[0].figure.text}, as the text says.")
    way = (
        "falls"
        if all(change < 0 for change in changes)
        else "rises"
        if all(change > 0 for change in changes)
        else "changes"
    )
    said = ", ".join(_percent(abs(change) if way != "changes" else change, 2) for change in changes)
    message = f"The text says that it stays the same; “{name}” {way} by {said} from year to year."
    return Contradiction("claims.same", message, _cells(told, series), claim.text, claim.line)


def _change_to(context: Context, claim: Claim, told: Told, series: int) -> Said | None:
    """“reduced by another 4% to £21,076”: what it was before must be known, and less 4% must be that."""
    assert claim.percent is not None and claim.quantity is not None
    to = claim.quantity
    at = next((each for each in told.positions() if (number := told.whole(series, each)) is not None
               and to.admits(number) and (to.kind == MONEY) == (told.kind(series) == MONEY)), None)  # fmt: skip
    if at is None:
        return None
    befores = _befores(context, told, series, at)
    changes = [100 * (to.whole - known.number) / known.number for known in befores if known.number]
    if not changes:
        return None
    if any(rounded(change, claim.places) == claim.percent for change in changes):
        return Agreement(claim.text, claim.line, f"{to.text} is {_percent(claim.percent)} on the year before.")
    known, change = befores[0], changes[0]
    should = known.number * (100 + claim.percent) / 100
    message = (
        f"The text says a change of {_percent(claim.percent)} to {to.text}. The year before was "
        f"{_money(known.number, to.kind)} ({known.source}); {_percent(claim.percent)} on that is "
        f"{_money(should, to.kind)}, and {to.text} is {_percent(change, 2)}."
    )
    return Contradiction("claims.change_to", message, (told.judged.named(series, at),), claim.text, claim.line)


def _befores(context: Context, told: Told, series: int, at: int) -> list[Earlier]:
    """The year before: of the series itself, or of the two it is the ratio of."""
    found = context.before(told, series, at)
    fit = told.judged.rules.get(series)
    if not found and fit is not None and fit.rule in ("ratio", "ratio.unrounded"):
        for top in context.before(told, fit.now[0], at):
            for below in context.before(told, fit.now[1], at):
                if below.number:
                    said = f"{top.source} ÷ {below.source}"
                    found.append(Earlier(top.number / below.number, said, top.line))
    return found


def _level(context: Context, claim: Claim, told: Told, series: int) -> Said | None:
    """“£30.97m in 2020/21”: the cell of that year, to the places the text gives."""
    quantity = claim.quantity
    at = told.at(claim.period) if claim.period is not None else None
    number = told.whole(series, at) if at is not None else None
    if quantity is None or at is None or number is None or (quantity.kind == MONEY) != (told.kind(series) == MONEY):
        return None
    name, number, when = told.series[series].name, abs(number), told.judged.sheet.periods[at]
    cell = told.judged.named(series, at)
    if quantity.admits(number, claim.doubt):
        return Agreement(claim.text, claim.line, f"{quantity.text} is {cell.text} of “{name}”, {when}.")
    if not quantity.whole or not number or not Fraction(1, _OTHER_THING) < number / quantity.whole < _OTHER_THING:
        return None
    doubt = f"{claim.doubt} " if claim.doubt else ""
    message = f"The text says {doubt}{quantity.text} for {when}; “{name}” has {cell.text}."
    return Contradiction("claims.level", message, (cell,), claim.text, claim.line)


def _opening(context: Context, claim: Claim, told: Told) -> Said | None:
    """“The deficit stood at £12.5m at 31 March 2025”: what a running sum opens with, the year before the table."""
    quantity, first = claim.quantity, told.judged.sheet.periods[told.positions()[0]] if told.positions() else None
    if quantity is None or first is None or claim.period is None:
        return None
    if first.before() not in (claim.period, claim.period.closing()):
        return None
    stock = _STOCK.search(claim.text) is not None
    series = context.meant(replace(claim, subject=f"cumulative {claim.subject}") if stock else claim, told)
    fit = told.judged.rules.get(series) if series is not None else None
    opening = fit.parameters.get("opening") if fit is not None and fit.rule == "running" else None
    if series is None or not isinstance(opening, Fraction) or not opening or not quantity.whole:
        return None
    if (quantity.kind == MONEY) != (told.kind(series) == MONEY):
        return None
    name, number = told.series[series].name, abs(opening) * told.scales.get(series, 1)
    if quantity.admits(number, claim.doubt):
        return Agreement(claim.text, claim.line, f"{quantity.text} is what “{name}” opens with, by its own rule.")
    if not Fraction(1, _OTHER_THING) < number / quantity.whole < _OTHER_THING:
        return None
    said = f"The text says {quantity.text} before {first}; “{name}” opens with {_money(number, quantity.kind)}"
    return Contradiction("claims.level", f"{said}, by its own rule.", _cells(told, series)[:1], claim.text, claim.line)


def _cells(told: Told, series: int) -> tuple[CellNamed, ...]:
    return tuple(told.judged.named(series, at) for at in told.positions() if told.series[series].cells[at] is not None)


def _percent(number: Fraction, places: int | None = None) -> str:
    near = number if places is None else rounded(number, places)
    return f"{plain(near, places if places is not None and near.denominator != 1 else None)}%"


def _range(changes: list[Fraction]) -> str:
    low, high = min(changes), max(changes)
    return _percent(low, 2) if rounded(low, 2) == rounded(high, 2) else f"{_percent(low, 2)} to {_percent(high, 2)}"


def _money(number: Fraction, kind: str) -> str:
    return f"£{plain(number, 0)}" if kind == MONEY else plain(number, 0)
