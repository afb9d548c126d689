"""Writes the XML return, a person at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

from goldenthread.domain.sen2.express import header_node, person_node
from goldenthread.domain.sen2.node import Node
from goldenthread.domain.sen2.records import Header, Person
from goldenthread.domain.sen2.specification import Specification, specification

# Characters XML 1.0 cannot hold, and a carriage return, which a parser would read as a line feed.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_COLLECTION = ("Collection", "Year", "ReferenceDate")


def write_xml(
    target: str | Path | IO[bytes], header: Header, persons: Iterable[Person], *, year: int | None = None
) -> int:
    """Write a return of `year` (the header's year where not given) and say how many persons it holds.

    Items that year's return lacks are left out. Raises ValueError for a year that is not 2023 to 2026.
    """
    spec = specification(year if year is not None else header.year or 0)
    count = 0
    with open(target, "wb") if isinstance(target, str | Path) else nullcontext(target) as file:
        file.write(_opening(header, spec).encode())
        for person in persons:
            lines: list[str] = []
            _write(lines, person_node(person, spec.year), spec, "    ")
            file.write("".join(lines).encode())
            count += 1
        file.write(b"  </Persons>\n</Message>\n")
    return count


def _opening(header: Header, spec: Specification) -> str:
    values = header_node(header, spec.year).values
    details = "".join(_leaf(name, values[name]) for name in _COLLECTION if name in values)
    source = "".join(_leaf(name, values[name]) for name in spec.orders["Header"][3:] if name in values)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n  <Header>\n'
        f"    <CollectionDetails>{details}</CollectionDetails>\n    <Source>{source}</Source>\n"
        "  </Header>\n  <Persons>\n"
    )


def _leaf(name: str, text: str) -> str:
    return f"<{name}>{escape(_FORBIDDEN.sub('', text))}</{name}>"


def _write(lines: list[str], node: Node, spec: Specification, indent: str) -> None:
    lines.append(f"{indent}<{node.group}>\n")
    inner = indent + "  "
    for name in spec.orders[node.group]:
        if name in node.values:
            lines.append(f"{inner}{_leaf(name, node.values[name])}\n")
        for child in node.children.get(name, ()):
            _write(lines, child, spec, inner)
    lines.append(f"{indent}</{node.group}>\n")
