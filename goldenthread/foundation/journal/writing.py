"""Adds links to the chains. Nothing here changes or removes one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Protocol

from django.apps import apps
from django.db import transaction

from goldenthread.foundation import clock, fast_rows
from goldenthread.foundation.journal.kinds import kind as declared

ENTRIES, LOOKS = "entries", "looks"


class Author(Protocol):
    """Anyone with a public id and a name: a viewer, an account, or SYSTEM."""

    @property
    def public_id(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _System:
    public_id: str = "system"
    name: str = "Golden Thread itself"


SYSTEM = _System()


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry about to be written."""

    kind: str
    by: Author
    about: str = ""
    on: date | None = None
    reason: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def record(
    kind: str,
    *,
    by: Author,
    about: str = "",
    on: date | None = None,
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> int:
    """Write one entry; its number. Raises UnknownKind."""
    return record_many([Draft(kind, by, about, on, reason, data or {})])


def record_many(drafts: Sequence[Draft]) -> int:
    """Write entries in order under one lock; the last one's number."""
    Entry = apps.get_model("journal", "Entry")
    with transaction.atomic():
        head = _locked(ENTRIES)
        rows = []
        for draft in drafts:
            declared(draft.kind)
            head.last_number += 1
            row = Entry(
                number=head.last_number, at=clock.now(), kind=draft.kind, by=draft.by.public_id or "nobody",
                by_name=draft.by.name, about=draft.about, on=draft.on, reason=draft.reason,
                data=json.loads(json.dumps(draft.data, default=str)), previous_hash=head.last_hash,
            )  # fmt: skip
            row.hash = head.last_hash = entry_hash(row)
            rows.append(row)
        fast_rows.insert(rows)
        head.save(update_fields=["last_number", "last_hash"])
    return head.last_number


def look(*, by: Author, children: Iterable[str], page: str, emergency: bool = False) -> None:
    """Record that a page or file showed these children (public ids) to this person. No children, no look."""
    shown = sorted(set(children))
    if not shown:
        return
    Look, LookedAt = apps.get_model("journal", "Look"), apps.get_model("journal", "LookedAt")
    with transaction.atomic():
        head = _locked(LOOKS)
        head.last_number += 1
        row = Look(
            number=head.last_number, at=clock.now(), by=by.public_id or "nobody", by_name=by.name, page=page,
            children_count=len(shown), emergency=emergency, previous_hash=head.last_hash,
        )  # fmt: skip
        row.hash = head.last_hash = look_hash(row, shown)
        row.save(force_insert=True)
        LookedAt.objects.bulk_create(
            [LookedAt(look_number=row.number, child=child) for child in shown], batch_size=1000
        )
        head.save(update_fields=["last_number", "last_hash"])


def _locked(chain: str) -> Any:
    ChainHead = apps.get_model("journal", "ChainHead")
    head = ChainHead.objects.select_for_update().filter(chain=chain).first()
    if head is None:  # the first link of all: the unique key settles a race between two first writers
        ChainHead.objects.bulk_create([ChainHead(chain=chain)], ignore_conflicts=True)
        head = ChainHead.objects.select_for_update().get(chain=chain)
    return head


def entry_hash(row: Any) -> str:
    """SHA-256 over the previous hash and everything the entry says, in one canonical form."""
    on = row.on.isoformat() if row.on else None
    said = [row.number, _moment(row.at), row.kind, row.by, row.by_name, row.about, on, row.reason, row.data]
    return _digest(row.previous_hash, said)


def look_hash(row: Any, children: Sequence[str]) -> str:
    """The same for a look; the children's ids are part of it."""
    said = [row.number, _moment(row.at), row.by, row.by_name, row.page, row.emergency, sorted(children)]
    return _digest(row.previous_hash, said)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _digest(previous: str, said: list[Any]) -> str:
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
