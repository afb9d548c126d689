"""Two people who decide at the very same moment, in two processes' worth of threads: one clock, and one is told."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from goldenthread.features.casework.models import Intake, Request
from goldenthread.features.casework.operations import intake_deciding as deciding
from goldenthread.features.casework.operations import intake_telling as telling
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.people.models import Child
from tests.builders import a_team, an_account, viewer


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_starts_the_clock_and_the_other_is_told() -> None:
    team, today = a_team(), clock.today()
    people = [viewer(an_account(Role.EHC_COORDINATOR, team, name=name)) for name in ("Priya Nair", "Tom Ashdown")]
    row = telling.tell(
        child=None, told={"forename": "Noor"}, who="parent", channel="phone", asked_by="Rami", relation="Dad",
        received_on=today - timedelta(days=1), said="Worried.", by=people[0], on=today,
    )  # fmt: skip
    together, outcomes = Barrier(2), []

    def decide(by: Any) -> None:
        try:
            item = Intake.rows.get(pk=row.pk)
            together.wait(10)
            deciding.start(item=item, child=None, seen_requests=[], reason="Asked.", by=by, on=today)
            outcomes.append("started")
        except deciding.AlreadyDecided as first:
            outcomes.append(f"told of {first.item.decided_by_name}")
        except Exception as failed:
            outcomes.append(repr(failed))
        finally:
            connection.close()

    threads = [Thread(target=decide, args=(by,)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert "started" in outcomes and len(outcomes) == 2
    assert {"told of Priya Nair", "told of Tom Ashdown"} & set(outcomes), outcomes
    assert (Request.rows.count(), Child.rows.count()) == (1, 1)
