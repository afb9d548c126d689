"""What opening a new base would do to those who will need a place then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from goldenthread.domain.calendars.school_years import school_year_start
from goldenthread.domain.money.setting_kinds import Phase, SettingKind, phase_of
from goldenthread.domain.places import Group, Kind, Setting, Terms
from goldenthread.domain.places.new_base import Effect, new_base
from goldenthread.domain.places.settings import OLDEST
from goldenthread.domain.places.sufficiency import AGES
from goldenthread.features.commissioning.models import CommissionedPlaces, PlanningArea
from goldenthread.features.commissioning.queries.caseload import Counted, places_by_body
from goldenthread.features.commissioning.queries.places import as_setting, running
from goldenthread.features.finance.queries.prices import price_finder, unit_costs

NEW: Final = "new"
SPECIALIST: Final = frozenset({Kind.BASE, Kind.SPECIAL, Kind.INDEPENDENT, Kind.ALTERNATIVE})


@dataclass(frozen=True, slots=True)
class Asked:
    """A base one thinks of opening. Money is pounds a year for one child."""

    area: PlanningArea
    phase: Phase
    needs: tuple[str, ...]
    places: int
    opens_on: date
    cost: Decimal
    independent_price: Decimal
    per_km: Decimal


@dataclass(frozen=True, slots=True)
class Opening:
    """`waiting` children of the base's phase will need a place; `left_out` more live in no area we know."""

    effect: Effect
    waiting: int
    left_out: int


def independent_price(*, on: date) -> Decimal | None:
    """What the unit costs say an independent place costs; None where nobody entered it. One query."""
    found = price_finder(unit_costs())(SettingKind.INDEPENDENT, "", on)
    return None if found is None else Decimal(found.rounded())


def opening(
    asked: Asked, counted: Sequence[Counted], commissions: Sequence[CommissionedPlaces],
    areas: Sequence[PlanningArea], *, on: date,
) -> Opening:  # fmt: skip
    """Compare with and without. Raises BadPlaces where it would open before `on`. Asks the database nothing.

    Who needs a place: children of the phase without one, and those in specialist places whose phase ends by then,
    unless their own setting has places of the next phase, where they stay. Nobody else is moved. Homes are at the
    middle of their area.
    """
    then = [row for row in running(commissions, asked.opens_on) if row.phase == asked.phase.value]
    groups, left_out = _groups(asked, counted, places_by_body(then), {area.name: area for area in areas}, on)
    first, last = AGES[asked.phase]
    base = Setting(
        NEW, "The new base", Kind.BASE, frozenset(asked.needs), first, last, asked.places, asked.cost,
        (float(asked.area.easting), float(asked.area.northing)), asked.area.name,
    )  # fmt: skip
    terms = Terms(asked.independent_price, asked.per_km)
    effect = new_base(groups, [as_setting(row) for row in then], base, terms, opens_on=asked.opens_on, today=on)
    waiting = sum(group.count for group in groups if not group.current)
    return Opening(effect, waiting, left_out)


def _groups(
    asked: Asked, counted: Sequence[Counted], bodies: Mapping[tuple[int, Kind, Phase], str],
    areas: Mapping[str, PlanningArea], on: date,
) -> tuple[list[Group], int]:  # fmt: skip
    now, then = school_year_start(on), school_year_start(asked.opens_on)
    groups, left_out = [], 0
    for each in counted:
        age = each.age(then)
        if not 0 <= age <= OLDEST or phase_of(age) is not asked.phase:
            continue
        moves_on = phase_of(each.age(now)) is not asked.phase
        code = _own(each, asked.phase, bodies)
        if not code and not _needs_a_place(each, moves_on):
            continue
        area = areas.get(each.area)
        if area is None:
            left_out += each.count
            continue
        at = float(area.easting), float(area.northing)
        groups.append(Group(each.need, age, at, code, each.area, each.count))
    return groups, left_out


def _own(each: Counted, phase: Phase, bodies: Mapping[tuple[int, Kind, Phase], str]) -> str:
    """The code of the places of the phase at the child's own setting; "" where it has none."""
    return "" if each.body is None or each.kind is None else bodies.get((each.body, each.kind, phase), "")


def _needs_a_place(each: Counted, moves_on: bool) -> bool:
    return each.kind is None or (moves_on and each.kind in SPECIALIST)
