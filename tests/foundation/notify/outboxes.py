"""Families with messages waiting, and the stand-in for GOV.UK Notify they are sent to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.test import override_settings

from goldenthread.demo.notify_stub import NotifyStub
from goldenthread.foundation import clock, journal
from goldenthread.foundation.notify import govuk, outbox, sending
from goldenthread.foundation.notify.models import Message, Preference
from goldenthread.foundation.notify.outbox import Written
from goldenthread.foundation.people.models import Adult, Child, Organisation
from tests.builders import a_child, an_adult, tie


@contextmanager
def a_stub(kind: str = "test") -> Iterator[NotifyStub]:
    """The stand-in, and the product's settings pointing at it."""
    with NotifyStub() as stub, override_settings(NOTIFY=stub.settings(kind), PUBLIC_ADDRESS="https://send.example"):
        yield stub


def a_reader(**more: object) -> tuple[Child, Adult]:
    """A child of ten and a parent who holds the rights, with an email, a mobile number and an address."""
    child = a_child()
    reach = {"email": "salma@example.org", "phone": "07700 900123", "address": "1 Marle Road", **more}
    parent = an_adult("Salma Khan", **reach)
    tie(child, "parent", who=parent, parental_responsibility=True)
    return child, parent


def wants(adult: Adult, **chosen: str) -> None:
    """What an adult chose."""
    Preference.objects.create(adult=adult, changed_at=clock.now(), changed_by="system", **chosen)


def queued(child: Child, to: Adult | Organisation, *, key: str = "test", link: bool = False) -> Message:
    """One message in the outbox."""
    written = Written(
        key, child, to, "late", "Something for Amira is late", "Dear Salma,\n\n# What has happened\n\nIt is late.",
        "It is late.", carries_link=link,
    )  # fmt: skip
    to = type(to).objects.get(pk=to.pk)
    rows = outbox.put([written], by=journal.SYSTEM, on=clock.today(), at=clock.now())
    return rows[0] if rows else Message.rows.get(once_key=written.once_key)


def drain(**more: object) -> sending.Drained:
    """Send what is due."""
    sender = govuk.sender()
    assert sender is not None
    return sending.drain(sender, **more)  # type: ignore[arg-type]


def again(message: Message) -> Message:
    """The row as it is now."""
    return Message.rows.get(pk=message.pk)
