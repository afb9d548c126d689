"""The charts of the back-test. Each has a narrow form for a phone; the table beside it says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from goldenthread.domain.forecast.backtest.one_authority import Forecast
from goldenthread.domain.forecast.backtest.results import DEFAULT, MARK, Backtest
from goldenthread.domain.forecast.backtest.rolling import HORIZONS, METHODS
from goldenthread.domain.forecast.backtest.words import NAMES, YEARS
from goldenthread.web.components.charts import BLACK, BLUE, GREY, PALE, PALER

Chart = dict[str, Any]

_WIDTH: Final = {False: 620, True: 230}
FIRST_DRAWN: Final = 2018  # the first January a forecast is shown from is the year after


def errors(found: Backtest, *, narrow: bool) -> Chart:
    """Weighted error by method, a panel for one, two and three years on, the mark to beat as a black stroke."""
    return {
        "vconcat": [_errors_panel(found, ahead, narrow) for ahead in HORIZONS],
        "spacing": 22, "resolve": {"scale": {"x": "shared"}},
    }  # fmt: skip


def _errors_panel(found: Backtest, ahead: int, narrow: bool) -> Chart:
    rows = [
        {
            "method": NAMES[name], "error": round(found.together[name][ahead].wape, 1), "ours": name == DEFAULT,
            "said": f"{found.together[name][ahead].wape:.1f}%",
            "beside": max(found.together[name][ahead].wape, MARK[ahead]),  # the number clear of bar and mark
        }
        for name in METHODS
    ]  # fmt: skip
    y: Chart = {"field": "method", "type": "nominal", "sort": [NAMES[name] for name in METHODS], "title": None}
    x: Chart = {
        "field": "error", "type": "quantitative", "title": None, "scale": {"domain": [0, 30]},
        "axis": None,
    }  # fmt: skip
    colour = {"condition": {"test": "datum.ours", "value": BLUE}, "value": GREY}
    # On a phone a name stands above its bar: beside it there would be no room for the bar.
    names = {
        "mark": {"type": "text", "align": "left", "dy": -15},
        "encoding": {"text": {"field": "method"}, "x": {"value": 0}},
    }
    return {
        "title": f"{YEARS[ahead].capitalize()} on (mark: {MARK[ahead]}%)",
        "width": _WIDTH[narrow] if narrow else _WIDTH[narrow] - 240,
        "height": {"step": 40 if narrow else 24},
        "data": {"values": rows},
        "encoding": {"y": {**y, "axis": None} if narrow else {**y, "axis": {"domain": False, "ticks": False}}, "x": x},
        "layer": [
            {"mark": {"type": "bar", "height": 12 if narrow else 14}, "encoding": {"color": colour}},
            {
                "mark": {"type": "text", "align": "left", "dx": 5},
                "encoding": {"text": {"field": "said"}, "x": {**x, "field": "beside"}},
            },
            {
                "mark": {"type": "tick", "thickness": 3, "size": 20, "color": BLACK},
                "encoding": {"x": {"datum": MARK[ahead]}},
            },
            *([names] if narrow else []),
        ],
    }


def authority(plans: Mapping[int, int], rows: Sequence[Forecast], newest: int, *, narrow: bool) -> Chart:
    """One authority: what came as a black line, forecasts from each past January as dashes, that of the newest January
    with its bands."""
    came = [{"january": year, "plans": value} for year, value in plans.items() if year >= FIRST_DRAWN]
    since = [{"january": row.to, "plans": row.came} for row in rows if row.since and row.of == newest]
    return {
        "width": _WIDTH[narrow], "height": 260 if narrow else 340,
        "encoding": {
            "x": {
                "field": "january", "type": "quantitative", "title": "January", "scale": {"nice": False},
                "axis": {
                    "format": "d", "tickMinStep": 1, "grid": False, "labelOverlap": True, "labelSeparation": 14,
                    "labelFlush": False,
                },
            },
            "y": {"field": "plans", "type": "quantitative", "title": None, "scale": {"zero": False, "nice": True}},
        },
        "layer": [
            *[_band(plans, rows, newest, nominal) for nominal in (95, 80)],
            _line(_paths(plans, rows, newest), {"color": BLUE, "strokeWidth": 1.5, "strokeDash": [5, 3]}),
            _line(_path(plans, rows, newest), {"color": BLUE, "strokeWidth": 3}),
            _line(came, {"color": BLACK, "strokeWidth": 3, "point": {"filled": True, "fill": BLACK, "size": 45}}),
            {
                "data": {"values": since},
                "mark": {"type": "point", "color": BLACK, "filled": False, "size": 80, "strokeWidth": 2.5},
            },
        ],
    }  # fmt: skip


def _line(values: list[Chart], look: Chart) -> Chart:
    return {
        "data": {"values": values},
        "mark": {"type": "line", **look},
        "encoding": {"detail": {"field": "of", "type": "nominal"}},
    }


def _path(plans: Mapping[int, int], rows: Sequence[Forecast], january: int) -> list[Chart]:
    """From the plans of the January forecast from, to what was forecast one, two and three years on."""
    ahead = [{"of": january, "january": row.to, "plans": row.plans} for row in rows if row.of == january]
    return [{"of": january, "january": january, "plans": plans[january]}, *ahead] if ahead else []


def _paths(plans: Mapping[int, int], rows: Sequence[Forecast], newest: int) -> list[Chart]:
    earlier = sorted({row.of for row in rows} - {newest})
    return [point for january in earlier for point in _path(plans, rows, january)]


def _band(plans: Mapping[int, int], rows: Sequence[Forecast], newest: int, nominal: int) -> Chart:
    points = [{"january": newest, "plans": plans[newest], "to": plans[newest]}]
    for row in rows:
        band = row.band_80 if nominal == 80 else row.band_95
        if row.of == newest and band:
            points.append({"january": row.to, "plans": band[0], "to": band[1]})
    return {
        "data": {"values": points},
        "mark": {"type": "area", "color": PALE if nominal == 80 else PALER},
        "encoding": {"y2": {"field": "to"}},
    }
