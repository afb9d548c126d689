"""The words of a file, page by page, as a reader would see them."""

from __future__ import annotations

import io

from goldenthread.foundation.documents.keeping import PDF, WORD, File


def words_by_page(file: File) -> list[str]:
    """The text of a PDF by its pages; of Word and of plain text as one page; of a picture none."""
    if file.media_type == PDF:
        return _of_pdf(file.data)
    if file.media_type == WORD:
        return ["\n".join(_of_word(file.data))]
    return [file.data.decode("utf-8", errors="replace")] if file.media_type.startswith("text/plain") else []


def _of_pdf(data: bytes) -> list[str]:
    import pypdfium2  # loaded when first needed

    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def _of_word(data: bytes) -> list[str]:
    import docx

    document = docx.Document(io.BytesIO(data))
    rows = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *rows]
