"""What a form was made from, and what has changed since: so that two people at once lose nothing of each other's.

A version is the latest milestone of the child and how its exceptions stood, as text a form can carry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, OuterRef, Subquery

from goldenthread.features.casework.models import ExceptionClaim, Milestone
from goldenthread.features.casework.queries.child_rows import ChildRows
from goldenthread.features.casework.queries.child_timeline import said_of
from goldenthread.foundation.accounts.models import User

_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Change:
    """One thing recorded since: in words, the day it happened (None: taken back), by whom and when."""

    what: str
    happened_on: date | None
    by: str
    at: datetime


def version_of(child_id: int) -> str:
    """The version now, by the child's row number. Two queries."""
    latest = Milestone.rows.filter(child_id=child_id).aggregate(latest=Max("id"))["latest"] or 0
    standing = ExceptionClaim.rows.filter(child_id=child_id, withdrawn_on=None)
    claims = standing.aggregate(latest=Max("id"), count=Count("id"))
    return _text(latest, claims["latest"] or 0, claims["count"])


def version_in(rows: ChildRows) -> str:
    """The same of rows already read."""
    claims = [claim["id"] for claim in rows.parts["claim"]]
    return _text(max((row.id for row in rows.milestones), default=0), max(claims, default=0), len(claims))


def _text(latest: int, latest_claim: int, claims: int) -> str:
    return f"{latest}.{latest_claim}.{claims}"


def changes_since(child_id: int, version: str) -> list[Change]:
    """The milestones recorded since a version, oldest first. A version nobody gave out: none."""
    first = version.split(".")[0]
    if not (first.isascii() and first.isdigit() and len(first) <= _MOST_DIGITS):
        return []
    name = Subquery(User.objects.filter(public_id=OuterRef("recorded_by")).values("name")[:1])
    newer = Milestone.rows.filter(child_id=child_id, id__gt=int(first)).annotate(by_name=name).order_by("id")
    return [
        Change(said_of(fact), day, by or "somebody else", at)
        for fact, day, by, at in newer.values_list("fact", "happened_on", "by_name", "recorded_at")
    ]
