"""Our own drawings of the symbols: one for each word, of one family, with nothing in one but lines and flat fills."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree

import goldenthread.domain.plan as home
from goldenthread.domain.plan.symbols import own_drawing, symbols
from goldenthread.foundation.typesetting.drawings import SVG, _only_drawn
from tools.symbol_sheet import sheet

FOLDER = Path(str(home.__file__)).parent / "drawings"
LARGEST = 2_000  # bytes
LINE = "#0b0c0c"
FILLS = {"#ffd42a", "#5694ca", "#dc5046", "#5aa469", "#ffffff", "#f4d6b8", "#c98d5b", "#a5714a"}
ELEMENTS = {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon"}
ATTRIBUTES = {
    "viewBox", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "d", "points", "transform",
    "cx", "cy", "r", "rx", "ry", "x", "y", "width", "height", "x1", "y1", "x2", "y2",
}  # fmt: skip


def light(colour: str) -> float:
    """How light a colour is, 0 to 1, as WCAG 2 counts it."""
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_word_has_a_drawing_and_every_drawing_a_word() -> None:
    named = {f"{word.replace(' ', '_')}.svg" for word in symbols()}
    assert {path.name for path in FOLDER.iterdir()} == named | {"README.md"}
    assert all(own_drawing(word) for word in symbols()) and own_drawing("../symbols") == own_drawing("xyzzy") == ""


@pytest.mark.parametrize("word", symbols())
def test_a_drawing_is_small_plain_and_of_the_family(word: str) -> None:
    drawn = own_drawing(word)
    assert len(drawn.encode()) <= LARGEST
    assert _only_drawn(drawn.encode()) == drawn
    root = etree.fromstring(drawn.encode())
    assert root.attrib == {
        "viewBox": "0 0 64 64", "fill": "none", "stroke": LINE, "stroke-width": "3", "stroke-linecap": "round",
        "stroke-linejoin": "round",
    }  # fmt: skip
    assert {str(each.tag).removeprefix(SVG) for each in root.iter()} <= ELEMENTS
    assert {name for each in root.iter() for name in each.attrib} <= ATTRIBUTES
    colours = {each.get(name) for each in root.iter() for name in ("fill", "stroke")} - {None}
    assert colours <= FILLS | {LINE, "none"}


def test_no_drawing_is_anothers_and_the_line_stands_out_of_every_fill() -> None:
    assert [(a, b) for a, b in combinations(symbols(), 2) if own_drawing(a) == own_drawing(b)] == []
    assert {fill for fill in FILLS if (light(fill) + 0.05) / (light(LINE) + 0.05) < 4} == set()


def test_the_sheet_to_look_them_over_has_each_three_times() -> None:
    page = sheet()
    assert page.count("<svg ") == 3 * len(symbols())
    assert all(page.count(f"<figcaption>{word}</figcaption>") == 1 for word in symbols())
