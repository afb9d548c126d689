"""Enters and changes a year of the high-needs block."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from goldenthread.domain.money.amounts import NOTHING, Amount
from goldenthread.domain.money.block_table import Kind
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.features.finance.models import BlockYear
from goldenthread.features.finance.operations.refusals import ChangedMeanwhile, Refused
from goldenthread.foundation import clock, journal


@dataclass(frozen=True, slots=True)
class Entered:
    """A year as a person enters it. `spending` above nought; amounts below nought are deficits."""

    year: FinancialYear
    kind: Kind
    series: str
    income: Amount
    spending: Amount
    other_blocks: Amount
    source: str
    published_on: date
    carried_in: Amount | None = None
    printed_in_year: Amount | None = None
    printed_cumulative: Amount | None = None
    note: str = ""


def add(*, entered: Entered, by: journal.Author, on: date) -> BlockYear:
    """A year nobody has entered in this series. Raises Refused."""
    _check(entered, on)
    with transaction.atomic():
        row = BlockYear(**_values(entered), **_stamp(by))
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise Refused("year", f"{entered.year} is in this table already: change it instead") from None
        journal.record("block_year.added", by=by, on=on, data={"id": row.public_id, **_said(entered)})
    return row


def change(*, row: BlockYear, entered: Entered, version: int, by: journal.Author, on: date) -> None:
    """Put a year right. `version` is what the form was made from. Raises Refused, ChangedMeanwhile."""
    _check(entered, on)
    with transaction.atomic():
        now = BlockYear.objects.select_for_update().get(pk=row.pk)
        if now.version != version:
            raise ChangedMeanwhile
        before = {name: getattr(now, name) for name in _values(entered)}
        for name, value in {**_values(entered), **_stamp(by)}.items():
            setattr(now, name, value)
        now.version += 1
        try:
            with transaction.atomic():
                now.save()
        except IntegrityError:
            raise Refused("year", f"{entered.year} is in this table already") from None
        changed = {name: [str(before[name]), str(value)] for name, value in _values(entered).items()
                   if before[name] != value}  # fmt: skip
        journal.record("block_year.changed", by=by, on=on, data={"id": now.public_id, "changed": changed})


def _check(entered: Entered, on: date) -> None:
    if (entered.kind is Kind.FORECAST) != bool(entered.series.strip()):
        raise Refused("series", "Name the document of a forecast; leave it empty for an outturn or a budget")
    if entered.spending < NOTHING:
        raise Refused("spending", "Enter what was spent as an amount above nought")
    if entered.published_on > on:
        raise Refused("published_on", "The day it was published cannot be in the future")
    if entered.kind is Kind.OUTTURN and entered.year.ends_on >= on:
        raise Refused("year", f"{entered.year} has not ended, so it has no outturn yet")


def _values(entered: Entered) -> dict[str, object]:
    return {
        "year": entered.year.start, "kind": entered.kind.value, "series": entered.series.strip(),
        "income": entered.income.pounds, "spending": entered.spending.pounds,
        "other_blocks": entered.other_blocks.pounds, "carried_in": _pounds(entered.carried_in),
        "printed_in_year": _pounds(entered.printed_in_year), "printed_cumulative": _pounds(entered.printed_cumulative),
        "source": entered.source, "published_on": entered.published_on, "note": entered.note,
    }  # fmt: skip


def _said(entered: Entered) -> dict[str, str]:
    return {name: str(value) for name, value in _values(entered).items() if value not in (None, "")}


def _pounds(amount: Amount | None) -> object:
    return None if amount is None else amount.pounds


def _stamp(by: journal.Author) -> dict[str, object]:
    return {"recorded_at": clock.now(), "recorded_by": by.public_id, "recorded_by_name": by.name}
