"""What people send in, looked at before it is kept: is it what it says, can it be opened, does it carry anything more.

A photograph is written again, which turns it the right way up and drops where and with what it was taken. A document
is kept as it came, because it may be evidence. Whether it holds malware is asked of a scanner, where there is one.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from goldenthread.foundation.documents import scanning
from goldenthread.foundation.documents.keeping import PDF, WORD, File, safe_name
from goldenthread.foundation.documents.word_lines import NotWord, refuse_unsafe

if TYPE_CHECKING:
    from PIL import Image

LARGEST: Final = 15 * 1024 * 1024
MOST_PIXELS: Final = 60_000_000
LONGEST_SIDE: Final = 3_000  # enough to read a page photographed whole
LONGEST_TEXT: Final = 1_000_000
ENDINGS: Final = (".pdf", ".docx", ".jpg", ".jpeg", ".png", ".webp", ".txt")
ACCEPTED: Final = "PDF, Word (.docx), a photo (JPEG, PNG or WebP) or plain text"


class NotKept(Exception):
    """The file cannot be kept; the message says why and what to do, to whoever sent it."""


def checked(name: str, data: bytes) -> File:
    """The file as it will be kept. Raises NotKept."""
    if not data:
        raise NotKept("The file is empty. Choose another")
    if len(data) > LARGEST:
        raise NotKept(
            f"The file must be {LARGEST // 1024 // 1024} MB or smaller. Send it in parts, or take a smaller photo"
        )
    scanned = _scanned(data)
    for begins, check in _KINDS:
        if begins(data):
            return replace(check(name, data), scanned=scanned)
    if name.lower().endswith(".txt"):
        return replace(_text(name, data), scanned=scanned)
    if name.lower().endswith((".heic", ".heif")):
        raise NotKept("This photo is in a form we cannot open (HEIC). Send it as JPEG, or take the photo on this page")
    if name.lower().endswith(".doc"):
        raise NotKept("This is an older Word file (.doc). Save it as .docx or PDF, then send it")
    raise NotKept(f"We cannot open this kind of file. Send {ACCEPTED}")


def _scanned(data: bytes) -> bool:
    """Whether a scanner looked, before anything here opens it. Raises NotKept."""
    try:
        return scanning.scan(data)
    except scanning.Harmful as found:
        raise NotKept("A virus scanner found something harmful in this file, so we have not kept it") from found
    except scanning.NoAnswer as fault:
        said = (
            "We could not check this file for viruses just now, so we have not kept it. Choose it again in 10 minutes"
        )
        raise NotKept(said) from fault


def _pdf(name: str, data: bytes) -> File:
    import pypdfium2  # loaded when first needed: most requests bring no file

    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
        document.close()
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower():
            raise NotKept("The PDF has a password. Save a copy without one, then send it") from fault
        raise NotKept("The PDF is damaged and cannot be opened. Save it again, then send it") from fault
    if not pages:
        raise NotKept("The PDF has no pages. Choose another")
    return File(_named(name, ".pdf"), PDF, data, pages)


def _word(name: str, data: bytes) -> File:
    try:
        refuse_unsafe(data)
    except NotWord as fault:
        said = str(fault)
        raise NotKept(f"We cannot open this kind of file. Send {ACCEPTED}" if "not a Word" in said else said) from fault
    return File(_named(name, ".docx"), WORD, data)


def _photo(name: str, data: bytes) -> File:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"])
            if picture.width * picture.height > MOST_PIXELS:
                raise NotKept("The photo has too many pixels. Take a smaller one")
            turned = ImageOps.exif_transpose(picture)
            turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            flat = _flattened(turned)
    except NotKept:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as fault:
        raise NotKept("The photo is damaged and cannot be opened. Take it again, then send it") from fault
    written = io.BytesIO()
    flat.save(written, "JPEG", quality=85, optimize=True)
    return File(_named(name, ".jpg"), "image/jpeg", written.getvalue(), 1)


def _flattened(picture: Image.Image) -> Image.Image:
    """On white paper, in plain colours: a see-through picture would turn black."""
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "P", "PA"):
        over = picture.convert("RGBA")
        paper = Image.new("RGBA", over.size, "white")
        paper.alpha_composite(over)
        return paper.convert("RGB")
    return picture.convert("RGB")


def _text(name: str, data: bytes) -> File:
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = data.decode("cp1252", errors="replace")
    if "\x00" in words or len(words) > LONGEST_TEXT:
        raise NotKept(f"We cannot open this kind of file. Send {ACCEPTED}")
    return File(_named(name, ".txt"), "text/plain; charset=utf-8", words.encode("utf-8"))


def _named(name: str, ending: str) -> str:
    """Its name with the ending of what it is, whatever it was called."""
    stem = safe_name(name).rpartition(".")[0] or safe_name(name)
    return safe_name(f"{stem}{ending}")


_KINDS: Final[tuple[tuple[Callable[[bytes], bool], Callable[[str, bytes], File]], ...]] = (
    (lambda data: data[:1024].lstrip().startswith(b"%PDF-"), _pdf),
    (lambda data: data.startswith(b"PK\x03\x04"), _word),
    (lambda data: data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n")) or data[8:12] == b"WEBP", _photo),
)  # fmt: skip
