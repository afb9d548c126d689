"""Unit costs as entered, and the price that holds for a placement on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from goldenthread.domain.money.amounts import Amount
from goldenthread.domain.money.commitments import PriceOn
from goldenthread.domain.money.placements import Part
from goldenthread.domain.money.setting_kinds import SettingKind
from goldenthread.features.finance.models import UnitCost
from goldenthread.foundation.ids import is_id

Row = tuple[SettingKind, str, Amount, date, date | None]


def unit_costs() -> list[UnitCost]:
    """Every unit cost, by kind of setting, part, need, band; the newest first. One query."""
    order = {kind.value: place for place, kind in enumerate(SettingKind)}
    rows = UnitCost.objects.order_by("part", "need", "band", "-started_on", "id")
    return sorted(rows, key=lambda row: order[row.setting_kind])


def unit_cost_of(public_id: str) -> UnitCost | None:
    """One by its public id."""
    return UnitCost.objects.filter(public_id=public_id).first() if is_id(public_id) else None


def price_finder(rows: Iterable[UnitCost]) -> PriceOn:
    """The price in force for a kind of setting and a need: of rows for that need, else of rows for any need, the newest
    that has begun and not ended. Rows for a band are no price of a caseload whose bands are not recorded.
    """
    by_kind: dict[tuple[SettingKind, str], list[tuple[date, date | None, Amount]]] = {}
    for row in rows:
        if not row.band and row.part in (Part.TOP_UP.value, Part.FEE.value):
            key = SettingKind(row.setting_kind), row.need
            by_kind.setdefault(key, []).append((row.started_on, row.ended_on, Amount(row.amount)))

    def price_on(kind: SettingKind, need: str, on: date) -> Amount | None:
        for wanted in dict.fromkeys((need, "")):
            held = [row for row in by_kind.get((kind, wanted), ()) if row[0] <= on and (row[1] is None or on <= row[1])]
            if held:
                return max(held, key=lambda row: row[0])[2]
        return None

    return price_on
