"""What is sent in is what it says, can be opened, and carries nothing more; and what is refused says what to do."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from docx import Document as Word
from PIL import Image

from goldenthread.foundation.documents.checking import LARGEST, LONGEST_SIDE, NotKept, checked
from goldenthread.foundation.documents.keeping import PDF, WORD
from goldenthread.foundation.documents.words import words_by_page
from goldenthread.foundation.typesetting import PageBreak, Paper, Paragraph, pdf


def a_pdf() -> bytes:
    return pdf(Paper("A title", date(2026, 11, 16), (Paragraph("First page."), PageBreak(), Paragraph("Second."))))


def a_word() -> bytes:
    held, document = io.BytesIO(), Word()
    document.add_paragraph("Amira likes maps.")
    document.add_table(1, 1).cell(0, 0).text = "In a table"
    document.save(held)
    return held.getvalue()


def a_photo(form: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **more: object) -> bytes:
    held = io.BytesIO()
    Image.new(mode, size, "red").save(held, form, **more)
    return held.getvalue()


def test_a_pdf_is_kept_as_it_came_and_its_words_can_be_read() -> None:
    data = a_pdf()
    file = checked("report", data)
    assert (file.name, file.media_type, file.data, file.pages) == ("report.pdf", PDF, data, 2)
    assert [("First" in page, "Second" in page) for page in words_by_page(file)] == [(True, False), (False, True)]


def test_a_word_file_is_kept_as_it_came() -> None:
    data = a_word()
    file = checked("report.pdf", data)  # called something it is not
    assert (file.name, file.media_type, file.data) == ("report.docx", WORD, data)
    assert words_by_page(file) == ["Amira likes maps.\nIn a table"]


def test_a_photo_loses_where_it_was_taken_and_stands_the_right_way_up() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif[0x8825] = {1: "N", 2: (51.0, 24.0, 0.0)}  # where
    file = checked("IMG_1.JPG", a_photo(exif=exif))
    kept = Image.open(io.BytesIO(file.data))
    assert (file.name, kept.format, kept.size, dict(kept.getexif())) == ("IMG_1.jpg", "JPEG", (20, 40), {})


@pytest.mark.parametrize(("form", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB"), ("PNG", "I;16")])
def test_photos_of_every_accepted_form_become_one(form: str, mode: str) -> None:
    held = io.BytesIO()
    Image.new(mode, (3_600, 10)).save(held, form)
    kept = Image.open(io.BytesIO(checked("a", held.getvalue()).data))
    assert (kept.format, kept.mode, kept.width) == ("JPEG", "RGB", LONGEST_SIDE)


def test_plain_text_is_kept_as_utf8_however_it_was_written() -> None:
    assert checked("a.txt", "Zoë’s day".encode("cp1252")).data.decode() == "Zoë’s day"


def archive(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in files.items():
            zipped.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), data)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", b"%PDF-1.7 nothing more", "damaged"),
        ("a.exe", b"MZ\x90\x00", "cannot open this kind"),
        ("a.html", b"<script>alert(1)</script>", "cannot open this kind"),
        ("a.svg", b"<svg onload='x'/>", "cannot open this kind"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "older Word"),
        ("a.heic", b"\x00\x00\x00\x18ftypheic", "HEIC"),
        ("a.jpg", b"\xff\xd8\xff\xe0 nothing", "damaged"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 20, "damaged"),
        ("a.txt", b"\x00\x00", "cannot open this kind"),
        ("a.docx", b"PK\x03\x04 nothing", "damaged"),
        ("a.zip", archive(readme=b"x"), "cannot open this kind"),
        ("a.docx", archive(word__document_xml=b"<x/>", word__vbaProject_bin=b"x"), "macros"),
        ("a.docx", archive(word__document_xml=b" " * (201 * 1024 * 1024)), "too large when opened"),
        ("a.pdf", b"%PDF-" + b"x" * LARGEST, "15 MB or smaller"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_what_to_do(name: str, data: bytes, says: str) -> None:
    with pytest.raises(NotKept, match=says):
        checked(name, data)


def test_a_picture_that_is_small_to_send_and_vast_to_open_is_refused() -> None:
    held = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(held, "PNG")
    with pytest.raises(NotKept):
        checked("a.png", held.getvalue())
