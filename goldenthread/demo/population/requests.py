"""Requests of each year: how many, from whom, and what becomes of them, reconciled with the plans they lead to.

The published tables do not reconcile exactly (plans issued, requests agreed and plans in force come from separate
tables of a changing changing survey), so: requests received and agreed are kept, and plans in the 20-week table;
where plans needed more agreed requests than there were, some had first been refused and the refusal was conceded;
where they needed fewer, some families moved away; plans that followed an appeal, and transfers in, make up the rest
of the plans that start.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from goldenthread.demo.population.stock import BASE, LATEST, Account, growth, in_force
from goldenthread.demo.population.timeliness import IssueTimes, issue_days, issue_times, share

FIRST, DRAWS = 2018, 600
SECOND_REQUEST = 0.06  # share of plans whose family had been refused once before; an assumption, no table says
APPEAL_DAYS = 250  # from a request refused, through appeal, to the plan


@dataclass
class Flows:
    """Counts by calendar year (not yet rounded), scaled to the size asked for."""

    issued: dict[int, float] = field(default_factory=dict)  # plans after an agreed request
    appealed: dict[int, float] = field(default_factory=dict)  # plans after a refusal overturned
    arrived: dict[int, float] = field(default_factory=dict)  # plans transferred in
    not_issued: dict[int, float] = field(default_factory=dict)  # assessments that ended without a plan, by that year
    left: dict[int, float] = field(default_factory=dict)  # assessments that ended early, by year of request
    refused: dict[int, float] = field(default_factory=dict)  # by year of request, overturned ones and repeats not in it
    withdrawn: dict[int, float] = field(default_factory=dict)
    requests: dict[int, float] = field(default_factory=dict)  # all, by year of request
    refused_in_all: dict[int, float] = field(default_factory=dict)
    conceded: dict[int, float] = field(
        default_factory=dict
    )  # chance that a plan's request was first refused, then agreed


def yearly(figures: dict[str, Any], table: str, year: int) -> dict[str, float]:
    """A table's row for a year, with 2025 from the newer release; years outside repeat the nearest with all columns."""
    rows = dict(figures[table]) | figures["release_2026"].get(table, {})
    return dict(rows[str(min(max(year, 2023 if table == "requests" else 2019), max(map(int, rows))))])


def received(figures: dict[str, Any], year: int) -> float:
    """Requests received in a year; before 2019 as in 2019; after 2025 growing as plans do, at half the pace."""
    rows = dict(figures["requests"]) | figures["release_2026"]["requests"]
    if year <= LATEST - 1:
        return float(rows[str(max(2019, year))]["requests_received_in_year"])
    rate = growth(in_force(figures, LATEST)) / 2
    return float(rows["2025"]["requests_received_in_year"]) * (1 + rate) ** (year - LATEST + 1)


def issued(figures: dict[str, Any], year: int) -> float:
    """Plans in the 20-week table for a year, published to 2025."""
    if year >= LATEST - 1:
        return float(figures["release_2026"]["timeliness_20_week"]["2025"]["plans_issued"])
    return float(figures["timeliness"][str(max(2019, year))]["plans_issued_den"])


def decided(figures: dict[str, Any], year: int) -> tuple[float, float]:
    """Shares of a year's requests agreed in the end, and withdrawn; the rest are refused."""
    row = yearly(figures, "requests", year)
    gone = share(row["requests_withdrawn"], row["requests_received_in_year"])
    agreed, refused = row["requests_decided_to_assess"], row["requests_decided_not_to_assess"]
    return (1 - gone) * share(agreed, agreed + refused), gone


def kept_from(times: IssueTimes) -> dict[int, float]:
    """Plans issued in a year: shares requested that year (0), the year before (1), two before (2)."""
    random = Random("the same draws whenever asked")
    found = {0: 0.0, 1: 0.0, 2: 0.0}
    for turn in range(DRAWS):
        day = 15 + 365 * (turn + 0.5) / DRAWS - issue_days(random, times)[0]  # a case year starts mid-January
        found[min(2, int(-(day // 365)))] += 1 / DRAWS
    return found


def outcomes(figures: dict[str, Any], year: int) -> tuple[float, float]:
    """Of assessments that ended: per plan issued, those not issued and those withdrawn (rates per plan)."""
    row = yearly(figures, "assessments", year)
    return share(row["assess_not_issued"], row["assess_issued"]), share(
        row.get("assess_withdrawn", 0), row["assess_issued"]
    )


def flows(figures: dict[str, Any], account: Account, last: int) -> Flows:
    """The counts of every year from FIRST to `last`."""
    found = Flows()
    plan_starts = {year: sum(row) / account.scale for year, row in account.started.items()}
    wanted = {year: received(figures, year) * decided(figures, year)[0] for year in range(FIRST, last + 1)}
    issues = {year: issued(figures, year) for year in range(FIRST, last + 2)}
    parts = {year: kept_from(issue_times(figures, year)) for year in range(FIRST, last + 3)}
    rates = {year: outcomes(figures, year) for year in range(FIRST, last + 3)}
    for year in range(LATEST, last + 2):
        feeding = sum(wanted[min(last, year - back)] * part for back, part in parts[year].items())
        issues[year] = feeding / (1 + sum(rates[year]))
    for year in range(BASE, last + 1):
        starts = plan_starts.get(year, plan_starts[max(plan_starts)])
        extra = max(0.0, starts - issues[year])
        row = yearly(figures, "requests", year)
        disputed = row["tribunal_related_request"] + 0.3 * row["mediation_related_request"]
        found.appealed[year] = min(extra * 0.5, disputed * 0.8)
        found.arrived[year] = extra - found.appealed[year]
        found.issued[year] = min(issues[year], starts)
        found.not_issued[year] = issues[year] * rates[year][0]
        found.left[year] = issues[year] * rates[year][1]
    settle_refusals(figures, found, parts, rates, last)
    for name, table in vars(found).items():
        for year in table if name != "conceded" else ():
            table[year] *= account.scale
    return found


def settle_refusals(
    figures: dict[str, Any],
    found: Flows,
    parts: dict[int, dict[int, float]],
    rates: dict[int, tuple[float, float]],
    last: int,
) -> None:
    """Requests agreed are kept as published; the difference from what the plans need is conceded refusals or early
    leavers."""
    beyond = found.issued[last]
    for year in range(BASE, last + 1):
        planned = [found.issued.get(year + back, beyond) * parts[min(last, year + back)][back] for back in (0, 1, 2)]
        needed = sum(count * (1 + rates[min(last, year + back)][0]) for back, count in enumerate(planned))
        all_received = received(figures, year)
        agreed, gone = (all_received * part for part in decided(figures, year))
        found.left[year] += max(0.0, agreed - needed - found.left[year])
        conceded = max(0.0, needed + found.left[year] - agreed)
        found.conceded[year] = min(0.9, conceded / sum(planned))
        found.requests[year], found.withdrawn[year] = all_received, gone
        found.refused_in_all[year] = all_received - agreed - gone
        overturned = 0.3 * found.appealed[year] + 0.7 * found.appealed.get(year + 1, found.appealed[last])
        repeats = SECOND_REQUEST * found.issued.get(year + 1, beyond)
        found.refused[year] = max(0.0, found.refused_in_all[year] - conceded - overturned - repeats)
