"""Files that belong together, put into a folder as one set whoever else writes there; text safe in a spreadsheet."""

from __future__ import annotations

import errno
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

LOCK = ".writing.lock"
TRIES, PAUSE = 500, 0.02  # ten seconds in all: putting a set in place takes some milliseconds
RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
NUMBERED = re.compile(r"-?[0-9.]+( \w.*)?", re.DOTALL)  # an academic year under 0, or a state of one: no formula


def put_together(folder: Path, texts: Mapping[str, str], before: Callable[[], Iterable[str]] = list) -> None:
    """Texts by file name, the last of which says that the others are whole: it goes first and comes last.

    `before` finds the names of files of an earlier set; those that are not of this one are removed. Everything is
    written into a private folder beside, then moved: two that write at once follow one another and never mix, and what
    is stopped before leaves all as it was. Raises OSError; BlockingIOError where another has not ended in ten seconds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    mark = folder / [*texts][-1]
    with TemporaryDirectory(prefix=".writing-", dir=folder) as private:
        for name, text in texts.items():
            (Path(private) / name).write_text(text, encoding="utf-8")
        with _alone(folder / LOCK):
            mark.unlink(missing_ok=True)
            for name in before():
                if name not in texts:
                    (folder / name).unlink(missing_ok=True)
            for name in texts:
                os.replace(Path(private) / name, folder / name)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Held by one at a time. The lock is the system's and goes with the program, however it ends; its file goes too."""
    if find_spec("fcntl") is None:  # Windows: no such lock, and a file that is open cannot be replaced there
        yield
        return
    held = _held(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(held)


def _held(path: Path) -> int:
    from fcntl import LOCK_EX, LOCK_NB, flock

    for _ in range(TRIES):
        held = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            flock(held, LOCK_EX | LOCK_NB)
            if os.path.samestat(os.fstat(held), os.stat(path)):
                return held
        except (BlockingIOError, FileNotFoundError):  # somebody has it, or has just removed it
            pass
        except OSError:
            os.close(held)
            raise
        os.close(held)
        time.sleep(PAUSE)
    raise BlockingIOError(errno.EAGAIN, "another run is writing here; try again when it has ended", str(path))


def unformulated(text: str) -> str:
    """Text that a spreadsheet would run as a formula, made plain by an apostrophe; other text as it is."""
    return f"'{text}" if text.startswith(RUNS_AS_FORMULA) and not NUMBERED.fullmatch(text) else text
