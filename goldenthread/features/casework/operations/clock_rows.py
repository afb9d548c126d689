"""Clocks of many children as rows to store, and as numbers to compare with the rows that are stored."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, Concat

from goldenthread.domain.clocks.harm import harm_base
from goldenthread.features.casework.models import ClockCopy
from goldenthread.features.casework.queries import caseload_readings as columns
from goldenthread.features.casework.queries.caseload_columns import (
    as_rows_of_days,
    days_as_text,
    owner_key,
    read_columns,
)
from goldenthread.features.casework.queries.caseload_readings import OWNERS, RULES, STATES, CaseloadReadings
from goldenthread.foundation.people.models import VulnerabilityFlag

Rows = npt.NDArray[np.int64]
_EPOCH = date(1970, 1, 1)
_CODES = np.array([clock.code for clock in RULES])
_STATES = tuple(STATES.values())
_UNKNOWN = -1


def rows_of(read: CaseloadReadings, *, on: date) -> list[dict[str, Any]]:
    """Values of ClockCopy by column attribute, one mapping a clock."""
    bases = _harm_bases(read, on)[0].tolist()
    found = []
    for row, base in zip(read.clocks.tolist(), bases, strict=True):
        child, owner, rule, state, started, outer, safe, met, binds = row
        outer_on = _EPOCH + timedelta(outer)
        found.append(
            {
                "child_id": child, OWNERS[owner % 4]: owner // 4, "rule": RULES[rule].code,
                "state": STATES[state].value,
                "started_on": _EPOCH + timedelta(started), "outer_on": outer_on, "safe_on": _EPOCH + timedelta(safe),
                "met_on": None if met == columns.NO_DAY else _EPOCH + timedelta(met), "outer_day": outer_on.toordinal(),
                "harm_base": base, "is_legal_duty": bool(binds),
            }
        )  # fmt: skip
    return found


def stored_rows(of: Q, *, leaving_out: Rows) -> Rows:
    """What is stored of children `of` chooses, in the form `differing` compares."""
    excepted = Case(When(exception="", then=Value(0)), default=Value(1))
    binds = Case(When(is_legal_duty=True, then=Value(2)), default=Value(0))
    child, owners, named, days, ordinal, rest = read_columns(
        ClockCopy.rows.filter(of), "child_id", owner_key(), Concat("rule", Value(" "), "state"),
        days_as_text("started_on", "outer_on", "safe_on", "met_on"), Coalesce("outer_day", Value(0)),
        F("harm_base") * 4 + binds + excepted,
    )  # fmt: skip
    packed = np.array(rest, dtype=np.int64)
    dated = as_rows_of_days(days, 4).astype(np.int64)
    columns_of = [np.array(each, dtype=np.int64) for each in (child, owners, *_places(named))]
    columns_of += [*dated.T, (packed >> 1) & 1, np.array(ordinal, dtype=np.int64), packed >> 2, packed & 1]
    stored = np.stack(columns_of, axis=1)
    return stored[~np.isin(stored[:, columns.CHILD], leaving_out)]


def differing(read: CaseloadReadings, stored: Rows, *, on: date) -> set[int]:
    """Row numbers of children whose stored rows are not exactly those just read."""
    fresh = _comparable(read, on)
    if fresh.shape == stored.shape and np.array_equal(_in_order(fresh), _in_order(stored)):
        return set()
    both = np.concatenate([fresh, stored])
    sides = np.concatenate([np.ones(len(fresh), dtype=np.int64), np.full(len(stored), -1, dtype=np.int64)])
    order = np.lexsort(both.T[::-1])
    both, sides = both[order], sides[order]
    begins = np.flatnonzero(np.concatenate([[True], (both[1:] != both[:-1]).any(axis=1)]))
    unmatched = begins[np.add.reduceat(sides, begins) != 0]
    return set(both[unmatched, columns.CHILD].tolist())


def _comparable(read: CaseloadReadings, on: date) -> Rows:
    bases, clocks = _harm_bases(read, on)[0], read.clocks.copy()
    states = np.array([_STATES.index(STATES[code]) if code in STATES else _UNKNOWN for code in range(max(STATES) + 1)])
    clocks[:, columns.STATE] = states[clocks[:, columns.STATE]]
    ordinals = clocks[:, columns.OUTER] + _EPOCH.toordinal()
    return np.column_stack([clocks, ordinals, bases, np.zeros(len(clocks), dtype=np.int64)])


def _in_order(rows: Rows) -> Rows:
    return rows[np.lexsort((rows[:, columns.RULE], rows[:, columns.OWNER]))]


def _places(named: tuple[str, ...]) -> tuple[list[int], list[int]]:
    """The places of rules and of states, from `rule state` in one text."""
    rules, states = _CODES.tolist(), [each.value for each in _STATES]
    known = {}
    for each in set(named):
        rule, _, state = each.partition(" ")
        place = rules.index(rule) if rule in rules else _UNKNOWN
        known[each] = place, (states.index(state) if state in states else _UNKNOWN)
    found = [known[each] for each in named]
    return [rule for rule, _ in found], [state for _, state in found]


def _harm_bases(read: CaseloadReadings, on: date) -> tuple[Rows, dict[int, list[str]]]:
    """The fixed part of the harm score of each clock: worked out once for each rule and set of vulnerabilities."""
    groups = _vulnerabilities(read, on)
    kinds: dict[tuple[str, ...], int] = {(): 0}
    of_child = np.zeros(len(read.children), dtype=np.int64)
    for child, names in groups.items():
        of_child[np.searchsorted(read.children, child)] = kinds.setdefault(tuple(names), len(kinds))
    bases = np.array([[harm_base(code, names) for names in kinds] for code in _CODES.tolist()], dtype=np.int64)
    clocks = read.clocks
    groups_of_clocks = of_child[np.searchsorted(read.children, clocks[:, columns.CHILD])]
    return bases[clocks[:, columns.RULE], groups_of_clocks], groups


def _vulnerabilities(read: CaseloadReadings, on: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    if len(read.children):
        among = VulnerabilityFlag.objects.filter(
            child_id__gte=int(read.children[0]), child_id__lte=int(read.children[-1]), ended_on=None
        )
        here = set(read.children.tolist())
        for child, kind in among.order_by("kind").values_list("child_id", "kind"):
            if child in here:
                found[child].append(kind)
    turned_five_on = np.datetime64(_five_years_before(on))
    for child in read.children[read.born > turned_five_on].tolist():
        found[child].append("under_five")
    return found


def _five_years_before(on: date) -> date:
    """Whoever was born after this day is under five on `on`."""
    return on.replace(year=on.year - 5) if (on.month, on.day) != (2, 29) else date(on.year - 5, 2, 28)
