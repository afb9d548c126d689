"""The lines of a Word file in the order a reader meets them. Needs neither the database nor Django's settings.

A row of a table that has a heading row becomes one line: `Provision: ... | By whom: ... | How often: ...`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from goldenthread.domain.plan.checker.text import names_a_column

if TYPE_CHECKING:
    from docx.table import Table

MOST_UNPACKED: Final = 200 * 1024 * 1024
_DIGIT: Final = re.compile(r"\d")
_LONGEST_HEADING: Final = 40  # characters: what is longer in a first row is text, not a heading


class NotWord(Exception):
    """It cannot be read as a Word file; the message says why and what to do."""


def refuse_unsafe(data: bytes) -> None:
    """Look at a Word file without opening it. Raises NotWord: damaged, not Word, with macros, far too large inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            unpacked = sum(item.file_size for item in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as fault:
        raise NotWord("The file is damaged and cannot be opened. Save it again, then send it") from fault
    if "word/document.xml" not in names:
        raise NotWord("This is not a Word file")
    if any(each.lower().endswith("vbaproject.bin") for each in names):
        raise NotWord("The Word file has macros. Save it without them (.docx), then send it")
    if unpacked > MOST_UNPACKED:
        raise NotWord("The Word file is too large when opened. Send it as PDF")


def lines_of_word(data: bytes) -> list[str]:
    """Every paragraph and every row of every table, in order. Nothing it links to is fetched. Raises NotWord."""
    import docx  # loaded when first needed
    from docx.opc.exceptions import OpcError
    from docx.table import Table
    from lxml.etree import LxmlError

    refuse_unsafe(data)
    try:
        lines: list[str] = []
        for part in docx.Document(io.BytesIO(data)).iter_inner_content():
            lines += _rows(part) if isinstance(part, Table) else part.text.split("\n")
    except (OpcError, LxmlError, KeyError, ValueError, zipfile.BadZipFile) as fault:
        raise NotWord("The file is damaged and cannot be opened. Save it again, then send it") from fault
    return lines


def _rows(table: Table) -> Iterator[str]:
    rows = [_cells([cell.text for cell in row.cells]) for row in table.rows]
    heads = rows[0] if rows and _are_headings(rows[0]) else []
    for row in rows[1:] if heads and len(rows) > 1 else rows:
        if heads and len(row) == len(heads) and len(rows) > 1:
            yield " | ".join(f"{head.rstrip(':')}: {cell}" for head, cell in zip(heads, row, strict=True) if cell)
        elif len(row) == 1:
            yield from row[0].splitlines()
        else:
            yield " | ".join(cell for cell in row if cell)


def _are_headings(cells: Sequence[str]) -> bool:
    """Whether a first row only says what the columns are called: in a table without such a row it is the first item."""
    short = len(cells) > 1 and all(0 < len(cell) <= _LONGEST_HEADING for cell in cells)
    return short and any(names_a_column(cell) for cell in cells) and not any(map(_DIGIT.search, cells))


def _cells(texts: Sequence[str]) -> list[str]:
    """The cells of a row in one line each; a cell merged over several columns once."""
    kept: list[str] = []
    for text in texts:
        if not kept or text != kept[-1]:
            kept.append(text)
    return [" ".join(text.split()) for text in kept] if len(kept) > 1 else kept
