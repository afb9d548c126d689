"""XML as a stream: the file is fed to the parser in pieces and every person is let go of once it has been read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import IO, cast

from lxml import etree

from goldenthread.features.returns.sen2.readers.errors import ReturnUnreadable, too_large, unreadable
from goldenthread.features.returns.sen2.readers.limits import Limits
from goldenthread.features.returns.sen2.readers.xml_prolog import PROLOG_BYTES, read_prolog

_PIECE = 1 << 16


class XmlStream:
    """The ends of the elements named by `tags`, in order. `remark` is a warning about the encoding, if any.

    `on_bytes` is told how many bytes have been read so far. The last of `tags` is the one that must keep coming.
    """

    def __init__(
        self,
        stream: IO[bytes],
        *,
        file: str,
        limits: Limits,
        tags: tuple[str, ...] = ("Header", "Person"),
        on_bytes: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._stream = stream
        self._file = file
        self._limits = limits
        self._on_bytes = on_bytes
        self._unit = tags[-1]
        self._start = stream.read(PROLOG_BYTES)
        if not self._start:
            raise unreadable("The file is empty.", file=file)
        prolog = read_prolog(self._start, file=file)
        self.root, self.remark = prolog.root, prolog.remark
        self._parser = etree.XMLPullParser(
            events=("end",),
            tag=tuple(f"{{*}}{tag}" for tag in tags),
            encoding=prolog.encoding,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )

    def elements(self) -> Iterator[etree._Element]:
        """Each element as its end is read. The caller is done with one when it asks for the next."""
        total = pending = 0
        piece = self._start
        line = 1
        while piece:
            total += len(piece)
            pending += len(piece)
            if total > self._limits.xml_bytes:
                raise too_large(f"The file is larger than {self._limits.xml_bytes >> 20} MB.", file=self._file)
            self._feed(piece)
            for _, found in self._parser.read_events():
                element = cast(etree._Element, found)
                pending = 0
                line = line_of(element) or line
                yield element
                _let_go(element)
            if pending > self._limits.person_bytes:
                raise too_large(
                    f"More than {self._limits.person_bytes >> 20} MB follow line {line} without a {self._unit} ending.",
                    file=self._file,
                    line=line,
                )
            self._on_bytes(total)
            piece = self._stream.read(_PIECE)
        self._feed(None)

    def _feed(self, piece: bytes | None) -> None:
        try:
            if piece is None:
                self._parser.close()
            else:
                self._parser.feed(piece)
        except etree.XMLSyntaxError as error:
            raise self._fault(error.msg or "", error.lineno, at_end=piece is None) from None
        # An entity nobody declared stops the parser without an exception.
        for entry in self._parser.feed_error_log.filter_from_fatals():
            raise self._fault(entry.message, entry.line, at_end=False)

    def _fault(self, said: str, line: int | None, *, at_end: bool) -> ReturnUnreadable:
        return unreadable(_sentence(said, line or None, at_end=at_end), file=self._file, line=line or None)


def line_of(element: etree._Element) -> int | None:
    """The line an element began on."""
    return cast("int | None", element.sourceline)


def _let_go(element: etree._Element) -> None:
    """Empty an element that has been read and drop what stands before it, all the way up."""
    element.clear()
    node: etree._Element | None = element
    while node is not None:
        parent = node.getparent()
        if parent is not None:
            while node.getprevious() is not None:
                del parent[0]
        node = parent


def _sentence(said: str, line: int | None, *, at_end: bool) -> str:
    said = re.sub(r", line \d+, column \d+.*", "", said, flags=re.DOTALL).strip() or "it is not well formed"
    where = f"line {line}" if line else "its end"
    lowered = said.casefold()
    if "encoding" in lowered or "utf-8" in lowered or "invalid byte" in lowered:
        return f"The file has characters of another encoding at {where}; save it as UTF-8."
    if "entity" in lowered:
        return f"The XML uses an entity at {where} that a SEN2 return may not use ({said})."
    if "huge" in lowered or "too long" in lowered or "depth" in lowered or "dictionary" in lowered:
        return f"The XML at {where} is larger or deeper than a SEN2 return can be ({said})."
    if at_end:
        return f"The XML is cut short at {where}: elements are still open. Export the file again."
    return f"The XML is not well formed at {where}: {said}."
