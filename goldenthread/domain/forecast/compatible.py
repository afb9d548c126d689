"""The open model's law, as councils run it (witan.send, Mastodon C), so that the two can be compared like for like.

Faults are kept: years are pooled without trend, a rate is drawn anew for every group every year, changes of need
alone are not seen, and children in a state without rates are lost. Where ours differs, `ours` says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

import numpy as np

from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.law import Choices, Floats, Law, choices_of
from goldenthread.domain.forecast.space import Space

NEVER_JOINED = 0.001  # children counted for an academic year in each year of history that nobody joined it


def law_of(inputs: Inputs, years: int) -> Law:
    """The parameters from all history and `years` of population.

    Raises KeyError where the population of a year forecast is missing (see `doubts.doubts`).
    """
    space = inputs.space
    valid = _valid_states(inputs, space)
    known = np.zeros(space.size, bool)
    known[[space.state(*each) for each in valid]] = True
    leave, move = _rates(inputs, space, valid, prior=0.5), _rates(inputs, space, valid, prior=1.0, moving=True)
    joining, joining_kinds = _joining(inputs, space, valid)
    first = inputs.start
    population = [[inputs.population[year].get(age, 0) for age in space.academic_years]
                  for year in range(first + 1, first + 1 + years)]  # fmt: skip
    nothing = Choices(np.zeros(space.size + 1, np.int64), np.zeros(0, np.int64), np.zeros(0))
    return Law(
        space=space, first_year=first, start=_start(inputs, space), known=known, leave=leave, move=move,
        moves=_can_move(inputs, space, valid), must_move=np.zeros(space.size, bool),
        destinations=_destinations(inputs, space, valid), change=np.zeros((space.size, 2)), new_needs=nothing,
        joining=joining, joining_kinds=joining_kinds, population=np.array(population, np.int64).reshape(years, -1),
        growth=np.ones(years), growth_spread=np.zeros(years),
        leave_factor=np.ones((years, space.size)), join_factor=np.ones((years, space.size)), drawn_once=False,
        loses_oldest=True,
    )  # fmt: skip


def _start(inputs: Inputs, space: Space) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    start = np.zeros(space.size, np.int64)
    for (academic_year, need, setting), children in inputs.children_at_start().items():
        start[space.state(academic_year, need, setting)] = children
    return start


def _valid_states(inputs: Inputs, space: Space) -> list[tuple[int, str, str]]:
    return [
        (age, need, setting.name)
        for setting in inputs.settings
        for need in setting.needs
        for age in range(setting.youngest, setting.oldest + 1)
        if space.youngest <= age <= space.oldest
    ]


def _rates(
    inputs: Inputs, space: Space, valid: list[tuple[int, str, str]], *, prior: float, moving: bool = False
) -> Floats:
    """Beta parameters by state: what was seen there, and one child's worth of what was seen of the whole academic year.

    `prior`: both parameters for an academic year in which nothing was seen.
    """
    seen: dict[tuple[int, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for change, children in inputs.moves.items():
        if change.joins or (moving and change.leaves):
            continue
        happened = change.changes_setting if moving else change.leaves
        seen[(change.academic_year, change.need, change.setting)][0 if happened else 1] += children
    of_year: dict[int, list[float]] = defaultdict(lambda: [0.5, 0.5])
    for (age, _, _), (yes, no) in seen.items():
        of_year[age][0] += yes
        of_year[age][1] += no
    rates = np.zeros((space.size, 2))
    for age, need, setting in valid:
        wide = of_year.get(age, [prior, prior])
        total = sum(wide) if age in of_year else 1.0
        here = seen.get((age, need, setting), [0, 0])
        rates[space.state(age, need, setting)] = (here[0] + wide[0] / total, here[1] + wide[1] / total)
    return rates


def _can_move(
    inputs: Inputs, space: Space, valid: list[tuple[int, str, str]]
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether its setting lists more than one destination, and another setting takes children two years on (its
    rule).
    """
    lists = {setting.name: len(setting.moves_to) > 1 for setting in inputs.settings}
    taking: dict[int, set[str]] = defaultdict(set)
    for setting in inputs.settings:
        for age in range(setting.youngest, setting.oldest + 1):
            taking[age].add(setting.name)
    can = np.zeros(space.size, bool)
    for age, need, name in valid:
        can[space.state(age, need, name)] = lists[name] and bool(taking[age + 2] - {name})
    return can


