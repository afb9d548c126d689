"""What each series is really counted in, from the rules that join it to others and from sums of money in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from goldenthread.domain.forecast.published.figures import plain, rounded
from goldenthread.domain.forecast.published.judging import Judged
from goldenthread.domain.forecast.published.quantities import Quantity
from goldenthread.domain.forecast.published.results import CellNamed, Contradiction
from goldenthread.domain.forecast.published.units import COUNT, MONEY, PERCENT, Unit

IN_TEXT, STATED_AND_MARKED, STATED, HARDLY = 3.0, 2.0, 1.0, 0.5  # how far each witness is believed
_TOO_MUCH: Final = 5_000_000_000  # pounds: more than any authority's whole budget
_SCALES: Final = (1, 1_000, 1_000_000)
_IMPLIED: Final = "difference.implied"
_WORDS: Final = {1: "pounds", 1_000: "thousands of pounds", 1_000_000: "millions of pounds"}


@dataclass(frozen=True, slots=True)
class Joined:
    """Two series of money a rule brings together: one of `one` is `factor` times one of `other`; `adds`: as a sum."""

    one: int
    other: int
    factor: Fraction
    adds: bool
    rule: str


def scales_of(found: Judged, quantities: Sequence[Quantity], *, implied: bool = True) -> dict[int, int]:
    """Pounds that one of each series of money stands for; a series nothing speaks of is left out.

    `implied`: whether a rule with a series that is not printed is a witness too.
    """
    joined = [each for each in _joined(found) if implied or each.rule != _IMPLIED]
    scales: dict[int, int] = {}
    for group in _groups(found, joined):
        tried = [
            made
            for at in group
            for scale in {*_SCALES, *_stated(found, at)}
            if (made := _spread(at, scale, group, joined))
        ]
        score, best = max(
            ((_believed(found, made, quantities), made) for made in tried), key=lambda each: each[0], default=(0.0, {})
        )
        if score > 0:
            scales |= best
    return scales


def unit_contradictions(
    found: Judged, scales: Mapping[int, int], quantities: Sequence[Quantity]
) -> Iterator[Contradiction]:
    """Series whose heading states another unit than their figures have, and sums of series in different units.

    Nobody is accused on the word of a series that is not printed: another rule, or the text, must say so too.
    """
    sure = scales_of(found, quantities, implied=False)
    for at, scale in scales.items():
        unit = found.sheet.series[at].unit
        if unit is not None and unit.kind == MONEY and unit.scale != scale == sure.get(at):
            yield _misheaded(found, at, unit, scale, quantities)
    for each in _joined(found):
        one, other = (found.sheet.series[at].unit for at in (each.one, each.other))
        if each.rule == _IMPLIED and sure.get(each.one) != sure.get(each.other, 0) * each.factor:
            continue
        if each.adds and each.factor != 1 and one is not None and other is not None and one == other:
            yield _mixed(found, each, scales, one)


def _misheaded(found: Judged, at: int, unit: Unit, scale: int, quantities: Sequence[Quantity]) -> Contradiction:
    series = found.sheet.series[at]
    cells = [place for place, cell in enumerate(series.cells) if cell is not None]
    first = series.cells[cells[0]]
    assert first is not None
    marked = {cell.figure.mark for cell in series.cells if cell is not None} == {"£"}
    sign = (
        " Each figure also carries a bare £ sign, which would make it pounds."
        if marked and scale != 1 and unit.scale != 1
        else ""
    )
    quoted = next((each for each in quantities if _is_of(found, at, each, scale)), None)
    witness = (
        f" The text gives {quoted.text} (line {quoted.line})."
        if quoted
        else " That is what makes the rules between the columns hold."
    )
    message = (
        f"“{series.name}” is headed {unit} but its figures are {_WORDS.get(scale, f'£ × {scale:,}')}: "
        f"{first.figure.text} is £{plain(first.figure.value * scale)}, not £{plain(first.figure.value * unit.scale)}."
        f"{sign}{witness}"
    )
    text, line = (quoted.text, quoted.line) if quoted else ("", first.line)
    return Contradiction("units.stated", message, tuple(found.named(at, place) for place in cells), text, line)


def _mixed(found: Judged, joined: Joined, scales: Mapping[int, int], unit: Unit) -> Contradiction:
    names = [found.sheet.series[at].name for at in (joined.one, joined.other)]
    really = [str(Unit(MONEY, scales[at])) if at in scales else "?" for at in (joined.one, joined.other)]
    cells: list[CellNamed] = [found.named(at, 0) for at in (joined.one, joined.other)]
    message = (
        f"“{names[0]}” and “{names[1]}” are both headed {unit}, but the rule that joins them ({joined.rule}) holds "
        f"only if one is in {really[0]} and the other in {really[1]}: {cells[0].text} beside {cells[1].text}."
    )
    return Contradiction("units.mixed", message, tuple(cells), "", found.sheet.table.line)


def _joined(found: Judged) -> Iterator[Joined]:
    money = {at for at, series in enumerate(found.sheet.series) if _may_be_money(series.unit)}
    for fit in found.rules.values():
        given = fit.output
        if fit.rule in ("sum", "running", "change", _IMPLIED):
            pairs = [(one, given, fit.scale, True) for one in fit.now]
        elif fit.rule == "carried":
            pairs = [(one, given, Fraction(1), True) for one in fit.earlier]
        elif fit.rule in ("ratio", "ratio.unrounded"):
            top, below = fit.now
            unit = found.sheet.series[given].unit
            percent = fit.scale in (100, Fraction(1, 100)) or (unit is not None and unit.kind == PERCENT)
            pairs = [(top, below, Fraction(1), False)] if percent else [(top, given, fit.scale, False)]
        elif fit.rule == "product":
            pairs = [(one, given, 1 / (1 / fit.scale), False) for one in fit.now if _is_money(found, one)]
        else:
            pairs = []
        yield from (
            Joined(one, other, factor, adds, fit.rule)
            for one, other, factor, adds in pairs
            if one in money and other in money
        )


def _may_be_money(unit: Unit | None) -> bool:
    return unit is None or unit.kind == MONEY


def _is_money(found: Judged, at: int) -> bool:
    unit = found.sheet.series[at].unit
    return unit is not None and unit.kind == MONEY


def _groups(found: Judged, joined: Sequence[Joined]) -> list[set[int]]:
    """Series that rules join, with at least one of money among them."""
    groups = [{at} for at, series in enumerate(found.sheet.series) if _may_be_money(series.unit)]
    for each in joined:
        first, second = (next(group for group in groups if at in group) for at in (each.one, each.other))
        if first is not second:
            groups = [group for group in groups if group is not second]
            first |= second
    return [group for group in groups if any(_is_money(found, at) for at in group)]


def _stated(found: Judged, at: int) -> tuple[int, ...]:
    unit = found.sheet.series[at].unit
    return (unit.scale,) if unit is not None and unit.kind != COUNT else ()


def _spread(at: int, scale: int, group: set[int], joined: Sequence[Joined]) -> dict[int, int] | None:
    """The scales of a whole group, from one of them; None where one would be no whole number of pounds."""
    known = {at: Fraction(scale)}
    for _ in group:
        for each in joined:
            if each.other in known:
                known.setdefault(each.one, known[each.other] * each.factor)
            elif each.one in known:
                known.setdefault(each.other, known[each.one] / each.factor)
    if any(number < 1 or number.denominator != 1 for number in known.values()):
        return None
    return {one: int(number) for one, number in known.items()}


def _believed(found: Judged, scales: Mapping[int, int], quantities: Sequence[Quantity]) -> float:
    """How much of what the headings state and the text says these scales agree with."""
    score = 0.0
    for at, scale in scales.items():
        series = found.sheet.series[at]
        cells = [cell for cell in series.cells if cell is not None]
        score += IN_TEXT * min(sum(_is_of(found, at, each, scale) for each in quantities), 3)
        if series.unit is None or series.unit.kind != MONEY or series.unit.scale != scale:
            continue
        marks = {cell.figure.mark for cell in cells}
        too_much = any(abs(cell.figure.value) * scale >= _TOO_MUCH for cell in cells)
        score += HARDLY if too_much else STATED_AND_MARKED if scale == 1 and marks == {"£"} else STATED
    return score


def _is_of(found: Judged, at: int, quantity: Quantity, scale: int) -> bool:
    """Whether a sum of money in the text is a cell of this series at this scale, to the places the text gives."""
    if quantity.kind != MONEY or quantity.digits < 3:
        return False
    cells = found.sheet.series[at].cells
    return any(
        cell is not None
        and rounded(abs(cell.figure.value) * scale / quantity.scale, quantity.places) == quantity.value
        and len(str(int(abs(cell.figure.value) * 10**cell.figure.places))) >= quantity.digits
        for cell in cells
    )
