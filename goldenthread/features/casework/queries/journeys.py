"""How far a case has come: what has happened, what is happening now, what comes next and by when.

Plain sentences a ten-year-old can read, drawn from the same facts and readings as every clock. For readers that have
already found the child for a viewer; nothing here checks who asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from goldenthread.features.casework.queries.facts import ChildProcesses
from goldenthread.features.casework.queries.plan_journey import plan_journey
from goldenthread.features.casework.queries.readings import Read
from goldenthread.features.casework.queries.request_journey import request_journey
from goldenthread.features.casework.queries.steps import Journey, Naming, Stage, day_of


def journeys_of(processes: ChildProcesses, reads: Sequence[Read], naming: Naming, *, on: date) -> list[Journey]:
    """What is under way, an open request before the plan in force; else how the last work ended. Empty for nothing."""
    journeys = [plan_journey(plan, reads, naming, on=on) for plan in processes.plans]
    planned = {plan.request_id for plan in processes.plans}
    for request in processes.requests:
        sent = day_of(request.facts, "final_plan_sent", on)
        if request.id in planned or (sent and processes.plans):
            continue
        journey = request_journey(request, reads, naming, on=on)
        if journey:
            journeys.append(journey)
    under_way = [journey for journey in journeys if journey.is_open]
    if under_way:
        return sorted(under_way, key=lambda journey: journey.stage is Stage.PLAN)
    return sorted(journeys, key=lambda journey: journey.last_on or date.min)[-1:]
