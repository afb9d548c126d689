"""Records areas, places commissioned and their last day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from goldenthread.domain.money.setting_kinds import Phase
from goldenthread.domain.places.settings import Kind
from goldenthread.domain.sen2.codes import codes
from goldenthread.features.commissioning.models import CommissionedPlaces, PlanningArea
from goldenthread.features.finance.operations.refusals import Refused
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Organisation

POSTCODES = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?( [0-9])?")
MOST = 2000


@dataclass(frozen=True, slots=True)
class Commission:
    """Places as a person enters them. `cost` is pounds a year for one."""

    kind: Kind
    phase: Phase
    number: int
    cost: Decimal
    started_on: date
    source: str
    needs: tuple[str, ...] = ()


def add_area(
    *, name: str, postcodes: Sequence[str], easting: int, northing: int, by: journal.Author, on: date
) -> PlanningArea:
    """An area to plan by. Raises Refused: a postcode that is none, or that another area has, or the name taken."""
    for each in postcodes:
        if not POSTCODES.fullmatch(each):
            raise Refused("postcodes", f"“{each}” is no postcode district or sector, such as KT1 or KT1 2")
    taken = {code for codes_ in PlanningArea.objects.values_list("postcodes", flat=True) for code in codes_}
    if twice := sorted(taken.intersection(postcodes)):
        raise Refused("postcodes", f"{twice[0]} is in another area already")
    with transaction.atomic():
        row = PlanningArea(name=name, postcodes=list(postcodes), easting=easting, northing=northing)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise Refused("name", "There is an area of that name already") from None
        journal.record("planning_area.added", by=by, on=on, data={"id": row.public_id, "name": name})
    return row


def commission(
    *, organisation: Organisation, area: PlanningArea, entered: Commission, by: journal.Author, on: date,
    easting: int | None = None, northing: int | None = None,
) -> CommissionedPlaces:  # fmt: skip
    """Places at a setting from a day on. Those of the same kind and phase there must have ended. Raises Refused."""
    _check(entered)
    with transaction.atomic():
        row = CommissionedPlaces(
            organisation=organisation, area=area, kind=entered.kind.value, phase=entered.phase.value,
            needs=sorted(entered.needs), number=entered.number, cost=entered.cost, started_on=entered.started_on,
            easting=easting, northing=northing, source=entered.source.strip(), recorded_at=clock.now(),
            recorded_by=by.public_id, recorded_by_name=by.name,
        )  # fmt: skip
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise Refused("phase", "Places of this kind and phase run there already: end them first") from None
        journal.record(
            "places.commissioned", by=by, on=on,
            data={"id": row.public_id, "organisation": organisation.public_id, "kind": row.kind, "phase": row.phase,
                  "number": row.number, "needs": row.needs, "started_on": entered.started_on},
        )  # fmt: skip
    return row


def end(*, row: CommissionedPlaces, last_day: date, by: journal.Author, on: date) -> None:
    """The last day places are commissioned for. Raises Refused."""
    with transaction.atomic():
        now = CommissionedPlaces.objects.select_for_update().get(pk=row.pk)
        if last_day < now.started_on:
            raise Refused("ended_on", "The last day must be on or after the first")
        was, now.ended_on = now.ended_on, last_day
        now.save(update_fields=["ended_on"])
        data = {"id": now.public_id, "last_day": last_day, "was": was}
        journal.record("places.ended", by=by, on=on, data=data)


def _check(entered: Commission) -> None:
    if not 0 < entered.number <= MOST:
        raise Refused("number", f"The number of places must be from 1 to {MOST}")
    if entered.cost < 0:
        raise Refused("cost", "A place cannot cost less than nought")
    if not entered.source.strip():
        raise Refused("source", "Say where these figures stand")
    unknown = sorted(set(entered.needs) - set(codes("SENtype")))
    if unknown:
        raise Refused("needs", f"“{unknown[0]}” is no type of need")
