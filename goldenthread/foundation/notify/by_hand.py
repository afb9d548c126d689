"""What people do about messages: post a letter, make a call, try again what was given up."""

from __future__ import annotations

from django.db import transaction

from goldenthread.foundation import clock, journal
from goldenthread.foundation.notify.models import Message
from goldenthread.foundation.notify.sending import enter

State = Message.State


class NotNow(Exception):
    """The message is no longer where this can be done; `state` says where it is."""

    def __init__(self, message: Message) -> None:
        super().__init__(f"This message is now: {message.get_state_display().lower()}.")
        self.message = message


def done(*, message: Message, by: journal.Author) -> None:
    """The letter was posted, or the call was made. Raises NotNow where somebody else did it first."""
    with transaction.atomic():
        now = clock.now()
        waiting = Message.rows.filter(pk=message.pk, state=State.BY_HAND)
        if not waiting.update(state=State.DONE_BY_HAND, sent_at=now, ended_at=now):
            raise NotNow(Message.rows.get(pk=message.pk))
        enter("message.done_by_hand", message, message.channel, by=by)


def try_again(*, message: Message, by: journal.Author) -> None:
    """From the beginning, every way open again. Raises NotNow where it is not given up or waiting for a person."""
    with transaction.atomic():
        stuck = Message.rows.filter(pk=message.pk, state__in=[State.GIVEN_UP, State.BY_HAND, State.FOR_NOW])
        again = stuck.update(
            state=State.QUEUED, failed_channels=[], attempts=0, error="", not_before=clock.true_now(), ended_at=None
        )
        if not again:
            raise NotNow(Message.rows.get(pk=message.pk))
        enter("message.retried", message, message.channel, by=by)
