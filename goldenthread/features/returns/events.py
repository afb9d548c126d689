"""The journal entries returns may write."""

from __future__ import annotations

from goldenthread.foundation import journal

journal.register(
    journal.Kind("import.uploaded", "brought a file to be read"),
    journal.Kind("import.applied", "applied a return or spreadsheet"),
    journal.Kind("import.undone", "undid a return or spreadsheet"),
    journal.Kind("import.discarded", "discarded a file without applying it"),
    journal.Kind("child.imported", "was changed by a return or spreadsheet"),
    journal.Kind("child.import_undone", "was put back as before a return or spreadsheet"),
    journal.Kind("conflict.decided", "decided between what was recorded and what a file said"),
    journal.Kind("schools.updated", "updated the list of schools"),
)
