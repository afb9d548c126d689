"""Who acts for a body, by the roles held there: for a message to a body whose own inbox nobody has recorded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from django.db.models import Q

from goldenthread.foundation.access.matrix import MATRIX, Reach
from goldenthread.foundation.access.models import Grant
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.people.models import ServiceContact

INBOX: Final = ""
_ANSWERING: Final = {
    ServiceContact.Part.MANAGER: (Role.SCHOOL_LEADER,),
    ServiceContact.Part.OFFICER: (Role.DESIGNATED_CLINICAL_OFFICER,),
}


def acting_at(bodies: Collection[int], *, on: date) -> dict[tuple[int, str], str]:
    """By row number of a body and what they answer for ('' for its daily work), the email of whoever has held such a
    role there longest. One query."""
    parts = {role: part for part, roles in _answering().items() for role in roles}
    in_force = (Q(started_on=None) | Q(started_on__lte=on)) & (Q(ended_on=None) | Q(ended_on__gte=on))
    rows = Grant.objects.filter(in_force, organisation_id__in=bodies, role__in=list(parts), user__is_active=True)
    found: dict[tuple[int, str], str] = {}
    for body, role, email in rows.order_by("id").values_list("organisation_id", "role", "user__email"):
        if body is not None:
            found.setdefault((body, parts[Role(role)]), email)
    return found


def _answering() -> dict[str, tuple[Role, ...]]:
    """Those who may open any record the body has to do with, restricted ones too, and answer for it."""
    verbs = {Verb.GIVE_ADVICE, Verb.ANSWER_CONSULTATION}
    daily = {
        rule.role
        for rule in MATRIX
        if rule.role and rule.reach is Reach.BODY and rule.restricted and rule.verbs & verbs
    }
    answering = {str(part): roles for part, roles in _ANSWERING.items()}
    others = {role for roles in answering.values() for role in roles}
    return {INBOX: tuple(role for role in Role if role in daily - others), **answering}
