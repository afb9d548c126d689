"""Our law of a year's change: rates drawn once a simulation, an authority's few children pooled with the nation's
many.

What it adds to the open model's: nobody is lost, needs change, joining has a trend and the pipeline leads it, a
child whose setting does not take the next age must move or leave. Each pooling says how many children's worth the
wider rate counts for. How fast joining grows is the tested forecast's to say (`tying`), where there is one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from goldenthread.domain.forecast.inputs import Inputs, Move, Setting
from goldenthread.domain.forecast.law import Choices, Flags, Floats, Law, choices_of
from goldenthread.domain.forecast.nation import ceasing_rate
from goldenthread.domain.forecast.pooling import pooled, worth_of
from goldenthread.domain.forecast.space import Space
from goldenthread.domain.forecast.trend import trend_of
from goldenthread.domain.forecast.tying import tied

NATION_WORTH = 20.0  # children: what England's rate of an academic year counts for beside the authority's own
NEVER = (0.0, 1.0)
ALWAYS = (1.0, 0.0)
State = tuple[int, str, str]


def law_of(inputs: Inputs, years: int) -> Law:
    """The law fitted to all history, its total tied to the tested forecast where the inputs have one; `years` of
    population are read. Raises KeyError where a population is missing."""
    space = inputs.space
    takes = {setting.name: setting for setting in inputs.settings}
    destinations, must = _destinations(inputs, space, takes)
    stuck = must & (np.diff(destinations.start) == 0)
    joining, joining_kinds = _joining(inputs, space, takes)
    new_needs = _new_needs(inputs, space, takes)
    first = inputs.start
    population = [[inputs.population[year].get(age, 0) for age in space.academic_years]
                  for year in range(first + 1, first + 1 + years)]  # fmt: skip
    leave = _leaving(inputs, space)
    leave[stuck] = ALWAYS  # no setting takes the next age and need: the plan ends, as a child's leaving
    growth, spread = trend_of(inputs, years)
    start = np.zeros(space.size, np.int64)
    for state, children in inputs.children_at_start().items():
        start[space.state(*state)] = children
    fitted = Law(
        space=space, first_year=first, start=start, known=np.ones(space.size, bool), leave=leave,
        move=_moving(inputs, space), moves=np.diff(destinations.start) > 0, must_move=must & ~stuck,
        destinations=destinations, change=_changing(inputs, space), new_needs=new_needs,
        joining=joining, joining_kinds=joining_kinds, population=np.array(population, np.int64).reshape(years, -1),
        growth=growth, growth_spread=spread, leave_factor=np.ones((years, space.size)),
        join_factor=np.ones((years, space.size)), drawn_once=True, loses_oldest=False,
    )  # fmt: skip
    return tied(fitted, inputs.target) if inputs.target else fitted


def _seen(moves: Mapping[Move, int], kept: Iterable[bool], happened: Iterable[bool]) -> dict[State, list[int]]:
    """By state: children to whom it happened, and the others, of the moves kept."""
    seen: dict[State, list[int]] = defaultdict(lambda: [0, 0])
    for (move, children), keep, yes in zip(moves.items(), kept, happened, strict=True):
        if keep:
            seen[(move.academic_year, move.need, move.setting)][0 if yes else 1] += children
    return seen


def _rates(space: Space, seen: Mapping[State, list[int]], wide: Mapping[int, tuple[float, float]]) -> Floats:
    """Beta parameters by state: its own children, and those of its academic year as far as states are alike.

    `wide`: by academic year, the rate and what it counts for where nothing was seen.
    """
    by_age: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for (age, _, _), (yes, no) in seen.items():
        by_age[age][0] += yes
        by_age[age][1] += no
    rate = {age: pooled(by_age[age][0], by_age[age][1], *wide[age]) for age in space.academic_years}
    worth = worth_of([(yes, no, rate[age]) for (age, _, _), (yes, no) in seen.items() if age in rate])
    rates = np.zeros((space.size, 2))
    for place, age in enumerate(space.academic_years):
        rates[place * space.kinds : (place + 1) * space.kinds] = (worth * rate[age], worth * (1 - rate[age]))
    for (age, need, setting), (yes, no) in seen.items():
        if space.youngest <= age <= space.oldest:
            rates[space.state(age, need, setting)] += (yes, no)
    return rates


def _leaving(inputs: Inputs, space: Space) -> Floats:
    """Leaving, pooled with England's ceasing by age."""
    moves = inputs.moves
    seen = _seen(moves, (not move.joins for move in moves), (move.leaves for move in moves))
    return _rates(space, seen, {age: (ceasing_rate(age), NATION_WORTH) for age in space.academic_years})


def _moving(inputs: Inputs, space: Space) -> Floats:
    """Changing setting, of those who stay, pooled over all ages where an age has few."""
    moves = inputs.moves
    stays = [not move.joins and not move.leaves for move in moves]
    seen = _seen(moves, stays, (move.changes_setting for move in moves))
    every = pooled(sum(yes for yes, _ in seen.values()), sum(no for _, no in seen.values()), 0.05, 2.0)
    return _rates(space, seen, dict.fromkeys(space.academic_years, (every, 5.0)))


