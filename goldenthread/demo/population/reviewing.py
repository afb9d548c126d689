"""Annual reviews and phase transfers of one plan, at the published rates of completion, timeliness and outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from goldenthread.demo.population.days import DAY, academic_age, office_day
from goldenthread.demo.population.life import PhaseTransfer, Review
from goldenthread.demo.population.stock import BASE, LATEST, Account
from goldenthread.demo.population.timeliness import share
from goldenthread.domain.calendars.survey_days import survey_day

PHASE_AGES = {3: "early_years_to_school", 6: "infant_to_junior", 10: "primary_to_secondary", 15: "secondary_to_post16"}
NOT_CEASED_BY_REVIEW = ("5", "7", "8")  # moved to another authority or out of England, died


@dataclass(frozen=True, slots=True)
class ReviewRates:
    """Shares: plans with no review ever recorded; reviewed in a year (of the rest); decided in four weeks;
    amended; ended."""

    never: float
    yearly: float
    in_time: dict[int, float]
    amended: dict[int, float]
    ending: float
    due: dict[int, float]  # by academic age in January: share of plans with a phase transfer that September
    final_early: float  # share of phase transfers finished before the year turns


def review_rates(figures: dict[str, Any], account: Account) -> ReviewRates:
    """Rates of the latest release, and of the one before for earlier years."""
    new, old = figures["release_2026"]["annual_reviews"]["2025"], figures["reviews"]
    expected = new["review_expected_2025"]
    completed, none = share(new["review_completed_2025"], expected), share(new["review_not_completed"], expected)
    cohorts = [sum(account.started[year]) * 0.97 ** (LATEST - year) for year in range(LATEST - 2, BASE - 1, -1)]
    whole = sum(account.stock[LATEST]) - sum(account.started[LATEST - 1])
    parts = [count / whole for count in cohorts]
    parts.append(max(0.0, 1 - sum(parts)))
    never = solved(none, completed, parts)
    outcomes = new["outcome_amend"] + new["outcome_cease"] + new["outcome_maintain"]
    before = old["outcome_amend"] + old["outcome_cease"] + old["outcome_maintan"]
    leaving = sum(account.ceased[LATEST][16:]) * 0.45 / sum(account.stock[LATEST])
    due, final = phases(figures, account)
    return ReviewRates(
        never, min(1.0, completed / (1 - never)),
        {2024: share(old["number_decsion_4weeks"], old["number_decsion_4weeks"] + old["number_decision_gt_4weeks"]),
         2025: share(new["decision_4_weeks"], new["decision_4_weeks"] + new["decision_gt_4_weeks"])},
        {2024: share(old["outcome_amend"], before), 2025: share(new["outcome_amend"], outcomes)},
        min(0.6, share(share(new["outcome_cease"], outcomes), leaving)), due, final,
    )  # fmt: skip


def solved(none: float, completed: float, parts: list[float]) -> float:
    """The share never reviewed that leaves `none` of those expected unreviewed, given shares expected 1, 2 ...
    times."""
    low, high = 0.0, min(0.95, 1 - completed)
    for _ in range(40):
        never = (low + high) / 2
        missed = 1 - completed / (1 - never)
        total = never + (1 - never) * sum(part * missed ** (turn + 1) for turn, part in enumerate(parts))
        low, high = (never, high) if total < none else (low, never)
    return low


def phases(figures: dict[str, Any], account: Account) -> tuple[dict[int, float], float]:
    """Share of each age with a phase transfer due in the latest survey year, filling the ages in turn; and
    finished early."""
    row = figures["release_2026"]["phase_transfers"]["2026"]
    wanted = row["due_2026"] * account.scale
    due = {}
    for age in (10, 15, 3, 6, 18, 17, 16):
        exposed = 0.94 * account.stock[LATEST][age]
        due[age] = min(1.0, max(0.0, wanted / exposed)) if exposed else 0.0
        wanted -= due[age] * exposed
    return due, share(row["final_2025"], row["due_2026"])


def latest(table: dict[int, float], year: int) -> float:
    return table[min(max(year, min(table)), max(table))]


def reviews(
    random: Random, rates: ReviewRates, start_on: date, until: date, ceased_on: date | None, reason: str | None
) -> tuple[Review, ...]:
    """One review a year where one was completed, from the first anniversary; `until` ends the telling."""
    if random.random() < rates.never:
        return ()
    found = list[Review]()
    ends = min(until, ceased_on or until)
    shift = random.randint(5, 40)
    for year in range(max(start_on.year, BASE), ends.year + 1):
        if random.random() >= rates.yearly or start_on > survey_day(year):
            random.random()
            continue
        in_time = random.random() < latest(rates.in_time, year)
        review = one_review(random, rates, start_on, year, shift, in_time)
        if (review.decided_on or review.meeting_on) >= ends:
            break
        soon = ceased_on is not None and (ceased_on - (review.decided_on or ends)).days < 370
        if soon and reason not in NOT_CEASED_BY_REVIEW and random.random() < rates.ending:
            review = Review(review.meeting_on, review.report_sent_on, review.decided_on, "C")
        if found and review.meeting_on <= (found[-1].decided_on or found[-1].meeting_on):
            review = moved(review, (found[-1].decided_on or found[-1].meeting_on) + 30 * DAY)
        found.append(review)
    return tuple(found)


def moved(review: Review, meeting_on: date) -> Review:
    """The same review with its meeting no earlier than the last decision; decision kept."""
    decided_on = review.decided_on or meeting_on
    held = min(meeting_on, decided_on - 14 * DAY)
    return Review(
        held,
        min(decided_on, held + 12 * DAY),
        decided_on,
        review.outcome,
        review.amendment_notice_on,
        review.amended_plan_on,
    )


def one_review(random: Random, rates: ReviewRates, start_on: date, year: int, shift: int, in_time: bool) -> Review:
    """A review decided in `year`, near the anniversary, its meeting two to four weeks before or longer."""
    anniversary = date(year, start_on.month, min(start_on.day, 28))
    if (start_on.month, start_on.day) <= (1, 22):
        anniversary = date(year, 12, 31)  # before the survey day: the review is the December before each anniversary
    late = 0 if in_time else int(random.expovariate(1 / 30))
    decided_on = anniversary + timedelta(days=late - shift + random.randint(-12, 12))
    decided_on = office_day(min(max(decided_on, date(year, 1, 23)), date(year, 12, 20)), 1)
    lag = (
        random.choice((14, 18, 20, 21, 24, 26, 27, 28, 28))
        if in_time
        else 29 + min(150, int(random.expovariate(1 / 32)))
    )
    meeting_on = office_day(decided_on - timedelta(days=lag), 1 if in_time else -1)
    report_on = office_day(meeting_on + timedelta(days=random.choice((7, 9, 12, 13, 14, 14, 16, 21))))
    amended = random.random() < latest(rates.amended, year)
    if not amended:
        return Review(meeting_on, min(report_on, decided_on), decided_on, "M")
    notice_on = (
        decided_on
        if in_time or random.random() < 0.6
        else office_day(decided_on + timedelta(days=random.randint(5, 40)))
    )
    plan_days = random.randint(30, 56) if random.random() < 0.55 else 57 + min(160, int(random.expovariate(1 / 40)))
    return Review(
        meeting_on,
        min(report_on, decided_on),
        decided_on,
        "A",
        notice_on,
        office_day(notice_on + timedelta(days=plan_days), -1),
    )


def phase_transfers(
    random: Random, rates: ReviewRates, born_on: date, start_on: date, until: date, ceased_on: date | None
) -> tuple[PhaseTransfer, ...]:
    """Moves each September, prepared the winter before; some plans come late."""
    found = []
    for year in range(max(start_on.year, BASE) + 1, until.year + 2):
        age = academic_age(born_on, survey_day(year))
        wanted = random.random() < rates.due.get(age, 0.0)
        early, turn = random.random() < rates.final_early, random.random()
        if not wanted or start_on > date(year - 1, 9, 30) or (ceased_on and ceased_on < date(year, 4, 1)):
            continue
        post16 = age >= 15
        due_on = date(year, 3, 31) if post16 else date(year, 2, 15)
        if early:
            final_on = office_day(date(year - 1, 11, 3) + timedelta(days=int(turn * 46)), -1)
        elif turn < 0.8:
            first = survey_day(year) + 2 * DAY
            final_on = office_day(first + timedelta(days=int((turn / 0.8) ** 0.5 * (due_on - first).days - 0.5)), -1)
        else:
            final_on = office_day(due_on + timedelta(days=int((turn - 0.8) * 400)))
        found.append(PhaseTransfer(PHASE_AGES.get(age, "secondary_to_post16"), date(year, 9, 1), due_on, final_on))
    return tuple(found)
