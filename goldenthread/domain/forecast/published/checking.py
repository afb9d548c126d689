"""A document with published tables, checked: the one function a page or a command calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from goldenthread.domain.forecast.published.against_each_other import against_each_other
from goldenthread.domain.forecast.published.against_text import against_text
from goldenthread.domain.forecast.published.claims import GROWTH, Claim, claims_in, sentences_of
from goldenthread.domain.forecast.published.context import NEAR, Context, Told
from goldenthread.domain.forecast.published.judging import Judged, contradictions_within, judged, table_found
from goldenthread.domain.forecast.published.lines import Line
from goldenthread.domain.forecast.published.quantities import Quantity, quantities_in
from goldenthread.domain.forecast.published.results import Agreement, Checked, Contradiction, TableFound
from goldenthread.domain.forecast.published.scales import scales_of, unit_contradictions
from goldenthread.domain.forecast.published.sheet import ACROSS, Sheet, sheet_of
from goldenthread.domain.forecast.published.subjects import acronyms_in, acronyms_of
from goldenthread.domain.forecast.published.tables import NoTable, read_tables
from goldenthread.domain.forecast.published.unchecked import not_checked
from goldenthread.domain.forecast.published.units import MONEY, Unit

__all__ = ["NoTable", "check_text"]


def check_text(text: str) -> Checked:
    """Check every table of figures in a text against itself and against what the text says. Raises NoTable."""
    reading = read_tables(text)
    sentences = sentences_of(reading.prose)
    claims = [claim for sentence in sentences for claim in claims_in(sentence)]
    tables, contradictions = [], list[Contradiction]()
    for sheet in map(sheet_of, reading.tables):
        found = judged(sheet, _rates(claims, sheet))
        quantities = _quantities(sentences, sheet)
        scales = scales_of(found, quantities)
        tables.append(Told(found, scales))
        contradictions += [*contradictions_within(found), *unit_contradictions(found, scales, quantities)]
    names = [series.name for told in tables for series in told.series]
    context = Context(tables, claims, {**acronyms_of(names), **acronyms_in(text)})
    said = list(against_text(context))
    contradictions += [each for _, each in said if isinstance(each, Contradiction)]
    contradictions += against_each_other(context)
    agreements = tuple(each for _, each in said if isinstance(each, Agreement))
    near = [each for each in sentences if any(_near(each.number, told.judged.sheet) for told in tables)]
    left = tuple(not_checked(near, [claim for claim, _ in said]))
    return Checked(tuple(_table(told.judged, told.scales) for told in tables), tuple(contradictions), agreements, left)


def _near(line: int, sheet: Sheet) -> bool:
    return sheet.table.line - NEAR <= line <= sheet.table.rows[-1].line + NEAR


def _rates(claims: Sequence[Claim], sheet: Sheet) -> list[Fraction]:
    """Percentages a year that the text near a table names, each once."""
    return list(
        dict.fromkeys(
            each.percent for each in claims if each.kind == GROWTH and each.percent and _near(each.line, sheet)
        )
    )


def _quantities(sentences: Sequence[Line], sheet: Sheet) -> list[Quantity]:
    return [
        each for sentence in sentences if _near(sentence.number, sheet)
        for each in quantities_in(sentence.text, sentence.number) if each.kind == MONEY
    ]  # fmt: skip


def _table(found: Judged, scales: Mapping[int, int]) -> TableFound:
    """Units as inferred, by printed column: where the years run across, only what all the rows share."""
    if found.sheet.axis == ACROSS:
        shared = set(scales.values())
        only = str(Unit(MONEY, shared.pop())) if len(shared) == 1 else ""
        money = {column for column, unit in enumerate(found.sheet.units) if unit is not None and unit.kind == MONEY}
        return table_found(found, dict.fromkeys(money, only) if only else {})
    return table_found(found, {series: str(Unit(MONEY, scale)) for series, scale in scales.items()})
