"""Makes a Viewer of an account, in one small query, or two for somebody who may ask for emergency access."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q

from goldenthread.foundation import clock
from goldenthread.foundation.access.matrix import POWERS
from goldenthread.foundation.access.models import EmergencyAccess, Grant
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.access.viewer import NOBODY, Held, Viewer
from goldenthread.foundation.accounts.models import User


def viewer_for(user: User | None, *, at: datetime | None = None) -> Viewer:
    """Who this account is today. An account that is signed out or switched off sees nothing."""
    if user is None or not user.is_authenticated or not user.is_active:
        return NOBODY
    at = at or clock.now()
    on = clock.day_of(at)
    in_force = (Q(started_on=None) | Q(started_on__lte=on)) & (Q(ended_on=None) | Q(ended_on__gte=on))
    held = Grant.objects.filter(in_force, user_id=user.pk).select_related("organisation")
    grants = list(held.annotate(adult_pk=F("user__adult__id")).order_by("id"))
    return Viewer(
        user_id=user.pk,
        public_id=user.public_id,
        name=user.name,
        adult_id=grants[0].adult_pk if grants else None,  # without a role there is nobody to be
        held=tuple(
            Held(Role(grant.role), grant.organisation_id, grant.organisation.name if grant.organisation else "")
            for grant in grants
        ),
        emergency=_opened_in_an_emergency(user, grants, at),
    )


def _opened_in_an_emergency(user: User, grants: Iterable[Grant], at: datetime) -> frozenset[int]:
    """Only somebody who may still ask for it: a family's pages need not look, and a role given up ends it."""
    if not any(Power.ASK_EMERGENCY_ACCESS in POWERS[Role(grant.role)] for grant in grants):
        return frozenset()
    opened = EmergencyAccess.objects.filter(user_id=user.pk, started_at__lte=at, ends_at__gt=at)
    return frozenset(opened.values_list("child_id", flat=True))
