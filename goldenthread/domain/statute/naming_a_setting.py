"""Naming a school, college or other place in section I: the grounds for not naming the one asked for, and the routes.

Children and Families Act 2014, sections 39 and 40. Nothing here weighs a ground: people decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from goldenthread.domain.statute.packaged import packaged_table

AS_ASKED, NOT_AS_ASKED, NOT_ASKED = "as_asked", "not_as_asked", "not_asked"


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground of section 39(4). `name` is close to the Act; `plain` is how a family's page says it."""

    code: str
    name: str
    plain: str
    citation: str


@dataclass(frozen=True, slots=True)
class Route:
    """How the place came to be named. `needs_ground`: at least one ground of section 39(4) must be given."""

    code: str
    name: str
    needs_ground: bool
    citation: str


@cache
def grounds() -> dict[str, Ground]:
    """Every ground by its code."""
    return {row["code"]: Ground(**row) for row in packaged_table("naming_a_setting.toml")["ground"]}


@cache
def routes() -> dict[str, Route]:
    """Every route by its code."""
    return {row["code"]: Route(**row) for row in packaged_table("naming_a_setting.toml")["route"]}
