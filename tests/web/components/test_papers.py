"""A paper as a file, and as a sentence where it cannot be printed."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pypdfium2.raw as raw
import pytest
from django.http import Http404, HttpRequest
from django.test import RequestFactory

from goldenthread.foundation.typesetting import Paper, Paragraph
from goldenthread.web.components.papers import as_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/a/page/", {"as": "pdf"})
    request.id = "x"  # type: ignore[attr-defined]
    return request


def a_paper(words: str, title: str = "The plan for Zoë/Ann") -> Paper:
    return Paper(title, date(2026, 11, 16), (Paragraph(words),))


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_it_is_named_by_its_title_in_plain_letters(asked: HttpRequest, form: str, begins: bytes) -> None:
    answer = as_file(asked, a_paper("I like maps."), form)
    assert answer.content.startswith(begins)
    assert f'filename="the-plan-for-zoe-ann.{form}"' in answer["Content-Disposition"]


def test_large_print_is_a_pdf_in_letters_of_18_points(asked: HttpRequest) -> None:
    sizes = {}
    for form in ("pdf", "large"):
        answer = as_file(asked, a_paper("I like maps."), form)
        with pypdfium2.PdfDocument(answer.content) as document:
            page = document[0].get_textpage()
            at = page.get_text_range().index("I like")
            sizes[form] = round(raw.FPDFText_GetFontSize(page.raw, at))
    assert sizes == {"pdf": 12, "large": 18}
    assert 'filename="the-plan-for-zoe-ann-large-print.pdf"' in answer["Content-Disposition"]


def test_letters_no_font_here_can_write_are_said_and_the_page_does_not_fail(asked: HttpRequest) -> None:
    answer = as_file(asked, a_paper("名前"), "pdf")
    assert answer.status_code == 409
    assert "cannot be printed here" in answer.content.decode() and "/a/page/" in answer.content.decode()
    assert as_file(asked, a_paper("名前"), "docx").content.startswith(b"PK")


def test_another_form_is_no_page(asked: HttpRequest) -> None:
    with pytest.raises(Http404):
        as_file(asked, a_paper("x"), "exe")
