"""Enters a unit cost, and ends one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from goldenthread.domain.money.amounts import NOTHING, Amount
from goldenthread.domain.money.placements import WHOLE_FEE, Part
from goldenthread.domain.money.setting_kinds import NO_COST, SettingKind
from goldenthread.features.finance.models import UnitCost
from goldenthread.features.finance.operations.refusals import ChangedMeanwhile, Refused
from goldenthread.foundation import clock, journal


@dataclass(frozen=True, slots=True)
class Price:
    """A yearly price as entered."""

    kind: SettingKind
    part: Part
    amount: Amount
    started_on: date
    source: str
    verified: bool
    need: str = ""
    band: str = ""


def add(*, price: Price, by: journal.Author, on: date) -> UnitCost:
    """From a day on; the price before it then no longer holds. Raises Refused."""
    if price.kind in NO_COST:
        raise Refused("setting_kind", "Nothing is paid there")
    if (price.part is Part.FEE) != (price.kind in WHOLE_FEE):
        right = "its whole fee" if price.kind in WHOLE_FEE else "a top-up"
        raise Refused("part", f"{price.kind.said} is paid {right}")
    if price.amount < NOTHING:
        raise Refused("amount", "A price cannot be below nought")
    with transaction.atomic():
        row = UnitCost(
            setting_kind=price.kind.value, part=price.part.value, need=price.need, band=price.band,
            amount=price.amount.pounds, started_on=price.started_on, source=price.source, verified=price.verified,
            recorded_at=clock.now(), recorded_by=by.public_id, recorded_by_name=by.name,
        )  # fmt: skip
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise Refused("started_on", "There is such a price from that day already") from None
        journal.record(
            "unit_cost.added", by=by, on=on,
            data={"id": row.public_id, "setting": price.kind.value, "part": price.part.value, "need": price.need,
                  "band": price.band, "amount": row.amount, "started_on": price.started_on},
        )  # fmt: skip
    return row


def end(*, row: UnitCost, last_day: date, version: int, by: journal.Author, on: date) -> None:
    """A price holds until a last day. `version` is what the form was made from. Raises Refused, ChangedMeanwhile."""
    with transaction.atomic():
        now = UnitCost.objects.select_for_update().get(pk=row.pk)
        if now.version != version:
            raise ChangedMeanwhile
        if last_day < now.started_on:
            raise Refused("ended_on", "The last day must be on or after the first")
        was, now.ended_on = now.ended_on, last_day
        now.version += 1
        now.save(update_fields=["ended_on", "version"])
        data = {"id": now.public_id, "last_day": last_day, "was": was}
        journal.record("unit_cost.ended", by=by, on=on, data=data)
