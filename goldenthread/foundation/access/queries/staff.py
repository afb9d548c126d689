"""People with accounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from goldenthread.foundation.access.matrix import POWERS
from goldenthread.foundation.access.models import Grant
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.accounts.models import User


@dataclass(frozen=True, slots=True)
class Account:
    """Who it is."""

    public_id: str
    name: str
    email: str


def accounts_like(text: str, *, limit: int = 20) -> list[Account]:
    """Accounts whose name or email holds the text; an exact email alone where there is one."""
    exact = User.objects.filter(email__iexact=text).first()
    rows = (
        [exact]
        if exact
        else User.objects.filter(Q(name__icontains=text) | Q(email__icontains=text)).order_by("name")[:limit]
    )
    return [Account(user.public_id, user.name, user.email) for user in rows]


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a power: who, and the body where they hold the role ('' where it is held at none)."""

    account: User
    name: str
    body: str

    @property
    def said(self) -> str:
        """As a form names them."""
        return f"{self.name}, {self.body}" if self.body else self.name


def holders_of(power: Power, *, on: date) -> list[Holder]:
    """Everybody whose role gives this power today, by name; once for each body. One query."""
    roles = [role for role, powers in POWERS.items() if power in powers]
    in_force = (Q(started_on=None) | Q(started_on__lte=on)) & (Q(ended_on=None) | Q(ended_on__gte=on))
    rows = Grant.objects.filter(in_force, role__in=roles, user__is_active=True).select_related("user", "organisation")
    found = {
        (row.user_id, row.organisation_id): Holder(
            row.user, row.user.name, row.organisation.name if row.organisation else ""
        )
        for row in rows
    }
    return sorted(found.values(), key=lambda each: (each.name, each.body))


def caseload_holders(bodies: Iterable[int], *, on: date) -> QuerySet[Grant, int]:
    """Row numbers of the people who may be given cases at these bodies on that day."""
    held = Grant.objects.filter(
        _in_force(on), role__in=(Role.EHC_COORDINATOR, Role.TEAM_MANAGER), organisation_id__in=list(bodies),
        user__is_active=True, user__adult__isnull=False,
    )  # fmt: skip
    return held.order_by().values_list("user__adult__id", flat=True)


def has_left(*, on: date, path: str = "") -> Q:
    """A condition on people: their account is closed, or holds no role any more. Somebody without an account is known
    only from the record, and has not left for all we know. `path` leads from the row to the person."""
    prefix = f"{path}__" if path else ""
    holding = Grant.objects.filter(_in_force(on), user__is_active=True).values("user_id")
    return Q(**{f"{prefix}account__isnull": False}) & ~Q(**{f"{prefix}account_id__in": holding})


def _in_force(on: date) -> Q:
    return (Q(started_on=None) | Q(started_on__lte=on)) & (Q(ended_on=None) | Q(ended_on__gte=on))
