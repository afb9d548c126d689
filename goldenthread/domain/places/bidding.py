"""A first guess at what a place in each full setting is worth, by an auction.

Every child without a place bids for the setting that is cheapest to it, as much as it would lose at its second choice
and a little more; a setting keeps the highest bids it has places for. After D. P. Bertsekas and D. A. Castañon, "The
auction algorithm for the transportation problem" (1989). The guess only saves time: what follows is exact without it.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from goldenthread.domain.places.costs import NEVER, Ints

ROUNDS: Final = 150
STEP: Final = 50_000  # pence by which a bid goes beyond the second choice
FAR: Final = np.float32(1e9)  # pounds


def guessed(table: Ints, counts: Ints, capacity: Ints, rounds: int = ROUNDS) -> Ints:
    """Pence for a place in each setting, overflow last (0). `capacity` has one number less than `table` columns."""
    outside = len(capacity)
    pounds = (table / 100).astype(np.float32)
    pounds[table >= NEVER] = FAR
    worth = np.zeros(outside + 1, dtype=np.int64)
    held = np.full(len(table), -1, dtype=np.int64)
    bids = np.zeros(len(table), dtype=np.int64)
    waiting = np.arange(len(table))
    for _ in range(rounds if outside else 0):
        if len(waiting) <= len(table) // 2000:
            break
        best, bid = _bids(pounds[waiting], worth)
        held[waiting], bids[waiting] = best, bid
        waiting = _settled(held, bids, worth, counts, capacity, np.unique(best))
    return worth


def _bids(rows: np.ndarray[tuple[int, int], np.dtype[np.float32]], worth: Ints) -> tuple[Ints, Ints]:
    """The cheapest setting of each row and what is bid for it."""
    rows += (worth / 100).astype(np.float32)
    each = np.arange(len(rows))
    best = rows.argmin(axis=1)
    least = rows[each, best]
    rows[each, best] = FAR
    second = np.minimum(rows.min(axis=1), FAR)
    margin: Ints = ((second - least) * 100).astype(np.int64)
    return best.astype(np.int64), worth[best] + margin + STEP


def _settled(held: Ints, bids: Ints, worth: Ints, counts: Ints, capacity: Ints, touched: Ints) -> Ints:
    """Let each touched setting keep its highest bids; who has no place now. `held` and `worth` are changed."""
    outside = len(capacity)
    asked = np.zeros(outside + 2, dtype=bool)  # the last is for -1, who hold nothing
    asked[touched] = True
    asked[outside] = False
    who = np.flatnonzero(asked[held])
    who = who[np.lexsort((who, -bids[who], held[who]))]
    where = held[who]
    starts = np.flatnonzero(np.r_[True, where[1:] != where[:-1]]) if len(who) else np.zeros(0, dtype=np.int64)
    running = np.cumsum(counts[who])
    before = running - counts[who]
    sizes = np.diff(np.r_[starts, len(who)])
    offset = np.repeat(before[starts], sizes)
    fits = before - offset < capacity[where]
    fills = fits & (running - offset >= capacity[where])
    worth[where[fills]] = bids[who[fills]]
    for empty in np.flatnonzero(asked[:outside] & (capacity == 0)):
        worth[empty] = NEVER
    out = who[~fits]
    held[out] = -1
    return np.sort(out)
