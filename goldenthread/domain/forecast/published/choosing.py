"""Which rules a table follows, of all that stand: the set that explains most cells and goes round in no circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from goldenthread.domain.forecast.published.between import multiples, products, ratios, shares
from goldenthread.domain.forecast.published.blame import checks_of, wrong_cells
from goldenthread.domain.forecast.published.fits import Fit, digits_of, values_of
from goldenthread.domain.forecast.published.implied import implied
from goldenthread.domain.forecast.published.known import Known
from goldenthread.domain.forecast.published.names import worked_out
from goldenthread.domain.forecast.published.over_time import carried, changes, compounded, running
from goldenthread.domain.forecast.published.own_rules import own_rules
from goldenthread.domain.forecast.published.sheet import Sheet, is_total
from goldenthread.domain.forecast.published.sums import totals
from goldenthread.domain.forecast.published.total_rows import is_near, may_be_added
from goldenthread.domain.forecast.published.units import COUNT, MONEY

_MOST_STEPS: Final = 40_000
_MOST_OF_ONE: Final = 8
_ROUND: Final = 2  # digits of a number that is round


def rules_of(sheet: Sheet, rates: Sequence[Fraction] = (), *, only_sums: bool = False) -> dict[int, Fit]:
    """The rule of each series that has one. `rates`: percentages the text around the table names."""
    values = [values_of(sheet, at) for at in range(len(sheet.series))]
    if only_sums:
        values = [{at: figure for at, figure in each.items() if _is_added(sheet, at)} for each in values]
    times = sheet.times
    own = {at: list(own_rules(at, each, times, rates)) for at, each in enumerate(values) if each and not only_sums}
    floats = [{at: float(figure.value) for at, figure in each.items()} for each in values]
    known = Known(values, [each.name for each in sheet.series], times, own, floats)
    find = _found_sums if only_sums else _found
    found = {at: find(at, known, sheet) for at in range(len(values)) if values[at]}
    return _fewest_wrong(sheet, best_set({at: fits for at, fits in found.items() if fits}), found)


def _fewest_wrong(sheet: Sheet, chosen: dict[int, Fit], found: Mapping[int, Sequence[Fit]]) -> dict[int, Fit]:
    """Of readings worth the same, the ones that leave fewest cells to be named wrong."""
    for at, fit in list(chosen.items()):
        for other in found[at] if fit.misses else ():
            if other.rule == fit.rule and other.now == fit.now and worth(other) == worth(fit):
                tried = {**chosen, at: other}
                if _wrong(sheet, tried) < _wrong(sheet, chosen):
                    chosen = tried
    return chosen


def _wrong(sheet: Sheet, rules: Mapping[int, Fit]) -> int:
    return len(wrong_cells(list(checks_of(sheet, rules))))


def _found(output: int, known: Known, sheet: Sheet) -> list[Fit]:
    unit = sheet.series[output].unit
    counts = unit is not None and unit.kind == COUNT
    fits = list(known.own.get(output, ()))
    for family in (ratios, products, multiples, shares, running, carried, changes, compounded, implied):
        fits += family(output, known)
    fits += totals(output, known, counts=counts)
    fits = [fit for fit in fits if fit.rule != "multiple" or _may_be_times(fit, sheet)]
    return _judged(fits, known)


def _may_be_times(fit: Fit, sheet: Sheet) -> bool:
    """Whether a fixed number of times is likely by the units: no number of children is so many times a sum of money,
    and pounds are so many times millions only by a round number."""
    to, source = sheet.series[fit.output].unit, sheet.series[fit.now[0]].unit
    if source is None or source.kind != MONEY:
        return True
    times = fit.parameters["times"]
    if to is not None and to.kind == MONEY and to.scale == source.scale:
        return True
    kind = to.kind if to is not None else MONEY
    return kind == MONEY and isinstance(times, Fraction) and digits_of(times) <= _ROUND


def _found_sums(output: int, known: Known, sheet: Sheet) -> list[Fit]:
    """Between rows: only what adds up, and only where the row is named like a sum or is the last."""
    last = output == len(known.names) - 1
    if not last and not worked_out(known.names[output]):
        return []
    return _judged([_without_other_things(fit, known) for fit in totals(output, known)], known)


def _is_added(sheet: Sheet, at: int) -> bool:
    """Whether what stands at a position of a table turned round may be part of a sum."""
    return may_be_added(sheet.labels[at], sheet.units[at])


def _without_other_things(fit: Fit, known: Known) -> Fit:
    """The sum without cells of a total so far from it that they were meant as something else."""
    if not is_total(known.names[fit.output]):
        return fit
    given = known.values[fit.output]
    other = frozenset(at for at in fit.misses if not is_near(given[at].value, fit.expected[at]))
    expected = {at: number for at, number in fit.expected.items() if at not in other}
    return replace(fit, expected=expected, misses=fit.misses - other)


def _judged(fits: list[Fit], known: Known) -> list[Fit]:
    judged = [replace(fit, penalty=fit.penalty + _direction(fit, known.names)) for fit in fits]
    return sorted(judged, key=worth, reverse=True)[:_MOST_OF_ONE]


def _direction(fit: Fit, names: Sequence[str]) -> int:
    """What is worked out stands after what it is worked out of, and is named like it; an average before its total
    is likelier what the total was multiplied from."""
    if not fit.now:
        return 0
    named = worked_out(names[fit.output])
    after = fit.output > max(fit.now)
    return (0 if named else 10) + (0 if after else 11 if fit.rule == "ratio" else 5)


def worth(fit: Fit) -> int:
    """Cells explained beyond those its parameters use up; then what the names say, nothing missed, the plainer rule."""
    return 100 * (fit.agreeing - fit.free) - 30 * len(fit.misses) + (50 if fit.by_name else 0) - fit.penalty


def best_set(found: Mapping[int, Sequence[Fit]]) -> dict[int, Fit]:
    """One rule at most a series, no circle, most worth; exact for tables of usual size, else as good as found soon."""
    order = sorted(found, key=lambda at: -worth(found[at][0]))
    ahead = [sum(worth(found[at][0]) for at in order[start:]) for start in range(len(order) + 1)]
    best: tuple[int, dict[int, Fit]] = (-1, {})
    steps = 0
    waiting: list[tuple[int, int, dict[int, Fit]]] = [(0, 0, {})]
    while waiting and steps < _MOST_STEPS:
        steps += 1
        depth, gained, chosen = waiting.pop()
        if gained > best[0]:
            best = gained, chosen
        if depth == len(order) or gained + ahead[depth] <= best[0]:
            continue
        at = order[depth]
        waiting.append((depth + 1, gained, chosen))
        for fit in reversed(found[at]):
            if not goes_round(fit, chosen):
                waiting.append((depth + 1, gained + worth(fit), {**chosen, at: fit}))
    return best[1]


def goes_round(fit: Fit, chosen: Mapping[int, Fit]) -> bool:
    """Whether what the rule reads is itself worked out, at the same position, from what the rule gives."""
    looked: set[int] = set()
    waiting: Iterable[int] = fit.now
    while waiting:
        now = set(waiting)
        if fit.output in now:
            return True
        looked |= now
        waiting = {each for one in now if one in chosen for each in chosen[one].now} - looked
    return False
