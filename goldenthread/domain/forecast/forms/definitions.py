"""The forms as data: which tables each has, and which children each of their rows takes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

FORMS: Final = {"reform-plan": "reform_plan.toml", "scap": "scap.toml", "management-plan": "management_plan.toml"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a listed table. `takes`: kinds of setting, one perhaps only of school age ("mainstream:school") or past
    it ("mainstream:post_16"); none where the record cannot tell the row's children, and `why`. `once`: a kind of
    earlier forecasts that held these children and others; a forecast with it cannot tell them.
    """

    name: str
    takes: tuple[str, ...] = ()
    why: str = ""
    once: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A table: its rows are "ages", "needs", "year_groups" or "listed"; `of` what: plans, requests, assessments,
    new_plans, pounds, block.

    `takes`: kinds of setting it is of, all where empty. `both`: also as it would be with the forecast's changes.
    `between`: academic years, the first and the last; `ahead`: at most so many years. `verified`: whether its
    rows were read in the form itself or a programme that fills it.
    """

    number: str
    title: str
    rows: str
    verified: bool
    of: str = "plans"
    takes: tuple[str, ...] = ()
    listed: tuple[Row, ...] = ()
    leftover: str = ""
    why: str = ""
    note: str = ""
    both: bool = False
    between: tuple[int, int] = (0, 0)
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """A form. `years`: "calendar" (a year is the January after it), "academic" or "januaries"; from `first` to `last`
    where it has a range.
    """

    code: str
    title: str
    short: str
    source: str
    years: str
    tables: tuple[Template, ...]
    assumptions: tuple[tuple[str, str], ...]
    first: int = 0
    last: int = 9999


@cache
def forms() -> Mapping[str, Form]:
    """Every form by its code."""
    return {code: _form(code, name) for code, name in FORMS.items()}


def _form(code: str, name: str) -> Form:
    read: dict[str, Any] = tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))
    tables = tuple(_template(each) for each in read.pop("tables"))
    assumptions = tuple((each["name"], each["words"]) for each in read.pop("assumptions"))
    return Form(code=code, tables=tables, assumptions=assumptions, **read)


def _template(read: dict[str, Any]) -> Template:
    rows = read.pop("listed", ())
    listed = tuple(Row(**{**each, "takes": tuple(each.get("takes", ()))}) for each in rows)
    takes, between = tuple(read.pop("takes", ())), read.pop("between", (0, 0))
    return Template(listed=listed, takes=takes, between=(between[0], between[1]), **read)
