"""How long a plan lasts and how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from goldenthread.demo.population.days import DAY, office_day
from goldenthread.demo.population.mixes import Mixes
from goldenthread.demo.population.stock import OLDEST, Account
from goldenthread.domain.calendars.survey_days import survey_day

END_OF_SCHOOL_YEAR = (
    "1",
    "3",
    "4",
    "6",
)  # maximum age, higher education, work, no longer engaging: mostly in the summer


@dataclass(frozen=True, slots=True)
class Ending:
    ceased_on: date
    decided_on: date | None
    reason: str


def year_ended(account: Account, place: float, year: int, age: int, new: bool, last: int) -> tuple[int, int] | None:
    """The case year a plan ends in and the academic age then, for a person at `place` (0 to 1) among those who
    began alike."""
    lasting = 1.0
    while year <= last and age <= OLDEST:
        chance = account.chance_of_ceasing(year, age)
        lasting *= 1 - chance * (0.15 if new else 1.0)
        if place > lasting:
            return year, age
        year, age, new = year + 1, age + 1, False
    return None


def ending(random: Random, mixes: Mixes, year: int, age: int, start_on: date) -> Ending:
    """The day, in case year `year`, and the reason; the decision came first, in time for an appeal to be made."""
    reason = mixes.reason[min(26, max(2, age + 1))].draw(random)
    first = max(survey_day(year) + DAY, start_on + 20 * DAY)
    last = survey_day(year + 1)
    if reason == "1" and first >= date(year, 8, 31):
        reason = "6"  # the school year in which 25 was reached is over
    if reason == "1":
        ceased_on = date(year, 8, 31)
    elif reason in END_OF_SCHOOL_YEAR and first < date(year, 7, 10) and random.random() < 0.75:
        ceased_on = date(year, 7, 10) + timedelta(days=random.randint(0, 52))
    else:
        ceased_on = first + timedelta(days=int(random.random() * max(1, (last - first).days)))
    decided_on = None
    if reason not in ("5", "7", "8"):
        decided_on = max(start_on + 7 * DAY, office_day(ceased_on - timedelta(days=random.randint(63, 120)), -1))
    return Ending(ceased_on, min(decided_on, ceased_on) if decided_on else None, reason)
