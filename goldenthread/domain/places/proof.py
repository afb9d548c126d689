"""The proof that an assignment is the cheapest there is, in whole numbers, from prices of places alone.

By weak duality of the transport problem, for any prices of at least nothing: what every child pays at its cheapest
setting, price included, less the prices of all places, is at most what any assignment costs. An assignment that costs
just that is the cheapest. Nothing is taken from the solver but the prices and who went where.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goldenthread.domain.places.costs import NEVER, Ints
from goldenthread.domain.places.problems import NotProved


@dataclass(frozen=True, slots=True)
class Flows:
    """`number[k]` children of group `group[k]` go to column `column[k]` of the cost table."""

    group: Ints
    column: Ints
    number: Ints


@dataclass(frozen=True, slots=True)
class Proof:
    """`cost` of the assignment and the `bound` under which none can be, pence: they are equal."""

    cost: int
    bound: int


def proved(table: Ints, counts: Ints, capacity: Ints, flows: Flows, prices: Ints) -> Proof:
    """Check everything from the start. `prices` has one for each setting. Raises NotProved, naming what does not hold.

    Checked: every child is placed once; no setting is over its capacity; nobody is where they are not taken; a place
    that has a price is used (complementary slackness); each group stands where it is cheapest under the prices.
    """
    if (flows.number < 0).any() or (prices < 0).any():
        raise NotProved("A number of children or a price is less than nothing.")
    placed = np.zeros(len(table), dtype=np.int64)
    np.add.at(placed, flows.group, flows.number)
    if (placed != counts).any():
        raise NotProved("Some children are placed twice or not at all.")
    used = np.zeros(table.shape[1], dtype=np.int64)
    np.add.at(used, flows.column, flows.number)
    if (used[:-1] > capacity).any():
        raise NotProved("A setting has more children than places.")
    if ((prices > 0) & (used[:-1] != capacity)).any():
        raise NotProved("A setting with an empty place has a price.")
    paid = table[flows.group, flows.column]
    if (paid[flows.number > 0] >= NEVER).any():
        raise NotProved("A child is where its need or age is not taken.")
    cheapest = (table + np.append(prices, 0)).min(axis=1) if len(table) else np.zeros(0, dtype=np.int64)
    cost = int((paid * flows.number).sum())
    bound = int((cheapest * counts).sum() - (prices * capacity).sum())
    if cost != bound:
        raise NotProved(f"The assignment costs {cost} pence and only {bound} is proved.")
    return Proof(cost, bound)
