"""The trail: what was done (entries) and who looked (looks), append-only and hash-chained.

    journal.record(kind, by=viewer, about=child.public_id, on=day, reason="...", data={...})
    journal.record_many([Draft(...), ...])
    journal.look(by=viewer, children=[public ids], page="child record")

Both must run inside the transaction of the change they speak of; each opens one if there is none. The tables are
imported when first used because Django loads this package before its tables are ready."""

from __future__ import annotations

from goldenthread.foundation.journal.kinds import Kind, register, registered
from goldenthread.foundation.journal.writing import SYSTEM, Author, Draft, look, record, record_many

__all__ = ["SYSTEM", "Author", "Draft", "Kind", "look", "record", "record_many", "register", "registered"]
