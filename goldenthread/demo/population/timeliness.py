"""How long decisions and plans took in each year, and drawing one: the published shares hold by construction."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

SIX_WEEKS, SIXTEEN_WEEKS, TWENTY_WEEKS, A_YEAR = 42, 112, 140, 364
LATEST = 2025


@dataclass(frozen=True, slots=True)
class IssueTimes:
    """Plans issued in one calendar year: shares (0 to 1), and mean days of those on time and of lateness."""

    excepted: float
    on_time: float
    on_time_excepted: float
    over_a_year_if_late: float
    on_time_days: float
    late_days: float


@dataclass(frozen=True, slots=True)
class DecisionTimes:
    """Decisions to assess in one calendar year: share within six weeks, and how many days early those are on
    average."""

    in_time: float
    early_days: float


def share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def issue_times(figures: dict[str, Any], year: int) -> IssueTimes:
    """Times of plans issued in `year`; years after the last published repeat it, years before the first likewise."""
    published = figures["timeliness"]
    row = published[str(min(max(year, 2019), 2024))]
    issued, plain = row["plans_issued_den"], row["plans_issued_den_ex"]
    on_time = share(row["plans_issued_20_weeks_ex"], plain)
    excepted_on_time = share(row["plans_issued_within_20_weeks"] - row["plans_issued_20_weeks_ex"], issued - plain)
    excepted = share(issued - plain, issued)
    over = share(row.get("plans_issued_gt_1_year", 0), issued - row["plans_issued_within_20_weeks"])
    weeks = 0.0
    if year >= LATEST:
        new = figures["release_2026"]["timeliness_20_week"]["2025"]
        including = new.get("pc_20w_incl_exceptions", new.get("pc_20w", 0)) / 100
        if "plans_issued_excl" in new:
            excepted = 1 - new["plans_issued_excl"] / new["plans_issued"]
        on_time = new.get("pc_20w_excl_exceptions", including * 100) / 100
        excepted_on_time = max(0.0, min(1.0, share(including - on_time * (1 - excepted), excepted)))
        over_all = new.get("pc_over_1_year", 100 * share(new.get("over_1_year", 0), new["plans_issued"])) / 100
        over = share(over_all, 1 - including)
        weeks = new.get("avg_weeks", 0.0)
    early, late = usual_days(weeks, on_time * (1 - excepted) + excepted_on_time * excepted, min(1.0, over))
    return IssueTimes(excepted, on_time, excepted_on_time, min(1.0, over), early, late)


def usual_days(weeks: float, on_time: float, over: float) -> tuple[float, float]:
    """Mean days of plans on time, and mean days past twenty weeks of late ones, that give a published mean of
    `weeks`."""
    usual, late = 131.0, 75.0
    if not weeks:
        return usual, late
    middling = (1 - on_time) * (1 - over)
    years = (1 - on_time) * over * (A_YEAR + 60)
    if on_time > 0.9:
        return min(134.0, max(100.0, (weeks * 7 - years - middling * (TWENTY_WEEKS + late)) / on_time)), late
    return usual, min(120.0, max(15.0, (weeks * 7 - years - on_time * usual) / middling - TWENTY_WEEKS))


def decision_times(figures: dict[str, Any], year: int) -> DecisionTimes:
    """Times of decisions made in `year`; the early days follow from the share still undecided on survey day."""
    rows = dict(figures["requests"]) | figures["release_2026"]["requests"]
    row = rows[str(min(max(year, 2023), LATEST))]
    within, over = row["request_outcome_six_weeks"], row["request_outcome_over_6_weeks"]
    in_time = share(within, within + over)
    open_share = share(row["requests_decision_not_made"], row["requests_received_in_year"])
    mean_days = 14.5 + 365 * open_share  # undecided on survey day, some sixteen days into the next year
    usual = (mean_days - (1 - in_time) * 62) / in_time
    return DecisionTimes(in_time, min(20.0, max(2.0, SIX_WEEKS - usual)))


def decision_days(random: Random, in_time: float, times: DecisionTimes) -> int:
    """Days from request to the decision whether to assess; `in_time` is the share of the year decided in."""
    if random.random() < in_time:
        return max(7, SIX_WEEKS - int(random.expovariate(1 / times.early_days)))
    return SIX_WEEKS + 1 + min(60, int(random.expovariate(1 / 18)))


def issue_days(random: Random, times: IssueTimes) -> tuple[int, bool]:
    """Days from request to plan, and whether an exception was recorded."""
    excepted = random.random() < times.excepted
    on_time = times.on_time_excepted if excepted else times.on_time
    if random.random() < on_time:
        early = min(56, int(random.expovariate(1 / (TWENTY_WEEKS - times.on_time_days))))
        return TWENTY_WEEKS - early, excepted
    if random.random() < times.over_a_year_if_late:
        return A_YEAR + 1 + min(240, int(random.expovariate(1 / 60))), excepted
    return min(A_YEAR - 5, TWENTY_WEEKS + 1 + int(random.expovariate(1 / times.late_days))), excepted
