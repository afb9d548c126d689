"""Sends what is in the outbox, one message at a time. What leaves is read at that moment: whom it is for, and how to
reach them, may have changed since it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.families import to_be_told
from goldenthread.foundation.access.viewer import tie_facts
from goldenthread.foundation.notify import claims, links
from goldenthread.foundation.notify.bodies import email_of
from goldenthread.foundation.notify.claims import Held
from goldenthread.foundation.notify.govuk import TIMEOUT, ForGood, ForNow, NothingCanGo, Sender
from goldenthread.foundation.notify.models import Attempt, Channel, Message
from goldenthread.foundation.notify.outbox import NOBODY_ANSWERS, NOBODY_TO_REACH
from goldenthread.foundation.notify.ways import BY_HAND, address_for, next_way
from goldenthread.foundation.people.models import Tie

State = Message.State
LONGEST_TOGETHER = 700  # characters of a text in two languages: GOV.UK Notify refuses more than 918, a link among them
TRIES = 6  # on one channel, about two hours in all
FIRST_RECEIPT = timedelta(minutes=5)
NO_LONGER_THEIRS = "They may no longer be told about this child."
CUT_SHORT = "The worker stopped in the middle."
# Told of a message that was not sent because it is no longer for whom it was written to.
Readdress = Callable[[Message], object]


@dataclass(slots=True)
class Drained:
    """How many messages went which way in one go. `stopped` says why it ended early."""

    sent: int = 0
    again_later: int = 0
    another_way: int = 0
    by_hand: int = 0
    given_up: int = 0
    not_sent: int = 0
    stopped: str = ""

    def count(self, state: str) -> None:
        """One more that is now in this state."""
        name = {
            State.SENT: "sent", State.FOR_NOW: "again_later", State.FELL: "another_way", State.BY_HAND: "by_hand",
            State.GIVEN_UP: "given_up", State.NOT_SENT: "not_sent",
        }.get(State(state))  # fmt: skip
        if name:
            setattr(self, name, getattr(self, name) + 1)


def drain(
    sender: Sender, *, readdress: Readdress | None = None, progress: Callable[[int], None] | None = None,
    most: int = 500,
) -> Drained:  # fmt: skip
    """Send what is due, at most so many. Ends early when the service refuses our key: no other would go either."""
    found = Drained()
    for done in range(most):
        if progress:
            progress(done)
        held = claims.claim(at=clock.true_now())
        if held is None:
            break
        try:
            found.count(send_one(held, sender, readdress))
        except NothingCanGo as refused:
            found.count(_end(held, State.GIVEN_UP, str(refused)))
            found.stopped = str(refused)
            break
    return found


def send_one(held: Held, sender: Sender, readdress: Readdress | None = None) -> str:
    """Send a message this worker holds; the state it is in now, blank where it was no longer ours."""
    message = held.message
    if not may_be_told(message):
        state = _end(held, State.NOT_SENT, NO_LONGER_THEIRS)
        if state and readdress:
            readdress(message)
        return state
    email = _body_email(message)
    way = _following(message, message.failed_channels, email)
    if way in BY_HAND:
        return _leave_to_a_person(held, way)
    if not way:
        nobody = NOBODY_ANSWERS if message.part else NOBODY_TO_REACH
        return _end(held, State.GIVEN_UP, message.error or nobody)
    return _try(held, sender, way, email or (address_for(message.adult, way) if message.adult else ""))


def may_be_told(message: Message) -> bool:
    """Whether whom it was written to may be told of this child today."""
    on, ties = clock.today(), list(Tie.objects.filter(child_id=message.child_id))
    if message.organisation_id is not None:
        return any(tie.organisation_id == message.organisation_id for tie in ties if tie_facts([tie])[0].holds(on))
    return message.adult_id in to_be_told(message.child, tie_facts(ties), on=on)


def reference_of(message: Message, way: str) -> str:
    """What the service is asked by: the same however often it is tried this way."""
    return f"{message.public_id}-{way}"


def _try(held: Held, sender: Sender, way: str, address: str) -> str:
    message, reference = held.message, reference_of(held.message, way)
    tried_before = Attempt.objects.filter(message=message, channel=way).exists()
    attempt = Attempt.objects.create(message=message, channel=way, began_at=clock.now())
    try:
        provider_id = sender.find(reference) if tried_before else ""
        if not provider_id:
            if clock.true_now() > held.until - timedelta(seconds=TIMEOUT):
                return _for_now(held, attempt, way, CUT_SHORT)  # held too long: another may have it by now
            body = _with_link(message, way)
            provider_id = sender.send(way, address, message.subject, body, reference)
    except ForNow as told:
        return _for_now(held, attempt, way, str(told))
    except ForGood as told:
        return fall(held, way, str(told), attempt)
    except NothingCanGo as told:
        _close(attempt, "refused", str(told))
        raise
    return _sent(held, attempt, way, provider_id)


def _with_link(message: Message, way: str) -> str:
    body = _with_translation(message, way)
    if not message.carries_link or not settings.PUBLIC_ADDRESS:
        return body
    url = f"{settings.PUBLIC_ADDRESS.rstrip('/')}/family/link/{links.make(message, at=clock.now())}/"
    if way == Channel.TEXT:
        return f"{body} See more (you need the date of birth): {url}"
    return (
        f"{body}\n\n# See this on a page\n\nOpen this link. It asks for the date of birth. It works for 7 days. "
        f"Do not pass it on.\n\n{url}"
    )


def _with_translation(message: Message, way: str) -> str:
    """The short form in the reader's language, then the English. Of a text message the one that fits, where both are
    too long: theirs rather than the English."""
    body = message.text if way == Channel.TEXT else message.body
    if not message.translated:
        return body
    both = f"{message.translated}\n\n{body}"
    if way != Channel.TEXT:
        return both
    return next((each for each in (both, message.translated) if len(each) <= LONGEST_TOGETHER), body)


def _sent(held: Held, attempt: Attempt, way: str, provider_id: str) -> str:
    now = clock.now()
    with transaction.atomic():
        _close(attempt, "sent")
        ours = claims.write(
            held, state=State.SENT, channel=way, provider_id=provider_id, error="", sent_at=now,
            receipt_at=clock.true_now() + FIRST_RECEIPT,
        )  # fmt: skip
        if ours:
            enter("message.sent", held.message, way)
    return State.SENT if ours else ""


def _for_now(held: Held, attempt: Attempt, way: str, why: str) -> str:
    message = held.message
    if message.attempts >= TRIES:
        return fall(held, way, why, attempt)
    with transaction.atomic():
        _close(attempt, "for_now", why)
        later = clock.true_now() + claims.pause(message)
        ours = claims.write(held, state=State.FOR_NOW, channel=way, error=why[:300], not_before=later)
    return State.FOR_NOW if ours else ""


def fall(held: Held, way: str, why: str, attempt: Attempt | None = None) -> str:
    """This way will not do: the next one, or a person."""
    message = held.message
    failed = [*message.failed_channels, way]
    following = _following(message, failed, _body_email(message))
    state = State.BY_HAND if following in BY_HAND else State.FELL if following else State.GIVEN_UP
    with transaction.atomic():
        attempt = attempt or Attempt.objects.filter(message=message, channel=way).order_by("id").last()
        if attempt is not None:
            _close(attempt, "for_good", why)
        ours = claims.write(
            held, state=state, channel=following or way, failed_channels=failed, error=why[:300], attempts=0,
            not_before=clock.true_now(), provider_id="", receipt_at=None, sent_at=None,
            ended_at=clock.now() if state == State.GIVEN_UP else None,
        )  # fmt: skip
        if ours:
            enter("message.failed" if following else "message.given_up", message, way, why)
    return state if ours else ""


def _body_email(message: Message) -> str:
    body = message.organisation
    return email_of(body, message.part, on=clock.today()) if body else ""


def _following(message: Message, failed: Sequence[str], email: str) -> str:
    to = message.adult or message.organisation
    assert to is not None  # a constraint holds it
    return next_way(to, failed, email=email)


def _leave_to_a_person(held: Held, way: str) -> str:
    with transaction.atomic():
        ours = claims.write(held, state=State.BY_HAND, channel=way, attempts=0)
        if ours:
            enter("message.by_hand", held.message, way)
    return State.BY_HAND if ours else ""


def _end(held: Held, state: State, why: str) -> str:
    kind = "message.not_sent" if state == State.NOT_SENT else "message.given_up"
    with transaction.atomic():
        ours = claims.write(held, state=state, error=why[:300], ended_at=clock.now())
        if ours:
            enter(kind, held.message, held.message.channel, why)
    return state if ours else ""


def _close(attempt: Attempt, outcome: str, error: str = "") -> None:
    attempt.ended_at, attempt.outcome, attempt.error = clock.now(), outcome, error[:300]
    attempt.save(update_fields=["ended_at", "outcome", "error"])


def enter(kind: str, message: Message, way: str, why: str = "", by: journal.Author = journal.SYSTEM) -> None:
    """The journal's entry about a message."""
    data = {"message": message.public_id, "kind": message.kind, "channel": way}
    journal.record(kind, by=by, about=message.child.public_id, on=clock.today(), reason=why, data=data)
