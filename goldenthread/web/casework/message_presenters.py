"""Messages about a child as rows, tables and a letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.html import format_html

from goldenthread.domain.messages.content import KIND_SAID
from goldenthread.foundation.notify.queries import Seen, Tried, format_of, to_said
from goldenthread.foundation.partnership import queries as partnership
from goldenthread.foundation.typesetting.paper import Block, Bullets, Heading, Paper, Paragraph
from goldenthread.web.components.presenters.lists import SummaryRow
from goldenthread.web.components.presenters.message_text import Part, parts_of
from goldenthread.web.components.presenters.phrases import uk_moment
from goldenthread.web.components.presenters.tables import Column, Table

OUTCOMES = {"sent": "Sent", "for_now": "Failed for now", "for_good": "Failed", "refused": "Our key was refused"}


def messages_table(found: Sequence[Seen]) -> Table:
    """Newest first."""
    rows: list[tuple[Any, ...]] = [
        (
            format_html('<a class="govuk-link" href="?item={}">{}</a>', each.id, each.subject), each.to,
            uk_moment(each.queued_at), each.channel, each.state_said,
        )
        for each in found
    ]  # fmt: skip
    columns = [Column("Message"), Column("To"), Column("Written"), Column("How"), Column("What became of it")]
    return Table("Messages", columns, rows, caption_hidden=True, cards=True, empty="No message has been written yet.")


def rows_of(message: Any) -> list[SummaryRow]:
    """One message's particulars."""
    wanted = format_of(message)
    rows = [
        SummaryRow("To", to_said(message)),
        SummaryRow("Tells that", KIND_SAID.get(message.kind, message.kind)),
        SummaryRow("How", str(message.get_channel_display()), empty="No way to reach them"),
        SummaryRow("What became of it", str(message.get_state_display())),
        SummaryRow("Written", uk_moment(message.queued_at)),
    ]
    if message.sent_at:
        rows.append(SummaryRow("Sent", uk_moment(message.sent_at)))
    if message.error:
        rows.append(SummaryRow("Why not", message.error))
    if wanted:
        rows.append(SummaryRow("They asked for", wanted))
    return rows


def tries_table(tries: Sequence[Tried]) -> Table:
    """Each attempt, first to last."""
    rows = [
        (uk_moment(each.began_at), each.channel, OUTCOMES.get(each.outcome, "Cut short"), each.error) for each in tries
    ]
    columns = [Column("When"), Column("How"), Column("What happened"), Column("Why")]
    return Table("Attempts", columns, rows, cards=True, empty="None by this system.")


def paper_of(message: Any, *, shows_address: bool, on: date, in_english_only: bool = False) -> Paper:
    """The message as a letter, in the reader's language first where it is translated. Without the lines of an address
    that is kept hidden from whoever prints it."""
    adult, here = message.adult, partnership.current()
    lines = [adult.name, *adult.address.splitlines(), adult.postcode] if adult and shows_address else []
    wanted = format_of(message)
    first = [] if in_english_only else [Paragraph(line) for line in message.translated.splitlines()]
    return Paper(
        title=message.subject, dated=on, blocks=(*first, *(_block(part) for part in parts_of(message.body))),
        recipient=tuple(line for line in lines if line),
        sender=tuple(filter(None, [here.council_name, here.contact_phone])),
        reference=message.public_id, author=here.council_name,
        large_print=wanted.startswith(("Large", "Easy")),
    )  # fmt: skip


def _block(part: Part) -> Block:
    if part.kind == "heading":
        return Heading(part.lines[0])
    return Bullets(part.lines) if part.kind == "bullets" else Paragraph("\n".join(part.lines))
