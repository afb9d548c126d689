"""People with accounts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

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
