"""How long it takes to work out and write ten thousand reminders, each a message of its own words, and the batch again.

python -m benchmarks.reminders COUNT      makes the families in an empty database, writes, prints one JSON object
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time
from typing import Any

import django

from benchmarks.places import empty_or_built, forget

REMINDERS, TARGET = 10_000, 30  # seconds
NAME = "reminders"
BATCH = 1000


def of(database: str) -> Callable[[], dict[str, Any]]:
    """The section for one database: a database of its own, made afresh."""

    def measure() -> dict[str, Any]:
        with empty_or_built(database, NAME):
            pass  # so that there is one to forget
        forget(database, NAME)
        with empty_or_built(database, NAME) as place:
            place.run("migrate")
            row = place.ask("reminders", str(REMINDERS))
        return {"rows": [row | {"target": TARGET}], "met": float(str(row["seconds"])) <= TARGET}

    return measure


def main(count: int) -> None:
    """Make the families, write the messages once, and once more when nothing is left to write."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    django.setup()
    from goldenthread.features.casework.operations import reminders
    from goldenthread.foundation import clock, journal

    _make_families(count)
    on = clock.today()
    began, used = perf_counter(), process_time()
    found = reminders.queue(by=journal.SYSTEM, on=on)
    seconds, cpu, began = perf_counter() - began, process_time() - used, perf_counter()
    again = reminders.queue(by=journal.SYSTEM, on=on)
    print(
        json.dumps(
            {
                "messages": found.messages, "children": found.children, "seconds": seconds, "cpu": cpu,
                "again": perf_counter() - began, "written_again": again.messages,
                "memory": getrusage(RUSAGE_SELF).ru_maxrss * 1024 / 1e6,
            }
        )
    )  # fmt: skip


def _make_families(count: int) -> None:
    """Each with a parent, a team, and a request whose six weeks for an answer have just run out."""
    from django.db import connection, transaction

    from goldenthread.features.casework.models import Milestone, Request
    from goldenthread.features.casework.operations import clocks
    from goldenthread.foundation import clock
    from goldenthread.foundation.people.models import Adult, Child, Organisation, Tie

    on, at = clock.today(), clock.now()
    team = Organisation.objects.create(kind="council_team", name="North team", phone="01632 960100")
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        with transaction.atomic():
            children = [
                Child(forename="Amira", surname=f"Khan{number}", born_on=on - timedelta(days=3600 + number % 900))
                for number in numbers
            ]
            Child.rows.bulk_create(children)
            adults = [Adult(kind="family", name="A Parent", email=f"parent{n}@example.org") for n in numbers]
            Adult.objects.bulk_create(adults)
            ties = [
                Tie(child=child, adult=adult, kind="parent", parental_responsibility=True)
                for child, adult in zip(children, adults, strict=True)
            ]
            Tie.objects.bulk_create(
                [*ties, *(Tie(child=child, organisation=team, kind="case_team") for child in children)]
            )
            requests = [Request(child=child) for child in children]
            Request.rows.bulk_create(requests)
            Milestone.rows.bulk_create(
                Milestone(
                    child_id=request.child_id, request=request, fact="request_received",
                    happened_on=on - timedelta(days=44), recorded_at=at, recorded_by="system",
                )
                for request in requests
            )  # fmt: skip
            clocks.refresh([child.pk for child in children], on=on)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main(int(sys.argv[1]))
