"""A paper as its words: for looking through, for searching, and for reading aloud."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from goldenthread.domain.calendars.wording import said
from goldenthread.foundation.typesetting.paper import (
    Block,
    Bullets,
    Heading,
    Idea,
    PageBreak,
    Paper,
    Paragraph,
    Signature,
    Table,
    Voice,
)

_KEPT = ("\n", "\u200c", "\u200d")
_DROPPED = ("Cc", "Cf", "Cn", "Co", "Cs")


def plain(paper: Paper) -> list[str]:
    """Everything the paper says, in reading order: one text for each part that starts on a page of its own."""
    pages = [[*paper.sender, *paper.recipient, said(paper.dated), paper.reference, paper.title]]
    for block in paper.blocks:
        if isinstance(block, PageBreak):
            pages.append([])
        else:
            pages[-1].extend(_lines(block))
    return ["\n".join(line for line in page if line) for page in pages]


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            yield text
        case Bullets(items=items) | Signature(lines=items):
            yield from items
        case Voice(text=text, said=how):
            yield from (text, how)
        case Idea(title=title, text=text, picture_shows=word):
            yield from (word, title, text)
        case Table(head=head, rows=rows, caption=caption):
            yield caption
            yield from ("\t".join(row) for row in (head, *rows))


def clean(text: str) -> str:
    """Without control characters, which no page can show and Word's files may not hold; with one kind of line end.

    Marks that turn the direction of writing go too: with them a page can seem to say what it does not. The joiner that
    makes one picture of several stays.
    """
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c for c in text if c in _KEPT or unicodedata.category(c) not in _DROPPED)
