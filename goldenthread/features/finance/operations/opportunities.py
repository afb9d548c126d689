"""Keeps the register of opportunities: begins it, adds to it, changes it, records what each is worth."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max

from goldenthread.domain.money.amounts import NOTHING, Amount
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.domain.money.opportunity_list import Flow, MoneyLine, opportunities_to_consider
from goldenthread.features.finance.models import Opportunity, OpportunityValue
from goldenthread.features.finance.operations.refusals import ChangedMeanwhile, Refused
from goldenthread.foundation import clock, journal


@dataclass(frozen=True, slots=True)
class Written:
    """An opportunity as a person writes it."""

    title: str
    workstream: str
    flow: Flow
    line: MoneyLine
    group: str = ""
    owner: str = ""
    state: str = Opportunity.State.CONSIDERED.value
    why: str = ""


def begin_register(*, by: journal.Author, on: date) -> int:
    """Fill an empty register with the opportunities every partnership may consider; how many were put in: none where
    it is not empty, or where somebody else began it at the same moment.
    """
    with transaction.atomic():
        if Opportunity.objects.exists():
            return 0
        rows = [
            Opportunity(
                number=each.number, title=each.title, workstream=each.workstream, flow=each.flow.value,
                line=each.line.value, group=each.group, **_stamp(by),
            )
            for each in opportunities_to_consider()
        ]  # fmt: skip
        try:
            with transaction.atomic():
                Opportunity.objects.bulk_create(rows)
        except IntegrityError:  # an empty register has no row to lock, so two may both have seen it empty
            return 0
        journal.record("opportunity.listed", by=by, on=on, data={"opportunities": len(rows)})
    return len(rows)


def add(*, written: Written, by: journal.Author, on: date) -> Opportunity:
    """Put one at the end of the register. Raises Refused."""
    _check(written)
    with transaction.atomic():
        # Two people who add at once take turns: every row is locked. An empty register has none to lock.
        list(Opportunity.objects.select_for_update().order_by("pk").values_list("pk"))
        last = Opportunity.objects.aggregate(last=Max("number"))["last"] or 0
        try:
            with transaction.atomic():
                row = Opportunity.objects.create(number=last + 1, **_values(written), **_stamp(by))
        except IntegrityError:
            raise Refused("number", "Somebody added one at the same moment. Save yours again") from None
        journal.record("opportunity.added", by=by, on=on, data={"id": row.public_id, **_values(written)})
    return row


def change(*, row: Opportunity, written: Written, version: int, by: journal.Author, on: date) -> None:
    """Change what it is, who leads it or how far it is. Raises Refused, ChangedMeanwhile."""
    _check(written)
    with transaction.atomic():
        now = Opportunity.objects.select_for_update().get(pk=row.pk)
        if now.version != version:
            raise ChangedMeanwhile
        new = _values(written)
        changed = {name: [getattr(now, name), value] for name, value in new.items() if getattr(now, name) != value}
        for name, value in {**new, **_stamp(by)}.items():
            setattr(now, name, value)
        now.version += 1
        now.save()
        journal.record("opportunity.changed", by=by, on=on, data={"id": now.public_id, "changed": changed})


def record_value(
    *, row: Opportunity, year: FinancialYear, kind: str, amount: Amount, evidence: str, evidence_on: date,
    by: journal.Author, on: date,
) -> OpportunityValue:  # fmt: skip
    """What it alone is worth in a year; what was said before of the same year is kept, no longer current.

    Raises Refused: without evidence, with evidence from the future, or for a year whose saving cannot be had yet.
    """
    if amount < NOTHING:
        raise Refused("amount", "A value cannot be below nought")
    if not evidence.strip():
        raise Refused("evidence", "Say what shows it: a report, a sum, a decision")
    if evidence_on > on:
        raise Refused("evidence_on", "The day of the evidence cannot be in the future")
    if kind == OpportunityValue.Kind.REALISED and year.starts_on > on:
        raise Refused("year", f"{year} has not begun, so nothing is realised in it")
    with transaction.atomic():
        locked = Opportunity.objects.select_for_update().get(pk=row.pk)
        before = OpportunityValue.objects.filter(opportunity=locked, year=year.start, kind=kind, is_current=True)
        was = before.values_list("amount", flat=True).first()
        before.update(is_current=False)
        value = OpportunityValue.objects.create(
            opportunity=locked, year=year.start, kind=kind, amount=amount.pounds, evidence=evidence.strip(),
            evidence_on=evidence_on, recorded_at=clock.now(), recorded_by=by.public_id, recorded_by_name=by.name,
        )  # fmt: skip
        journal.record(
            "opportunity.valued", by=by, on=on,
            data={"id": locked.public_id, "year": year.said, "kind": kind, "amount": amount.pounds, "was": was},
        )  # fmt: skip
    return value


def _check(written: Written) -> None:
    if not written.title.strip():
        raise Refused("title", "Say what the opportunity is")
    if written.state == Opportunity.State.NOT_PURSUED and not written.why.strip():
        raise Refused("why", "Say why it is not pursued")
    if written.state in (Opportunity.State.AGREED, Opportunity.State.UNDER_WAY) and not written.owner.strip():
        raise Refused("owner", "Say who leads it")


def _values(written: Written) -> dict[str, str]:
    return {name: str(value).strip() for name, value in asdict(written).items()}


def _stamp(by: journal.Author) -> dict[str, object]:
    return {"changed_at": clock.now(), "changed_by": by.public_id, "changed_by_name": by.name}
