"""Names as a message may carry them: short, and with nothing a mail program would turn into a link or a mark."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 40
_MARKS = re.compile(r"[^\w\s'’-]|_", re.UNICODE)  # a full stop goes too: "amira.example" would become a link


def plain_name(name: str) -> str:
    """A name with letters, spaces, hyphens and apostrophes only, at most 40 characters."""
    composed = unicodedata.normalize("NFC", name)
    return " ".join(_MARKS.sub(" ", composed).split())[:LONGEST_NAME].strip()


def initials(*names: str) -> str:
    """`A K`: the first letter of each name that has one."""
    found = [plain_name(name)[:1] for name in names]
    return " ".join(letter.upper() for letter in found if letter)


def plain_line(text: str, longest: int = 200) -> str:
    """One line of text as it is said of a body: without brackets or marks that would make a link of it."""
    return " ".join(re.sub(r"[\[\]<>()*#^|`]", " ", text).split())[:longest].strip()
