"""A rule held against a series: what it gives for each cell, which cells agree, and how likely that is by accident.

A rule counts only where it explains more cells than it has free parameters, and where a table of random numbers of
the same size would follow it less than once in three hundred times, or less rarely where the headings themselves say
what is worked out from what. A free parameter uses up the cell that fixes it,
or, where it is a round number, as many guesses as there are numbers that round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, comb, log10
from typing import Final

from goldenthread.domain.forecast.published.figures import Figure, rounded
from goldenthread.domain.forecast.published.sheet import Sheet

ACCIDENT: Final = -2.5  # once in three hundred tables; in powers of ten
ACCIDENT_WITH_A_MISS: Final = -4.0
ACCIDENT_ALONE_WITH_A_MISS: Final = -2.0  # of a series alone, where the measure is already a strict one
ACCIDENT_BY_NAME: Final = -1.5  # where the headings say what is worked out from what
ACCIDENT_BY_NAME_OF_ALL: Final = -1.0  # and three cells or more agree, and none differs
ACCIDENT_OF_A_WHOLE_MULTIPLE: Final = -2.0  # twice, three times: nothing is rounded, and hardly any were tried
ACCIDENT_OF_A_CONSTANT: Final = -2.0  # only one rule says so, and it takes nothing but the cells themselves
Values = Mapping[int, Figure]  # by position; where a cell is missing there is none


@dataclass(frozen=True, slots=True)
class Fit:
    """A rule for series `output`. `expected` by position, rounded as printed; `misses` are positions that differ.

    `now` are series read at the same position (a rule may not go round in a circle), `earlier` at the one before;
    `signs` say of a sum which of `now` are taken away (-1). `exact`: for a rule whose numbers are carried unrounded,
    what it gives at each position. `by_name`: the headings say that one is worked out from the others.
    """

    output: int
    rule: str
    text: str
    expected: Mapping[int, Fraction]
    misses: frozenset[int]
    free: int
    chance: float
    parameters: Mapping[str, object] = field(default_factory=dict)
    now: tuple[int, ...] = ()
    earlier: tuple[int, ...] = ()
    signs: tuple[int, ...] = ()
    scale: Fraction = Fraction(1)
    exact: Mapping[int, Fraction] = field(default_factory=dict)
    penalty: int = 0
    by_name: bool = False

    @property
    def agreeing(self) -> int:
        """Cells that follow."""
        return len(self.expected) - len(self.misses)


def values_of(sheet: Sheet, series: int) -> dict[int, Figure]:
    """A series' figures by position, without the positions that add others up."""
    cells = sheet.series[series].cells
    return {at: cell.figure for at, cell in enumerate(cells) if cell is not None and at not in sheet.totals}


def held(
    values: Values, exact: Mapping[int, Fraction], slack: Fraction = Fraction(0)
) -> tuple[dict[int, Fraction], frozenset[int]]:
    """What is expected at each position as printed, and where the print differs by more than `slack`."""
    expected = {at: rounded(number, values[at].places) for at, number in exact.items() if at in values}
    misses = frozenset(at for at, number in expected.items() if abs(number - values[at].value) > slack)
    return expected, misses


