"""Plans in force by age and year: a cohort account that meets the published stock, starts and ends.

A case year Y runs from the survey day of Y (exclusive) to that of Y + 1 (inclusive). Ages are academic ages on the
survey day of Y. stock[Y + 1][age + 1] = stock[Y][age] + started[Y][age] - ceased[Y][age].
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

BASE, ANCHOR, LATEST = 2021, 2025, 2026  # first year told, year whose ages are published, last published January
OLDEST = 25
Ages = list[float]


@dataclass
class Account:
    """The account, scaled to the size asked for: ages index the lists, years key the dictionaries."""

    scale: float
    stock: dict[int, Ages] = field(default_factory=dict)
    started: dict[int, Ages] = field(default_factory=dict)
    ceased: dict[int, Ages] = field(default_factory=dict)

    def chance_of_ceasing(self, year: int, age: int) -> float:
        """Chance that a plan in force on the survey day of `year` at `age` ends in that case year."""
        exposed = self.stock[year][age] + 0.15 * self.started[year][age]
        return min(1.0, self.ceased[year][age] / exposed) if exposed > 0 else 0.0


def spread(shares: dict[str, float], back: tuple[float, float, float] = (0.0, 0.8, 0.2)) -> Ages:
    """Shares by age on the day, as shares by academic age on the survey day before.

    The published ages of starts and of stock agree best when most starts are taken as one year older by then.
    """
    found = [0.0] * (OLDEST + 1)
    total = sum(shares.values())
    for name, count in shares.items():
        for years, part in enumerate(back):
            found[max(2, int(name) - years)] += part * count / total
    return found


def blended(own: dict[str, float], national: dict[str, float]) -> dict[str, float]:
    """An area's shares steadied by the nation's: small areas' single ages are mostly chance."""
    mine, theirs = sum(own.values()), sum(national.values())
    weight = mine / (mine + 300)
    return {
        name: weight * own.get(name, 0) / mine + (1 - weight) * national.get(name, 0) / theirs
        for name in sorted({*own, *national}, key=int)
    }


def growth(in_force: dict[int, float]) -> float:
    """Yearly growth to carry on with after the last published January: the mean of the last three, at most 12 %."""
    return min(0.12, float((in_force[LATEST] / in_force[LATEST - 3]) ** (1 / 3)) - 1)


def in_force(figures: dict[str, Any], last: int) -> dict[int, float]:
    """Plans in force each January to `last`, published and then carried on."""
    found = {int(year): float(count) for year, count in figures["plans_in_force"].items()}
    rate = growth(found)
    for year in range(LATEST + 1, last + 1):
        found[year] = found[year - 1] * (1 + rate)
    return found


def ended(figures: dict[str, Any], plans: dict[int, float], year: int) -> float:
    """Plans that ended in a year: published for 2022 to 2024; 2025 follows from plans too young for a review and
    growth."""
    published = {int(key): row["total_ceased"] for key, row in figures["ceased"].items()}
    if year in published:
        return float(published[year])
    too_young = figures["release_2026"]["annual_reviews"]["2025"]["review_not_expected"]
    last = float(too_young) - (plans[LATEST] - plans[LATEST - 1])
    if year < min(published):
        return float(plans[year] * published[min(published)] / plans[min(published)])
    return last * plans[year] / plans[LATEST - 1]


def ceasing(figures: dict[str, Any], national: dict[str, Any]) -> dict[str, float]:
    """Share of ended plans by age at the end, under 20 by single year and '20' for older."""
    own = {age: sum(row.values()) for age, row in figures["ceased_by_age"].items()}
    everyone = {age: sum(row.values()) for age, row in national["ceased_by_age"].items()}
    return blended(own, everyone)


def account(figures: dict[str, Any], national: dict[str, Any], size: float, last: int) -> Account:
    """The account from BASE to the case year `last`; `size` plans are in force on the last published survey day."""
    plans = in_force(figures, last + 1)
    scale = size / plans[LATEST]
    kept = Account(scale)
    starting = spread(blended(figures["start_ages"], national["start_ages"]))
    ending = ceasing(figures, national)
    ends = spread({age: share for age, share in ending.items() if age != "20"})
    young_share = 1 - ending.get("20", 0.0)
    ages = [0.0] * (OLDEST + 1)
    for name, count in figures["ages"].items():
        ages[int(name)] += count * plans[ANCHOR] / sum(figures["ages"].values())
    kept.stock[ANCHOR] = ages
    for year in range(ANCHOR, last + 1):
        forward(kept, plans, ended(figures, plans, year), year, starting, [young_share * part for part in ends])
    for year in range(ANCHOR - 1, BASE - 1, -1):
        backward(kept, plans, ended(figures, plans, year), year, starting, [young_share * part for part in ends])
    for table in (kept.stock, kept.started, kept.ceased):
        for year, row in table.items():
            table[year] = [scale * count for count in row]
    return kept


def forward(kept: Account, plans: dict[int, float], leaving: float, year: int, starting: Ages, ends: Ages) -> None:
    """One year on: those under 20 end by their published ages; the rest of the ends fall evenly on those over 18."""
    here = kept.stock[year]
    arriving = plans[year + 1] - sum(here) + leaving
    started = [arriving * part for part in starting]
    ceased = [min(here[age] * 0.9, leaving * ends[age]) for age in range(OLDEST + 1)]
    ceased[OLDEST] = here[OLDEST]
    ceased[24] = max(ceased[24], 0.9 * here[24])
    remaining = leaving - sum(ceased)
    open_ages = range(18, 24)
    exposed = sum(here[age] - ceased[age] for age in open_ages)
    for age in open_ages:
        ceased[age] += (here[age] - ceased[age]) * max(0.0, min(0.9, remaining / exposed))
    kept.started[year], kept.ceased[year] = started, ceased
    kept.stock[year + 1] = [0.0] + [here[age] + started[age] - ceased[age] for age in range(OLDEST)]


def backward(kept: Account, plans: dict[int, float], leaving: float, year: int, starting: Ages, ends: Ages) -> None:
    """One year back: under 18 by undoing starts and ends; over 18 those who stayed, and ends in the anchor year's
    proportions."""
    after, anchor = kept.stock[year + 1], kept.stock[ANCHOR]
    arriving = plans[year + 1] - plans[year] + leaving
    started = [arriving * part for part in starting]
    ceased = [leaving * part for part in ends]
    here = [0.0] * (OLDEST + 1)
    started[0], started[1] = after[1], after[2]
    for age in (2, 3):
        started[age] = min(started[age], after[age + 1] + ceased[age])
    ratio = (arriving - sum(started[:4])) / sum(started[4:])
    started[4:] = [count * ratio for count in started[4:]]
    for age in range(2, 18):
        started[age] = min(started[age], after[age + 1] + ceased[age])
        here[age] = after[age + 1] - started[age] + ceased[age]
    needed = [max(0.0, after[age + 1] - started[age]) for age in range(18, OLDEST)]
    spare = max(0.0, plans[year] - sum(here) - sum(needed))
    whole = sum(anchor[18:])
    for age in range(18, OLDEST + 1):
        ceased[age] = spare * anchor[age] / whole
        here[age] = ceased[age] + (needed[age - 18] if age < OLDEST else 0.0)
        started[age] = max(0.0, after[age + 1] - here[age] + ceased[age]) if age < OLDEST else 0.0
    kept.stock[year], kept.started[year], kept.ceased[year] = here, started, ceased
