"""Changes the partnership's settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import transaction

from goldenthread.foundation import journal
from goldenthread.foundation.partnership import queries
from goldenthread.foundation.partnership.models import Partnership

SERVICES: Final = (
    "mediation_service", "disagreement_service", "schools_information", "advice_service_name", "advice_service_phone",
)  # fmt: skip


class ChangedMeanwhile(Exception):
    """Somebody changed the services after the form was made. `now` is what they are."""

    def __init__(self, now: dict[str, str]) -> None:
        super().__init__("Changed meanwhile.")
        self.now = now


def services() -> dict[str, str]:
    """What letters say of each service now."""
    row = Partnership.objects.filter(id=1).first() or Partnership(id=1)
    return {name: getattr(row, name) for name in SERVICES}


def set_services(*, given: Mapping[str, str], before: Mapping[str, str], by: journal.Author, on: date) -> None:
    """What letters are to say of each service. `before`: what the form was made from. Raises ChangedMeanwhile."""
    with transaction.atomic():
        row, _ = Partnership.objects.select_for_update().get_or_create(id=1)
        now = {name: getattr(row, name) for name in SERVICES}
        if now != dict(before):
            raise ChangedMeanwhile(now)
        changed = [name for name in SERVICES if given[name] != now[name]]
        if not changed:
            return
        for name in changed:
            setattr(row, name, given[name])
        row.save(update_fields=changed)
        journal.record("partnership.services_set", by=by, on=on, data={name: given[name] for name in changed})
    queries.forget()
