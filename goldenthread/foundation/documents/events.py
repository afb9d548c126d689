"""The journal entries about files."""

from __future__ import annotations

from goldenthread.foundation import journal

journal.register(
    journal.Kind("document.kept", "kept a file that was made here"),
    journal.Kind("document.sent_in", "added a file"),
    journal.Kind("document.taken_away", "took away a file that was added by mistake"),
)
