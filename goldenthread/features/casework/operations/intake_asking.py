"""Writing and sending a request for an assessment: a draft saved at every step.

There is one draft a writer (or a school) and child."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from goldenthread.features.casework.models import Intake
from goldenthread.features.casework.operations import telling
from goldenthread.features.casework.queries.intake_asking import Asker, draft_rows
from goldenthread.features.casework.queries.intake_questions import (
    ABOUT_ME,
    HOW,
    LONGEST,
    NEEDED_TO_SEND,
    QUESTIONS,
    text_of,
)
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.documents import keeping
from goldenthread.foundation.people.models import Child


class TooLong(Exception):
    """An answer has more than LONGEST characters."""


class NoSuchQuestion(Exception):
    """We do not ask this."""


class ChangedMeanwhile(Exception):
    """Somebody else saved this answer after it was read: `theirs` is what they wrote, `version` the one to reply to."""

    def __init__(self, theirs: str, by: str, version: int) -> None:
        super().__init__("changed meanwhile")
        self.theirs, self.by, self.version = theirs, by, version


class NotYetEnough(Exception):
    """Nothing says what the worry is."""


class NothingToSend(Exception):
    """There is no draft: it was sent or thrown away already."""


def save_answer(
    *, child: Child, asker: Asker, question: str, text: str, by: Viewer, on: date, how: str = "", version: int = 0
) -> Intake:
    """Keep one answer, beginning a draft where there is none. `version` is that of the answer as it was read.

    Raises NoSuchQuestion, TooLong, ChangedMeanwhile.
    """
    if question not in QUESTIONS or (how and how not in HOW):
        raise NoSuchQuestion
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        raise TooLong
    with transaction.atomic():
        draft = _draft(child, asker, by)
        was = draft.answers.get(question, {})
        same = was.get("text", "") == text and was.get("how", "") == how
        if was.get("version", 0) != version and not same:
            raise ChangedMeanwhile(was.get("text", ""), was.get("by", ""), was.get("version", 0))
        answer = {"text": text, "by": by.name, "on": on.isoformat(), "version": was.get("version", 0) + 1}
        draft.answers = {**draft.answers, question: answer | ({"how": how} if question == ABOUT_ME else {})}
        draft.saved_at = clock.now()
        draft.save(update_fields=["answers", "saved_at"])
        # Of no child, as far as the trail says: a draft is its writer's own until it is sent.
        journal.record("intake.answered", by=by, on=on, data={"intake": draft.public_id, "question": question})
    return draft


def send(*, child: Child, asker: Asker, by: Viewer, on: date) -> Intake:
    """The council has it from this moment: it is received today. Raises NothingToSend, NotYetEnough."""
    with transaction.atomic():
        draft = draft_rows(child, asker, by).select_for_update().first()
        if draft is None:
            raise NothingToSend
        if not text_of(draft.answers, NEEDED_TO_SEND):
            raise NotYetEnough
        draft.state, draft.received_on, draft.sent_at = Intake.State.SENT, on, clock.now()
        draft.writer_id, draft.asked_by, draft.relation = by.user_id, by.name, asker.relation
        draft.save(update_fields=["state", "received_on", "sent_at", "writer", "asked_by", "relation"])
        journal.record("intake.sent", by=by, about=child.public_id, on=on, data={"intake": draft.public_id})
        telling.of_request_in(draft, by=by, on=on)
    return draft


def throw_away(*, child: Child, asker: Asker, by: Viewer, on: date) -> bool:
    """Remove the draft with all that is in it; False where there is none (any more)."""
    with transaction.atomic():
        draft = draft_rows(child, asker, by).select_for_update().first()
        if draft is None:
            return False
        journal.record("intake.thrown_away", by=by, on=on, data={"intake": draft.public_id})
        for file in draft.files.select_related("document__child"):  # type: ignore[attr-defined]
            keeping.take_away(document=file.document, reason="Thrown away with a request not sent", by=by, on=on)
        draft.delete()
    return True


def _draft(child: Child, asker: Asker, by: Viewer) -> Intake:
    rows = draft_rows(child, asker, by).select_for_update()
    found = rows.first()
    if found is not None:
        return found
    now = clock.now()
    try:
        with transaction.atomic():
            made = Intake.rows.create(
                child=child, who=asker.who, writer_id=by.user_id, school_id=asker.school_id, asked_by=by.name,
                relation=asker.relation, begun_at=now, saved_at=now,
            )  # fmt: skip
            journal.record("intake.begun", by=by, data={"intake": made.public_id})
    except IntegrityError:  # another window of theirs, or a colleague, began it a moment before
        return rows.get()
    return made
