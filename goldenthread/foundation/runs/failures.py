"""How background work fails, and the only words of a failure that are kept.

An exception's own message may quote a name or a date of birth (a database says which value it refused). So only the
messages of the classes here, which are written to be shown, are kept; of any other exception its type and where it
was raised.
"""

from __future__ import annotations

import traceback
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]


class Failure(Exception):
    """Work that failed and may be tried again. Its message is shown to people: it must name nobody."""


class PermanentFailure(Failure):
    """Work that would fail again the same way: it is given up at once."""


class LeaseLost(Exception):
    """The run belongs to another worker now, or was cancelled: stop, and keep nothing of it."""


class NotPossible(Exception):
    """The run is not in a state where this can be done to it; the message says which."""


def told(error: BaseException) -> str:
    """What is kept of an error: 'Failure: the file is not there', or 'ValueError at goldenthread/jobs/table.py:40'."""
    kind = type(error).__name__
    if isinstance(error, Failure):
        return f"{kind}: {error}"[:1000]
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(str(PACKAGE))]
    if not ours:
        return kind
    place = Path(ours[-1].filename).relative_to(PACKAGE.parent).as_posix()
    return f"{kind} at {place}:{ours[-1].lineno}"