def most_misses(cells: int, *, by_name: bool = False) -> int:
    """How many cells may be wrong before the rule is no rule: one in four, at most three; one of two by its name."""
    few = min(cells // 4, 3)
    return max(few, min(1, cells - 1)) if by_name else few


def chance_of(
    values: Values, agreeing: Iterable[int], *, missed: int, costs: Sequence[float] = (), tried: int = 1
) -> float:
    """Powers of ten: how likely numbers spread like these would agree at these positions by accident.

    `costs` has one entry a free parameter: the digits of the number chosen. `tried`: how many such rules were tried.
    """
    kept = list(agreeing)
    if not kept:
        return 0.0
    numbers = [values[at].value for at in kept]
    finest = max(values[at].places for at in kept)
    reach = max(numbers) - min(numbers) if len(numbers) > 1 else abs(numbers[0])
    spread = log10(float(reach * 10**finest) + 1)
    sizes = log10(max(spread, 1.0))  # a round number may be of as many sizes as the figures spread over
    paid = sum(min(spread, digits - 1 + log10(9) + sizes) if digits else 0.0 for digits in costs)
    chosen = log10(comb(len(kept) + missed, missed))
    return log10(max(tried, 1)) + chosen + paid - len(kept) * spread


def chance_of_smooth(values: Values, times: Sequence[int], *, missed: int, digits: float, tried: int) -> float:
    """The same for a series that rises or falls steadily anyway, whose steps would differ by half of themselves.

    `digits` of the rate or the step: the more it takes to write it, the more series it would fit.
    """
    order = sorted(values)
    years = times[order[-1]] - times[order[0]]
    step = abs(values[order[-1]].value - values[order[0]].value) * 10 ** values[order[0]].places / max(years, 1)
    room = log10(float(step) / 2 + 1)
    paid = digits - 1 + log10(9) if digits else 0.0
    chosen = log10(comb(len(order) + missed, missed))
    return log10(max(tried, 1)) + chosen + paid - (len(order) - 1) * room


def stands(fit: Fit) -> bool:
    """Whether a rule explains enough to be one."""
    if fit.agreeing <= fit.free or len(fit.misses) > most_misses(len(fit.expected), by_name=fit.by_name):
        return False
    if fit.by_name and fit.chance <= (ACCIDENT_BY_NAME if fit.misses else ACCIDENT_BY_NAME_OF_ALL):
        return fit.agreeing >= (2 if fit.misses else 3) or fit.chance <= ACCIDENT_BY_NAME
    if fit.rule == "constant":
        return not fit.misses and fit.chance <= ACCIDENT_OF_A_CONSTANT
    if fit.rule == "multiple" and _is_small_whole(fit.parameters.get("times")) and not fit.misses:
        return fit.chance <= ACCIDENT_OF_A_WHOLE_MULTIPLE
    if fit.misses:
        alone = fit.rule.startswith("growth")
        bound = ACCIDENT_ALONE_WITH_A_MISS if alone else ACCIDENT_WITH_A_MISS
        return fit.agreeing - fit.free >= 2 and fit.chance <= bound
    return fit.chance <= ACCIDENT


def _is_small_whole(number: object) -> bool:
    return isinstance(number, Fraction) and number.denominator == 1 and 1 < number < 10


def roundest(low: Fraction, high: Fraction) -> Fraction:
    """The number from `low` up to, not including, `high` with the fewest digits; the middle one of several."""
    if low >= high:
        return low
    if low <= 0 < high:
        return Fraction(0)
    for power in range(len(str(int(max(abs(low), abs(high))))) + 1, -12, -1):
        step = Fraction(10) ** power
        first, last = ceil(low / step), ceil(high / step) - 1
        if first <= last:
            return step * ((first + last) // 2)
    return (low + high) / 2


def digits_of(number: Fraction) -> int:
    """How many significant digits a number is written with; 12 where it never ends."""
    for places in range(12):
        scaled = number * 10**places
        if scaled.denominator == 1:
            return len(str(abs(int(scaled))).strip("0")) or 1
    return 12


def widest_agreement(windows: Mapping[int, tuple[Fraction, Fraction]], most: int) -> tuple[Fraction, Fraction] | None:
    """The stretch that lies in most of the windows [low, high), all but `most` at least; None where there is none."""
    best: tuple[int, tuple[Fraction, Fraction]] | None = None
    for start, _ in windows.values():
        within = [window for window in windows.values() if window[0] <= start < window[1]]
        if best is None or len(within) > best[0]:
            best = len(within), (start, min(high for _, high in within)) if within else (start, start)
    if best is None or best[0] < len(windows) - most:
        return None
    return best[1]
