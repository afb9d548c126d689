"""Two copies of a plan to compare: what they are called, and which other two may be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any
from urllib.parse import urlencode

from goldenthread.web.components.presenters.phrases import uk_date

_MOST = 20


def name_of(copy: Any) -> str:
    """`draft 2, sent on 2 September 2026`, or `the final plan, sent on ...`."""
    what = f"draft {copy.number}" if copy.kind == "draft" else "the final plan"
    return f"{what}, sent on {uk_date(copy.sent_on)}"


def others_of(copies: Sequence[Any], pair: tuple[Any, Any]) -> list[tuple[str, str]]:
    """(words, address on the same page) of every other two copies, the newest first; at most twenty."""
    found = [
        (f"From {name_of(old)} to {name_of(new)}", f"?{urlencode({'was': old.public_id, 'now': new.public_id})}")
        for old, new in combinations(copies, 2)
        if (old.pk, new.pk) != (pair[0].pk, pair[1].pk)
    ]
    return found[::-1][:_MOST]
