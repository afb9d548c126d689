"""Forecasts as tables: plans and money with their bands, parts of them, who joins and leaves, what each change does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from goldenthread.domain.proportions import Proportion
from goldenthread.web.components.presenters.phrases import thousands, uk_date
from goldenthread.web.components.presenters.tables import Column, Table
from goldenthread.web.finance.forecasts import figures
from goldenthread.web.finance.forecasts.presenters import BANDS, MEDIAN, millions, need_said, setting_said

TARGET = 5.0  # per cent of plans in independent and non-maintained special schools: Kingston's plan, section 7.4
Rows = Sequence[Sequence[Any]]


def register(rows: Sequence[Any]) -> Table:
    """Every forecast kept."""
    columns = [
        Column("Forecast"),
        Column("Years ahead", numeric=True),
        Column("Changes", numeric=True),
        Column("How it stands"),
        Column("Planned on"),
        Column("By"),
    ]
    drawn = [
        (
            format_html('<a class="govuk-link" href="{}">{}</a>', reverse("forecast", args=[row.public_id]), row.name),
            row.years,
            len(row.edits),
            row.get_state_display(),
            uk_date(row.recorded_at),
            row.recorded_by_name,
        )
        for row in rows
    ]
    return Table("Forecasts", columns, drawn, caption_hidden=True, cards=True, empty="No forecast has been planned.")


def plans(row: Any) -> Table:
    """All plans each January, with bands of 30, 60 and 90 in a hundred."""
    total = row.answer["children"]["total"]
    rows = [
        _banded(f"January {year}", total["quantiles"][place][0], lambda value: thousands(round(value)))
        for place, year in enumerate(row.answer["years"])
    ]
    return Table(
        f"Plans in force each January (n {row.simulations:,} simulations)", _band_columns("January"), rows, cards=True
    )


def money(row: Any) -> Table | None:
    """Money of each financial year, with its bands; without the changes too, where there are any."""
    pounds = row.answer["pounds"]
    if pounds is None:
        return None
    rows = [
        _banded(_year(year), pounds["quantiles"][place][0], millions)
        for place, year in enumerate(row.answer["financial_years"])
    ]
    return Table(
        "Charged to the high-needs block for placements (£ million)",
        _band_columns("Financial year"),
        rows,
        cards=True,
    )


def balance(row: Any) -> list[Table]:
    """In-year and cumulative balance of the block with their bands, and how many simulations balance."""
    found = row.answer.get("balance") or {"why": "it was made before balances were"}
    if found["why"]:
        return []
    years = row.answer["financial_years"]
    tables = [
        Table(caption, _band_columns("Financial year"),
              [_banded(_year(year), found[name]["quantiles"][place][0], millions) for place, year in enumerate(years)],
              cards=True)
        for name, caption in (("in_year", "Balance in the year: income less spending"),
                              ("cumulative", "Balance carried on at the end of the year"))
    ]  # fmt: skip
    columns = [Column("Financial year"), Column("Income", numeric=True), Column("In balance in the year", numeric=True),
               Column("Without a deficit at its end", numeric=True)]  # fmt: skip
    rows = [
        (_year(year), millions(found["income"][place]), _chance(*found["in_balance"][place]),
         _chance(*found["without_deficit"][place]))
        for place, year in enumerate(years)
    ]  # fmt: skip
    return [*tables, Table(f"Chance of balance (n {row.simulations:,} simulations)", columns, rows, cards=True)]


def _chance(count_: int, total: int) -> str:
    low, high = Proportion(count_, total).interval() or (0.0, 0.0)
    # To a tenth: of 1,000 simulations none is still up to 0.4%, which whole numbers would hide.
    return f"{100 * count_ / total:.1f}% ({100 * low:.1f}% to {100 * high:.1f}%)"


def _band_columns(first: str) -> list[Column]:
    names = ("Middle", "30 in 100 lie", "60 in 100 lie", "90 in 100 lie")
    return [Column(first), *(Column(name, numeric=True) for name in names)]


def _banded(name: str, cells: Sequence[float], said: Any) -> tuple[str, ...]:
    if cells[0] == cells[-1]:
        return (name, said(cells[MEDIAN]), *("counted",) * 3)
    bands = (f"{said(cells[BANDS[width][0]])} to {said(cells[BANDS[width][1]])}" for width in (30, 60, 90))
    return (name, said(cells[MEDIAN]), *bands)


PARTS: dict[str, tuple[str, Callable[[str], str]]] = {
    "by_setting": ("Plans by kind of setting", setting_said),
    "by_need": ("Plans by primary need", need_said),
    "by_age_group": ("Plans by age", str),
}


def grouped(row: Any, name: str, *, in_full: bool) -> Table:
    """Medians of one table, a row a group; a group nobody is in is left out."""
    caption, said = PARTS[name]
    columns = [Column("Group"), *(Column(f"January {year}", numeric=True) for year in row.answer["years"])]
    rows = [
        (said(group), *(thousands(children) for children in line))
        for group, line in figures.grouped(row, name, in_full=in_full)
    ]
    return Table(f"{caption}: the middle of {row.simulations:,} simulations", columns, rows, cards=True)


def flows(row: Any) -> Table:
    """Who joins, leaves and, under the open model's law, is lost in each year."""
    table, years = row.answer["flows"], row.answer["years"][1:]
    names = [("joined", "New plans"), ("left", "Plans ended"), ("dropped", "Lost by the model")]
    kept = [
        (key, words) for key, words in names if key != "dropped" or any(cell[0] for cell in table["dropped"]["mean"])
    ]
    columns = [Column("In the year to January"), *(Column(words, numeric=True) for _, words in kept)]
    rows = [
        (year, *(thousands(round(table[key]["mean"][place][0])) for key, _ in kept)) for place, year in enumerate(years)
    ]
    return Table("Who joins and leaves, on average", columns, rows)


