"""The journal entries about messages."""

from __future__ import annotations

from goldenthread.foundation import journal

journal.register(
    journal.Kind("message.queued", "wrote a message to be sent"),
    journal.Kind("message.sent", "sent a message"),
    journal.Kind("message.failed", "could not send a message one way"),
    journal.Kind("message.given_up", "could not send a message at all"),
    journal.Kind("message.by_hand", "left a message for a person to print or call about"),
    journal.Kind("message.done_by_hand", "posted a letter or made a call"),
    journal.Kind("message.not_sent", "did not send a message to somebody it is no longer for"),
    journal.Kind("message.retried", "asked for a message to be tried again"),
    journal.Kind("translation.saved", "saved a translation of a message's wording"),
    journal.Kind("preference.changed", "changed how somebody is told"),
)
