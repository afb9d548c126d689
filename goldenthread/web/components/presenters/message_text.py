"""A message's body as parts a page or a letter can draw: headings after "# ", bullets after "* ", else paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Part:
    """`lines` has one line but for bullets."""

    kind: Literal["heading", "bullets", "paragraph"]
    lines: tuple[str, ...]


def parts_of(body: str) -> list[Part]:
    """In order; empty for an empty body."""
    return [_part(block) for block in body.split("\n\n") if block.strip()]


def _part(block: str) -> Part:
    lines = [line.strip() for line in block.strip().splitlines()]
    if lines[0].startswith("# "):
        return Part("heading", (lines[0][2:],))
    if all(line.startswith("* ") for line in lines):
        return Part("bullets", tuple(line[2:] for line in lines))
    return Part("paragraph", tuple(lines))
