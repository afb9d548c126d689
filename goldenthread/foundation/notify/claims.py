"""One worker holds one message at a time: as runs are held (foundation/runs/leases.py), so that no two send it.

Before anything leaves, the row says SENDING and an attempt is noted. A worker that is killed leaves both; the next one
sees them and asks the service, by the message's reference, whether it has it already.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from goldenthread.foundation.ids import new_id
from goldenthread.foundation.notify.govuk import TIMEOUT
from goldenthread.foundation.notify.models import Message
from goldenthread.foundation.notify.outbox import waiting

LEASE = timedelta(seconds=4 * TIMEOUT)  # asking, then sending, each within TIMEOUT, and as long again to spare
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=2)
CANDIDATES = 20
State = Message.State


@dataclass(frozen=True, slots=True)
class Held:
    """A message held by a worker until `until`, by a token."""

    message: Message
    token: str
    until: datetime


def claim(*, at: datetime, leaving_out: Collection[int] = ()) -> Held | None:
    """The message that has waited longest; None when there is none. Of two workers that try for one, one gets it."""
    rows = Message.rows.filter(waiting(at=at)).exclude(pk__in=list(leaving_out))
    for pk, state, attempts, was in list(
        rows.order_by("not_before", "id").values_list("pk", "state", "attempts", "lease_token")[:CANDIDATES]
    ):
        token, until = new_id(), at + LEASE
        taken = Message.rows.filter(pk=pk, state=state, attempts=attempts, lease_token=was).update(
            state=State.SENDING, lease_token=token, lease_until=until, attempts=F("attempts") + 1
        )
        if taken:
            found = Message.rows.select_related("child", "adult__preference", "organisation").get(pk=pk)
            return Held(found, token, until)
    return None


def write(held: Held, **values: Any) -> bool:
    """Change the row and let it go. False where it is no longer this worker's, and nothing was changed."""
    mine = Message.rows.filter(pk=held.message.pk, state=State.SENDING, lease_token=held.token)
    return bool(mine.update(lease_token="", lease_until=None, **values))


def pause(message: Message) -> timedelta:
    """How long to wait before the next attempt: doubling, up to two hours, a fifth more or less, drawn from its id."""
    doubled = min(FIRST_PAUSE * 2 ** min(max(message.attempts - 1, 0), 12), LONGEST_PAUSE)
    return doubled * random.Random(f"{message.public_id}:{message.attempts}").uniform(0.8, 1.2)
