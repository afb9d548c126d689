"""Opens and closes the way by which a body consulted about a place reaches the draft it was sent."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from goldenthread.features.casework.models import Consultation, Request
from goldenthread.foundation.people.models import Tie


def open_to_consulted(consultation: Consultation) -> None:
    """From the day it was asked. A tie that holds already is enough."""
    same = _ties(consultation.child_id).filter(organisation_id=consultation.organisation_id)
    if not same.filter(Q(started_on=None) | Q(started_on__lte=consultation.received_on)).exists():
        Tie.objects.create(
            child_id=consultation.child_id, kind=Tie.Kind.CONSULTED, organisation_id=consultation.organisation_id,
            started_on=consultation.received_on,
        )  # fmt: skip


def close_to_consulted(request: Request, *, on: date, organisation_id: int | None = None) -> None:
    """The way ends the day before `on`: for one body, or for all that were asked. One opened that very
    day never was."""
    ties = _ties(request.child_id)
    if organisation_id is not None:
        ties = ties.filter(organisation_id=organisation_id)
    for tie in ties:
        if tie.started_on and tie.started_on >= on:
            tie.delete()
        else:
            tie.ended_on = on - timedelta(days=1)
            tie.save(update_fields=["ended_on"])


def open_again_to_consulted(request: Request) -> None:
    """Everybody who was asked and whose question stands, after the final plan was taken back."""
    for consultation in Consultation.rows.filter(request=request, withdrawn_on=None):
        open_to_consulted(consultation)


def _ties(child_id: int) -> QuerySet[Tie]:
    return Tie.objects.filter(child_id=child_id, kind=Tie.Kind.CONSULTED, ended_on=None)
