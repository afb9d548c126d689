"""A paper as a Word file, with real headings, lists and table headers, so that it can be read aloud and edited."""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

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
from goldenthread.foundation.typesetting.words import clean


def docx(paper: Paper) -> bytes:
    """The paper as the bytes of a .docx file."""
    document = Document()
    _furnish(document, paper)
    if paper.sender:
        _lines(document, paper.sender).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if paper.recipient:
        _lines(document, paper.recipient)
        document.add_paragraph(said(paper.dated))
    document.add_heading(clean(paper.title) or "Letter", level=1)
    if not paper.recipient:
        document.add_paragraph(said(paper.dated))
    for block in paper.blocks:
        _add(document, block)
    if paper.reference:
        document.sections[0].footer.paragraphs[0].text = clean(paper.reference)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _furnish(document: Any, paper: Paper) -> None:
    section, normal = document.sections[0], document.styles["Normal"]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    normal.font.name, normal.font.size = "Arial", Pt(18 if paper.large_print else 12)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB" if paper.language == "en" else paper.language)
    normal.element.get_or_add_rPr().append(language)
    properties = document.core_properties
    properties.title, properties.author, properties.language = clean(paper.title), clean(paper.author), paper.language
    # The day on the letter, so that the same letter gives the same file.
    properties.created = properties.modified = datetime.combine(paper.dated, time(12), UTC)


def _add(document: Any, block: Block) -> None:
    match block:
        case Heading(text=text, level=level):
            document.add_heading(clean(text), level=max(2, min(level, 4)))
        case Paragraph(text=text):
            _lines(document, clean(text).split("\n"))
        case Bullets(items=items):
            for each in items:
                document.add_paragraph(clean(each), style="List Bullet")
        case Voice(text=text, said=how):
            _lines(document, clean(text).split("\n")).style = document.styles["Intense Quote"]
            if how:
                document.add_paragraph(clean(how))
        case Signature(lines=lines):
            document.add_paragraph()
            _lines(document, lines)
        case Idea(title=title, text=text):
            if title:
                document.add_paragraph().add_run(clean(title)).bold = True
            _lines(document, clean(text).split("\n"))
        case PageBreak():
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        case Table(head=head, rows=rows, caption=caption):
            _table(document, head, rows, caption)


def _lines(document: Any, lines: Any) -> Any:
    paragraph = document.add_paragraph()
    for number, line in enumerate(lines):
        if number:
            paragraph.add_run().add_break()
        paragraph.add_run(clean(line))
    return paragraph


def _table(document: Any, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], caption: str) -> None:
    if caption:
        document.add_paragraph().add_run(clean(caption)).bold = True
    table = document.add_table(rows=1, cols=len(head))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(clean(text)).bold = True
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = clean(text)
