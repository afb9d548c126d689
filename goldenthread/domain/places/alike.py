"""Settings that cost every child the same are one setting to the programme: without this, each way of sharing children
out among them is one more answer as good as the best, and the solver goes through them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from goldenthread.domain.places.costs import Ints
from goldenthread.domain.places.programme import cheapest
from goldenthread.domain.places.proof import Flows


def cheapest_of_alike(table: Ints, counts: Ints, capacity: Ints) -> tuple[Flows, Ints]:
    """As `programme.cheapest`, whose arguments, answer and NotProved these are. Settings that are alike are filled in
    the order of their columns.
    """
    together = _together(table)
    if len(together) == len(capacity):
        return cheapest(table, counts, capacity)
    first = [columns[0] for columns in together]
    shared = np.array([capacity[columns].sum() for columns in together], dtype=np.int64)
    flows, prices = cheapest(table[:, [*first, len(capacity)]], counts, shared)
    found = np.zeros(len(capacity), dtype=np.int64)
    for columns, price in zip(together, prices, strict=True):
        found[columns] = price
    return _shared_out(flows, together, capacity), found


def _together(table: Ints) -> list[Ints]:
    """Columns with the same costs, the last (which is no setting) aside, in the order of the first of each."""
    alike: dict[bytes, list[int]] = {}
    for place, column in enumerate(np.ascontiguousarray(table[:, :-1].T)):
        alike.setdefault(column.tobytes(), []).append(place)
    return [np.array(places, dtype=np.int64) for places in alike.values()]


def _shared_out(flows: Flows, together: list[Ints], capacity: Ints) -> Flows:
    """The flows to what was one column, among the columns it stands for."""
    parts = list(_parts(flows, together, capacity))
    outside = flows.column == len(together)
    last = np.full(int(outside.sum()), len(capacity), dtype=np.int64)
    parts.append(Flows(flows.group[outside], last, flows.number[outside]))
    return Flows(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("group", "column", "number")))


def _parts(flows: Flows, together: list[Ints], capacity: Ints) -> Iterator[Flows]:
    for place, columns in enumerate(together):
        here = np.flatnonzero((flows.column == place) & (flows.number > 0))
        if not len(here):
            continue
        came, room = np.cumsum(flows.number[here]), np.cumsum(capacity[columns])
        ends = np.union1d(came, room[room < came[-1]])  # where one group ends, or one setting is full
        ends = ends[ends > 0]
        group, column = here[np.searchsorted(came, ends)], columns[np.searchsorted(room, ends)]
        yield Flows(flows.group[group], column, np.diff(ends, prepend=0))
