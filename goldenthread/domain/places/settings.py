"""Settings that take children with special educational needs, as the assignment reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from goldenthread.domain.money.setting_kinds import SettingKind
from goldenthread.domain.places.problems import BadPlaces

ANY_NEED: Final = "*"
OLDEST: Final = 25  # a plan may last until the end of the academic year in which the young person turns 25


class Kind(StrEnum):
    """Type of provision. `BASE` is a resourced provision or SEN unit in a mainstream school."""

    MAINSTREAM = "mainstream"
    BASE = "base"
    SPECIAL = "special"
    INDEPENDENT = "independent"  # independent special, or non-maintained special
    ALTERNATIVE = "alternative"  # alternative provision
    POST_16 = "post_16"
    OTHER = "other"  # at home, or arranged by the council at no school


# The kinds money tells apart, as planning places counts them.
KIND_OF: Final[Mapping[SettingKind, Kind]] = {
    SettingKind.MAINSTREAM: Kind.MAINSTREAM, SettingKind.SUPPORT_BASE: Kind.BASE, SettingKind.SPECIAL: Kind.SPECIAL,
    SettingKind.NON_MAINTAINED: Kind.INDEPENDENT, SettingKind.INDEPENDENT: Kind.INDEPENDENT,
    SettingKind.ALTERNATIVE: Kind.ALTERNATIVE, SettingKind.HOSPITAL: Kind.ALTERNATIVE,
    SettingKind.COLLEGE: Kind.POST_16, SettingKind.SPECIALIST_COLLEGE: Kind.POST_16,
    SettingKind.EARLY_YEARS: Kind.MAINSTREAM, SettingKind.ELSEWHERE: Kind.OTHER, SettingKind.HOME: Kind.OTHER,
    SettingKind.BY_FAMILY: Kind.OTHER, SettingKind.NOT_IN_EDUCATION: Kind.OTHER,
}  # fmt: skip
KIND_NAMES: Final[dict[Kind, str]] = {
    Kind.MAINSTREAM: "Mainstream school or early years",
    Kind.BASE: "Resourced provision or SEN unit",
    Kind.SPECIAL: "Special school",
    Kind.INDEPENDENT: "Independent or non-maintained special school",
    Kind.ALTERNATIVE: "Alternative provision",
    Kind.POST_16: "College or other post-16",
    Kind.OTHER: "Not at a school or college",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting's places of one kind. `cost` is pounds a year for one placement, transport left out.

    `needs`: codes of the primary needs it takes; {"*"} takes any. Ages are whole years, both ends included. `at` is
    (easting, northing) in metres of the National Grid, or (latitude, longitude) in degrees: one kind in one problem.
    """

    code: str
    name: str
    kind: Kind
    needs: frozenset[str]
    from_age: int
    to_age: int
    capacity: int
    cost: Decimal
    at: tuple[float, float]
    area: str = ""

    def __post_init__(self) -> None:
        """Raises BadPlaces."""
        if self.capacity < 0:
            raise BadPlaces(f"Setting {self.code}: a capacity of {self.capacity} is less than none.")
        if self.cost < 0:
            raise BadPlaces(f"Setting {self.code}: a cost of {self.cost} is less than nothing.")
        if not 0 <= self.from_age <= self.to_age <= OLDEST:
            raise BadPlaces(f"Setting {self.code}: ages {self.from_age} to {self.to_age} are no range within 0 to 25.")
        if not self.needs:
            raise BadPlaces(f"Setting {self.code} takes no need; write * where it takes any.")

    def takes(self, need: str, age: int) -> bool:
        """Whether it takes a child of this age with this primary need."""
        return (ANY_NEED in self.needs or need in self.needs) and self.from_age <= age <= self.to_age
