"""Lets a paper go that seemed to name somebody else, because a person has looked and says why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from goldenthread.features.casework.models import LookedOver
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.foundation import journal
from goldenthread.foundation.people.models import Child
from goldenthread.foundation.people.queries.others_named import Found


def let_go(
    *, child: Child, paper: str, found: Sequence[Found], reason: str, by: journal.Author, on: date
) -> LookedOver:
    """These words may stand in this paper from now; others found later stop it again. Raises ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        row = LookedOver.rows.create(
            child=child, paper=paper, words=sorted({(each.what, each.text) for each in found}),
            reason=reason.strip(), looked_on=on, looked_by=by.public_id, looked_by_name=by.name,
        )  # fmt: skip
        # How many and of what kind, never the words: the trail of one child must not name another.
        journal.record(
            "paper.let_go", by=by, about=child.public_id, on=on, reason=row.reason,
            data={"paper": paper, "kinds": sorted({each.what for each in found}), "places": len(found)},
        )  # fmt: skip
    return row
