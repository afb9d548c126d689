"""What a forecast says, in tables: children by year and by setting, need, age and state; money; who joined, left,
was lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from goldenthread.domain.forecast.law import Floats, Law
from goldenthread.domain.forecast.mean import ExactMean
from goldenthread.domain.forecast.quantiles import Summary, by_age_group, summary_of
from goldenthread.domain.forecast.simulating import Simulated
from goldenthread.domain.forecast.space import Space, area_of, need_of

Values = NDArray[np.generic]
TOTAL, SETTING, NEED, YEAR, AGES, BOTH = (
    "total", "by_setting", "by_need", "by_academic_year", "by_age_group", "by_need_and_setting")  # fmt: skip
STATE, AREA = "by_state", "by_area"
CHILDREN = (TOTAL, SETTING, NEED, YEAR, AGES, BOTH, STATE, AREA)  # every table of children there may be
JOINED, LEFT, DROPPED = FLOWS = ("joined", "left", "dropped")


@dataclass(frozen=True, slots=True)
class Tables:
    """Summaries by the name of the table, years from the January known; flows from the year after."""

    years: tuple[int, ...]
    children: Mapping[str, Summary]
    flows: Mapping[str, Summary]  # joined, left, dropped: (Y, 1)
    pounds: Summary | None  # (Y + 1, 1) pounds a year, of the children of each January whose cost is given
    without_cost: Summary | None  # (Y + 1, 1) children of each January whose cost is not given


def tables_of(simulated: Simulated, costs: Mapping[tuple[str, str], Decimal], expected: ExactMean) -> Tables:
    """Every table with exact quantiles. States that nobody can be in are left out of the table by state."""
    law, compiled = simulated.law, simulated.compiled
    values = grouped(law.space, simulated.kinds, simulated.ages)
    children = {name: summary_of(counts, groups, compiled=compiled) for name, (groups, counts) in values.items()}
    can_be = expected.counts.any(axis=0)
    if not law.mean_is_exact:
        can_be |= simulated.counts.any(axis=(0, 1))
    reached = np.flatnonzero(can_be)
    states = np.take(simulated.counts, reached, axis=2)  # laid out as it is read, where [:, :, reached] is not
    children[STATE] = summary_of(states, _state_names(law.space, reached), compiled=compiled)
    flows = {
        JOINED: summary_of(simulated.joined.sum(axis=2, keepdims=True), [JOINED]),
        LEFT: summary_of(simulated.left.sum(axis=2, keepdims=True), [LEFT]),
        DROPPED: summary_of(simulated.dropped[:, :, None], [DROPPED]),
    }
    pounds, without_cost = _pounds(law, values[BOTH][1], costs)
    return Tables((law.first_year, *law.years), children, flows, pounds, without_cost)


def expected_groups(space: Space, counts: Floats) -> Mapping[str, tuple[tuple[str, ...], Values]]:
    """Expected counts (Y + 1, S) summed into groups: names and values (1, Y + 1, G)."""
    by_age = counts.reshape(1, len(counts), len(space.academic_years), space.kinds)
    return grouped(space, by_age.sum(axis=2), by_age.sum(axis=3))


def grouped(space: Space, kinds: Values, ages: Values) -> Mapping[str, tuple[tuple[str, ...], Values]]:
    """Counts by kind (N, Y + 1, kinds) and age (N, Y + 1, A) summed into groups: names and values (N, Y + 1, G)."""
    grid = kinds.reshape(*kinds.shape[:2], len(space.needs), len(space.settings))
    bands = by_age_group(space)
    named = [space.named(each) for each in range(space.kinds)]
    by_need, by_area = (_merged(grid.sum(axis=3), [of(each) for each in space.needs]) for of in (need_of, area_of))
    found = {
        TOTAL: (("total",), ages.sum(axis=2, keepdims=True)),
        SETTING: (space.settings, grid.sum(axis=2)),
        NEED: by_need,
        YEAR: (tuple(str(each) for each in space.academic_years), ages),
        AGES: (tuple(name for name, _ in bands), np.stack([ages[:, :, part].sum(axis=2) for _, part in bands], axis=2)),
        BOTH: (tuple(f"{need} {setting}" for need, setting in named), kinds),
    }
    return found if by_area[0] == ("",) else {**found, AREA: by_area}


def _merged(values: Values, names: list[str]) -> tuple[tuple[str, ...], Values]:
    """Columns of one name added up, in order of the names."""
    groups = tuple(sorted(set(names)))
    if len(groups) == len(names):
        return tuple(names), values
    columns = [[place for place, name in enumerate(names) if name == group] for group in groups]
    return groups, np.stack([values[:, :, part].sum(axis=2) for part in columns], axis=2)


def _state_names(space: Space, states: Iterable[np.int64]) -> list[str]:
    kinds = [" ".join(space.named(kind)) for kind in range(space.kinds)]
    ages = [str(each) for each in space.academic_years]
    places = (divmod(int(each), space.kinds) for each in states)
    return [f"{ages[age]} {kinds[kind]}" for age, kind in places]


def unit_costs(space: Space, costs: Mapping[tuple[str, str], Decimal]) -> Floats:
    """Pounds a child a year by kind, shape (kinds,); not a number where none is given."""
    return np.array([float(costs.get(space.named(each), "nan")) for each in range(space.kinds)])


def _pounds(law: Law, kinds: Values, costs: Mapping[tuple[str, str], Decimal]) -> tuple[Summary | None, Summary | None]:
    """Cost of the children of each January whose cost is given, and how many there are whose cost is not."""
    if not costs:
        return None, None
    rates = unit_costs(law.space, costs)
    unknown = np.isnan(rates)
    pounds = summary_of((kinds @ np.where(unknown, 0.0, rates))[:, :, None], ["pounds"])
    return pounds, summary_of(kinds[:, :, unknown].sum(axis=2, keepdims=True), ["children"])
