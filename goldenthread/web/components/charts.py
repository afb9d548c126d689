"""Charts as SVG, drawn by the server when figures change: no script runs in the reader's browser.

A chart is a Vega-Lite specification (a plain mapping, with its data in it). Serve it from an address of its own and
show it as an image with a table of the same figures beside it: a picture is read by no screen reader and by no
spreadsheet. Colours alone must not tell things apart: label lines and bars, or dash them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from django.http import HttpResponse

BLUE, GREY, BLACK, PALE, PALER = "#1d70b8", "#6f777b", "#0b0c0c", "#8eb8dc", "#d2e2f1"
_FONT: Final = "Helvetica, Arial, sans-serif"
_LOOK: Final = {
    "background": "#ffffff", "font": _FONT, "padding": {"left": 18, "right": 18, "top": 4, "bottom": 4},
    # Padding, because the reader's typeface may be wider than the one the words are measured in.
    "view": {"stroke": None},
    "axis": {
        "labelColor": BLACK, "titleColor": BLACK, "labelFontSize": 14, "titleFontSize": 14, "titleFontWeight": "normal",
        "gridColor": "#e4e6e7", "domainColor": GREY, "tickColor": GREY, "labelLimit": 320,
    },
    "header": {"labelColor": BLACK, "labelFontSize": 16, "labelFontWeight": "bold"},
    "text": {"color": BLACK, "fontSize": 14},
    "title": {"color": BLACK, "fontSize": 16, "anchor": "start"},
}  # fmt: skip
_SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"


def drawn(chart: Mapping[str, Any]) -> str:
    """The chart as SVG in our look; the same chart is drawn once. Raises ValueError for no valid specification."""
    return _drawn(json.dumps({"$schema": _SCHEMA, **chart, "config": _LOOK}, sort_keys=True))


@lru_cache(maxsize=256)
def _drawn(specification: str) -> str:
    import vl_convert  # here, because it loads a hundred megabytes that a server drawing no chart need not hold

    return str(vl_convert.vegalite_to_svg(specification))


def chart_answer(chart: Mapping[str, Any], *, may_be_kept: bool = False) -> HttpResponse:
    """The chart as an answer. `may_be_kept` (an hour, by anybody) only where everybody may see its figures."""
    answer = HttpResponse(drawn(chart), content_type="image/svg+xml")
    if may_be_kept:
        answer["Cache-Control"] = "public, max-age=3600"
    return answer
