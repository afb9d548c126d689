"""Records that somebody of a casework team is away, and who stands in."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from goldenthread.features.casework.models import Absence
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Adult

LONGEST = timedelta(days=366)


class NotAnAbsence(Exception):
    """These days, or this cover, cannot be; `field` is where, the message says why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def record(
    *, adult: Adult, away_from: date, away_to: date, covered_by: Adult | None, by: journal.Author, on: date
) -> Absence:
    """`adult` is away from one day to another, both included. Raises NotAnAbsence."""
    if away_to < away_from:
        raise NotAnAbsence("away_to", "The last day away must be on or after the first")
    if away_to < on:
        raise NotAnAbsence("away_to", "The last day away must be today or later")
    if away_to - away_from > LONGEST:
        raise NotAnAbsence("away_to", "Record at most a year. For somebody who leaves, hand their cases over")
    if covered_by is not None and covered_by.pk == adult.pk:
        raise NotAnAbsence("covered_by", "Choose somebody else: nobody can cover for themselves")
    with transaction.atomic():
        people = [adult.pk, *([covered_by.pk] if covered_by else [])]
        list(Adult.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk"))
        if _meets(adult, away_from, away_to):
            raise NotAnAbsence("away_from", f"{adult.name} is recorded as away on some of these days already")
        if covered_by is not None and _meets(covered_by, away_from, away_to):
            raise NotAnAbsence("covered_by", f"{covered_by.name} is away on some of these days too. Choose another")
        row = Absence.objects.create(
            adult=adult, away_from=away_from, away_to=away_to, covered_by=covered_by, recorded_at=clock.now(),
            recorded_by=by.public_id,
        )  # fmt: skip
        journal.record(
            "absence.recorded", by=by, on=away_from,
            data={"adult": adult.public_id, "to": away_to, "covered_by": covered_by.public_id if covered_by else ""},
        )  # fmt: skip
    return row


def end(*, absence: Absence, by: journal.Author, on: date) -> None:
    """They are back, or not away after all: an absence that began ends the day before; one to come is taken away."""
    with transaction.atomic():
        row = Absence.objects.select_for_update().filter(pk=absence.pk, away_to__gte=on).first()
        if row is None:
            return
        if row.away_from >= on:
            row.delete()
        else:
            row.away_to = on - timedelta(days=1)
            row.save(update_fields=["away_to"])
        journal.record("absence.cancelled", by=by, on=on, data={"adult": row.adult.public_id})


def _meets(adult: Adult, away_from: date, away_to: date) -> bool:
    return Absence.objects.filter(adult=adult, away_from__lte=away_to, away_to__gte=away_from).exists()
