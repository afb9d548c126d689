"""Recording what reached the council by telephone, paper or email, or as a health body's notice."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from goldenthread.features.casework.models import Intake
from goldenthread.features.casework.operations import telling
from goldenthread.features.casework.queries.intake_questions import ABOUT_ME, HELPED, LONGEST, WORRIES
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Child

TOLD = ("forename", "surname", "born_on", "upn", "urn", "address", "postcode", "parent", "parent_phone", "parent_email")


class InTheFuture(Exception):
    """It cannot have been received after today."""


class NobodyNamed(Exception):
    """Neither a child on record nor the name of one who is not."""


class TooLong(Exception):
    """What was said is longer than LONGEST characters."""


def tell(
    *, child: Child | None, told: dict[str, str], who: str, channel: str, asked_by: str, relation: str,
    received_on: date, said: str, by: Viewer, on: date, words: str = "",
) -> Intake:  # fmt: skip
    """`child`, or for one not on record `told` (TOLD says what may be in it). `said` is what the worry is, `words` the
    child's own. Raises InTheFuture, NobodyNamed, TooLong."""
    if received_on > on:
        raise InTheFuture
    kept = {name: told[name].strip() for name in TOLD if told.get(name, "").strip()} if child is None else {}
    if child is None and not (kept.get("forename") or kept.get("surname")):
        raise NobodyNamed
    if max(len(said), len(words)) > LONGEST:
        raise TooLong
    now = clock.now()
    answers = {WORRIES: _answer(said, by, on)}
    if words.strip():
        answers[ABOUT_ME] = _answer(words, by, on) | {"how": HELPED}
    with transaction.atomic():
        row = Intake.rows.create(
            child=child, state=Intake.State.SENT, who=Intake.Who(who), channel=Intake.Channel(channel),
            asked_by=asked_by.strip(), relation=relation.strip(), answers=answers, told=kept, received_on=received_on,
            begun_at=now, saved_at=now, sent_at=now,
        )  # fmt: skip
        about = child.public_id if child else ""
        data = {"intake": row.public_id, "who": who, "channel": channel}
        journal.record("intake.told", by=by, about=about, on=received_on, data=data)
        telling.of_request_in(row, by=by, on=on)
    return row


def _answer(text: str, by: Viewer, on: date) -> dict[str, object]:
    return {"text": text.replace("\r\n", "\n").strip(), "by": by.name, "on": on.isoformat(), "version": 1}
