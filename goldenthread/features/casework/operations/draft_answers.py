"""What a family or an adviser says about a draft plan: saved as they type, then sent; and each comment answered.

An adviser comments on a copy that advisers were shown; the family answers one it was sent.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from django.db import transaction

from goldenthread.domain.lifecycle.assessment_steps import BY_CODE, WRITING, may_follow, stage_of
from goldenthread.domain.statute.plan_sections import SETTING, plan_sections
from goldenthread.features.casework.models import DraftAnswer, PlanComment, PlanCopy
from goldenthread.features.casework.operations import clocks, summaries, telling_drafts
from goldenthread.features.casework.operations.assessment_steps import put
from goldenthread.features.casework.queries.assessment_cases import case_of
from goldenthread.features.casework.queries.draft_answers import meeting_now
from goldenthread.features.casework.queries.plan_drafts import latest_draft, latest_shown, texts_of
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.people.models import Child, Organisation

LONGEST_COMMENT: Final = 8_000
STEP: Final = BY_CODE["draft_answered"]


class NoLongerAsked(Exception):
    """This draft is not the one to answer any more: another was sent, or the final plan."""


class NothingSaid(Exception):
    """There is nothing in the answer."""


class CommentTooLong(Exception):
    """More than LONGEST_COMMENT characters."""


class RepliedMeanwhile(Exception):
    """Somebody answered the comment after the page was made: `reply` and `by` are theirs."""

    def __init__(self, comment: PlanComment) -> None:
        super().__init__("answered meanwhile")
        self.reply, self.by = comment.reply, comment.replied_by_name


class ArrangedMeanwhile(Exception):
    """Somebody arranged the meeting after the page was made: `answer` has what is arranged now."""

    def __init__(self, answer: DraftAnswer) -> None:
        super().__init__("arranged meanwhile")
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Said:
    """An answer besides its comments. `agrees` is "", "yes" or "no"."""

    agrees: str = ""
    wants_meeting: bool = False
    meeting_note: str = ""
    asks_for: str = ""
    asks_why: str = ""


def save_answer(
    *, copy: PlanCopy, comments: Mapping[str, str], said: Said, by: Viewer, on: date,
    organisation: Organisation | None = None,
) -> DraftAnswer:  # fmt: skip
    """Keep what one person has written so far, in place of what they kept before. Comments by section code, "" for
    the whole, `F:` and an item's public id for an item of F; those left out or empty go. `organisation`: the body an
    adviser speaks for. Raises NoLongerAsked, CommentTooLong."""
    texts = {place: _clean(text) for place, text in comments.items() if _is_place(place)}
    if any(len(text) > LONGEST_COMMENT for text in (*texts.values(), said.asks_why, said.meeting_note)):
        raise CommentTooLong
    with transaction.atomic():
        _still_asked(copy)
        answer, _ = DraftAnswer.rows.update_or_create(
            copy=copy, writer_id=by.user_id, sent_on=None,
            defaults={
                **asdict(said), "child_id": copy.child_id, "saved_at": clock.now(), "organisation": organisation,
            },
        )  # fmt: skip
        answer.comments.all().delete()
        PlanComment.rows.bulk_create(
            PlanComment(
                answer=answer,
                child_id=copy.child_id,
                code=place.partition(":")[0],
                item=place.partition(":")[2],
                text=text,
            )
            for place, text in texts.items()
            if text.strip()
        )
        # Of no child, as far as the trail says: until it is sent it is its writer's own.
        journal.record("draft.answer_saved", by=by, on=on, data={"answer": answer.public_id})
        return answer


def send_answer(*, copy: PlanCopy, by: Viewer, on: date) -> DraftAnswer:
    """The council has it from this moment; a family's first answer is the step of the case. Raises NoLongerAsked,
    NothingSaid."""
    with transaction.atomic():
        _still_asked(copy)
        answer = DraftAnswer.rows.filter(copy=copy, writer_id=by.user_id, sent_on=None).first()
        if answer is None or not (answer.agrees or answer.wants_meeting or answer.asks_for or answer.comments.exists()):
            raise NothingSaid
        answer.sent_on, answer.sent_at = on, clock.now()
        answer.save(update_fields=["sent_on", "sent_at"])
        is_advisers = copy.kind == PlanCopy.Kind.SHOWN
        journal.record(
            "draft.adviser_commented" if is_advisers else "draft.answered", by=by, about=copy.child.public_id, on=on,
            data={"answer": answer.public_id, "copy": copy.public_id},
        )  # fmt: skip
        if is_advisers:
            return answer
        if STEP in may_follow(case_of(copy.request)):
            put(copy.request, STEP.fact, on, by=by, on=on)
        else:  # of a draft served again: its own time to answer has been used
            clocks.refresh([copy.child_id], on=on)
            summaries.refresh([copy.child_id], on=on)
        return answer


def reply(
    *, comment: PlanComment, text: str, changed: Collection[str], was: str, by: journal.Author, on: date
) -> PlanComment:
    """Staff answer a comment; the family sees it. `changed`: sections changed because of it, whose text as it stands
    is shown to them with the answer (an adviser is told which). `was` is the moment of the answer that was on the page,
    ISO, or blank.

    Raises RepliedMeanwhile, NothingSaid, CommentTooLong.
    """
    text = _clean(text).strip()
    if not text:
        raise NothingSaid
    if len(text) > LONGEST_COMMENT:
        raise CommentTooLong
    with transaction.atomic():
        Child.rows.select_for_update().only("id").get(pk=comment.child_id)
        comment.refresh_from_db()
        if (comment.replied_at.isoformat() if comment.replied_at else "") != was:
            raise RepliedMeanwhile(comment)
        rows = texts_of(comment.answer.copy.request_id)
        comment.reply, comment.replied_at, comment.replied_by_name = text, clock.now(), by.name
        comment.changed = {
            code: rows[code].text if code in rows else ""
            for code in plan_sections()
            if code in changed and code != SETTING
        }
        comment.save(update_fields=["reply", "replied_at", "replied_by_name", "changed"])
        journal.record(
            "draft.comment_replied", by=by, about=comment.child.public_id, on=on,
            data={"answer": comment.answer.public_id, "section": comment.code, "changed": sorted(comment.changed)},
        )  # fmt: skip
        telling_drafts.of_reply(comment.answer, by=by, on=on)
        return comment


def arrange_meeting(
    *, answer: DraftAnswer, meeting_on: date | None, said: str, was: str, by: journal.Author, on: date
) -> DraftAnswer:
    """When the meeting the family asked for is, or what was arranged. The family sees it. `was`: what was arranged when
    the page was made (queries/draft_answers.meeting_now). Saving the same again changes nothing.

    Raises NothingSaid, ArrangedMeanwhile.
    """
    said = _clean(said).strip()
    if meeting_on is None and not said:
        raise NothingSaid
    with transaction.atomic():
        Child.rows.select_for_update().only("id").get(pk=answer.child_id)
        answer.refresh_from_db()
        if (answer.meeting_on, answer.meeting_said) == (meeting_on, said[:LONGEST_COMMENT]):
            return answer
        if meeting_now(answer) != was:
            raise ArrangedMeanwhile(answer)
        answer.meeting_on, answer.meeting_said = meeting_on, said[:LONGEST_COMMENT]
        answer.save(update_fields=["meeting_on", "meeting_said"])
        journal.record(
            "draft.meeting_arranged", by=by, about=answer.child.public_id, on=on,
            data={"answer": answer.public_id, "meeting_on": meeting_on},
        )  # fmt: skip
        return answer


def _still_asked(copy: PlanCopy) -> None:
    Child.rows.select_for_update().only("id").get(pk=copy.child_id)
    shown = copy.kind == PlanCopy.Kind.SHOWN
    latest = latest_shown(copy.request_id) if shown else latest_draft(copy.request_id)
    stages = WRITING if shown else ("draft_served",)
    if latest is None or latest.pk != copy.pk or stage_of(case_of(copy.request)) not in stages:
        raise NoLongerAsked


def _is_place(place: str) -> bool:
    code, of_item, item = place.partition(":")
    return (code in plan_sections() and (is_id(item) or not of_item)) or place == ""


def _clean(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
