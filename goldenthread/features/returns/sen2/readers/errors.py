"""What a reader raises when a file cannot be read at all.

Faults in single items go to the file's `problems` instead.
"""

from __future__ import annotations

from goldenthread.domain.sen2.records import Place, Problem


class ReturnUnreadable(Exception):
    """The file cannot be read, or cannot be read further; `problems` says why and where.

    Nothing read from it should be kept.
    """

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems


class ReturnTooLarge(ReturnUnreadable):
    """The file passes a limit of `Limits`: size, compression, or the size of one person or text."""


def unreadable(message: str, *, file: str = "", line: int | None = None, field: str = "") -> ReturnUnreadable:
    """A `ReturnUnreadable` of one problem; `message` says what to do."""
    return ReturnUnreadable([Problem("error", message, Place(file, line, field))])


def too_large(message: str, *, file: str = "", line: int | None = None) -> ReturnTooLarge:
    """A `ReturnTooLarge` of one problem."""
    return ReturnTooLarge([Problem("error", message, Place(file, line))])
