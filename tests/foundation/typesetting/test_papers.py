"""One paper in three forms: tagged PDF, Word and words; and nothing typed into it can break or command it."""

from __future__ import annotations

import os
import re
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.foundation.typesetting import (
    Bullets,
    Heading,
    NoFontFor,
    PageBreak,
    Paper,
    Paragraph,
    Signature,
    Table,
    TooLong,
    Voice,
    docx,
    pdf,
    plain,
)

LETTER = Paper(
    title="Our decision about an assessment",
    dated=date(2026, 9, 2),
    recipient=("Salma Khan", "3 Mill Lane", "Wrenbury", "WR1 2AB"),
    sender=("Wrenbury SEND team", "01632 960000"),
    reference="GT-1",
    author="Wrenbury and Marle Council",
    blocks=(
        Paragraph("Dear Salma Khan,\nabout Amira."),
        Heading("What you can do"),
        Bullets(("Ask for mediation", "Appeal")),
        Table(("Day", "What"), (("14 November 2026", "Mediation adviser"),), "Last days"),
        PageBreak(),
        Heading("In her words", 4),
        Voice("I like newts.", "Said to her teacher"),
        Signature(("Priya Nair", "EHC coordinator")),
    ),
)


def words_of(made: bytes) -> str:
    document = pypdfium2.PdfDocument(made)
    return re.sub(r"\s+", " ", " ".join(page.get_textpage().get_text_range() for page in document))


def word_text(made: bytes) -> str:
    document = Document(BytesIO(made))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(each.text for each in document.paragraphs), *cells])


def test_the_three_forms_say_the_same() -> None:
    said = [line for page in plain(LETTER) for line in re.split(r"[\n\t]", page) if line]
    in_pdf, in_word = words_of(pdf(LETTER)), re.sub(r"\s+", " ", word_text(docx(LETTER)))
    assert len(said) > 15
    assert [line for line in said if line not in in_pdf] == []
    assert [line for line in said if line not in in_word and line != LETTER.reference] == []


def test_the_pdf_is_tagged_and_says_what_it_conforms_to() -> None:
    made = pdf(LETTER)
    assert b"/StructTreeRoot" in made and b"/MarkInfo" in made and b"/Lang" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"<pdfaid:part>2</pdfaid:part>" in made and b"<pdfaid:conformance>A</pdfaid:conformance>" in made
    assert len(pypdfium2.PdfDocument(made)) == 2


def test_the_same_paper_gives_the_same_file() -> None:
    assert pdf(LETTER) == pdf(LETTER)


def test_large_print_is_set_larger() -> None:
    from dataclasses import replace

    assert len(pypdfium2.PdfDocument(pdf(replace(LETTER, large_print=True)))) >= 2
    document = Document(BytesIO(docx(replace(LETTER, large_print=True))))
    assert document.styles["Normal"].font.size.pt == 18


def test_the_word_file_has_real_headings_and_a_table_whose_first_row_is_its_head() -> None:
    document = Document(BytesIO(docx(LETTER)))
    assert [p.style.name for p in document.paragraphs if p.style.name.startswith("Heading")] == [
        "Heading 1", "Heading 2", "Heading 4",
    ]  # fmt: skip
    assert "tblHeader" in document.tables[0].rows[0]._tr.xml


def of(text: str) -> Paper:
    return Paper(text, date(2026, 9, 2), (Paragraph(text), Bullets((text,)), Table((text,), ((text,),))), (text,))


def test_what_is_typed_is_never_taken_for_an_instruction() -> None:
    typed = '#panic("x") $a$ @b <c> *d* _e_ \\ // /* [f] {g} `h` = i \n- j'
    assert '#panic("x") $a$ @b <c> *d* _e_ \\ // /* [f] {g} `h` = i' in words_of(pdf(of(typed)))


def test_a_picture_character_is_written_as_its_name_and_a_strange_script_is_refused_in_words() -> None:
    assert "I love my [dog face]" in words_of(pdf(of("I love my \N{DOG FACE}")))
    with pytest.raises(NoFontFor, match="fonts folder"):
        pdf(of("\u4e2d"))
    assert "\u4e2d" in word_text(docx(of("\u4e2d")))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_a_paper(text: str) -> None:
    try:
        assert pdf(of(text)).startswith(b"%PDF")
    except NoFontFor as refused:
        assert "cannot be printed" in str(refused)
    assert docx(of(text)).startswith(b"PK")


def test_half_a_million_letters_are_set_and_what_no_page_can_hold_is_refused() -> None:
    long = "word " * 100_000
    assert len(pypdfium2.PdfDocument(pdf(Paper("Long", date(2026, 9, 2), (Paragraph(long), Bullets((long,))))))) > 100
    for block in (Table(("a",), ((long,),)), Paragraph(long * 5)):
        with pytest.raises(TooLong):
            pdf(Paper("Long", date(2026, 9, 2), (block,)))


def test_used_before_a_process_is_divided_it_says_so_and_does_not_wait_for_ever() -> None:
    pdf(LETTER)
    child = os.fork()
    if child == 0:
        try:
            pdf(LETTER)
        except RuntimeError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
