"""Reads the packaged tables of this folder, once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def packaged_table(name: str) -> dict[str, Any]:
    """One TOML file of this package as a dictionary. Raises FileNotFoundError when there is no such file."""
    return tomllib.loads((resources.files(__package__) / name).read_text(encoding="utf-8"))
