"""Rows of a CSV file as a stream: finds the encoding and the separator, and names the line of what is wrong."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from goldenthread.features.returns.sen2.readers.errors import unreadable

Opener = Callable[[], IO[bytes]]
_PIECE = 1 << 20
_LONGEST_CELL = 1 << 17


def opener_of(path: Path) -> Opener:
    """A function that opens a file's bytes anew each time it is called."""
    return lambda: open(path, "rb")


class CsvRows:
    """One CSV file.

    `headings` as written, `encoding` as found, `remark` a warning about the encoding, `bytes` its length.
    """

    def __init__(self, opener: Opener, *, file: str) -> None:
        self._opener = opener
        self.file = file
        self.encoding, self.remark, self.bytes = _encoding(opener, file)
        with self._text() as text:
            first = text.readline(_LONGEST_CELL)
        self._separator = max(",;\t|", key=first.count)
        self.headings: list[str] = next(self._rows(), (1, []))[1]
        if not any(self.headings):
            raise unreadable(f"{file} is empty, or its first line is.", file=file, line=1)

    def _text(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(self._opener(), encoding=self.encoding, newline="")

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(_LONGEST_CELL)
        with self._text() as text:
            reader = csv.reader(text, delimiter=self._separator)
            line = 1
            try:
                for row in reader:
                    yield line, row
                    line = reader.line_num + 1
            except csv.Error as error:
                raise unreadable(f"{self.file} line {line} is not CSV ({error}).", file=self.file, line=line) from None

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Line number and cells of each row after the headings, cells trimmed; blank rows left out."""
        rows = self._rows()
        next(rows)
        for line, row in rows:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield line, cells


def _encoding(opener: Opener, file: str) -> tuple[str, str, int]:
    """UTF-8, UTF-16 with its mark, or Windows-1252; reads the file once, a piece at a time."""
    with opener() as stream:
        start = stream.read(4)
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise unreadable(f"{file} is encoded as UTF-32; save it as UTF-8.", file=file, line=1)
    wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    names = ["utf-16"] if wide else ["utf-8-sig", "cp1252"]
    for name in names:
        fault, length = _first_fault(opener, name, file, nul_is_a_fault=not wide)
        if fault is None:
            remark = ""
            if name == "cp1252":
                remark = f"{file} is not UTF-8; it was read as Windows-1252. Check names with accents."
            return name, remark, length
    raise unreadable(
        f"{file} line {fault} has characters that cannot be read; save it as UTF-8.", file=file, line=fault
    )


def _first_fault(opener: Opener, name: str, file: str, *, nul_is_a_fault: bool) -> tuple[int | None, int]:
    """The line of the first byte that cannot be decoded (None: all can), and the length of the file."""
    decoder = codecs.getincrementaldecoder(name)()
    line, length = 1, 0
    with opener() as stream:
        while True:
            piece = stream.read(_PIECE)
            if nul_is_a_fault and b"\0" in piece:
                line += piece.count(b"\n", 0, piece.index(b"\0"))
                raise unreadable(f"{file} line {line} holds a NUL byte; export the file again.", file=file, line=line)
            length += len(piece)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                return line + piece.count(b"\n", 0, max(error.start, 0)), length
            if not piece:
                return None, length
            line += text.count("\n")
