"""The back-test as tables and sentences for its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goldenthread.domain.forecast.backtest.one_authority import Forecast, Known
from goldenthread.domain.forecast.backtest.results import DEFAULT, MARK, MARK_BY_JANUARY, Backtest
from goldenthread.domain.forecast.backtest.rolling import HORIZONS, METHODS
from goldenthread.domain.forecast.backtest.scoring import Coverage
from goldenthread.domain.forecast.backtest.words import NAMES, YEARS
from goldenthread.web.components.presenters.phrases import thousands
from goldenthread.web.components.presenters.tables import Column, Table

NO_BAND = "No band yet"


def headlines(found: Backtest) -> list[dict[str, Any]]:
    """The default's weighted error at each time ahead, with the mark and whether it is beaten."""
    return [
        {
            "error": f"{found.together[DEFAULT][ahead].wape:.1f}%", "ahead": YEARS[ahead], "mark": f"{MARK[ahead]}%",
            "beats": found.beats_mark[ahead],
        }
        for ahead in HORIZONS
    ]  # fmt: skip


def errors_table(found: Backtest) -> Table:
    """Weighted error by method, one, two and three years on."""
    columns = [Column("Weighted error"), *(Column(YEARS[ahead].capitalize(), numeric=True) for ahead in HORIZONS)]
    rows = [(NAMES[name], *(f"{found.together[name][ahead].wape:.1f}%" for ahead in HORIZONS)) for name in METHODS]
    rows.append(("Mark to beat", *(f"{MARK[ahead]}%" for ahead in HORIZONS)))
    rows.append(("n", *(thousands(found.together[DEFAULT][ahead].n) for ahead in HORIZONS)))
    return Table("Weighted error, by how far ahead", columns, rows, cards=True)


def more_errors_table(found: Backtest, ahead: int) -> Table:
    """The middle error and the bias of every method at one time ahead."""
    columns = [Column("Method"), Column("Middle error", numeric=True), Column("Bias", numeric=True)]
    rows = [
        (NAMES[name], f"{score.median_ape:.1f}%", signed(score.bias))
        for name in METHODS
        for score in [found.together[name][ahead]]
    ]
    n = thousands(found.together[DEFAULT][ahead].n)
    return Table(f"{YEARS[ahead].capitalize()} on, from {_januaries(found, ahead)} (n {n})", columns, rows, "s")


def _januaries(found: Backtest, ahead: int) -> str:
    due = [str(each) for each in found.scored if each + ahead <= found.panel.last_january]
    return f"January {' and '.join(filter(None, [', '.join(due[:-1]), due[-1]]))}"


def bands_table(found: Backtest) -> Table:
    """The default's bands: how often they held."""
    columns = [
        Column("Band"), Column("Came inside", numeric=True), Column("Likely range"),
        Column("Width", numeric=True), Column("n", numeric=True),
    ]  # fmt: skip
    rows = [_band(YEARS[ahead], each) for ahead in HORIZONS for each in found.together[DEFAULT][ahead].coverage]
    return Table("How often what came was inside the band", columns, rows, cards=True)


def _band(years: str, each: Coverage) -> tuple[str, ...]:
    low, high = each.inside.interval() or (0.0, 1.0)
    return (
        f"{each.nominal}%, {years} on", f"{each.percent:.1f}%", f"{low:.1%} to {high:.1%}",
        f"{each.width:.0f}% of the forecast", thousands(each.inside.total),
    )  # fmt: skip


def januaries_table(found: Backtest) -> Table:
    """The default January by January, beside the best simple rule of that January and the mark where one was set."""
    columns = [
        Column("From and to"), Column("Default", numeric=True), Column("Best simple rule"),
        Column("Mark", numeric=True), Column("Inside 80%", numeric=True), Column("Inside 95%", numeric=True),
    ]  # fmt: skip
    rows = [
        _january(found, january, ahead) for january, methods in found.by_january.items() for ahead in methods[DEFAULT]
    ]
    return Table("January by January: weighted error, and how often the bands held", columns, rows, cards=True)


def _january(found: Backtest, january: int, ahead: int) -> tuple[str, ...]:
    methods = found.by_january[january]
    mine = methods[DEFAULT][ahead]
    best = min((name for name in METHODS if name != DEFAULT), key=lambda name: methods[name][ahead].wape)
    mark = MARK_BY_JANUARY.get((january, ahead))
    inside = {each.nominal: f"{each.percent:.1f}%" for each in mine.coverage}
    return (
        f"January {january} to {january + ahead}", f"{mine.wape:.1f}%",
        f"{methods[best][ahead].wape:.1f}% ({NAMES[best].lower()})", f"{mark}%" if mark else "None set",
        inside.get(80, NO_BAND), inside.get(95, NO_BAND),
    )  # fmt: skip


def forecasts_table(caption: str, rows: Sequence[Forecast]) -> Table:
    """One authority's forecasts, what came, and whether the bands held; the newest first."""
    columns = [
        Column("From and to"), Column("Forecast", numeric=True), Column("80% band"), Column("95% band"),
        Column("Came", numeric=True), Column("Error", numeric=True), Column("Inside 80%"), Column("Inside 95%"),
    ]  # fmt: skip
    newest_first = sorted(rows, key=lambda row: (-row.of, row.to))
    return Table(caption, columns, [_forecast(row) for row in newest_first], "s", cards=True)


def _forecast(row: Forecast) -> tuple[str, ...]:
    came = "Not known yet" if row.came is None else thousands(row.came) + (" (published since)" if row.since else "")
    return (
        f"January {row.of} to {row.to}", thousands(row.plans), _ends(row.band_80), _ends(row.band_95), came,
        "" if row.error is None else signed(row.error), *(_held(row, nominal) for nominal in (80, 95)),
    )  # fmt: skip


def _ends(band: tuple[int, int] | None) -> str:
    return f"{thousands(band[0])} to {thousands(band[1])}" if band else NO_BAND


def _held(row: Forecast, nominal: int) -> str:
    held = row.holds(nominal)
    return "" if held is None else "Yes" if held else "No"


def flow_table(name: str, known: Known) -> Table:
    """What the authority's forecasts were made from."""
    columns = [
        Column("Year"), Column("Requests", numeric=True), Column("Of those, refused", numeric=True),
        Column("New plans", numeric=True), Column("Ceased", numeric=True), Column("Plans next January", numeric=True),
    ]  # fmt: skip
    rows = [
        (str(year), *(_number(row[each]) for each in ("requests", "refused", "new_plans", "ceased")),
         _number(known.plans.get(year + 1)))
        for year, row in known.flow.items()
    ]  # fmt: skip
    return Table(f"{name}: what was published", columns, rows, "s", cards=True)


def _number(value: int | None) -> str:
    return "Not published" if value is None else thousands(value)


def signed(percent: float) -> str:
    """'+1.2%', '−0.4%', '0.0%' with a minus sign a screen reader reads."""
    text = f"{percent:+.1f}%"
    return "0.0%" if text in ("+0.0%", "-0.0%") else text.replace("-", "−")
