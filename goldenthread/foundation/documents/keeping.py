"""Keeps files and gives them back as they were."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from goldenthread.foundation import clock, journal
from goldenthread.foundation.documents.models import Document, DocumentContent
from goldenthread.foundation.people.models import Child

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST_NAME = 100


class NotAsKept(Exception):
    """The bytes in the database are not those that were kept: somebody changed them, or the disk did."""


class HasHiddenAddress(Exception):
    """The file has an address whoever asks must not come upon. Words typed here lose it; a file cannot."""


class ReasonNeeded(Exception):
    """A file is taken away without saying why."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to keep: its name, what it is, its bytes, how many pages where it has pages, and whether a scanner looked
    at it and found nothing."""

    name: str
    media_type: str
    data: bytes
    pages: int | None = None
    scanned: bool = False


def keep_made(*, child: Child, file: File, purpose: str, title: str, by: journal.Author, on: date) -> Document:
    """A file made here, kept as it leaves. The caller's own journal entry speaks of what it is for."""
    return _keep(Document.Source.MADE, "document.kept", child, file, purpose, title, by, on)


def keep_sent_in(*, child: Child, file: File, purpose: str, title: str, by: journal.Author, on: date) -> Document:
    """A file somebody sent, already checked (see checking.py)."""
    return _keep(Document.Source.SENT_IN, "document.sent_in", child, file, purpose, title, by, on)


def take_away(*, document: Document, reason: str, by: journal.Author, on: date) -> None:
    """The bytes go; that there was a file, and why it went, stay. Raises ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        row = Document.rows.select_for_update().get(pk=document.pk)
        if row.taken_away_at is not None:
            return
        row.taken_away_at, row.taken_away_because = clock.now(), reason.strip()
        row.save(update_fields=["taken_away_at", "taken_away_because"])
        DocumentContent.objects.filter(document=row).delete()
        journal.record(
            "document.taken_away", by=by, about=row.child.public_id, on=on, reason=reason.strip(),
            data={"document": row.public_id},
        )  # fmt: skip


def content_of(document: Document) -> bytes:
    """The bytes, looked at against their sum. Raises NotAsKept, or DocumentContent.DoesNotExist once taken away."""
    data = bytes(DocumentContent.objects.get(document=document).data)
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise NotAsKept(document.public_id)
    return data


def safe_name(name: str, fallback: str = "file") -> str:
    """A file's name without anything a disk, a header or a reader could take for something else."""
    name = re.split(r"[/\\]", name)[-1]
    kept = "".join(
        letter if letter.isalnum() or letter in " -_.()" else "-" for letter in unicodedata.normalize("NFC", name)
    )
    stem, dot, ending = re.sub(r"\s+", " ", kept).strip(" -").rstrip(".").rpartition(".")
    stem, ending = (stem, ending) if dot else (ending, "")
    stem = stem.strip(" .-")[:LONGEST_NAME] or fallback
    return f"{stem}.{ending[:10]}" if ending else stem


def _keep(
    source: str, kind: str, child: Child, file: File, purpose: str, title: str, by: journal.Author, on: date
) -> Document:
    now = clock.now()
    with transaction.atomic():
        row = Document.rows.create(
            child=child, source=source, purpose=purpose, title=title[:200], file_name=safe_name(file.name),
            media_type=file.media_type, size=len(file.data), sha256=hashlib.sha256(file.data).hexdigest(),
            pages=file.pages, scanned_at=now if file.scanned else None, kept_at=now,
            kept_by=by.public_id, kept_by_name=getattr(by, "name", ""),
        )  # fmt: skip
        DocumentContent.objects.create(document=row, data=file.data)
        journal.record(
            kind, by=by, about=child.public_id, on=on,
            data={"document": row.public_id, "purpose": purpose, "sha256": row.sha256, "scanned": file.scanned},
        )  # fmt: skip
    return row
