"""The sections of an EHC plan, A to K: what each must set out, and which a draft leaves blank.

SEND Regulations 2014, regulation 12; Children and Families Act 2014, section 38(5).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from goldenthread.domain.statute.packaged import packaged_table

SETTING: Final = "I"  # names the school or other place: the one section a draft must leave blank
ADVICE: Final = "K"
VIEWS: Final = "A"


@dataclass(frozen=True, slots=True)
class Section:
    """One section. `contains` is the regulation's own words; `plain` how a family's page says it, with `{name}` for the
    child. `needed`: every plan has it, even to say that there is nothing; `in_draft`: whether a draft may fill it."""

    code: str
    name: str
    contains: str
    plain: str
    citation: str
    needed: bool
    in_draft: bool

    @property
    def title(self) -> str:
        """`Section B: Special educational needs`."""
        return f"Section {self.code}: {self.name}"


@cache
def plan_sections() -> dict[str, Section]:
    """Every section by its code, in the order of the plan."""
    return {row["code"]: Section(**row) for row in packaged_table("plan_sections.toml")["section"]}
