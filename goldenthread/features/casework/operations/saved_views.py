"""Keeps and removes worklists people save under a name."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from goldenthread.features.casework.models import SavedView
from goldenthread.foundation import journal
from goldenthread.foundation.access.viewer import Viewer

MOST = 20  # a list of saved views longer than this helps nobody


class TooManyViews(Exception):
    """They keep as many as one may already."""


def save(*, page: str, name: str, query: str, by: Viewer, on: date) -> None:
    """Keep these filters under this name; a name used before is replaced. Raises TooManyViews."""
    with transaction.atomic():
        mine = SavedView.objects.filter(user_id=_owner(by), page=page)
        if mine.exclude(name=name).count() >= MOST:
            raise TooManyViews
        SavedView.objects.update_or_create(user_id=_owner(by), page=page, name=name, defaults={"query": query})
        journal.record("view.saved", by=by, on=on, data={"page": page, "name": name, "query": query})


def delete(*, page: str, name: str, by: Viewer, on: date) -> bool:
    """Remove one of their own; False where there is none of that name."""
    with transaction.atomic():
        removed, _ = SavedView.objects.filter(user_id=_owner(by), page=page, name=name).delete()
        if removed:
            journal.record("view.deleted", by=by, on=on, data={"page": page, "name": name})
    return bool(removed)


def _owner(by: Viewer) -> int:
    if by.user_id is None:
        raise ValueError("Only an account keeps views.")
    return by.user_id
