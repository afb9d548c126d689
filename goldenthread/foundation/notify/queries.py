"""Messages as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from goldenthread.foundation.access.families import to_be_told
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer, tie_facts
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.notify.models import Channel, Message, Preference
from goldenthread.foundation.notify.ways import preference_of
from goldenthread.foundation.people.models import Child, ServiceContact, Tie

State = Message.State
NEEDS_A_PERSON = (State.GIVEN_UP, State.BY_HAND)
FAILED_SO_FAR = (State.FOR_NOW, State.FELL)


@dataclass(frozen=True, slots=True)
class Seen:
    """A message in a list. `child_id` and the names are blank for a viewer who may not know whom it is about."""

    id: str
    kind: str
    subject: str
    to: str
    child_id: str
    child: str
    channel: str
    state: str
    state_said: str
    error: str
    queued_at: datetime
    sent_at: datetime | None
    not_before: datetime


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt to send."""

    channel: str
    began_at: datetime
    outcome: str
    error: str


def counts() -> dict[str, int]:
    """How many messages are in each state; states with none are left out."""
    rows = Message.rows.values("state").annotate(number=Count("id")).order_by("state")
    return {row["state"]: row["number"] for row in rows}


def in_trouble(viewer: Viewer, *, on: date, limit: int = 200) -> list[Seen]:
    """Those that need a person and those that failed so far, about children this viewer works on; oldest first."""
    rows = Message.objects.visible_to(viewer, Verb.WORK_ON, on=on)
    return [seen(row) for row in _troubled(rows)[:limit]]


def needing_a_person(viewer: Viewer, *, on: date, of: Q) -> QuerySet[Message]:
    """Those that no channel could deliver, and those to be posted or called, about children this viewer works on;
    oldest first. `of`: which messages besides."""
    rows: QuerySet[Message] = Message.objects.visible_to(viewer, Verb.WORK_ON, on=on)
    return _read(rows.filter(of, state__in=NEEDS_A_PERSON)).order_by("queued_at", "id")


def in_trouble_nameless(*, limit: int = 200) -> list[Seen]:
    """The same of everybody's, for whoever keeps the system running and sees no child."""
    return [nameless(row) for row in _troubled(Message.rows.all())[:limit]]


def about(child_id: int, *, limit: int = 100) -> list[Message]:
    """Every message about a child already found, newest first."""
    return list(_read(Message.rows.filter(child_id=child_id)).order_by("-queued_at", "-id")[:limit])


def one_about(child_id: int, public_id: str) -> Message | None:
    """One of them; None for an id that is none, or another child's."""
    if not is_id(public_id):
        return None
    return _read(Message.rows.filter(child_id=child_id, public_id=public_id)).first()


def tries_of(message: Message) -> list[Tried]:
    """How it was tried, first to last."""
    return [
        Tried(str(Channel(row.channel).label), row.began_at, row.outcome, row.error)
        for row in message.tries.order_by("id")  # type: ignore[attr-defined]
    ]


def told_to(adult_id: int | None, child_id: int, *, limit: int = 50) -> list[Message]:
    """What this adult was sent about this child, newest first; not what failed or is still waiting."""
    sent = Q(state__in=[State.SENT, State.DELIVERED, State.DONE_BY_HAND])
    rows = Message.rows.filter(sent, adult_id=adult_id or 0, child_id=child_id)
    return list(rows.order_by("-queued_at", "-id")[:limit])


def find(public_id: str) -> Message | None:
    """By public id, for whoever keeps the system running."""
    return Message.rows.filter(public_id=public_id).first() if is_id(public_id) else None


def seen(row: Message) -> Seen:
    """As a list shows it."""
    return Seen(
        row.public_id, row.kind, row.subject, to_said(row), row.child.public_id, row.child.full_name,
        str(Channel(row.channel).label) if row.channel else "", row.state, str(row.get_state_display()), row.error,
        row.queued_at, row.sent_at, row.not_before,
    )  # fmt: skip


def to_said(row: Message) -> str:
    """Whom it is to: an adult, a body, or whoever answers for a body."""
    to = row.adult or row.organisation
    name = to.name if to else ""
    return f"{name}: {ServiceContact.Part(row.part).label.lower()}" if row.part else name


def nameless(row: Message) -> Seen:
    """The same without anybody."""
    return Seen(
        row.public_id, row.kind, "", "", "", "", str(Channel(row.channel).label) if row.channel else "", row.state,
        str(row.get_state_display()), row.error, row.queued_at, row.sent_at, row.not_before,
    )  # fmt: skip


def _troubled(rows: QuerySet[Message]) -> QuerySet[Message]:
    return _read(rows.filter(state__in=[*NEEDS_A_PERSON, *FAILED_SO_FAR])).order_by("queued_at", "id")


def _read(rows: QuerySet[Message]) -> QuerySet[Message]:
    return rows.select_related("child", "adult__preference", "organisation")


def anybody_to_tell(child: Child, *, on: date) -> bool:
    """Whether anybody of the family may be told today. One query."""
    return bool(to_be_told(child, tie_facts(list(Tie.objects.filter(child_id=child.pk))), on=on))


def wants_easy_read(message: Message) -> bool:
    """Whether its reader chose Easy Read, which a person finishes."""
    return bool(message.adult and preference_of(message.adult).format == Preference.Format.EASY_READ)


def format_of(message: Message) -> str:
    """What its reader asked for besides ordinary print in English, in words; blank for nothing."""
    if message.adult is None:
        return ""
    chosen = preference_of(message.adult)
    shape = "" if chosen.format == Preference.Format.STANDARD else str(chosen.get_format_display())
    return ". ".join(each for each in (shape, chosen.language, message.adult.needs) if each)