def _destinations(inputs: Inputs, space: Space, valid: list[tuple[int, str, str]]) -> Choices:
    """By state: moves seen from it, and one child's worth spread over the settings its need may go to at that age."""
    seen: dict[tuple[int, str, str], Counter[int]] = defaultdict(Counter)
    of_year: dict[int, Counter[str]] = defaultdict(Counter)
    for change, children in inputs.moves.items():
        if change.changes_setting:
            kind = space.kind(change.next_need, change.next_setting)
            seen[(change.academic_year, change.need, change.setting)][kind] += children
            of_year[change.academic_year][change.next_setting] += children
    for age in sorted({age for age, _, _ in valid}):
        if age not in of_year and age - 1 in of_year:
            of_year[age] = of_year[age - 1]
    takes: dict[tuple[int, str], set[str]] = defaultdict(set)
    for age, need, name in valid:
        takes[(age, need)].add(name)
    moves_to = {setting.name: set(setting.moves_to) for setting in inputs.settings}
    rows: list[dict[int, float]] = [{} for _ in range(space.size)]
    kinds = {space.named(kind): kind for kind in range(space.kinds)}
    for age, need, name in valid:
        rows[space.state(age, need, name)] = _destination_weights(
            kinds,
            need,
            name,
            takes[(age, need)] & moves_to[name],
            of_year.get(age, Counter()),
            seen.get((age, need, name)),
        )
    return choices_of(rows)


def _destination_weights(
    kinds: Mapping[tuple[str, str], int],
    need: str,
    own: str,
    open_to: set[str],
    moved_to: Counter[str],
    seen: Counter[int] | None,
) -> dict[int, float]:
    spread: dict[str, float] = dict.fromkeys(sorted(open_to), 1 / len(open_to)) if open_to else {}
    for name, children in moved_to.items():
        spread[name] = spread.get(name, 0) + children
    spread.pop(own, None)
    total = sum(spread.values())
    weights: dict[int, float] = {kinds[need, name]: part / total for name, part in spread.items()}
    for kind, children in (seen or {}).items():
        weights[kind] = weights.get(kind, 0) + children
    return weights


def _joining(inputs: Inputs, space: Space, valid: list[tuple[int, str, str]]) -> tuple[Floats, Choices]:
    """Beta parameters by academic year joined, history divided by its number of years; and what is joined.

    Every year with a move is a year of history, and every academic year that a setting takes can be joined, whether
    anybody was seen to or not: the open model's versions differ, and this is the one with `NEVER_JOINED` (ADR 15).
    """
    joined: Counter[tuple[int, int]] = Counter()
    into: dict[int, Counter[int]] = defaultdict(Counter)
    for change, children in inputs.moves.items():
        if change.joins:
            joined[change.calendar_year, change.academic_year + 1] += children
            kind = space.kind(change.next_need, change.next_setting)
            into[change.academic_year + 1][kind] += children
    open_at: dict[int, list[int]] = defaultdict(list)
    for age, need, name in valid:
        open_at[age].append(space.kind(need, name))
    years = inputs.years
    rates, rows = np.zeros((len(space.academic_years), 2)), []
    for place, age in enumerate(space.academic_years):
        row: dict[int, float] = {}
        if age in open_at:
            rates[place] = _joining_rate(inputs, {year: joined[year, age] for year in years}, age)
            row = {kind: 1 / len(open_at[age]) for kind in open_at[age]}
            for kind, children in into[age].items():
                row[kind] = row.get(kind, 0) + children
        rows.append(row)
    return rates, choices_of(rows)


def _joining_rate(inputs: Inputs, joined: Mapping[int, int], age: int) -> tuple[float, float]:
    """`joined`: children by year of history. Nought where nobody joined and the population of a year is not
    known, or of none is more than nobody: the open model stops there.
    """
    people = {year: inputs.population.get(year, {}).get(age) for year in joined}
    if not any(joined.values()) and (None in people.values() or not any(people.values())):
        return 0.0, 0.0
    first = second = 0.0
    for year, children in joined.items():
        first += children / len(joined) if children else NEVER_JOINED
        second += ((people[year] or 0) - children) / len(joined)
    return first, second
