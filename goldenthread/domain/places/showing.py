"""Which counts are not shown to a reader who may see figures and no child, where several sums of them are shown."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.domain.indicators.suppression import is_small


def hidden_among(counts: Sequence[int], lines: Sequence[Sequence[int]]) -> frozenset[int]:
    """Places of the counts that are not shown: 1 to 5, and another wherever one alone is hidden in a line.

    A line lists places in `counts` whose sum is shown or can be had. Repeated until no line has one alone.
    """
    hidden = {place for place, count in enumerate(counts) if is_small(count)}
    changed = True
    while changed:
        changed = False
        for line in lines:
            gone = [place for place in line if place in hidden]
            rest = sorted((counts[place] == 0, counts[place], place) for place in line if place not in hidden)
            if len(gone) == 1 and rest:
                hidden.add(rest[0][2])
                changed = True
    return frozenset(hidden)


def rounded(count: int) -> int:
    """To the nearest five, so that a difference between two questions tells of nobody."""
    return 5 * ((count + 2) // 5)
