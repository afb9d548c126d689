"""The golden thread of a plan being drafted, with what its nodes lead to.

For a child already found for somebody who works on the case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goldenthread.domain.plan.thread import Thread, lines_of, thread_of
from goldenthread.domain.statute.plan_sections import VIEWS
from goldenthread.features.casework.queries.plan_advice import AdviceRow, advised_in, with_current_sources
from goldenthread.features.casework.queries.plan_items import ItemShown


def thread_in(shown: Sequence[ItemShown], rows: Sequence[AdviceRow], texts: Mapping[str, str]) -> Thread:
    """The thread of these items, from section A as written to the advice that stands. No query."""
    items = with_current_sources([each.item for each in shown], rows)
    changed = {each.id for each in shown if each.is_changed}
    return thread_of(items, hopes=lines_of(texts.get(VIEWS, "")), advised=advised_in(rows), changed=changed)
