"""The published figures of one area, read from the packaged JSON (see extract.py for where they come from)."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

LIKES = ("kingston", "kensington-and-chelsea", "kent", "england")


class UnknownArea(ValueError):
    """Asked to be like an area there are no figures for."""


@cache
def targets(like: str) -> dict[str, Any]:
    """Published figures of the area `like`; raises UnknownArea with the names that would do."""
    if like not in LIKES:
        raise UnknownArea(f"No published figures for '{like}': choose one of {', '.join(LIKES)}.")
    text = files("goldenthread.demo.targets").joinpath(f"{like}.json").read_text(encoding="utf-8")
    return dict(json.loads(text))
