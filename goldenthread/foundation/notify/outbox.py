"""Puts messages in the outbox, in the transaction of the event they tell of. Asked twice, a message is there once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from goldenthread.foundation import clock, journal
from goldenthread.foundation.ids import new_id
from goldenthread.foundation.notify.bodies import Reached, emails_of
from goldenthread.foundation.notify.models import Message
from goldenthread.foundation.notify.ways import BY_HAND, next_way
from goldenthread.foundation.people.models import Adult, Child, Organisation

State = Message.State
_AT_ONCE = 500
NOBODY_TO_REACH = "We hold no email address, mobile number or address for them."
NOBODY_ANSWERS = "Nobody is recorded who answers for this service."


@dataclass(frozen=True, slots=True)
class Written:
    """A message about to be put in the outbox. `key` without whom it is to: that is added here. `part`: whom at a body,
    blank for its inbox."""

    key: str
    child: Child
    to: Adult | Organisation
    kind: str
    subject: str
    body: str
    text: str = ""
    carries_link: bool = False
    part: str = ""
    translated: str = ""
    language: str = ""

    @property
    def once_key(self) -> str:
        """One a message: what it tells of, about whom, to whom."""
        return once_key(f"{self.key}:{self.part}" if self.part else self.key, self.child, self.to)


def once_key(key: str, child: Child, to: Adult | Organisation) -> str:
    """What makes a message one."""
    return f"{key}:{child.public_id}:{to.public_id}"[:160]


def put(written: Sequence[Written], *, by: journal.Author, on: date, at: datetime) -> list[Message]:
    """Those not there yet, as rows. An adult is best read with `preference`: else it costs a query each."""
    rows: list[Message] = []
    with transaction.atomic():
        for start in range(0, len(written), _AT_ONCE):
            batch = {each.once_key: each for each in written[start : start + _AT_ONCE]}
            there = set(Message.rows.filter(once_key__in=list(batch)).values_list("once_key", flat=True))
            fresh = [each for key, each in batch.items() if key not in there]
            bodies = [(each.to, each.part) for each in fresh if isinstance(each.to, Organisation)]
            reached = emails_of(bodies, on=on)
            rows += _inserted([_row(each, reached, at) for each in fresh])
        journal.record_many([_entry(row, by, on) for row in rows]) if rows else None
    return rows


def withdraw(key: str, *, by: journal.Author, on: date, at: datetime) -> tuple[int, Message | None]:
    """What it told of was not so: how many messages with this key had not left and now will not, and one that had."""
    # A row whose lease is held may be leaving this moment: it counts as having left.
    rows = Message.rows.filter(once_key__startswith=f"{key}:").select_related("child")
    unsent = rows.filter(state__in=[State.QUEUED, State.FOR_NOW, State.FELL, State.BY_HAND, State.GIVEN_UP])
    stopped = list(unsent.select_for_update(of=("self",)))
    Message.rows.filter(pk__in=[row.pk for row in stopped]).update(
        state=State.NOT_SENT, error="What it told of was put right before it left.", ended_at=at
    )
    drafts = [
        journal.Draft("message.not_sent", by, row.child.public_id, on, data={"message": row.public_id})
        for row in stopped
    ]
    journal.record_many(drafts) if drafts else None
    return len(stopped), rows.exclude(state=State.NOT_SENT).order_by("id").last()


def waiting(*, at: datetime) -> Q:
    """Which rows a sender may take: due, or taken by one whose lease ran out."""
    due = Q(state__in=[State.QUEUED, State.FOR_NOW, State.FELL], not_before__lte=at)
    return due | Q(state=State.SENDING, lease_until__lt=at)


def is_waiting(at: datetime) -> bool:
    """Whether there is anything to send now."""
    return Message.rows.filter(waiting(at=at)).exists()


def _inserted(rows: list[Message]) -> list[Message]:
    """Those that are now there. Of two transactions that tell of one thing at once, the unique key lets one write it;
    the other's rows are passed over, and its own change goes on."""
    if not rows:
        return []
    Message.rows.bulk_create(rows, ignore_conflicts=True)
    numbers = dict(Message.rows.filter(public_id__in=[row.public_id for row in rows]).values_list("public_id", "pk"))
    for row in rows:
        row.pk = numbers.get(row.public_id)
    return [row for row in rows if row.pk is not None]


def _row(each: Written, reached: Reached, at: datetime) -> Message:
    way = next_way(each.to, email=reached.get((each.to.pk, each.part), ""))
    nobody = NOBODY_ANSWERS if each.part else NOBODY_TO_REACH
    state = State.BY_HAND if way in BY_HAND else State.QUEUED if way else State.GIVEN_UP
    return Message(
        public_id=new_id(), once_key=each.once_key, child=each.child, kind=each.kind, subject=each.subject[:200],
        adult=each.to if isinstance(each.to, Adult) else None,
        organisation=each.to if isinstance(each.to, Organisation) else None,
        part=each.part, body=each.body, text=each.text, translated=each.translated, language=each.language,
        carries_link=each.carries_link, state=state, channel=way,
        not_before=min(at, clock.true_now()), queued_at=at, error="" if way else nobody,
        ended_at=None if way else at,
    )  # fmt: skip


def _entry(row: Message, by: journal.Author, on: date) -> journal.Draft:
    kinds = {State.BY_HAND: "message.by_hand", State.GIVEN_UP: "message.given_up"}
    return journal.Draft(
        kinds.get(State(row.state), "message.queued"), by, row.child.public_id, on,
        data={"message": row.public_id, "kind": row.kind, "channel": row.channel},
    )  # fmt: skip
