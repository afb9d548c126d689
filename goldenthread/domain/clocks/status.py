"""Where a clock stands."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """NO_LONGER_RUNS is a clock whose process ended or went another way; it is never late."""

    NOT_STARTED = "not_started"
    ON_TIME = "on_time"
    DUE_SOON = "due_soon"
    LATE = "late"
    MET_IN_TIME = "met_in_time"
    MET_LATE = "met_late"
    EXCEPTED = "excepted"
    NO_LONGER_RUNS = "no_longer_runs"

    @property
    def said(self) -> str:
        """For a tag or a sentence: `on time`, `due soon`, `met late`."""
        return self.value.replace("_", " ")


OPEN = frozenset({Status.ON_TIME, Status.DUE_SOON, Status.LATE})
