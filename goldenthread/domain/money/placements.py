"""What one placement costs, part by part, and who bears each part.

Mainstream: element 1 and 2 from the school's own budget, element 3 (the top-up) from the high-needs block. A base, a
special school, alternative provision: a place, paid whether filled or not, and a top-up. An independent school: its
whole fee and no place funding. A college: element 1 from the 16 to 19 funding, element 2 and the top-up from the block.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from goldenthread.domain.money.amounts import Amount
from goldenthread.domain.money.rates import rate
from goldenthread.domain.money.setting_kinds import NO_COST, SettingKind


class Part(StrEnum):
    """What is paid for."""

    ELEMENT_1 = "element_1"
    ELEMENT_2 = "element_2"
    PLACE = "place"
    TOP_UP = "top_up"
    FEE = "fee"

    @property
    def said(self) -> str:
        """For a reader."""
        return {"element_1": "Element 1", "element_2": "Element 2", "place": "Place", "top_up": "Top-up", "fee": "Fee"}[
            self.value
        ]


class Payer(StrEnum):
    """Whose money it is in the end."""

    HIGH_NEEDS = "high_needs"
    SCHOOL = "school"  # the school's own budget, from the schools block
    POST_16 = "post_16"  # the national 16 to 19 funding


class CostUnknown(ValueError):
    """A placement of this kind cannot be priced from what is given; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Placement:
    """One child at one setting. `top_up` (element 3, by band) and `fee` are yearly; a fee is the whole of one.

    `on_roll`: for a base, whether the pupil was on the school's roll at the census.
    """

    kind: SettingKind
    top_up: Amount | None = None
    fee: Amount | None = None
    on_roll: bool | None = None


@dataclass(frozen=True, slots=True)
class CostLine:
    """One part of a yearly cost, and who bears it."""

    part: Part
    payer: Payer
    amount: Amount


_PLACE_RATE: Final = {
    SettingKind.SPECIAL: "special_place",
    SettingKind.NON_MAINTAINED: "special_place",
    SettingKind.ALTERNATIVE: "alternative_place",
}
WHOLE_FEE: Final = frozenset(
    {SettingKind.INDEPENDENT, SettingKind.SPECIALIST_COLLEGE, SettingKind.HOSPITAL, SettingKind.ELSEWHERE}
)


def yearly_cost(placement: Placement, on: date) -> tuple[CostLine, ...]:
    """Its parts for a whole year at the rates of a day. Raises CostUnknown, rates.NoRate.

    A specialist college, a hospital and what the council arranges elsewhere are priced by their whole fee, as an
    independent school is; the Department's part of a specialist college's funding is not counted.
    """
    kind = placement.kind
    if kind in NO_COST:
        return ()
    if kind in WHOLE_FEE:
        if placement.fee is None:
            raise CostUnknown(f"{kind.said}: its whole fee is needed.")
        return (CostLine(Part.FEE, Payer.HIGH_NEEDS, placement.fee),)
    if placement.top_up is None:
        raise CostUnknown(f"{kind.said}: its top-up is needed, nought if there is none.")
    return (*_before_top_up(placement, on), CostLine(Part.TOP_UP, Payer.HIGH_NEEDS, placement.top_up))


def _before_top_up(placement: Placement, on: date) -> tuple[CostLine, ...]:
    kind = placement.kind
    if code := _PLACE_RATE.get(kind):
        return (CostLine(Part.PLACE, Payer.HIGH_NEEDS, rate(code, on).amount),)
    if kind is SettingKind.SUPPORT_BASE:
        if placement.on_roll is None:
            raise CostUnknown(f"{kind.said}: whether the pupil was on roll at the census is needed.")
        code = "base_place_on_roll" if placement.on_roll else "base_place_not_on_roll"
        own = (CostLine(Part.ELEMENT_1, Payer.SCHOOL, rate("element_1", on).amount),) if placement.on_roll else ()
        return (*own, CostLine(Part.PLACE, Payer.HIGH_NEEDS, rate(code, on).amount))
    first = CostLine(Part.ELEMENT_1, Payer.SCHOOL, rate("element_1", on).amount)
    if kind is SettingKind.COLLEGE:
        second = rate("post_16_element_2", on).amount
        return CostLine(Part.ELEMENT_1, Payer.POST_16, first.amount), CostLine(Part.ELEMENT_2, Payer.HIGH_NEEDS, second)
    if kind is SettingKind.EARLY_YEARS:
        return ()
    return first, CostLine(Part.ELEMENT_2, Payer.SCHOOL, rate("element_2", on).amount)
