"""Reads the XML return."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO

from goldenthread.domain.sen2.node import Node
from goldenthread.domain.sen2.problem_log import ProblemLog
from goldenthread.domain.sen2.records import Person
from goldenthread.domain.sen2.specification import LAST_YEAR
from goldenthread.features.returns.sen2.readers.errors import unreadable
from goldenthread.features.returns.sen2.readers.limits import Limits
from goldenthread.features.returns.sen2.readers.return_file import ReturnFile
from goldenthread.features.returns.sen2.readers.xml_nodes import NodeMaker, local_name
from goldenthread.features.returns.sen2.readers.xml_stream import XmlStream
from goldenthread.features.returns.sen2.readers.years import names_seen, settle_header

Opener = Callable[[], IO[bytes]]
_LOOKED_AT_FOR_YEAR = 300


class XmlReturn(ReturnFile):
    """A return in XML; `opener` opens its bytes anew each time it is called."""

    shape = "xml"

    def __init__(self, opener: Opener, *, name: str, size: int, limits: Limits) -> None:
        log = ProblemLog(limit=limits.problems)
        self._opener = opener
        self._limits = limits
        header, seen = self._look(name)
        year, settled = settle_header(header, seen, log, file=name)
        super().__init__(name=name, year=year, header=settled, problems=log, size_hint=size)

    def _look(self, name: str) -> tuple[Node | None, set[str]]:
        """The header, and where there is none before the first persons, the items those persons have."""
        quiet = NodeMaker(LAST_YEAR, ProblemLog(limit=0), file=name)
        seen: set[str] = set()
        with self._opener() as stream:
            parts = XmlStream(stream, file=name, limits=self._limits)
            persons = 0
            for element in parts.elements():
                if local_name(element.tag) == "Header":
                    node = quiet.header(element)
                    if node.values:
                        return node, seen | names_seen(node)
                else:
                    seen |= names_seen(quiet.person(element))
                    persons += 1
                    if persons == _LOOKED_AT_FOR_YEAR:
                        break
            if not persons:
                message = f"The file is XML but has no SEN2 header and no Person (its root is {parts.root})."
                raise unreadable(message, file=name, line=1)
        return None, seen

    def persons(self) -> Iterator[Person]:
        """See ReturnFile.persons."""
        maker = NodeMaker(self.year, self.problems, file=self.name)
        found = 0
        with self._opener() as stream:
            parts = XmlStream(stream, file=self.name, limits=self._limits, on_bytes=self._note_bytes)
            if parts.remark:
                self.problems.add("warning", parts.remark, file=self.name, line=1)
            for element in parts.elements():
                if local_name(element.tag) == "Header":
                    maker.header(element)  # notes what is unknown or twice there
                    continue
                found += 1
                person = self._interpreter.person(maker.person(element))
                if person is not None:
                    yield person
        self._progress = 1.0
        if not found:
            self.problems.add("error", "The file holds no Person.", file=self.name, field="Persons")

    def _note_bytes(self, total: int) -> None:
        self._progress = total / self.size_hint if self.size_hint else 0.0
