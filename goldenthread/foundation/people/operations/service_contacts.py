"""Keeps who answers for a service when advice asked of it is late."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from goldenthread.foundation import journal
from goldenthread.foundation.people.models import Organisation, ServiceContact

# By part: name and email, both blank for nobody.
Contacts = Mapping[str, tuple[str, str]]
PARTS = [(str(part.value), str(part.label)) for part in ServiceContact.Part]


class ChangedMeanwhile(Exception):
    """Somebody changed them after they were read: `now` is what is recorded."""

    def __init__(self, now: Contacts) -> None:
        super().__init__("Changed meanwhile.")
        self.now = now


def contacts_of(service: Organisation) -> dict[str, tuple[str, str]]:
    """Name and email by part, blank where nobody is recorded. One query."""
    rows = ServiceContact.objects.filter(organisation=service).values_list("part", "name", "email")
    held = {part: (name, email) for part, name, email in rows}
    return {part: held.get(part, ("", "")) for part, _ in PARTS}


def set_contacts(*, service: Organisation, given: Contacts, before: Contacts, by: journal.Author) -> None:
    """Keep them; one with a blank email is taken away. `before`: as they were read. Raises ChangedMeanwhile."""
    with transaction.atomic():
        Organisation.objects.select_for_update().only("id").get(pk=service.pk)
        now = contacts_of(service)
        if any(now[part] != tuple(before.get(part, ("", ""))) for part in now):
            raise ChangedMeanwhile(now)
        changed = [part for part in now if now[part] != tuple(given[part])]
        for part in changed:
            name, email = given[part]
            if email:
                ServiceContact.objects.update_or_create(
                    organisation=service, part=part, defaults={"name": name, "email": email}
                )
            else:
                ServiceContact.objects.filter(organisation=service, part=part).delete()
        if changed:
            data = {"service": service.public_id, "changed": changed}
            journal.record("service.contacts_changed", by=by, data=data)
