"""Who must be told of each decision, and on what grounds a plan may be shown without consent.

Data for whatever sends or shows something; nothing here sends or shows. SEND Regulations 2014, regulations 3 to 31, 17
and 47; SI 2015/62, regulations 4 to 17.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from goldenthread.domain.statute.packaged import packaged_table

Consenter = Literal["child", "parent", "young person", "alternative person"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One decision or paper and everybody it must go to, as the law names them. `clocks`: limits sending it meets."""

    code: str
    name: str
    who: tuple[str, ...]
    citation: str
    clocks: tuple[str, ...] = ()
    detained: bool = False


@dataclass(frozen=True, slots=True)
class DisclosureBasis:
    """A ground for showing a plan, or the representations, evidence and advice gathered for it, without consent."""

    ref: str
    plain: str
    citation: str


@cache
def notices() -> dict[str, Notice]:
    """Every notice by its code."""
    rows = packaged_table("recipients.toml")["notice"]
    return {row["code"]: Notice(**{**row, "who": tuple(row["who"]), "clocks": tuple(row["clocks"])}) for row in rows}


def recipients(code: str) -> tuple[str, ...]:
    """Who must receive a notice. Raises KeyError, naming the notices there are."""
    try:
        return notices()[code].who
    except KeyError:
        raise KeyError(f"There is no notice {code!r}. Known: {', '.join(notices())}.") from None


@cache
def disclosure_bases() -> dict[str, DisclosureBasis]:
    """Every ground by its reference: `(a)` to `(k)` of regulation 17(1), and `reg 47`. Each use is to be logged."""
    return {row["ref"]: DisclosureBasis(**row) for row in packaged_table("recipients.toml")["basis"]}


def who_consents(*, over_school_age: bool, understands: bool, lacks_capacity: bool = False) -> Consenter:
    """Whose consent lets a plan be shown where no ground applies (regulation 17(1) to (3), and Schedule 3 Part 4).

    A child consents if able to understand what is consented to, else the parent for the child. A young person does, or
    the alternative person where capacity is lacking. `understands` is for a child only.
    """
    if over_school_age:
        return "alternative person" if lacks_capacity else "young person"
    return "child" if understands else "parent"
