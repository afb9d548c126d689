"""Emergency accesses for those who review them, and one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.foundation.access.models import EmergencyAccess
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Notice:
    """One emergency access: who, to which record, why, until when, and what the review found."""

    id: str
    who: str
    child_id: str
    reason: str
    started_at: datetime
    ends_at: datetime
    reviewed_at: datetime | None
    review_note: str


def notices_visible_to(viewer: Viewer, *, limit: int = 100) -> list[Notice]:
    """Every emergency access, not yet reviewed first, for a viewer with the power; nothing for anyone else."""
    if not viewer.may(Power.SEE_EMERGENCY_NOTICES):
        return []
    return _told(EmergencyAccess.objects.order_by("reviewed_at", "-started_at")[:limit])


def own_accesses(viewer: Viewer, *, at: datetime) -> list[Notice]:
    """One's own, still open."""
    return _told(EmergencyAccess.objects.filter(user_id=viewer.user_id or 0, ends_at__gt=at).order_by("ends_at"))


def find_notice(viewer: Viewer, id: str) -> EmergencyAccess | None:
    """The row, for a reviewer or for its own user."""
    row = EmergencyAccess.objects.select_related("child").filter(public_id=id).first()
    if row and (viewer.may(Power.SEE_EMERGENCY_NOTICES) or row.user_id == viewer.user_id):
        return row
    return None


def _told(rows) -> list[Notice]:  # type: ignore[no-untyped-def]
    return [
        Notice(
            r.public_id, r.user.name, r.child.public_id, r.reason, r.started_at, r.ends_at, r.reviewed_at, r.review_note
        )
        for r in rows.select_related("user", "child")
    ]
