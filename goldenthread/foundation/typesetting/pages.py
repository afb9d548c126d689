"""A paper as a tagged PDF, in a few hundredths of a second.

Tagged for people who listen to a page (PDF/UA-1) and fit to be kept for good (PDF/A-2a), both in one file. The text
goes in as data: nothing a person writes can be taken for an instruction.
"""

from __future__ import annotations

import json
import os
import re
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

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
from goldenthread.foundation.typesetting.words import clean, plain

HERE = Path(__file__).resolve().parent
STANDARDS = ["ua-1", "a-2a"]
FONTS = ["Atkinson Hyperlegible"]
LONGEST, LONGEST_CELL = 2_000_000, 20_000
LONGEST_LINE = 300  # of a title or an address; more is no line
MOST_UNKNOWN = 400  # different characters no font has, before giving up
_UNKNOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
_used_in: int | None = None  # the process that used the library first
_ONE_AT_A_TIME = threading.Lock()  # the compiler keeps what it worked out before; two threads must not share it at once


class TooLong(Exception):
    """More than a paper can hold: over LONGEST characters in all, or a table's cell over LONGEST_CELL."""


class NoFontFor(Exception):
    """The paper has letters no font here can write; the message shows one and says what to do."""


def pdf(paper: Paper) -> bytes:
    """The paper as a PDF. A picture character no font has is written as its name. Raises NoFontFor, TooLong."""
    if sum(map(len, plain(paper))) > LONGEST:
        raise TooLong(f"The paper is longer than {LONGEST:,} letters.")
    data = _data(paper)
    for _ in range(MOST_UNKNOWN):
        try:
            return _compiled(data)
        except typst.TypstError as wrong:
            data = _without(_unknown(wrong), data)
    raise NoFontFor("The letter has too many signs that cannot be printed. Take them out, or write them as words.")


def _compiled(data: dict[str, Any]) -> bytes:
    """Its threads do not come along when a process is divided: used before and again after, it would wait for ever."""
    global _used_in
    if _used_in not in (None, os.getpid()):
        raise RuntimeError("The typesetting library was used before this process was divided from another.")
    with _ONE_AT_A_TIME:
        _used_in = os.getpid()
        inputs = {"data": json.dumps(data)}
        return bytes(_compiler().compile(format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS))


@cache
def _compiler() -> Any:
    folders = [str(HERE / "fonts"), *([settings.FONTS_FOLDER] if settings.FONTS_FOLDER else [])]
    return typst.Compiler(str(HERE / "paper.typ"), root=str(HERE), font_paths=folders, ignore_system_fonts=True)


def _unknown(wrong: Exception) -> str:
    found = _UNKNOWN.search(str(wrong))
    if found is None:
        raise wrong
    # Written as a program would write it: a mark that joins a letter comes with that letter, as '0\u{1dc0}'.
    text = _ESCAPED.sub(lambda escape: chr(int(escape.group(1), 16)), found.group(1))
    return "".join(character for character in text if not character.isascii())


def _without(unknown: str, data: Any) -> Any:
    """The data with characters nothing can show written out. Raises NoFontFor where one is a letter of a script.

    None named: the letter named is plain, and it is a mark set upon it that has no font; all marks that stand apart go.
    """
    letter = next((each for each in unknown if unicodedata.category(each)[0] == "L"), None)
    if letter:
        raise NoFontFor(
            f"The letter has a character that cannot be printed here: {letter}. Ask for a font that has it to be put "
            "in the fonts folder, or write it in another way."
        )
    if not unknown:
        return _changed(data, lambda text: "".join(c for c in text if unicodedata.category(c)[0] != "M"))
    names = str.maketrans({each: _name(each) for each in unknown})
    return _changed(data, lambda text: text.translate(names))


def _name(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    return f"[{name}]" if name and unicodedata.category(character)[0] != "M" else ""


def _changed(data: Any, change: Callable[[str], str]) -> Any:
    """The same data with every text in it changed."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, list):
        return [_changed(each, change) for each in data]
    if isinstance(data, dict):
        return {key: _changed(value, change) for key, value in data.items()}
    return data


def _data(paper: Paper) -> dict[str, Any]:
    paper = replace(paper, title=clean(paper.title).replace("\n", " ")[:LONGEST_LINE] or "Letter")
    return {
        "title": paper.title, "author": clean(paper.author)[:LONGEST_LINE], "fonts": FONTS, "language": paper.language,
        "large_print": paper.large_print, "year": paper.dated.year, "month": paper.dated.month, "day": paper.dated.day,
        "dated": said(paper.dated), "reference": clean(paper.reference), "page_word": "Page",
        "recipient": [clean(line)[:LONGEST_LINE] for line in paper.recipient if line.strip()],
        "sender": [clean(line)[:LONGEST_LINE] for line in paper.sender if line.strip()],
        "blocks": _in_order([_block(each) for each in paper.blocks]),
    }  # fmt: skip


def _in_order(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """No heading more than one level below the one before it, which a tagged page may not have."""
    last = 1
    for each in blocks:
        if each["kind"] == "heading":
            last = each["level"] = max(2, min(each["level"], last + 1, 4))
    return blocks


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text=text, level=level):
            return {"kind": "heading", "text": clean(text), "level": level}
        case Paragraph(text=text):
            return {"kind": "paragraph", "text": clean(text)}
        case Bullets(items=items):
            return {"kind": "bullets", "items": [clean(each) for each in items]}
        case Voice(text=text, said=how):
            return {"kind": "voice", "text": clean(text), "said": clean(how)}
        case Signature(lines=lines):
            return {"kind": "signature", "lines": [clean(each) for each in lines]}
        case Idea(title=title, text=text, picture_shows=word, picture=picture):
            words = {"title": clean(title), "text": clean(text), "shows": clean(word)[:LONGEST_LINE]}
            return {"kind": "idea", **words, "picture": picture}
        case PageBreak():
            return {"kind": "page_break"}
        case Table(head=head, rows=rows, caption=caption):
            rows = tuple((*row, *[""] * len(head))[: len(head)] for row in rows)
            if max((len(cell) for row in rows for cell in row), default=0) > LONGEST_CELL:
                raise TooLong(f"A cell of a table is longer than {LONGEST_CELL:,} letters.")
            cells = [[clean(cell) for cell in row] for row in rows]
            return {
                "kind": "table",
                "head": [clean(each)[:LONGEST_LINE] for each in head],
                "rows": cells,
                "caption": clean(caption),
            }
