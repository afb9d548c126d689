"""Records that a list of work left the system."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from goldenthread.foundation import journal
from goldenthread.foundation.access.viewer import Viewer


def record(*, children: Sequence[str], filters: Mapping[str, str], by: Viewer, on: date) -> None:
    """Before the file is sent: who took it, under which filters, and every child in it (public ids) as looked at."""
    with transaction.atomic():
        journal.look(by=by, children=children, page="work export")
        journal.record("work.exported", by=by, on=on, data={"children": len(set(children)), "filters": dict(filters)})
