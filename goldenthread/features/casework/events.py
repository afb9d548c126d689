"""The journal entries casework may write."""

from __future__ import annotations

from goldenthread.foundation import journal

journal.register(
    journal.Kind("milestone.recorded", "recorded a date"),
    journal.Kind("milestone.corrected", "corrected a date"),
    journal.Kind("exception.claimed", "recorded that an exception to a time limit applies"),
    journal.Kind("exception.withdrawn", "withdrew an exception to a time limit"),
    journal.Kind("clocks.recomputed", "recomputed every clock"),
    journal.Kind("work.exported", "exported a list of work"),
    journal.Kind("view.saved", "saved a view of a list of work"),
    journal.Kind("view.deleted", "deleted a saved view of a list of work"),
)
