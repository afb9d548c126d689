"""Asks what became of what was sent. What could not be delivered goes the next way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from goldenthread.foundation import clock
from goldenthread.foundation.ids import new_id
from goldenthread.foundation.notify import claims, sending
from goldenthread.foundation.notify.govuk import ForNow, NothingCanGo, Sender
from goldenthread.foundation.notify.models import Message

LONGEST_PAUSE, ASKED_FOR = timedelta(hours=6), timedelta(days=4)
NOT_DELIVERED = "It was sent and could not be delivered."
State = Message.State


def due(at: datetime) -> bool:
    """Whether there is a message to ask about."""
    return Message.rows.filter(state=State.SENT, receipt_at__lte=at).exists()


def read(sender: Sender, *, progress: Callable[[int], None] | None = None, most: int = 500) -> dict[str, int]:
    """Ask about those that are due; how many were delivered, and how many could not be."""
    at, found = clock.true_now(), {"delivered": 0, "failed": 0}
    rows = Message.rows.filter(state=State.SENT, receipt_at__lte=at).order_by("receipt_at", "id")[:most]
    for done, message in enumerate(rows.select_related("child", "adult__preference", "organisation")):
        if progress:
            progress(done)
        try:
            outcome = sender.outcome(message.provider_id)
        except (ForNow, NothingCanGo):
            break  # the next minute asks again
        if outcome == "delivered":
            found["delivered"] += Message.rows.filter(pk=message.pk, state=State.SENT).update(
                state=State.DELIVERED, receipt_at=None, ended_at=clock.now()
            )
        elif outcome == "failed":
            found["failed"] += _failed(message)
        else:
            _ask_later(message, at)
    return found


def _failed(message: Message) -> int:
    """Held as a worker holds it, so that of two that read one receipt one moves it on."""
    token, until = new_id(), clock.true_now() + claims.LEASE
    mine = Message.rows.filter(pk=message.pk, state=State.SENT, provider_id=message.provider_id)
    if not mine.update(state=State.SENDING, lease_token=token, lease_until=until):
        return 0
    return int(bool(sending.fall(claims.Held(message, token, until), message.channel, NOT_DELIVERED)))


def _ask_later(message: Message, at: datetime) -> None:
    since = at - (message.sent_at or at)
    again = at + min(max(since, sending.FIRST_RECEIPT), LONGEST_PAUSE)
    kept = Message.rows.filter(pk=message.pk, state=State.SENT)
    kept.update(receipt_at=None if since > ASKED_FOR else again)  # nobody will say any more: it stays as sent
