"""Reads the trail for people: a child's story, a person's activity. Rules never read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.foundation.journal.kinds import registered
from goldenthread.foundation.journal.models import ChainHead, Entry, Look, LookedAt


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a story: when, who, what they did or opened, why."""

    at: datetime
    by: str
    by_name: str
    what: str
    reason: str = ""
    about: str = ""
    emergency: bool = False


def latest_link() -> str:
    """The hash of the last thing done, "" where nothing has been: while it is the same, nobody has changed anything."""
    head = ChainHead.objects.filter(chain="entries", last_number__gt=0).values_list("last_hash", flat=True).first()
    return head or ""


def story_of(child: str, *, limit: int = 50, offset: int = 0) -> list[Told]:
    """What was done about this child (public id), newest first."""
    kinds = registered()
    rows = Entry.objects.filter(about=child).order_by("-number")[offset : offset + limit]
    return [Told(row.at, row.by, row.by_name, _sentence(kinds, row.kind), row.reason, row.about) for row in rows]


def looks_at(child: str, *, limit: int = 50, offset: int = 0) -> list[Told]:
    """Who looked at this child (public id), newest first; every page and list that showed them."""
    theirs = LookedAt.objects.filter(child=child).order_by("-look_number")
    numbers = theirs.values("look_number")[offset : offset + limit]
    rows = Look.objects.filter(number__in=numbers).order_by("-number")
    return [Told(row.at, row.by, row.by_name, row.page, emergency=row.emergency) for row in rows]


def count_looks_at(child: str) -> int:
    """How many looks there have been."""
    return LookedAt.objects.filter(child=child).count()


def activity_of(person: str, *, limit: int = 50, offset: int = 0) -> list[Told]:
    """What one person did and opened (account's public id), newest first."""
    kinds = registered()
    reach = offset + limit
    done = [
        Told(row.at, row.by, row.by_name, _sentence(kinds, row.kind), row.reason, row.about)
        for row in Entry.objects.filter(by=person).order_by("-number")[:reach]
    ]
    looks = list(Look.objects.filter(by=person).order_by("-number")[:reach])
    single = [row.number for row in looks if row.children_count == 1]
    shown = dict(LookedAt.objects.filter(look_number__in=single).values_list("look_number", "child"))
    looked = [
        Told(row.at, row.by, row.by_name, _looked(row), about=shown.get(row.number, ""), emergency=row.emergency)
        for row in looks
    ]
    return sorted(done + looked, key=lambda told: told.at, reverse=True)[offset:reach]


def _sentence(kinds: dict, code: str) -> str:
    return kinds[code].sentence if code in kinds else code


def _looked(row: Look) -> str:
    return f"looked: {row.page}" if row.children_count == 1 else f"looked: {row.page} ({row.children_count} children)"
