"""Earlier advice stands, and is not asked for again: only where all three agreed that it is enough (reg. 6(4))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from goldenthread.domain.advice.kinds import BY_CODE
from goldenthread.features.casework.models import Advice, AdviceReuse, Milestone, Request
from goldenthread.features.casework.operations.assessment_steps import check, put
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.milestones import InTheFuture
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Organisation


class NotAllAgreed(Exception):
    """One of the three has not agreed, or did before there was anything to agree to. `field`: which answer."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Agreements:
    """Who agreed, and on which day: whoever gave the advice, the parent or young person, and the council."""

    adviser: str
    adviser_agreed_on: date
    family: str
    family_agreed_on: date
    council: str
    council_agreed_on: date

    @property
    def days(self) -> dict[str, date]:
        """By the name of each day."""
        names = ("adviser_agreed_on", "family_agreed_on", "council_agreed_on")
        return {name: getattr(self, name) for name in names}


def reuse_advice(
    *, request: Request, kind: str, described: str, given_on: date, agreements: Agreements, by: journal.Author,
    on: date, version: str, earlier: Advice | None = None, awaited: Advice | None = None,
    organisation: Organisation | None = None,
) -> AdviceReuse:  # fmt: skip
    """Record the three agreements; the advice is then not needed, and the earlier one stands.

    `awaited`: the same advice asked for already, whose six weeks end by this. `earlier`: the advice it was given as
    here, where it was. Raises NotNow, NotAllAgreed, InTheFuture, ChangedMeanwhile.
    """
    _sound(kind, given_on, agreements, on)
    with transaction.atomic():
        check(request, "ask_advice", on, on=on, version=version)
        advice = awaited or Advice.rows.create(
            child_id=request.child_id, request=request, kind=kind, organisation=organisation
        )
        facts = Milestone.rows.filter(advice=advice, is_current=True, happened_on__isnull=False)
        days = {fact: day for fact, day in facts.values_list("fact", "happened_on") if day}
        if "advice_received" in days or "advice_not_needed" in days:
            raise NotNow("This advice has come already, or is not needed any more.")
        row = AdviceReuse.rows.create(
            child_id=request.child_id, advice=advice, earlier=earlier, described=described, given_on=given_on,
            adviser=agreements.adviser, family=agreements.family, council=agreements.council,
            recorded_at=clock.now(), recorded_by=by.public_id, **agreements.days,
        )  # fmt: skip
        last = max([*agreements.days.values(), *([days["advice_requested"]] if "advice_requested" in days else [])])
        journal.record(
            "advice.reused", by=by, about=request.child.public_id, on=last,
            data={"advice": advice.public_id, "reuse": row.public_id, "kind": kind},
        )  # fmt: skip
        put(advice, "advice_not_needed", last, by=by, on=on)
        return row


def _sound(kind: str, given_on: date, agreements: Agreements, on: date) -> None:
    if not BY_CODE[kind].may_be_reused:
        raise NotNow("The family’s own advice is always asked for (regulation 6(4) does not cover it).")
    if given_on > on:
        raise InTheFuture
    for name, day in agreements.days.items():
        if day > on:
            raise NotAllAgreed(name, "The date must be today or in the past")
        if day < given_on:
            raise NotAllAgreed(name, "Nobody can have agreed before the advice was given")
