"""The services and schools that are asked for advice, and whether somebody is recorded who answers for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from goldenthread.domain.advice.reminders import DESIGNATED_OFFICER, ITS_MANAGER
from goldenthread.features.casework.models import ClockCopy
from goldenthread.features.casework.queries.advice_due import WINDOW, visible_advice
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.notify.bodies import emails_of
from goldenthread.foundation.people.models import Organisation

MOST = 300


@dataclass(frozen=True, slots=True)
class ServiceAsked:
    """One body: how much advice it is awaited for, how much of that is past its day, and where messages would go.

    Each of the three is an email address, blank for nobody.
    """

    id: str
    name: str
    waiting: int
    past: int
    inbox: str
    manager: str
    officer: str


def services_asked(viewer: Viewer, *, on: date) -> list[ServiceAsked]:
    """Those that advice is awaited of, or was asked of in the last twelve months, about children the viewer works on;
    first the ones with late advice and nobody to tell. Four queries."""
    waits = Q(state=ClockCopy.State.OPEN)
    lately = waits | Q(started_on__gt=on - WINDOW)
    asked = visible_advice(viewer, on=on).filter(lately, advice__organisation__isnull=False)
    counted = {
        row["body"]: (row["waiting"], row["past"])
        for row in asked.order_by()
        .values(body=F("advice__organisation_id"))
        .annotate(waiting=Count("id", filter=waits), past=Count("id", filter=waits & Q(outer_on__lt=on)))
    }
    bodies = list(Organisation.objects.filter(pk__in=counted).order_by("name", "id"))
    reached = emails_of([(each, part) for each in bodies for part in ("", ITS_MANAGER, DESIGNATED_OFFICER)], on=on)
    found = [
        ServiceAsked(
            each.public_id, each.name, *counted[each.pk],
            *(reached.get((each.pk, part), "") for part in ("", ITS_MANAGER, DESIGNATED_OFFICER)),
        )
        for each in bodies
    ]  # fmt: skip
    found.sort(key=lambda each: (not (each.past and not each.manager), -each.past, each.name))
    return found[:MOST]


def service_named(public_id: str) -> Organisation | None:
    """A body, by its public id as typed."""
    return Organisation.objects.filter(public_id=public_id).first() if is_id(public_id) else None


def answers_for(service: Organisation, *, on: date) -> tuple[str, str, str]:
    """Where messages to its inbox, its manager and its designated officer would go today; blank for nobody."""
    parts = ("", ITS_MANAGER, DESIGNATED_OFFICER)
    reached = emails_of([(service, part) for part in parts], on=on)
    inbox, manager, officer = (reached.get((service.pk, part), "") for part in parts)
    return inbox, manager, officer
