"""Reads files of children already found for a viewer; nothing here checks who asks."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.foundation.documents.models import Document
from goldenthread.foundation.ids import is_id


def documents_of(child_id: int, *, purposes: Sequence[str] = ()) -> list[Document]:
    """The files of a child that are still there, newest first."""
    rows = Document.rows.filter(child_id=child_id, taken_away_at=None)
    if purposes:
        rows = rows.filter(purpose__in=purposes)
    return list(rows.order_by("-kept_at", "-id"))


def document_of(child_id: int, public_id: str) -> Document | None:
    """One file of this child that is still there; None for what is no id."""
    if not is_id(public_id):
        return None
    return Document.rows.filter(child_id=child_id, public_id=public_id, taken_away_at=None).first()
