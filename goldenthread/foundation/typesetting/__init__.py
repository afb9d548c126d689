"""Letters, packs and other papers: described once, set as tagged PDF, as Word and as plain text."""

from goldenthread.foundation.typesetting.drawings import drawing
from goldenthread.foundation.typesetting.pages import NoFontFor, TooLong, pdf
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
from goldenthread.foundation.typesetting.words import plain

__all__ = [
    "Block", "Bullets", "Heading", "Idea", "NoFontFor", "PageBreak", "Paper", "Paragraph", "Signature", "Table",
    "TooLong", "Voice", "docx", "drawing", "pdf", "plain",
]  # fmt: skip


def docx(paper: Paper) -> bytes:
    """The paper as a Word file. The library is loaded when first needed: it takes longer to load than to use."""
    from goldenthread.foundation.typesetting.word import docx as made

    return made(paper)
