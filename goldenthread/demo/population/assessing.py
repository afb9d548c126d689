"""The dated story of one request: decision, advice, draft, plan or refusal, and disputes along the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from goldenthread.demo.population.advising import advice, after, exception
from goldenthread.demo.population.days import DAY, weekday
from goldenthread.demo.population.life import RequestHistory
from goldenthread.demo.population.mixes import Chances
from goldenthread.demo.population.timeliness import (
    SIX_WEEKS,
    SIXTEEN_WEEKS,
    TWENTY_WEEKS,
    DecisionTimes,
    decision_days,
    decision_times,
    issue_days,
    issue_times,
    share,
)

OTHER_AUTHORITIES = ("207", "301", "305", "314", "318", "340", "352", "373", "800", "825", "845", "886", "919", "936")


@dataclass(frozen=True, slots=True)
class Times:
    """The published times of each year of one area, looked up once."""

    decisions: dict[int, DecisionTimes]
    issues: dict[int, Any]
    refusals_in_time: dict[int, float]

    @classmethod
    def of(cls, figures: dict[str, Any], first: int, last: int) -> Times:
        years = range(first, last + 1)
        return cls(
            {year: decision_times(figures, year) for year in years},
            {year: issue_times(figures, year) for year in years},
            {year: refused_in_time(figures, year) for year in years},
        )


def refused_in_time(figures: dict[str, Any], year: int) -> float:
    """Share of refusals to issue notified within sixteen weeks."""
    row = figures["assessments"][str(min(max(year, 2023), 2024))]
    within, over = row.get("outcome_decision_within_time", 0), row.get("outcome_decision_over_time", 0)
    return share(within, within + over)


def came(start: date, days: float, step: int = 1) -> date:
    return weekday(start + timedelta(days=int(days)), step)


def decided_on(random: Random, times: Times, received_on: date) -> date:
    """The day the decision whether to assess was told: in time is in time after moving to an office day."""
    in_time = times.decisions[(received_on + timedelta(days=50)).year].in_time
    days = decision_days(random, in_time, times.decisions[received_on.year])
    return after(received_on, days, -1 if days <= SIX_WEEKS else 1)


def issued(
    random: Random,
    times: Times,
    issued_on: date,
    sources: Mapping[str, Chances],
    conceded: Mapping[int, float],
    full: bool,
) -> RequestHistory:
    """A request that led to a plan on `issued_on`. By chance (`conceded`, by year received) it was refused first
    and the refusal given up; then it came from where refusals come from."""
    days, excepted = issue_days(random, times.issues[issued_on.year])
    received_on = came(issued_on, -days, 1 if days <= TWENTY_WEEKS else -1)
    decision_on = decided_on(random, times, received_on)
    if days <= TWENTY_WEEKS:
        decision_on = min(decision_on, after(received_on, 78, -1))
    refused_first = random.random() < conceded.get(received_on.year, 0.0)
    source = sources["N" if refused_first else "Y"].draw(random)
    mediation_on = overturned_on = None
    begins_on = decision_on
    if refused_first:
        decision_on = min(decision_on, after(issued_on, -70, -1))
        overturned_on = begins_on = min(after(decision_on, random.randint(18, 40)), after(issued_on, -50, -1))
        mediation_on = overturned_on - timedelta(days=3)
    draft_on = max(after(begins_on, 21), after(issued_on, -random.randint(20, 42), -1))
    return RequestHistory(
        received_on,
        source,
        decided_on=decision_on,
        decision="N" if refused_first else "Y",
        mediation_on=mediation_on,
        overturned_on=overturned_on,
        advice=advice(random, begins_on, draft_on - DAY) if full else (),
        draft_served_on=min(draft_on, issued_on - DAY),
        outcome_on=issued_on,
        outcome="Y",
        in_youth_accommodation=random.random() < 0.001,
        exceptions=(exception(random, received_on, issued_on),) if excepted else (),
        outcome_mediation_on=None,
    )


def appealed(random: Random, times: Times, issued_on: date, source: str) -> RequestHistory:
    """A request refused, ordered on appeal, and a plan in the end: its first decision stays N, and it has a
    tribunal."""
    received_on = came(issued_on, -random.randint(330, 470))
    decision_on = decided_on(random, times, received_on)
    ordered_on = max(after(decision_on, 60), after(issued_on, -random.randint(90, 150)))
    draft_on = after(issued_on, -random.randint(20, 42), -1)
    return RequestHistory(
        received_on,
        source,
        decided_on=decision_on,
        decision="N",
        tribunal_on=ordered_on - timedelta(days=7),
        mediation_on=after(decision_on, 35) if random.random() < 0.4 else None,
        overturned_on=ordered_on,
        advice=advice(random, ordered_on, draft_on - DAY),
        draft_served_on=draft_on,
        outcome_on=issued_on,
        outcome="Y",
    )


def not_issued(random: Random, times: Times, ended_on: date, source: str) -> RequestHistory:
    """An assessment that ended without a plan on `ended_on`."""
    in_time = random.random() < times.refusals_in_time[ended_on.year]
    early = random.expovariate(1 / 12)
    days = max(84, SIXTEEN_WEEKS - early) if in_time else SIXTEEN_WEEKS + 1 + min(200.0, random.expovariate(1 / 55))
    received_on = came(ended_on, -days, 1 if in_time else -1)
    decision_on = min(decided_on(random, times, received_on), after(ended_on, -40, -1))
    turn = random.random()
    return RequestHistory(
        received_on,
        source,
        decided_on=decision_on,
        decision="Y",
        advice=advice(random, decision_on, ended_on - 7 * DAY),
        outcome_on=ended_on,
        outcome="N",
        outcome_mediation_on=after(ended_on, 40) if turn < 0.3 else None,
        outcome_tribunal_on=after(ended_on, 120) if turn > 0.78 else None,
    )


def refused(random: Random, times: Times, received_on: date, source: str) -> RequestHistory:
    """A request refused, and left at that; some families try mediation or the tribunal without success."""
    decision_on, turn = decided_on(random, times, received_on), random.random()
    return RequestHistory(
        received_on,
        source,
        decided_on=decision_on,
        decision="N",
        mediation_on=after(decision_on, 45) if turn < 0.08 else None,
        tribunal_on=after(decision_on, 200) if turn > 0.95 else None,
    )


def withdrawn(random: Random, received_on: date, source: str) -> RequestHistory:
    return RequestHistory(received_on, source, decided_on=after(received_on, random.randint(6, 38)), decision="W")


def left(random: Random, times: Times, received_on: date, source: str) -> RequestHistory:
    """Agreed to assess, and then the family moved to another authority, or rarely out of the country."""
    decision_on = decided_on(random, times, received_on)
    left_on = after(decision_on, random.randint(10, 90))
    return RequestHistory(
        received_on,
        source,
        decided_on=decision_on,
        decision="Y",
        exported_on=left_on,
        advice=advice(random, decision_on, left_on),
        exported_to="XXX" if random.random() < 0.1 else random.choice(OTHER_AUTHORITIES),
    )
