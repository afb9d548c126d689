"""Drawings of symbols from a folder the partnership fills (GOLDENTHREAD_SYMBOLS), shown in place of our own: kept
only if nothing in one can run, fetch or refer to anything outside it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from lxml import etree

LARGEST: Final = 200_000  # bytes; the largest of the Mulberry set is about half of it
SVG: Final = "{http://www.w3.org/2000/svg}"
_DRAWN: Final = frozenset(
    {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "defs", "title", "desc", "use"}
    | {"linearGradient", "radialGradient", "stop", "clipPath", "mask", "symbol"}
)
_NAME: Final = re.compile(r"[A-Za-z0-9_,.\-]{1,80}")


def drawing(name: str) -> str:
    """The drawing of that name as SVG; blank where there is no folder, no such file, or one that is not just drawn."""
    folder = settings.SYMBOLS_FOLDER
    return _read(folder, name) if folder and _NAME.fullmatch(name) and ".." not in name else ""


@cache
def _read(folder: str, name: str) -> str:
    for place in (Path(folder), Path(folder) / "EN"):
        try:
            data = (place / f"{name}.svg").read_bytes()
        except OSError:
            continue
        return _only_drawn(data) if len(data) <= LARGEST else ""
    return ""


def _only_drawn(data: bytes) -> str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
                             remove_pis=True)  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return ""
    if root.tag != f"{SVG}svg" or root.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in data:
        return ""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            return ""
        if not element.tag.startswith(SVG):  # what a drawing program notes for itself
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
        elif element.tag.removeprefix(SVG) not in _DRAWN or not all(map(_is_plain, element.attrib.items())):
            return ""
    return etree.tostring(root, encoding="unicode")


def _is_plain(attribute: tuple[str | bytes, str | bytes]) -> bool:
    name, value = (str(each) for each in attribute)
    bare, low = name.rpartition("}")[2].lower(), value.lower()
    if bare == "href":
        return low.startswith("#")
    return not bare.startswith("on") and not re.search(r"url\(\s*['\"]?[^#'\"\s]|@import|javascript:", low)
