"""What every reader hands back: one return, its header known, its persons still to be read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from goldenthread.domain.sen2.interpret import Interpreter
from goldenthread.domain.sen2.problem_log import ProblemLog
from goldenthread.domain.sen2.records import Header, Person


class ReturnFile(ABC):
    """One SEN2 return.

    `shape` is 'xml', 'collect_csv', 'template' or 'workbook'; `year` the collection year; `header` the header;
    `problems` grows while persons are read and is capped (see `ProblemLog.total` and `not_shown`); `skipped` counts
    persons left out because nothing says who they are. `size_hint` is in bytes.

    `persons()` may raise ReturnUnreadable at any point, also after the last whole person of a file cut short: keep
    nothing until it has ended.
    """

    shape = ""

    def __init__(self, *, name: str, year: int, header: Header, problems: ProblemLog, size_hint: int) -> None:
        self.name = name
        self.year = year
        self.header = header
        self.problems = problems
        self.size_hint = size_hint
        self._interpreter = Interpreter(year, problems, spreadsheet=self.shape in ("template", "workbook"))
        self._progress = 0.0

    @abstractmethod
    def persons(self) -> Iterator[Person]:
        """The persons in the file's order, one at a time. Call once."""

    @property
    def skipped(self) -> int:
        """Persons left out so far."""
        return self._interpreter.skipped

    def progress(self) -> float:
        """How far reading has come, 0 to 1."""
        return min(self._progress, 1.0)

    def close(self) -> None:  # noqa: B027 - most shapes hold nothing open
        """Let go of files. Called by the `with` statement."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
