"""Kinds of setting as money tells them apart: who pays for the place, who for the rest, and on which line it is
coded. From the type of establishment in the register of establishments (GIAS) or the SENSetting code of a SEN2 return.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class SettingKind(StrEnum):
    """One value a way of paying."""

    MAINSTREAM = "mainstream"
    SUPPORT_BASE = "support_base"
    SPECIAL = "special"
    NON_MAINTAINED = "non_maintained"
    INDEPENDENT = "independent"
    ALTERNATIVE = "alternative"
    HOSPITAL = "hospital"
    COLLEGE = "college"
    SPECIALIST_COLLEGE = "specialist_college"
    EARLY_YEARS = "early_years"
    ELSEWHERE = "elsewhere"
    HOME = "home"
    BY_FAMILY = "by_family"
    NOT_IN_EDUCATION = "not_in_education"

    @property
    def said(self) -> str:
        """For a reader."""
        return _SAID[self]


class Phase(StrEnum):
    """The phases money is coded by."""

    EARLY_YEARS = "early_years"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    POST_16 = "post_16"


_SAID: Final = {
    SettingKind.MAINSTREAM: "Mainstream school or academy",
    SettingKind.SUPPORT_BASE: "SEN unit or resourced provision",
    SettingKind.SPECIAL: "State special school or academy",
    SettingKind.NON_MAINTAINED: "Non-maintained special school",
    SettingKind.INDEPENDENT: "Independent school",
    SettingKind.ALTERNATIVE: "Alternative provision",
    SettingKind.HOSPITAL: "Hospital school",
    SettingKind.COLLEGE: "Further education or sixth form college",
    SettingKind.SPECIALIST_COLLEGE: "Specialist post-16 institution",
    SettingKind.EARLY_YEARS: "Early years provider",
    SettingKind.ELSEWHERE: "Arranged by the council, not at a school",
    SettingKind.HOME: "Educated at home by choice",
    SettingKind.BY_FAMILY: "Arranged by the family, not at home",
    SettingKind.NOT_IN_EDUCATION: "Not in education",
}

# GIAS "TypeOfEstablishment (code)".
_OF_TYPE: Final = {
    **dict.fromkeys(("1", "2", "3", "5", "6", "28", "34", "35", "40", "41", "49"), SettingKind.MAINSTREAM),
    **dict.fromkeys(("7", "12", "33", "36", "44"), SettingKind.SPECIAL),
    "8": SettingKind.NON_MAINTAINED,
    **dict.fromkeys(("10", "11", "25", "27", "30", "37"), SettingKind.INDEPENDENT),
    **dict.fromkeys(("14", "38", "42", "43"), SettingKind.ALTERNATIVE),
    "15": SettingKind.EARLY_YEARS,
    **dict.fromkeys(("18", "29", "31", "39", "45", "46", "56", "57"), SettingKind.COLLEGE),
    "32": SettingKind.SPECIALIST_COLLEGE,
    **dict.fromkeys(("24", "26"), SettingKind.ELSEWHERE),
}
_ACADEMIES: Final = frozenset(
    ("28", "33", "34", "35", "36", "38", "39", "40", "41", "42", "43", "44", "45", "46", "57")
)
# Where nothing is paid for the place.
NO_COST: Final = frozenset({SettingKind.HOME, SettingKind.BY_FAMILY, SettingKind.NOT_IN_EDUCATION})
# SENSetting of a placement, where no school is named.
_OF_CODE: Final = {
    "OLA": SettingKind.ELSEWHERE, "OTH": SettingKind.ELSEWHERE, "EYP": SettingKind.EARLY_YEARS,
    "OPA": SettingKind.BY_FAMILY, "EHE": SettingKind.HOME, "NEET": SettingKind.NOT_IN_EDUCATION,
    "NIEC": SettingKind.NOT_IN_EDUCATION, "NIEO": SettingKind.NOT_IN_EDUCATION,
}  # fmt: skip


def setting_kind(type_code: str, sen_setting: str, *, in_a_base: bool, named: bool) -> SettingKind | None:
    """The kind of a placement. `in_a_base`: in a SEN unit or resourced provision. `named`: at a body we know; one
    without a type (a provider known by its UKPRN alone) is a specialist post-16 institution. None where nothing tells.
    """
    if named and not type_code:
        return SettingKind.SPECIALIST_COLLEGE
    if sen_setting and not named:
        return _OF_CODE.get(sen_setting)
    found = _OF_TYPE.get(type_code)
    return SettingKind.SUPPORT_BASE if in_a_base and found is SettingKind.MAINSTREAM else found


def is_academy(type_code: str) -> bool:
    """Whether the Department pays the school itself, so that the council's outturn leaves its places out."""
    return type_code in _ACADEMIES


def phase_of(age: int) -> Phase:
    """By age on 31 August before: under 4, 4 to 10, 11 to 15, 16 and over."""
    if age < 4:
        return Phase.EARLY_YEARS
    return Phase.PRIMARY if age < 11 else Phase.SECONDARY if age < 16 else Phase.POST_16
