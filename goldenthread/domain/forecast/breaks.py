"""Where the tables of a forecast do not hang together from one year to the next, as after a slip of units or lost rows.

Each bound is far past anything that happens to an area by itself; what is said names the year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.space import OLDEST, YOUNGEST

# Young people of an area together change by one to five in a hundred a year, those of one academic year by up to 12 in
# the open model's demonstration; where cohorts are small, by chance, which `CHANCE` standard deviations allow for.
ALL_AGES, ONE_AGE, CHANCE = 1.25, 2.0, 6
# Children with a plan in a January, told twice: where the year before ends and where the next begins. They are the same
# children; in the demonstration, cleaned by hand, the two are within 1.7 in a hundred.
STOCK, FEW = 0.05, 5
# New plans of a year were never under 7.9 in a hundred of what the other years had on average, in 148 authorities and
# nine published years.
JOINERS, MANY = 0.05, 10


def population_breaks(inputs: Inputs, years: int) -> Iterator[str]:
    """Years, of history or forecast, in which the population jumps: of some academic years, else of all together."""
    why = "units or rows are wrong, or it is of another area"
    known = inputs.years
    for year in range(known[0] + 1, known[-1] + years + 2):
        before, after = inputs.population.get(year - 1, {}), inputs.population.get(year, {})
        ages = [age for age in range(YOUNGEST, OLDEST + 1) if age in before and age in after]
        jumping = [age for age in ages if _jumps(before[age], after[age], ONE_AGE)]
        was, now = sum(before[age] for age in ages), sum(after[age] for age in ages)
        if jumping and len(jumping) < len(ages) / 2:
            was, now = before[jumping[0]], after[jumping[0]]
            of = f"young people of academic year {jumping[0]}"
            yield f"year {year} has {now:,} {of}, and {year - 1} has {was:,}: {why}"
        elif jumping or _jumps(was, now, ALL_AGES):
            yield f"year {year} has {now:,} young people, and {year - 1} has {was:,}: {why}"


def _jumps(was: int, now: int, times: float) -> bool:
    low, high = sorted((was, now))
    return high > times * low and (high - low) ** 2 > CHANCE**2 * (high + low)


def stock_breaks(inputs: Inputs) -> Iterator[str]:
    """Januaries at which the children that one year ends with are not as many as the next begins with."""
    begins: Counter[int] = Counter()
    ends: Counter[int] = Counter()
    for move, children in inputs.moves.items():
        begins[move.calendar_year] += 0 if move.joins else children
        ends[move.calendar_year + 1] += 0 if move.leaves else children
    for year in sorted(begins.keys() & ends.keys()):
        if abs(ends[year] - begins[year]) > max(FEW, STOCK * max(ends[year], begins[year])):
            yield (
                f"year {year} begins with {begins[year]:,} children with a plan, but year {year - 1} ends with "
                f"{ends[year]:,}: rows are missing, or there twice"
            )


def joining_breaks(joined: Mapping[int, int]) -> Iterator[str]:
    """`joined`: children by year of history. Years that next to nobody joined in, beside those of the others."""
    for year, children in joined.items():
        others = [each for other, each in joined.items() if other != year]
        usual = sum(others) / len(others) if others else 0.0
        if usual >= MANY and children < JOINERS * usual:
            some = f"only {children:,}" if children else "nobody"
            yield f"year {year} has {some} who joined, and the others {usual:,.0f} each: rows are missing"
