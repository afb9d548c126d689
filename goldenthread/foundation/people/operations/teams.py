"""Keeps how a council team is reached: the address and number that families and schools are given."""

from __future__ import annotations

from django.db import transaction

from goldenthread.foundation import journal
from goldenthread.foundation.people.models import Organisation


def set_contact(*, team: Organisation, email: str, phone: str, by: journal.Author) -> None:
    """The team's shared inbox and telephone. Blank: families are given the partnership's own."""
    with transaction.atomic():
        row = Organisation.objects.select_for_update().get(pk=team.pk)
        changed = [name for name, value in (("email", email), ("phone", phone)) if getattr(row, name) != value]
        if not changed:
            return
        row.email, row.phone = email, phone
        row.save(update_fields=["email", "phone"])
        journal.record("team.contact_changed", by=by, data={"team": row.public_id, "changed": changed})