def _changing(inputs: Inputs, space: Space) -> Floats:
    """Another primary need, of those who stay in their setting."""
    moves = inputs.moves
    stays = [not move.joins and not move.leaves and not move.changes_setting for move in moves]
    seen = _seen(moves, stays, (move.changes_need for move in moves))
    changed, kept = sum(yes for yes, _ in seen.values()), sum(no for _, no in seen.values())
    if not changed:
        return np.tile(np.array(NEVER), (space.size, 1))
    return _rates(space, seen, dict.fromkeys(space.academic_years, (changed / (changed + kept), 10.0)))


def _open_to(takes: Mapping[str, Setting], taking: Iterable[str], own: str) -> list[str]:
    """Of the settings taking a child, those that its own lists as where it may move to; all where it lists none."""
    listed = set(takes[own].moves_to) if own in takes else set()
    return [name for name in taking if name != own and (not listed or name in listed)]


def _destinations(inputs: Inputs, space: Space, takes: Mapping[str, Setting]) -> tuple[Choices, Flags]:
    """By state: where its own movers went, and one child's worth of where others of that age did, among settings that
    take the child next January; and whether the child has to move."""
    own: dict[State, Counter[tuple[str, str]]] = defaultdict(Counter)
    of_age: dict[int, Counter[str]] = defaultdict(Counter)
    for move, children in inputs.moves.items():
        if move.changes_setting:
            own[(move.academic_year, move.need, move.setting)][(move.next_need, move.next_setting)] += children
            of_age[move.academic_year][move.next_setting] += children
    rows: list[dict[int, float]] = []
    must = np.zeros(space.size, bool)
    kinds = {space.named(kind): kind for kind in range(space.kinds)}
    for age in space.academic_years:
        taking = {
            need: [name for name, setting in takes.items() if setting.takes(age + 1, need)] for need in space.needs
        }
        for kind in range(space.kinds):
            need, name = space.named(kind)
            row: dict[int, float] = {}
            open_to = _open_to(takes, taking[need], name)
            spread = {each: 1 / len(open_to) + of_age[age][each] for each in open_to}
            whole = sum(spread.values())
            for each, weight in spread.items():
                row[kinds[(need, each)]] = weight / whole
            for (next_need, each), children in own[(age, need, name)].items():
                if takes[each].takes(age + 1, next_need):
                    key = kinds[(next_need, each)]
                    row[key] = row.get(key, 0.0) + children
            must[len(rows)] = name not in takes or not takes[name].takes(age + 1, need)
            rows.append(row)
    return choices_of(rows), must


def _new_needs(inputs: Inputs, space: Space, takes: Mapping[str, Setting]) -> Choices:
    """By state: the needs that children of its need changed to, at any age, in settings that take them."""
    to: dict[str, Counter[str]] = defaultdict(Counter)
    for move, children in inputs.moves.items():
        if move.changes_need and not move.changes_setting:
            to[move.need][move.next_need] += children
    rows: list[dict[int, float]] = []
    for age in space.academic_years:
        for kind in range(space.kinds):
            need, name = space.named(kind)
            rows.append({space.kind(new, name): float(children) for new, children in to[need].items()
                         if name in takes and takes[name].takes(age + 1, new)})  # fmt: skip
    return choices_of(rows)


def _joining(inputs: Inputs, space: Space, takes: Mapping[str, Setting]) -> tuple[Floats, Choices]:
    """Beta parameters by academic year joined, every year of history counting whole; and what is joined."""
    joined: Counter[int] = Counter()
    into: dict[int, Counter[int]] = defaultdict(Counter)
    near: Counter[int] = Counter()
    for move, children in inputs.moves.items():
        if move.joins and space.youngest <= move.academic_year + 1 <= space.oldest:
            kind = space.kind(move.next_need, move.next_setting)
            joined[move.academic_year + 1] += children
            into[move.academic_year + 1][kind] += children
            near[kind] += children
    rates, rows = np.zeros((len(space.academic_years), 2)), []
    for place, age in enumerate(space.academic_years):
        people = sum(inputs.population[year].get(age, 0) for year in inputs.years)
        row: dict[int, float] = {}
        if joined[age] and people:
            rates[place] = (joined[age] + 0.5, max(people - joined[age], 0) + 0.5)
            open_at = [space.kind(need, name) for name, setting in takes.items() for need in setting.needs
                       if setting.takes(age, need)]  # fmt: skip
            whole = sum(near[kind] + 1 for kind in open_at)
            row = {kind: (near[kind] + 1) / whole for kind in open_at}
            for kind, children in into[age].items():
                row[kind] = row.get(kind, 0.0) + children
        rows.append(row)
    return rates, choices_of(rows)
