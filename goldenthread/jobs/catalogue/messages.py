"""Messages: written each morning about what is late or near, sent and asked after as they fall due."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from goldenthread.features.casework.operations import reminders, telling
from goldenthread.foundation import clock, journal
from goldenthread.foundation.notify import govuk, receipts, sending
from goldenthread.jobs.progress import Progress
from goldenthread.jobs.registry import job

NOT_SET_UP = {"stopped": "GOV.UK Notify is not set up here, so messages wait."}


@job("queue_reminders", title="Write messages about what is late or near")
def queue_reminders(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Read every child's clocks for today; harmless to repeat, for a message is written once."""
    found = reminders.queue(
        by=journal.SYSTEM, on=clock.today(), progress=lambda done, total: progress(done, total, "children")
    )
    return asdict(found)


@job("send_messages", title="Send messages")
def send_messages(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Send what is due. Safe to repeat by each message's own key: what was sent is found, not sent again."""
    sender = govuk.sender()
    if sender is None:
        return NOT_SET_UP
    return asdict(sending.drain(sender, readdress=telling.readdress, progress=lambda done: progress(done)))


@job("read_receipts", title="Ask what became of messages")
def read_receipts(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Ask the sending service about what it took; harmless to repeat."""
    sender = govuk.sender()
    return NOT_SET_UP if sender is None else dict(receipts.read(sender, progress=lambda done: progress(done)))
