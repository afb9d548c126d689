"""Bodies asked about a place: all of one request for staff; for a body, its own and nothing besides.

Rule C3 is guidance: a body that has not answered by its day is past what is expected, and breaks no law.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from goldenthread.domain.clocks.needs_assessment import CONSULTATION
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.register import read as read_rule
from goldenthread.features.casework.models import Consultation
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.partnership.calendar import working_calendar
from goldenthread.foundation.people.models import Child, Organisation

_MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """One consultation with the reading of its clock. `expected_by` is the day an answer is expected by."""

    row: Consultation
    reading: Reading

    @property
    def expected_by(self) -> date | None:
        """Fifteen days from the day it was received: the Code, not the law."""
        return self.reading.original_outer_on


def consultations_of(request_id: int, *, on: date) -> list[Asked]:
    """Everybody asked in one request, those taken back last. One query."""
    rows = Consultation.rows.filter(request_id=request_id).select_related("organisation", "copy")
    return sorted((_asked(row, on) for row in rows), key=lambda each: (bool(each.row.withdrawn_on), each.row.pk))


def consultation_of(child: Child, public_id: str) -> Consultation | None:
    """One of this child's, for staff."""
    if not is_id(public_id):
        return None
    rows = Consultation.rows.filter(child=child, public_id=public_id)
    return rows.select_related("organisation", "request").first()


def asked_of(child: Child, viewer: Viewer, *, on: date) -> list[Asked]:
    """What the bodies where this viewer holds a role are asked about this child, newest first. One query."""
    rows = _open(viewer).filter(child=child).order_by("-id")
    return [_asked(row, on) for row in rows]


def waiting_for(viewer: Viewer, *, on: date) -> list[Asked]:
    """Consultations that wait for an answer of the viewer's bodies, about children they may answer for, first due
    first. One query."""
    if not viewer.bodies_for(Verb.ANSWER_CONSULTATION):
        return []
    rows = _open(viewer).filter(viewer.children_filter(Verb.ANSWER_CONSULTATION, on=on, path="child"))
    return [_asked(row, on) for row in rows.filter(answered_on=None).order_by("received_on", "id")[:100]]


def bodies_found(text: str) -> list[Organisation]:
    """Schools and colleges by part of their name, or by URN; at most twenty. One query."""
    text = text.replace("\x00", "").strip()[:100]
    if len(text) < 3:
        return []
    rows = Organisation.objects.filter(Q(name__icontains=text) | Q(urn=text), kind=Organisation.Kind.SCHOOL)
    return list(rows.filter(closed_on=None).order_by("name", "id")[:_MOST_FOUND])


def body_asked(public_id: str) -> Organisation | None:
    """One school or college, by its public id."""
    if not is_id(public_id):
        return None
    return Organisation.objects.filter(public_id=public_id, kind=Organisation.Kind.SCHOOL).first()


def _open(viewer: Viewer) -> QuerySet[Consultation]:
    bodies = viewer.bodies_for(Verb.ANSWER_CONSULTATION)
    rows = Consultation.rows.filter(organisation_id__in=bodies, withdrawn_on=None, request__plan=None)
    return rows.select_related("organisation", "copy", "child", "request")


def reading_of(row: Consultation, on: date) -> Reading:
    """Its clock as it stands on a day."""
    facts = {"consultation_received": row.received_on}
    if row.answered_on:
        facts["consultation_answered"] = row.answered_on
    return read_rule(CONSULTATION.code, facts, on, calendar=working_calendar())


def _asked(row: Consultation, on: date) -> Asked:
    return Asked(row, reading_of(row, on))
