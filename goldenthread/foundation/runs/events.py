"""The journal entries about background work. What a machine does by itself is in the run's own row."""

from __future__ import annotations

from goldenthread.foundation import journal

ASKED = journal.Kind("run.asked", "asked for background work")
RETRIED = journal.Kind("run.retried", "asked for background work to be tried again")
CANCELLED = journal.Kind("run.cancelled", "cancelled background work")
FORGOTTEN = journal.Kind("run.forgotten", "removed the records of background work long finished")

journal.register(ASKED, RETRIED, CANCELLED, FORGOTTEN)
