"""Letters as pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from goldenthread.domain.statute.letters import LetterKind, letter_kinds
from goldenthread.features.casework.operations.letters import NotReady
from goldenthread.features.casework.queries.letter_papers import blocks_of
from goldenthread.foundation.typesetting import Bullets, Heading
from goldenthread.web.components.presenters.lists import SummaryRow
from goldenthread.web.components.presenters.phrases import uk_date, uk_moment
from goldenthread.web.components.presenters.tables import Column, Table


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One thing a letter must say: whether it does, and what must stand there if it does not."""

    name: str
    citation: str
    there: bool
    write: str = ""


def letters_table(child: Any, letters: Sequence[Any]) -> Table | None:
    """The child's letters; None where there is none."""
    if not letters:
        return None
    base = reverse("child_letters", args=[child.public_id])
    rows = [
        (
            format_html('<a class="govuk-link" href="{}?letter={}">{}</a>', base, each.public_id, _name(each)),
            _to(each),
            _state(each),
        )
        for each in letters
    ]
    columns = [Column("Letter"), Column("To"), Column("Where it is")]
    return Table(caption="Letters", columns=columns, rows=rows, cards=True, caption_hidden=True)


def sent_facts(letter: Any) -> list[SummaryRow]:
    """How it went."""
    rows = [
        SummaryRow("To", _to(letter)),
        SummaryRow("Sent", f"{uk_date(letter.sent_on)} by {letter.sent_by_name}"),
        SummaryRow("How", letter.get_channel_display()),
    ]
    if letter.channel == "post":
        printed = f"{uk_moment(letter.batch.made_at)} by {letter.batch.made_by_name}" if letter.batch else "Not yet"
        rows.append(SummaryRow("Printed", printed))
    if letter.released_because:
        rows.append(SummaryRow("Why it may name somebody else", letter.released_because))
    return rows


def items_shown(kind: LetterKind, stopped: NotReady | None) -> list[ItemShown]:
    """What the law requires of this kind of letter, and whether the letter as saved has it."""
    lacking = set(stopped.items) if stopped else set()
    values = stopped.values if stopped else {}
    return [
        ItemShown(
            item.name, item.citation, item not in lacking,
            f"Write under the heading “{item.heading}”, {item.words} words or more." if item.heading
            else "It must say: " + ", ".join(values.get(name, "(not known yet)") for name in item.says),
        )
        for item in kind.required
    ]  # fmt: skip


def blocks_shown(text: str) -> list[tuple[str, Any]]:
    """The text as ('heading', words), ('bullets', items) or ('paragraph', words)."""
    found: list[tuple[str, Any]] = []
    for block in blocks_of(text):
        if isinstance(block, Heading):
            found.append(("heading", block.text))
        elif isinstance(block, Bullets):
            found.append(("bullets", block.items))
        else:
            found.append(("paragraph", getattr(block, "text", "")))
    return found


def _name(letter: Any) -> str:
    kind = letter_kinds().get(letter.kind)
    return kind.name if kind else letter.title


def _to(letter: Any) -> str:
    return str(letter.adult.name if letter.adult else letter.organisation.name)


def _state(letter: Any) -> str:
    if letter.state == "draft":
        return f"Draft, saved {uk_moment(letter.saved_at)} by {letter.saved_by_name or 'somebody'}"
    printed = " Not printed yet." if letter.channel == "post" and letter.batch_id is None else ""
    return f"Sent {uk_date(letter.sent_on)}.{printed}"
