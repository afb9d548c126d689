"""Which figures of the process are not shown to a reader who may see figures and no child: small ones, and those from
which a small one could be worked out by taking one number from another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from goldenthread.domain.clocks.books import Books
from goldenthread.domain.indicators.process import Figure
from goldenthread.domain.indicators.suppression import hidden_parts, is_small, may_show_share

# A figure and the same without the plans an exception applied to: the difference is how many it did.
_WITHOUT: Final = {
    "twenty_weeks": "twenty_weeks_ex", "twenty_to_year": "twenty_to_year_ex", "over_a_year": "over_a_year_ex",
}  # fmt: skip


def hidden_figures(figures: Sequence[Figure]) -> frozenset[str]:
    """Codes of the measures that are not shown."""
    by_code = {figure.measure.code: figure for figure in figures}
    hidden = {figure.measure.code for figure in figures if _too_small(figure)}
    for whole, part in _WITHOUT.items():
        counts, totals = _differences(by_code[whole], by_code[part])
        if is_small(counts) or is_small(totals):
            hidden.add(part)
    # Plans issued and plans in the twenty-week table differ by those made after an appeal.
    if is_small(len(by_code["issued"].counted) - len(by_code["twenty_weeks"].out_of)):
        hidden.add("issued")
    for group in {figure.measure.part_of for figure in figures if figure.measure.part_of}:
        hidden |= _with_a_second(group, figures, hidden)
    return frozenset(hidden)


def hidden_columns(books: Books) -> frozenset[str]:
    """Names of the columns of a limit's books that are not shown."""
    names = ("in_time", "late", "excepted", "open")
    parts = [books.in_time, books.late, books.excepted, books.open]
    hidden = {names[place] for place in hidden_parts(parts)}
    if is_small(books.due):
        return frozenset({*names, "due", "overdue", "ended"})
    small = {name for name in ("overdue", "ended") if is_small(getattr(books, name))}
    if "open" in hidden or is_small(books.open - books.overdue):
        small.add("overdue")
    return frozenset(hidden | small)


def _too_small(figure: Figure) -> bool:
    if figure.measure.of is None:
        return is_small(len(figure.counted))
    if figure.measure.part_of:
        return is_small(len(figure.counted)) or is_small(len(figure.out_of))
    return not may_show_share(len(figure.counted), len(figure.out_of))


def _differences(whole: Figure, part: Figure) -> tuple[int, int]:
    return len(whole.counted) - len(part.counted), len(whole.out_of) - len(part.out_of)


def _with_a_second(group: str, figures: Sequence[Figure], hidden: set[str]) -> set[str]:
    """One part hidden alone could be worked out from the others and the whole: the smallest other goes too."""
    parts = [figure for figure in figures if figure.measure.part_of == group]
    gone = [figure for figure in parts if figure.measure.code in hidden]
    if len(gone) != 1:
        return set()
    rest = sorted((len(each.counted), each.measure.code) for each in parts if each not in gone and each.counted)
    return {rest[0][1]} if rest else set()
