"""The open model's law (witan.send, Mastodon C) written a second time, as plainly as can be, to judge ours by.

From its description, one row a child, dictionaries and no arrays; shares nothing with the product but the names of
the columns. It gives expected counts: every draw is linear in its rates, so that only the means of rates matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from goldenthread.domain.forecast.space import OUTSIDE
from tests.forecasts import Authority, Row

OLDEST = 21
State = tuple[int, str, str]  # academic year, need, setting
Means = dict[State, float]


def expected(authority: Authority, years: int) -> tuple[list[Means], list[float]]:
    """Expected children by state each January from the last one known, and those lost in the year before it."""
    valid = {(age, need, each.name) for each in authority.settings for need in each.needs
             for age in range(each.youngest, each.oldest + 1)}  # fmt: skip
    leave = _rate(authority.rows, lambda row: row.next_setting == OUTSIDE, lambda row: row.setting != OUTSIDE)
    move = _rate(authority.rows, lambda row: row.setting != row.next_setting,
                 lambda row: OUTSIDE not in (row.setting, row.next_setting))  # fmt: skip
    newest = max(row.year for row in authority.rows)
    now: Means = Counter((row.age + 1, row.next_need, row.next_setting) for row in authority.rows
                         if row.year == newest and row.next_setting != OUTSIDE)  # type: ignore[assignment]  # fmt: skip
    counts, lost = [dict(now)], []
    for year in range(newest + 2, newest + 2 + years):
        after: Means = defaultdict(float)
        gone = 0.0
        for (age, need, setting), children in now.items():
            if age >= OLDEST or (age, need, setting) not in valid:
                gone += children
                continue
            stays = children * (1 - leave(age, need, setting))
            to = _destinations(authority, valid, age, need, setting)
            moving = move(age, need, setting) if to and _can_move(authority, age, setting) else 0.0
            after[(age + 1, need, setting)] += stays * (1 - moving)
            for (next_need, next_setting), share in to.items():
                after[(age + 1, next_need, next_setting)] += stays * moving * share
        for age in range(-5, OLDEST + 1):
            for (need, setting), children in _joiners(authority, valid, age, year).items():
                after[(age, need, setting)] += children
        now = after
        counts.append(dict(now))
        lost.append(gone)
    return counts, lost


def _rate(rows: list[Row], happened, counts):  # type: ignore[no-untyped-def]
    """Beta(L + p, S + q), p the academic year's own share with a half added to each side; a half where nothing was
    seen in the academic year.
    """
    seen = [(row, happened(row)) for row in rows if counts(row)]
    here = Counter((row.age, row.need, row.setting, yes) for row, yes in seen)
    year = Counter((row.age, yes) for row, yes in seen)

    def mean(age: int, need: str, setting: str) -> float:
        prior = (year[age, True] + 0.5) / (year[age, True] + year[age, False] + 1)
        yes, no = (here[age, need, setting, each] for each in (True, False))
        return (yes + prior) / (yes + no + 1)

    return mean


def _can_move(authority: Authority, age: int, setting: str) -> bool:
    """More than one destination listed; and, as its `can-move?` has it, another setting that takes the year after
    next.
    """
    listed = next(each.moves_to for each in authority.settings if each.name == setting)
    others = [each for each in authority.settings if each.name != setting and each.youngest <= age + 2 <= each.oldest]
    return len(listed) > 1 and bool(others)


def _destinations(
    authority: Authority, valid: set[State], age: int, need: str, setting: str
) -> dict[tuple[str, str], float]:
    """Dirichlet: the valid settings on its list alike, and all moves at that academic year, together one child; and
    the moves seen from the state itself.
    """
    movers = [row for row in authority.rows
              if row.setting != row.next_setting and OUTSIDE not in (row.setting, row.next_setting)]  # fmt: skip
    listed = next(each.moves_to for each in authority.settings if each.name == setting)
    alike = [name for name in listed if (age, need, name) in valid]
    prior = defaultdict(float, {name: 1 / len(alike) for name in alike})
    for name, children in _moves_at(movers, valid, age).items():
        prior[name] += children
    prior.pop(setting, None)
    weight: dict[tuple[str, str], float] = defaultdict(float)
    for name, part in prior.items():
        weight[need, name] += part / sum(prior.values())
    for row in movers:
        if (row.age, row.need, row.setting) == (age, need, setting):
            weight[row.next_need, row.next_setting] += 1
    return {to: part / sum(weight.values()) for to, part in weight.items()}


def _moves_at(movers: list[Row], valid: set[State], age: int) -> Counter[str]:
    """By destination; those of the academic year before where there were none, if any setting takes this one."""
    found = Counter(row.next_setting for row in movers if row.age == age)
    if found or age < -6 or not any(each[0] == age for each in valid):
        return found
    return _moves_at(movers, valid, age - 1)


def _joiners(authority: Authority, valid: set[State], age: int, year: int) -> dict[tuple[str, str], float]:
    """Beta over the years of history, each divided by their number, of the population of the year joined; a thousandth
    of a child for a year in which nobody joined, whether anybody ever did.
    """
    joined = [row for row in authority.rows if row.setting == OUTSIDE]
    here = [row for row in joined if row.age + 1 == age]
    kinds = sorted((need, setting) for at, need, setting in valid if at == age)
    if not kinds:
        return {}
    years = {row.year for row in authority.rows}
    children = {each: sum(row.year == each for row in here) for each in years}
    first = sum((children[each] or 0.001 * len(years)) / len(years) for each in years)
    second = sum((authority.population[each][age] - children[each]) / len(years) for each in years)
    weight = defaultdict(float, {kind: 1 / len(kinds) for kind in kinds})
    for row in here:
        weight[row.next_need, row.next_setting] += 1
    people = authority.population[year][age] * first / (first + second)
    return {kind: people * part / sum(weight.values()) for kind, part in weight.items()}
