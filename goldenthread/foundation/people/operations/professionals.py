"""Professionals with an account, as a row among people that ties and panels can name."""

from __future__ import annotations

from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.people.models import Adult


def adult_of(account: User) -> Adult:
    """Their row, made now where there is none."""
    adult, _ = Adult.objects.get_or_create(
        account=account, defaults={"kind": Adult.Kind.PROFESSIONAL, "name": account.name, "email": account.email}
    )
    return adult
