"""Small numbers, for readers who may see figures and no child: 1 to 5 are not shown, nor what would give them away.

Of parts that make up a whole shown beside them, hiding one alone would leave it to be worked out, so a second goes too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

SMALLEST_SHOWN: Final = 6


def is_small(count: int) -> bool:
    """From 1 to 5."""
    return 0 < count < SMALLEST_SHOWN


def may_show_share(count: int, total: int) -> bool:
    """Whether a share may be shown: neither those counted, nor the rest, nor the whole is a small number."""
    return not (is_small(count) or is_small(total - count) or is_small(total))


def hidden_parts(parts: Sequence[int]) -> frozenset[int]:
    """The places of the parts of a whole that are not shown."""
    hidden = {place for place, count in enumerate(parts) if is_small(count)}
    if len(hidden) == 1:
        others = [(count, place) for place, count in enumerate(parts) if place not in hidden and count]
        if others:
            hidden.add(min(others)[1])
    return frozenset(hidden)
