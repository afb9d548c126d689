"""The first bytes of an XML file: its encoding, no document type, and the name of its root.

A document type is refused before any parser sees it: that is where entity bombs and external entities live, and no SEN2
return has one. Only encodings in which `<!DOCTYPE` cannot hide are read.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from goldenthread.features.returns.sen2.readers.errors import unreadable

PROLOG_BYTES = 1 << 16
_EIGHT_BIT = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "latin1", "windows-1252", "cp1252"}
_SKIP = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DECLARED = re.compile(r"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_NAME = re.compile(r"<([^\s/>!?]+)")


@dataclass(frozen=True, slots=True)
class Prolog:
    """`root` is the root element's name without a prefix; `encoding` overrides what the file declares.

    `remark` for a warning.
    """

    root: str
    encoding: str | None = None
    remark: str = ""


def read_prolog(start: bytes, *, file: str) -> Prolog:
    """Judge the first PROLOG_BYTES of a file. Raises ReturnUnreadable where it is not XML that may be read."""
    text, wide = _decoded(start, file)
    declared = _DECLARED.match(text.lstrip("\ufeff"))
    encoding, remark = None, ""
    if declared and not wide:
        name = declared[1].casefold()
        if name.startswith("utf-16"):
            encoding, remark = "utf-8", "The file says it is UTF-16 but is not; it was read as UTF-8."
        elif name not in _EIGHT_BIT:
            raise unreadable(f"The file is encoded as {declared[1]}; save it as UTF-8.", file=file, line=1)
    at = 0
    text = text.lstrip("\ufeff")
    while match := _SKIP.match(text, at):
        at = match.end()
    line = text.count("\n", 0, at) + 1
    if text[at : at + 9].upper() == "<!DOCTYPE":
        message = (
            "The file has a document type (DOCTYPE), which a SEN2 return never has and which may hide harm; remove it."
        )
        raise unreadable(message, file=file, line=line)
    root = _NAME.match(text, at)
    if root is None:
        if text[at:].startswith("<"):
            message = "No element starts in the first 64 KB of the file, so it is not a SEN2 return."
        else:
            message = "The file is not XML: text stands before the first element."
        raise unreadable(message, file=file, line=line)
    return Prolog(root[1].rpartition(":")[2], encoding, remark)


def _decoded(start: bytes, file: str) -> tuple[str, bool]:
    """The prolog as text and whether it is UTF-16."""
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) or b"\0\0" in start[:4]:
        raise unreadable("The file is encoded as UTF-32; save it as UTF-8.", file=file, line=1)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start.decode("utf-16", errors="replace"), True
    if start[:2] == b"<\0":
        return start.decode("utf-16-le", errors="replace"), True
    if start[:2] == b"\0<":
        return start.decode("utf-16-be", errors="replace"), True
    if b"\0" in start:
        raise unreadable(
            "The file holds NUL bytes, so it is not XML; save it again from its system.", file=file, line=1
        )
    return start.removeprefix(codecs.BOM_UTF8).decode("latin-1"), False
