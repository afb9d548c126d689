"""Files brought in, as pages and commands show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from goldenthread.features.returns.models import Change, Conflict, Import
from goldenthread.foundation import journal
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.people.models import Child

State = Import.State


class NoSuchImport(Exception):
    """There is none with this id."""


def newest(*, limit: int = 50) -> list[Import]:
    """The newest first."""
    return list(Import.objects.select_related("made_by").order_by("-made_at", "-id")[:limit])


def all_newest_first() -> QuerySet[Import]:
    """Every import, newest first, with how many conflicts it left open."""
    waiting = Count("conflicts", filter=Q(conflicts__decision=Conflict.Decision.OPEN))
    return Import.objects.select_related("made_by").annotate(open_conflicts=waiting).order_by("-made_at", "-id")


def find(public_id: str) -> Import:
    """By id. Raises NoSuchImport."""
    row = Import.objects.select_related("made_by").filter(public_id=public_id).first()
    if row is None:
        raise NoSuchImport(f"There is no import {public_id}.")
    return row


def author(public_id: str) -> journal.Author:
    """Whoever asked for background work; the system itself where there is no such account."""
    return User.objects.filter(public_id=public_id).first() or journal.SYSTEM


def names_of(viewer: Viewer, public_ids: Sequence[str], *, on: date) -> dict[str, str]:
    """Names of those children this viewer may open. The caller records the look."""
    rows = Child.objects.visible_to(viewer, Verb.OPEN_RECORD, on=on).filter(public_id__in=list(public_ids))
    return {child.public_id: child.full_name for child in rows}


def open_conflicts(row: Import | None = None) -> int:
    """How many are to be decided, of one import or of all."""
    rows = Conflict.rows.filter(decision=Conflict.Decision.OPEN)
    return rows.filter(source=row).count() if row else rows.count()


def conflicts_visible_to(viewer: Viewer, *, on: date, source: str = "", decided: bool = False) -> QuerySet[Conflict]:
    """Conflicts about children this viewer may open, oldest first; of one import where `source` is its id."""
    rows: QuerySet[Conflict] = Conflict.objects.visible_to(viewer, Verb.OPEN_RECORD, on=on)
    rows = rows.exclude(decision=Conflict.Decision.OPEN) if decided else rows.filter(decision=Conflict.Decision.OPEN)
    if source:
        rows = rows.filter(source__public_id=source)
    return rows.select_related("child", "source").order_by("id")


def conflict_visible_to(viewer: Viewer, public_id: str, *, on: date) -> Conflict | None:
    """One of them, decided or not."""
    rows: QuerySet[Conflict] = Conflict.objects.visible_to(viewer, Verb.OPEN_RECORD, on=on)
    return rows.select_related("child", "source").filter(public_id=public_id).first()


def changes_visible_to(viewer: Viewer, row: Import, *, on: date) -> QuerySet[Change]:
    """What an applied import did, child by child."""
    changes: QuerySet[Change] = Change.objects.visible_to(viewer, Verb.OPEN_RECORD, on=on)
    return changes.filter(source=row).select_related("child").order_by("id")
