"""Every rule a column may keep and every contradiction that may be named, in words: for the reference page."""

from __future__ import annotations

from typing import Final

RULES: Final = {
    "constant": ("the same number all the way", 1),
    "increment": ("the same amount more each year, rounded as printed", 2),
    "growth.unrounded": ("a base times the same factor each year, carried unrounded, rounded half up", 2),
    "growth.rounded": ("the printed year before times the same factor, rounded each year", 2),
    "compounded": ("the printed year before and the percentage another column gives for the year", 0),
    "ratio": ("one column divided by another, as printed", 0),
    "ratio.unrounded": ("one column divided by another that grows by a rule, carried unrounded", 0),
    "product": ("one column times another, as printed or carried unrounded", 0),
    "multiple": ("a fixed number of times another column", 1),
    "share": ("another column as a percentage of its sum", 0),
    "sum": ("other columns added up, with their signs", 0),
    "total": ("a row or column whose label says that it adds the others up", 0),
    "running": ("the year before, and what came and went since, from an opening", 1),
    "carried": ("what another column held the year before", 0),
    "change": ("how much another column rose since the year before", 0),
    "change.percent": ("how much another column rose since the year before, in the hundred", 0),
    "difference.implied": ("another column less a series that is not printed: constant, even or growing", 2),
}
CONTRADICTIONS: Final = {
    "cell.": "one cell breaks a rule the other cells keep; what it should be, or which cells may be the wrong one",
    "units.stated": "the heading states another unit than the rules between columns, or the text, show",
    "units.mixed": "two columns with the same unit in their headings add up only in different units",
    "claims.same": "the text says that something stays the same, and it does not",
    "claims.growth": "the text states a yearly growth that the column does not have",
    "claims.change_to": "the text states a change in the hundred to a figure, from which it does not follow",
    "claims.level": "the text states a figure of a year, or what a balance opens with, that the table has otherwise",
    "claims.together": "two things the text says together give another column than the one printed",
    "tables.otherwise": "two tables of the document have the same thing in the same year otherwise",
    "implied.jump": "a series that is implied rises evenly in the table, and by something else from the year before",
}


def published_markdown() -> str:
    """The reference page."""
    lines = [
        "# A published forecast, checked", "",
        "`goldenthread money check-table FILE [--json]` reads the tables of figures in a text (CSV, tab-separated,",
        "copied from a document, with the words around them) and finds, by search and in exact fractions, the",
        "rules its columns keep. A rule counts where it explains more cells than it has free parameters and random",
        "numbers would hardly follow it. Cells that follow are `explained`, cells no rule gives `input`, cells",
        "that break a rule the rest keep `contradicts`. Cells among figures that could not be read are `unread`,",
        "each with its line: nothing was checked with them. Sentences near a table whose figures were held against",
        "nothing are listed as `not_checked`: that they are not contradicted says nothing.", "",
        "| Rule | What it says | Free parameters, at most |", "|---|---|---|",
        *(f"| `{name}` | {text} | {free} |" for name, (text, free) in RULES.items()), "",
        "| Contradiction | What it says |", "|---|---|",
        *(f"| `{name}` | {text} |" if not name.endswith(".") else f"| `{name}` and the rule | {text} |"
          for name, text in CONTRADICTIONS.items()), "",
        "Where headings say what is worked out from what (a gap between spend and grant, a share of all), fewer cells",
        "make a rule.", "",
        "What it cannot do: tell which of several inputs is wrong where one sum is all that joins them; find a rule in",
        "fewer than three years, or in figures rounded so far that any steady series would fit; read a picture.", "",
    ]  # fmt: skip
    return "\n".join(lines)
