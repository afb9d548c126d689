"""Pictures of a forecast, each with its table on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.web.components.charts import BLACK, BLUE, GREY, chart_answer
from goldenthread.web.finance.forecasts import presenters
from goldenthread.web.finance.forecasts.presenters import BANDS, MEDIAN
from goldenthread.web.finance.forecasts.views import found

Chart = dict[str, Any]
SHADES = {90: "#d2e2f1", 60: "#8eb8dc", 30: "#5694ca"}


def ready(forecast_id: str) -> Any:
    """The forecast of a page that needs its answer. Raises Http404."""
    row = found(forecast_id)
    if row.answer is None:
        raise Http404("This forecast is not ready.")
    return row


@require_safe
@opens_to(Power.SEE_MONEY)
def plans(request: HttpRequest, forecast_id: str) -> HttpResponse:
    """A fan of plans each January."""
    row = ready(forecast_id)
    cells = [cell[0] for cell in row.answer["children"]["total"]["quantiles"]]
    return chart_answer(_fan(row.answer["years"], cells, "January", "narrow" in request.GET, lambda value: value, "d"))


@require_safe
@opens_to(Power.SEE_MONEY)
def money(request: HttpRequest, forecast_id: str) -> HttpResponse:
    """A fan of money each financial year, in millions."""
    row = ready(forecast_id)
    if row.answer["pounds"] is None:
        raise Http404("This forecast has no money.")
    cells = [cell[0] for cell in row.answer["pounds"]["quantiles"]]
    years = row.answer["financial_years"]
    return chart_answer(_fan(years, cells, "Year from April", "narrow" in request.GET, lambda value: value / 1e6, "d"))


def _fan(
    years: Sequence[int], cells: Sequence[Any], title: str, narrow: bool, scaled: Callable[[float], float], form: str
) -> Chart:
    rows = [
        {
            "year": year,
            "middle": scaled(cell[MEDIAN]),
            **{
                f"{end}{width}": scaled(cell[place])
                for width, places in BANDS.items()
                for end, place in zip(("low", "high"), places, strict=True)
            },
        }
        for year, cell in zip(years, cells, strict=True)
    ]
    axis = {"format": form, "tickMinStep": 1, "grid": False, "labelOverlap": True}
    x = {"field": "year", "type": "quantitative", "title": title, "scale": {"nice": False}, "axis": axis}
    bands = [
        {
            "mark": {"type": "area", "color": SHADES[width]},
            "encoding": {
                "x": x,
                "y": {"field": f"low{width}", "type": "quantitative", "title": None, "scale": {"zero": False}},
                "y2": {"field": f"high{width}"},
            },
        }
        for width in (90, 60, 30)
    ]
    line = {
        "mark": {
            "type": "line",
            "color": BLACK,
            "strokeWidth": 2,
            "point": {"filled": True, "fill": BLACK, "size": 40},
        },
        "encoding": {"x": x, "y": {"field": "middle", "type": "quantitative"}},
    }
    return {
        "width": 230 if narrow else 620,
        "height": 240 if narrow else 320,
        "data": {"values": rows},
        "layer": [*bands, line],
    }


@require_safe
@opens_to(Power.SEE_MONEY)
def changes(request: HttpRequest, forecast_id: str) -> HttpResponse:
    """A waterfall from the forecast as it is to the forecast with every change, in millions in the last year."""
    row = ready(forecast_id)
    steps = row.answer["changes"]
    if not steps or row.answer["pounds"] is None:
        raise Http404("This forecast supposes no change, or has no money.")
    bars, at = [], row.answer["base_pounds"]["mean"][-1][0]
    bars.append({"name": "As it is", "from": 0.0, "to": at / 1e6, "kind": "whole"})
    for each in steps["in_order"]:
        after = at + each["pounds"]["mean"][-1][0]
        bars.append(
            {"name": each["name"], "from": at / 1e6, "to": after / 1e6, "kind": "less" if after <= at else "more"}
        )
        at = after
    bars.append({"name": "With every change", "from": 0.0, "to": at / 1e6, "kind": "whole"})
    return chart_answer(_waterfall(bars, "narrow" in request.GET))


def _waterfall(bars: Sequence[Chart], narrow: bool) -> Chart:
    low = 0.98 * min(min(bar["from"], bar["to"]) for bar in bars if bar["from"])
    drawn = [
        {**bar, "from": bar["from"] or low, "said": presenters.millions((bar["to"] - bar["from"]) * 1e6)}
        for bar in bars
    ]
    order = [bar["name"] for bar in bars]
    colours = {"domain": ["whole", "less", "more"], "range": [GREY, BLUE, BLACK]}
    y = {
        "field": "name",
        "type": "nominal",
        "sort": order,
        "title": None,
        "axis": {
            "domain": False,
            "ticks": False,
            "minExtent": 90 if narrow else 240,
            "labelLimit": 90 if narrow else 230,
        },
    }
    x = {
        "type": "quantitative",
        "title": "£ million in the last year",
        "scale": {"domainMin": low, "nice": True},
        "axis": {"tickCount": 4},
    }
    return {
        "width": 150 if narrow else 460,
        "height": {"step": 34},
        "data": {"values": drawn},
        "encoding": {"y": y},
        "layer": [
            {
                "mark": {"type": "bar", "height": 16},
                "encoding": {
                    "x": {"field": "from", **x},
                    "x2": {"field": "to"},
                    "color": {"field": "kind", "type": "nominal", "scale": colours, "legend": None},
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5},
                "encoding": {"x": {"field": "most", **x}, "text": {"field": "said"}},
                "transform": [{"calculate": "max(datum.from, datum.to)", "as": "most"}],
            },
        ],
    }
