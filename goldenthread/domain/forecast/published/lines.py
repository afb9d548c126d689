"""A text as lines, each split into fields in every way a table may have been pasted."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from goldenthread.domain.forecast.published.figures import figure_of, is_missing
from goldenthread.domain.forecast.published.periods import period_of

STYLES: Final = ("tabs", "bars", "commas", "semicolons", "spaces", "words")
_WIDE = re.compile(r"\s{2,}")
_RULE = re.compile(r"[\s|:+=\-_]*")
_FIGURES_LAST = re.compile(
    r"^(?P<label>.*?)(?P<figures>(?:(?:^|\s+)\(?[-−–]?£?\(?[0-9][0-9,.]*[%mk]?\)?[¹²³⁴⁵*†]?){2,})\s*$"
)
_MISPRINT = re.compile(r"\W{0,3}[0-9][0-9.,OoIl]{1,14}\W{0,2}")
_BARE_NOTE = re.compile(r"\s+(?=[¹²³⁴⁵*†](?:\s|$))")
_MOST_JOINED: Final = 10
_INDENT: Final = 4  # spaces before the first words of a heading that has none for the labels
_QUOTES: Final = '"'


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text, from 1. A quoted cell of several lines is one line, numbered by its first."""

    number: int
    text: str


def lines_of(text: str) -> list[Line]:
    """The lines, with quoted cells that hold a line break joined."""
    found: list[Line] = []
    waiting: list[str] = []
    first = 0
    for number, line in enumerate(text.splitlines(), 1):
        first = first if waiting else number
        waiting.append(line)
        open_quote = "".join(waiting).count(_QUOTES) % 2 == 1 and '"' in waiting[0] and _in_csv(waiting[0])
        if open_quote and len(waiting) < _MOST_JOINED:
            continue
        found += [Line(first, " ".join(waiting))] if not open_quote else _apart(first, waiting)
        waiting = []
    return found + _apart(first, waiting)


def _apart(first: int, waiting: list[str]) -> list[Line]:
    """A quotation mark that never closes was no quoted cell."""
    return [Line(first + after, text) for after, text in enumerate(waiting)]


def _in_csv(line: str) -> bool:
    return bool(re.search(r'(?:^|[,;\t])"', line))


def fields_of(line: str, style: str) -> list[str]:
    """The line's fields in one style; one field where the style has nothing to split."""
    if style == "tabs":
        return [each.strip() for each in line.split("\t")]
    if style == "bars":
        inner = line.strip()
        return [each.strip() for each in inner.strip("|").split("|")] if "|" in inner else [inner]
    if style in ("commas", "semicolons"):
        return _separated(line, "," if style == "commas" else ";")
    if "\t" in line or "|" in line:
        return [line.strip()]
    if style == "spaces":
        indented = len(line) - len(line.lstrip()) >= _INDENT
        return [*([""] if indented else []), *(each.strip() for each in _WIDE.split(line.strip()))]
    return _worded(line)


def _separated(line: str, mark: str) -> list[str]:
    if mark not in line:
        return [line.strip()]
    try:
        rows = list(csv.reader(io.StringIO(line), delimiter=mark, skipinitialspace=True))
    except csv.Error:
        return [line.strip()]
    return [each.strip() for each in rows[0]] if len(rows) == 1 else [line.strip()]


def _worded(line: str) -> list[str]:
    """A label, then figures with single spaces between them."""
    found = _FIGURES_LAST.match(_BARE_NOTE.sub("", line.strip()))
    if found is None:
        return [line.strip()]
    label, figures = found["label"].strip(), found["figures"].split()
    return [label, *figures] if label else figures


def is_rule(line: str) -> bool:
    """Whether a line only draws: “|---|---|”."""
    return bool(line.strip()) and _RULE.fullmatch(line) is not None and "-" in line + "=" and len(line.strip()) > 2


def is_data(fields: list[str]) -> bool:
    """Whether the fields are a row of a table of figures: a label or period, then mostly figures."""
    if len(fields) < 2 or heads_years(fields):
        return False
    figures = sum(figure_of(each) is not None for each in fields[1:])
    figures += bool(period_of(fields[0]) is None and figure_of(fields[0]) is not None and figures)
    others = sum(figure_of(each) is None and not is_missing(each) and period_of(each) is None for each in fields[1:])
    of_a_year = period_of(fields[0]) is not None and figures >= others - sum(map(_is_misprint, fields[1:]))
    return figures >= 1 and (others == 0 or figures >= 2 * others or of_a_year)


def _is_misprint(field: str) -> bool:
    """Whether a field was meant as a figure: “12.O”, “15,0”."""
    return figure_of(field) is None and _MISPRINT.fullmatch(field) is not None


def heads_years(fields: list[str]) -> bool:
    """Whether the fields are years side by side: the heading of a table whose years run across."""
    named = [period for each in fields[1:] if each and (period := period_of(each)) is not None]
    if len(named) < 2 or 2 * len(named) < sum(map(bool, fields[1:])) or period_of(fields[0]) is not None:
        return False
    starts = [each.start for each in named]
    written = any(not each.isdigit() for each in fields[1:] if each and period_of(each) is not None)
    return written or all(0 < after - before <= 10 for before, after in pairwise(starts)) and starts[1] - starts[0] <= 5
