"""Areas, places commissioned on a day, and what the newest forecast expects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from goldenthread.domain.money.setting_kinds import Phase
from goldenthread.domain.places.settings import ANY_NEED, Kind, Setting
from goldenthread.domain.places.sufficiency import AGES, Expected, Places
from goldenthread.features.commissioning.models import CommissionedPlaces, PlacesForecast, PlanningArea
from goldenthread.foundation.ids import is_id


def areas() -> list[PlanningArea]:
    """By name."""
    return list(PlanningArea.objects.order_by("name"))


def commissioned(*, since: date) -> list[CommissionedPlaces]:
    """Places that run on a day or later, by setting. One query."""
    rows: QuerySet[CommissionedPlaces] = CommissionedPlaces.objects.filter(Q(ended_on=None) | Q(ended_on__gte=since))
    return list(rows.select_related("organisation", "area").order_by("organisation__name", "kind", "phase", "id"))


def commission_of(public_id: str) -> CommissionedPlaces | None:
    """One that has no last day yet, by its public id."""
    rows = CommissionedPlaces.objects.select_related("organisation")
    return rows.filter(public_id=public_id, ended_on=None).first() if is_id(public_id) else None


def running(rows: Iterable[CommissionedPlaces], on: date) -> list[CommissionedPlaces]:
    """Those of them that run on a day."""
    return [row for row in rows if row.started_on <= on and (row.ended_on is None or on <= row.ended_on)]


def as_places(row: CommissionedPlaces) -> Places:
    """As the sums read them."""
    return Places(row.public_id, Kind(row.kind), Phase(row.phase), _needs(row), row.area.name, row.number)


def as_setting(row: CommissionedPlaces) -> Setting:
    """As the assignment reads them: at the setting itself where that is known, else at the middle of its area."""
    first, last = AGES[Phase(row.phase)]
    return Setting(
        row.public_id, row.organisation.name, Kind(row.kind), _needs(row), first, last, row.number, row.cost,
        at_of(row), row.area.name,
    )  # fmt: skip


def at_of(row: CommissionedPlaces) -> tuple[float, float]:
    """Metres of the National Grid."""
    if row.easting is None or row.northing is None:
        return float(row.area.easting), float(row.area.northing)
    return float(row.easting), float(row.northing)


def _needs(row: CommissionedPlaces) -> frozenset[str]:
    return frozenset(row.needs or [ANY_NEED])


@dataclass(frozen=True, slots=True)
class Projection:
    """The newest forecast recorded for places. Without one, `rows` is empty and `made_on` None."""

    rows: tuple[Expected, ...] = ()
    source: str = ""
    made_on: date | None = None


def projection() -> Projection:
    """The newest. Two queries."""
    newest = PlacesForecast.objects.order_by("-made_on", "-id").first()
    if newest is None:
        return Projection()
    rows = newest.rows.values_list("year", "phase", "kind", "middle", "low", "high")
    found = (Expected(year, Phase(phase), Kind(kind), *figures) for year, phase, kind, *figures in rows)
    return Projection(tuple(found), newest.source, newest.made_on)
