"""The map: settings as marks sized by their places, areas by name, on a plain grid of kilometres. No map of roads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from goldenthread.domain.places.settings import KIND_NAMES, Kind

WIDTH: Final = 520
_COLOURS: Final = {
    Kind.BASE: "#1d70b8",
    Kind.SPECIAL: "#00703c",
    Kind.INDEPENDENT: "#d4351c",
    Kind.ALTERNATIVE: "#912b88",
}
_OTHERS: Final = "#505a5f"
_SHAPES: Final = {
    Kind.BASE: "circle", Kind.SPECIAL: "square", Kind.INDEPENDENT: "diamond", Kind.ALTERNATIVE: "triangle-up",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """One setting: its number in the table beside the map."""

    number: int
    kind: Kind
    places: int
    at: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Area:
    """One area's name and what is said of it, at its middle."""

    name: str
    said: str
    at: tuple[float, float]


def drawn(marks: Sequence[Mark], areas: Sequence[Area]) -> str:
    """The map as SVG. Drawn again only when something on it changed."""
    points = [*(each.at for each in marks), *(each.at for each in areas)]
    west, south = (min((point[way] for point in points), default=0.0) for way in (0, 1))
    rows = {
        "settings": [
            {"x": (each.at[0] - west) / 1000, "y": (each.at[1] - south) / 1000, "number": str(each.number),
             "kind": KIND_NAMES[each.kind], "places": each.places}
            for each in marks
        ],
        "areas": [
            {"x": (each.at[0] - west) / 1000, "y": (each.at[1] - south) / 1000, "name": each.name, "said": each.said}
            for each in areas
        ],
    }  # fmt: skip
    return _svg(json.dumps(rows))


@lru_cache(maxsize=8)
def _svg(data: str) -> str:
    # A second of imports that no other page needs.
    import altair as alt
    import vl_convert

    rows = json.loads(data)
    xs, ys = ([row[name] for part in rows.values() for row in part] or [0] for name in "xy")
    across, up = max(xs) + 3, max(ys) + 5
    _spread(rows["areas"], rows["settings"], WIDTH / (across + 2))
    x = alt.X("x:Q", title="Kilometres east", scale=alt.Scale(domain=[-2, across], nice=False))
    y = alt.Y("y:Q", title="Kilometres north", scale=alt.Scale(domain=[-5, up], nice=False))
    marks, numbers = _setting_layers(alt, rows["settings"], x, y)
    layers = [marks, *_area_layers(alt, rows["areas"], x, y), numbers]
    height = round(WIDTH * (up + 5) / (across + 2))
    chart: Any = alt.layer(*layers).properties(width=WIDTH, height=min(1000, max(240, height)), background="white")
    chart = chart.configure_axis(gridColor="#e8ebee", labelFontSize=14, titleFontSize=14, labelColor="#0b0c0c")
    chart = chart.configure_legend(orient="bottom", columns=1, labelFontSize=14, titleFontSize=14, labelLimit=400)
    return str(vl_convert.vegalite_to_svg(chart.to_dict()))


def _area_layers(alt: Any, rows: list[dict[str, Any]], x: Any, y: Any) -> list[Any]:
    """Each name with what is said of it beneath."""
    layers: list[Any] = []
    base = alt.Chart(alt.Data(values=rows)).encode(x=x, y=y)
    for halo in ({"stroke": "white", "strokeWidth": 3}, {}):  # so that it is read on a line or a mark all the same
        name = base.mark_text(fontSize=16, fontWeight="bold", color="#0b0c0c", dy=-9, **halo)
        said = base.mark_text(fontSize=14, color="#0b0c0c", dy=9, **halo)
        layers += [name.encode(text="name:N"), said.encode(text="said:N")]
    return layers


def _spread(areas: list[dict[str, Any]], marks: list[dict[str, Any]], pixels: float) -> None:
    """Move names up or down, in kilometres of `pixels` each, to where no mark and no other name stands, if there is
    such a place near by."""
    taken = [(row["x"], row["y"], 15.0, 15.0) for row in marks]  # middle, and half of width and height in pixels
    for row in areas:
        wide = max(len(row["name"]) * 4.8, len(row["said"]) * 3.8)
        free = [
            row["y"] + up / pixels
            for up in (0, 40, -40, 60, -60, 80, -80)
            if not any(
                abs(row["x"] - x) * pixels < wide + across and abs(row["y"] + up / pixels - y) * pixels < 20 + high
                for x, y, across, high in taken
            )
        ]
        row["y"] = free[0] if free else row["y"]
        taken.append((row["x"], row["y"], wide, 20.0))


def _setting_layers(alt: Any, rows: list[dict[str, Any]], x: Any, y: Any) -> list[Any]:
    there = [kind for kind in Kind if any(row["kind"] == KIND_NAMES[kind] for row in rows)]
    names = [KIND_NAMES[kind] for kind in there]
    colour = alt.Scale(domain=names, range=[_COLOURS.get(kind, _OTHERS) for kind in there])
    shape = alt.Scale(domain=names, range=[_SHAPES.get(kind, "cross") for kind in there])
    base = alt.Chart(alt.Data(values=rows)).encode(x=x, y=y)
    most = max((row["places"] for row in rows), default=1)
    marks = base.mark_point(filled=True, opacity=0.45, stroke="#0b0c0c").encode(
        size=alt.Size("places:Q", scale=alt.Scale(domain=[0, most], range=[120, 900]), legend=None),
        color=alt.Color("kind:N", title="Kind of place", scale=colour),
        shape=alt.Shape("kind:N", title="Kind of place", scale=shape),
    )
    return [marks, base.mark_text(fontSize=13, color="#0b0c0c").encode(text="number:N")]
