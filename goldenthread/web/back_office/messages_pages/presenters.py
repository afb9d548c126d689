"""Messages in trouble, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from goldenthread.domain.messages.content import KIND_SAID
from goldenthread.foundation.notify.queries import Seen
from goldenthread.web.components.presenters.lists import SummaryRow
from goldenthread.web.components.presenters.phrases import thousands, uk_moment
from goldenthread.web.components.presenters.tables import Column, Table

STATES = (
    ("queued", "Waiting to be sent"), ("sending", "Being sent"), ("for_now", "Failed, and will be tried again"),
    ("fell", "Failed, and goes another way"), ("by_hand", "Waits for a person to post or call"),
    ("given_up", "Could not be sent"), ("sent", "Sent, and nothing heard yet"), ("delivered", "Delivered"),
    ("done_by_hand", "Posted or called"), ("not_sent", "Not sent: no longer theirs, or put right first"),
)  # fmt: skip


def count_rows(counts: dict[str, int]) -> list[SummaryRow]:
    """How many messages stand how; a state with none is left out."""
    return [SummaryRow(words, thousands(counts[state])) for state, words in STATES if counts.get(state)]


def trouble_table(found: Sequence[Seen], *, caption: str, with_child: bool) -> Table:
    """Those of one kind of trouble. Without the child for whoever may not know whom a message is about."""
    named = [Column("Child"), Column("To")] if with_child else [Column("Reference")]
    columns = [*named, Column("What it tells"), Column("How"), Column("Why"), Column("Since")]
    rows: list[tuple[Any, ...]] = []
    for each in found:
        first = (_child(each), each.to) if with_child else (each.id,)
        rows.append((*first, KIND_SAID.get(each.kind, each.kind), each.channel, each.error, uk_moment(each.queued_at)))
    return Table(caption, columns, rows, cards=True)


def _child(each: Seen) -> str:
    url = f"{reverse('child_messages', args=[each.child_id])}?item={each.id}"
    return format_html('<a class="govuk-link" href="{}">{}</a>', url, each.child or "A child")
