"""Which passage of one version is which of the other: by its row's id, by the same words, else by likeness."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from goldenthread.domain.plan.changes.versions import Passage

ALIKE: Final = 0.5  # share of words two passages of one section have in common to be one passage, reworded
ALIKE_NUMBERED: Final = 0.34  # the same, where both carry the same number
ALIKE_ELSEWHERE: Final = 0.75  # the same, in different sections
_SHORTEST_ELSEWHERE: Final = 5  # words: less than this says nothing of where it came from

Pair = tuple[int, int]


def pairs_within(old: Sequence[Passage], new: Sequence[Passage]) -> list[Pair]:
    """Places in the two versions of one section that hold the same passage, each place once."""
    left, right = set(range(len(old))), set(range(len(new)))
    found = _same(old, new, left, right, lambda each: each.id)
    found += _same(old, new, left, right, lambda each: (each.ref, each.words))
    found += _same(old, new, left, right, lambda each: each.words)
    return found + _alike(old, new, left, right, ALIKE)


def pairs_across(old: Sequence[Passage], new: Sequence[Passage]) -> list[Pair]:
    """The same among what found no match within its own section."""
    left = {at for at, each in enumerate(old) if len(each.words) >= _SHORTEST_ELSEWHERE or each.id}
    right = {at for at, each in enumerate(new) if len(each.words) >= _SHORTEST_ELSEWHERE or each.id}
    found = _same(old, new, left, right, lambda each: each.id)
    found += _same(old, new, left, right, lambda each: each.words)
    return found + _alike(old, new, left, right, ALIKE_ELSEWHERE)


def kept_in_order(pairs: Iterable[Pair]) -> set[Pair]:
    """The most pairs that stand in the same order in both: what is not among them was moved."""
    tails: list[int] = []
    ends: list[Pair] = []
    before: dict[Pair, Pair | None] = {}
    for pair in sorted(pairs):
        at = bisect_left(tails, pair[1])
        before[pair] = ends[at - 1] if at else None
        tails[at:], ends[at:] = [pair[1], *tails[at + 1 :]], [pair, *ends[at + 1 :]]
    kept: set[Pair] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


def _same(
    old: Sequence[Passage], new: Sequence[Passage], left: set[int], right: set[int],
    key: Callable[[Passage], Hashable],
) -> list[Pair]:  # fmt: skip
    """Pairs that have the same key, where they have one; both places are taken off `left` and `right`."""
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for to in sorted(right):
        waiting[key(new[to])].append(to)
    found = []
    for at in sorted(left):
        if (wanted := key(old[at])) and waiting.get(wanted):
            found.append((at, waiting[wanted].popleft()))
    _take(found, left, right)
    return found


def _alike(old: Sequence[Passage], new: Sequence[Passage], left: set[int], right: set[int], least: float) -> list[Pair]:
    """The most alike first; of equals, the nearest in place."""
    rows, columns = sorted(left), sorted(right)
    if not rows or not columns:
        return []
    numbers: dict[str, int] = {}
    coded = [[[numbers.setdefault(word.strip(".,;:()“”\"'").lower(), len(numbers)) for word in side[at].words]
              for at in places] for side, places in ((old, rows), (new, columns))]  # fmt: skip
    scores = cdist(coded[0], coded[1], scorer=Indel.normalized_similarity, score_cutoff=min(least, ALIKE_NUMBERED))
    candidates = []
    for row, column in zip(*np.nonzero(scores), strict=True):
        at, to, score = rows[row], columns[column], float(scores[row, column])
        numbered = bool(old[at].ref) and old[at].ref == new[to].ref and least == ALIKE
        if score >= (ALIKE_NUMBERED if numbered else least):
            candidates.append((-score - 0.1 * numbered, abs(at - to), at, to))
    found: list[Pair] = []
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    for _, _, at, to in sorted(candidates):
        if at not in taken_left and to not in taken_right:
            found.append((at, to))
            taken_left.add(at)
            taken_right.add(to)
    _take(found, left, right)
    return found


def _take(found: Iterable[Pair], left: set[int], right: set[int]) -> None:
    for at, to in found:
        left.discard(at)
        right.discard(to)