def independent(row: Any, *, in_full: bool) -> Table:
    """The share in independent and non-maintained special schools, beside the target; of the middle forecast."""
    columns = [
        Column("January"),
        Column("Plans there", numeric=True),
        Column("All plans", numeric=True),
        Column("Share", numeric=True),
    ]
    rows = [
        (year, thousands(there), thousands(whole), f"{100 * there / whole:.1f}%" if whole else "not shown")
        for year, there, whole in figures.independent(row, in_full=in_full)
    ]
    return Table(
        f"Independent and non-maintained special schools, on average, beside a target of {TARGET:g}%", columns, rows
    )


def changes(row: Any) -> list[Table]:
    """What each change does alone, and each in order after those before it: children and money in the last year."""
    answer = row.answer["changes"]
    if not answer:
        return []
    filled = answer["places_filled"]
    last = row.answer["years"][-1]
    columns = [
        Column("Change"),
        Column(f"Plans, January {last}", numeric=True),
        Column("Money in the last year", numeric=True),
        Column("90 in 100 lie", numeric=True),
        Column("Places taken", numeric=True),
    ]
    alone = [_effect(each, filled) for each in answer["alone"]]
    ordered = [
        *(_effect(each, {}) for each in answer["in_order"]),
        _effect({**answer["together"], "name": "All together"}, {}),
    ]
    return [
        Table("Each change alone", columns, alone, cards=True),
        Table("In order, each after those above it", columns[:-1], [each[:-1] for each in ordered], cards=True),
    ]


def _effect(each: Any, filled: Any) -> tuple[str, ...]:
    money = each["pounds"]
    low, high = BANDS[90]
    said, band = "No price", ""
    if money is not None:
        cells = money["quantiles"][-1][0]
        said, band = millions(money["mean"][-1][0]), f"{millions(cells[low])} to {millions(cells[high])}"
    plans_ = each["children"]["mean"][-1][0]
    return (
        each["name"],
        _more_or_fewer(plans_),
        said,
        band,
        f"{filled[each['name']]:g}" if each["name"] in filled else "",
    )


def _more_or_fewer(children: float) -> str:
    """A difference in whole children, with its sign; 0 has none."""
    return f"{round(children):+,}".replace("-", "−") if round(children) else "0"


def since(before: Any, rows: Sequence[Any]) -> Table:
    """This forecast beside the one before it."""
    columns = [
        Column("January"),
        Column(f"{before.name}, {uk_date(before.recorded_at)}", numeric=True),
        Column("This forecast", numeric=True),
        Column("Difference", numeric=True),
    ]
    drawn = [
        (
            row.january,
            thousands(round(row.before)),
            thousands(round(row.now)),
            _more_or_fewer(row.now - row.before),
        )
        for row in rows
    ]
    return Table("Plans in both forecasts, the middle of each", columns, drawn)


def _year(start: int) -> str:
    return f"{start}/{(start + 1) % 100:02}"
