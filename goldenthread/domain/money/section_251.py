"""Section 251 of the Apprenticeships, Skills, Children and Learning Act 2009: on which line and in which column of a
council's return the cost of a placement is coded, and whether its outturn holds it.

The budget holds the places of academies. The outturn leaves them out, because the Department takes them back from the
grant (recoupment) and pays academies itself: a budget and an outturn do not compare without those places.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Final

from goldenthread.domain.money.placements import Part
from goldenthread.domain.money.setting_kinds import Phase, SettingKind


class Column(StrEnum):
    """Columns of the return."""

    EARLY_YEARS = "early_years_establishments"
    PRIMARY = "primary_schools"
    SECONDARY = "secondary_schools"
    SPECIAL = "sen_and_special_schools"
    ALTERNATIVE = "pupil_referral_units_and_alt_provision"
    POST_16 = "post_16"

    @property
    def said(self) -> str:
        """For a reader."""
        return {
            "early_years_establishments": "Early years establishments", "primary_schools": "Primary schools",
            "secondary_schools": "Secondary schools", "sen_and_special_schools": "SEN and special schools",
            "pupil_referral_units_and_alt_provision": "Pupil referral units and alternative provision",
            "post_16": "Post-16",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the return; `tool` is the heading that adds it in the Department's benchmarking tool."""

    code: str
    name: str
    tool: str
    name_verified: bool


@dataclass(frozen=True, slots=True)
class Coding:
    """Where one part of a placement's cost goes. `in_outturn` is False for what the outturn leaves out."""

    line: str
    column: Column
    in_outturn: bool


_COLUMN_OF_KIND: Final = {
    SettingKind.SPECIAL: Column.SPECIAL, SettingKind.NON_MAINTAINED: Column.SPECIAL,
    SettingKind.INDEPENDENT: Column.SPECIAL, SettingKind.ALTERNATIVE: Column.ALTERNATIVE,
    SettingKind.HOSPITAL: Column.ALTERNATIVE, SettingKind.COLLEGE: Column.POST_16,
    SettingKind.SPECIALIST_COLLEGE: Column.POST_16, SettingKind.EARLY_YEARS: Column.EARLY_YEARS,
}  # fmt: skip
_COLUMN_OF_PHASE: Final = {
    Phase.EARLY_YEARS: Column.EARLY_YEARS, Phase.PRIMARY: Column.PRIMARY, Phase.SECONDARY: Column.SECONDARY,
    Phase.POST_16: Column.POST_16,
}  # fmt: skip
_LINE_OF_FEE: Final = {
    SettingKind.HOSPITAL: "1.2.6", SettingKind.ELSEWHERE: "1.2.7",
}  # fmt: skip


class NotCoded(ValueError):
    """This part of a cost is on no high-needs line of the return."""


@cache
def lines() -> dict[str, Line]:
    """Every line we know, by code."""
    text = (resources.files(__package__) / "section_251.toml").read_text(encoding="utf-8")
    return {row["code"]: Line(**row) for row in tomllib.loads(text)["line"]}


def coding(part: Part, kind: SettingKind, phase: Phase, *, academy: bool) -> Coding:
    """The line and column of one part of a placement's cost. Students of 16 and over are in the post-16 column, except
    in special schools and alternative provision. Raises NotCoded for what a school's own budget bears.
    """
    column = _COLUMN_OF_KIND.get(kind) or _COLUMN_OF_PHASE[phase]
    if part is Part.PLACE:
        # A non-maintained school's places are paid by the Department, as an academy's are.
        return Coding("1.0.2", column, in_outturn=not (academy or kind is SettingKind.NON_MAINTAINED))
    if part is Part.ELEMENT_2 and kind is SettingKind.COLLEGE:
        return Coding("1.0.2", column, in_outturn=False)
    if part is Part.FEE:
        return Coding(_LINE_OF_FEE.get(kind, "1.2.3"), column, in_outturn=True)
    if part is Part.TOP_UP:
        if kind in (SettingKind.NON_MAINTAINED, SettingKind.INDEPENDENT, SettingKind.SPECIALIST_COLLEGE):
            return Coding("1.2.3", column, in_outturn=True)
        return Coding("1.2.2" if academy or kind is SettingKind.COLLEGE else "1.2.1", column, in_outturn=True)
    raise NotCoded(f"{part.said} at a {kind.said.lower()} is borne by the school’s own budget.")
