"""Two managers who hand the same children over at the very same moment: one does, and one is told who has them."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from goldenthread.features.casework.models import Handover
from goldenthread.features.casework.operations import handovers
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.people.models import Tie
from tests import builders as a


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_hands_over_and_the_other_is_told() -> None:
    team, today = a.a_team(), clock.today()
    priya, owen, rosa = (a.an_account(Role.EHC_COORDINATOR, team, name=name) for name in ("Priya", "Owen", "Rosa"))
    managers = [a.viewer(a.an_account(Role.TEAM_MANAGER, team)) for _ in range(2)]
    children = [a.a_child(f"Child{number}", "Khan") for number in range(5)]
    for child in children:
        a.tie(child, "case_team", at=team)
        a.tie(child, "allocated", who=priya, started_on=today - timedelta(days=9))
    together, outcomes = Barrier(2), []
    notes, start, ends = {child.public_id: "" for child in children}, priya.adult, (owen.adult, rosa.adult)

    def hand(by: Any, to: Any) -> None:
        try:
            together.wait(10)
            handovers.hand_over(notes=notes, from_adult=start, to=[to], as_of=today, note="", by=by, on=today)
            outcomes.append("handed over")
        except handovers.MovedMeanwhile as meanwhile:
            outcomes.append(f"told of {len(meanwhile.moved)}")
        except Exception as failed:
            outcomes.append(repr(failed))
        finally:
            connection.close()

    threads = [Thread(target=hand, args=pair) for pair in zip(managers, ends, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["handed over", "told of 5"]
    held = Tie.objects.filter(kind="allocated", ended_on=None)
    assert held.count() == 5 and held.values("adult").distinct().count() == 1 and Handover.objects.count() == 1
