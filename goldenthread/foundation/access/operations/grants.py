"""Gives and ends roles."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from goldenthread.foundation import journal
from goldenthread.foundation.access.models import Grant
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.people.models import Organisation


def give(*, user: User, role: Role, organisation: Organisation | None = None, by: journal.Author, on: date) -> Grant:
    """This account holds this role from that day. Giving the same role twice changes nothing."""
    with transaction.atomic():
        held = Grant.objects.filter(user=user, role=role, organisation=organisation, ended_on=None).first()
        if held:
            return held
        grant = Grant.objects.create(user=user, role=role, organisation=organisation, started_on=on)
        journal.record("role.granted", by=by, on=on, data={"account": user.public_id, "role": role})
    return grant


def end(*, grant: Grant, by: journal.Author, on: date) -> None:
    """The last day the role is held is the day before `on`."""
    with transaction.atomic():
        Grant.objects.filter(pk=grant.pk).update(ended_on=on - timedelta(days=1))
        journal.record("role.ended", by=by, on=on, data={"account": grant.user.public_id, "role": grant.role})
