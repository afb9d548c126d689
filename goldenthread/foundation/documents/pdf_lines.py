"""The lines of a PDF in the order it gives them. Needs neither the database nor Django's settings."""

from __future__ import annotations

from typing import Final

MOST_PAGES: Final = 300
MOST_CHARACTERS: Final = 3_000_000


class NotReadable(Exception):
    """It cannot be read as a PDF with words; the message says why and what to do."""


def lines_of_pdf(data: bytes) -> list[str]:
    """Every line of every page. Raises NotReadable: damaged, locked, too long, or only pictures of pages."""
    import pypdfium2  # loaded when first needed

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower():
            raise NotReadable("The PDF has a password. Save a copy without one, then send it") from fault
        raise NotReadable("The PDF is damaged and cannot be opened. Save it again, then send it") from fault
    try:
        if len(document) > MOST_PAGES:
            raise NotReadable(f"The PDF has {len(document)} pages. A plan of up to {MOST_PAGES} pages can be read")
        lines: list[str] = []
        for page in document:
            lines += page.get_textpage().get_text_bounded().replace("\x00", "").splitlines()
            if sum(map(len, lines[-5_000:])) > MOST_CHARACTERS:
                raise NotReadable("The PDF has more text than a plan can have")
    except pypdfium2.PdfiumError as fault:
        raise NotReadable("The PDF is damaged and cannot be opened. Save it again, then send it") from fault
    finally:
        document.close()
    if not any(line.strip() for line in lines):
        raise NotReadable("The PDF holds pictures of pages, not words. Send the Word file, or type the plan")
    return lines
