"""The child told of, made; and the ties a child needs once a clock runs: the team, the school, the
parent."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from goldenthread.features.casework.models import Intake
from goldenthread.features.casework.queries.intake_asking import default_team
from goldenthread.foundation import journal
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Adult, Child, Organisation, Tie
from goldenthread.foundation.people.operations import name_tokens


def make_child(told: dict[str, Any], *, by: Viewer) -> Child:
    """A new child from what was told. A UPN somebody else has stays with the item alone: it cannot be both theirs."""
    upn = told.get("upn") or None
    if upn and Child.rows.filter(upn=upn).exists():
        upn = None
    born_on = date.fromisoformat(told["born_on"]) if told.get("born_on") else None
    child = Child.rows.create(
        forename=told.get("forename", ""), surname=told.get("surname", ""), born_on=born_on, upn=upn,
        address=told.get("address", ""), postcode=told.get("postcode", ""),
    )  # fmt: skip
    name_tokens.refresh([child.pk])
    journal.record("child.made", by=by, about=child.public_id)
    return child


def surround(child: Child, row: Intake, *, by: Viewer, on: date) -> None:
    """Ties that are missing. A parent told of is recorded without parental responsibility, which nobody has shown."""
    since = row.received_on or on
    held = Q(started_on=None) | Q(started_on__lte=on)
    ties = Tie.objects.filter(held, Q(ended_on=None) | Q(ended_on__gte=on), child=child)
    if not ties.filter(kind=Tie.Kind.CASE_TEAM).exists():
        Tie.objects.create(child=child, kind=Tie.Kind.CASE_TEAM, organisation=_team(by), started_on=since)
    urn = row.told.get("urn", "")
    school = Organisation.objects.filter(urn=urn).first() if urn else None
    if school and not ties.filter(kind=Tie.Kind.ATTENDS).exists():
        Tie.objects.create(child=child, kind=Tie.Kind.ATTENDS, organisation=school, started_on=since)
    name = row.told.get("parent", "")
    if name and not ties.filter(kind__in=[Tie.Kind.PARENT, Tie.Kind.CARER], adult__name__iexact=name).exists():
        adult = Adult.objects.create(
            kind=Adult.Kind.FAMILY, name=name, phone=row.told.get("parent_phone", ""),
            email=row.told.get("parent_email", ""),
        )  # fmt: skip
        Tie.objects.create(child=child, kind=Tie.Kind.PARENT, adult=adult, started_on=since)


def _team(by: Viewer) -> Organisation:
    """Of whoever decides, so that they can go on with the case; else the team new children go to."""
    own = Organisation.objects.filter(pk__in=by.bodies_for(Verb.WORK_ON)).order_by("id").first()
    named = own or default_team()
    return named or Organisation.objects.create(kind=Organisation.Kind.COUNCIL_TEAM, name="SEN team")
