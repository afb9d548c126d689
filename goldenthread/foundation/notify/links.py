"""Links in messages: show one adult one child's story without an account, for a week, a few times.

The token is random and only its hash is kept, so that whoever reads the database cannot open anything.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.db.models import F

from goldenthread.foundation import clock
from goldenthread.foundation.access.families import family_viewer, to_be_told
from goldenthread.foundation.access.queries.children import may
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer, tie_facts
from goldenthread.foundation.notify.models import AccessLink, Message
from goldenthread.foundation.people.models import Adult, Child, Tie

LASTS = timedelta(days=7)
USES, WRONG_TRIES = 20, 5
LONGEST_TOKEN = 60


class NotOpened(Exception):
    """It opens nothing. Which of the reasons it was is nobody's business."""


def make(message: Message, *, at: datetime) -> str:
    """A token for the reader of this message; an earlier one for the same message opens nothing any more."""
    AccessLink.rows.filter(message=message, revoked_at=None).update(revoked_at=at)
    assert message.adult_id is not None  # a body gets no link: its people have accounts
    token = secrets.token_urlsafe(32)
    AccessLink.rows.create(
        child_id=message.child_id, adult_id=message.adult_id, message=message, token_hash=_hash(token), made_at=at,
        expires_at=at + LASTS, uses_left=USES,
    )  # fmt: skip
    return token


def open_with(token: str, born_on: date, *, at: datetime) -> tuple[Child, Viewer]:
    """The child and who is looking, where the token is in force, the date of birth is right, and the adult may still be
    told of the child. Raises NotOpened, for whatever reason, after the same work."""
    row = AccessLink.rows.filter(token_hash=_hash(token[:LONGEST_TOKEN])).select_related("child", "adult__account")
    link = row.first()
    if link is None:
        raise NotOpened
    live = AccessLink.rows.filter(
        pk=link.pk, revoked_at=None, expires_at__gt=at, uses_left__gt=0, wrong_tries__lt=WRONG_TRIES
    )
    if link.child.born_on is None or link.child.born_on != born_on:
        live.update(wrong_tries=F("wrong_tries") + 1)
        raise NotOpened
    viewer = family_viewer(link.adult)
    if not _still_theirs(link, viewer, at):
        AccessLink.rows.filter(pk=link.pk, revoked_at=None).update(revoked_at=at)
        raise NotOpened
    if not live.update(uses_left=F("uses_left") - 1, last_used_at=at):
        raise NotOpened
    return link.child, viewer


def revoke(*, adult: Adult, child: Child | None = None, at: datetime) -> int:
    """Every link this adult has, or has about this child; how many."""
    rows = AccessLink.rows.filter(adult=adult, revoked_at=None)
    return (rows.filter(child=child) if child else rows).update(revoked_at=at)


def _still_theirs(link: AccessLink, viewer: Viewer, at: datetime) -> bool:
    """Asked of the ties as they are now: an end recorded anywhere ends the link too."""
    on = clock.day_of(at)
    if not may(viewer, Verb.FAMILY_PAGE, link.child_id, on=on):
        return False
    facts = tie_facts(list(Tie.objects.filter(child_id=link.child_id)))
    return link.adult_id in to_be_told(link.child, facts, on=on)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
