"""What a family and advisers said about a draft plan: one person's own for them, everybody's for staff.

The child has been found for the viewer; an adult of the family is shown their own answers and nobody else's, an adviser
those of their own body.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from goldenthread.features.casework.models import DraftAnswer, PlanComment, PlanCopy
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.people.models import Child


def own_answers(copy: PlanCopy, viewer: Viewer) -> tuple[DraftAnswer | None, list[DraftAnswer]]:
    """The viewer's answer being written (None where none is) and those they sent about this plan, newest first, also
    about earlier drafts. What they wrote and did not send about an earlier draft is not lost: it starts their answer to
    this one. Two queries."""
    return _own(copy, Q(writer_id=viewer.user_id))


def own_comments(
    copy: PlanCopy, viewer: Viewer, bodies: Collection[int]
) -> tuple[DraftAnswer | None, list[DraftAnswer]]:
    """The same of an adviser, about a draft they were shown: what they are writing, and what their bodies sent. Two
    queries."""
    return _own(copy, Q(writer_id=viewer.user_id) | Q(organisation__in=list(bodies), sent_on__isnull=False))


def _own(copy: PlanCopy, whose: Q) -> tuple[DraftAnswer | None, list[DraftAnswer]]:
    rows = DraftAnswer.rows.filter(whose, copy__request_id=copy.request_id, **_of_a_kind(copy.kind))
    rows = rows.select_related("copy", "writer").prefetch_related("comments").order_by("-sent_at", "-id")
    found = list(rows)
    sent, unsent = [each for each in found if each.sent_on], [each for each in found if each.sent_on is None]
    draft = next((each for each in unsent if each.copy_id == copy.pk), None)
    if draft is None and unsent and not any(each.copy_id == copy.pk for each in sent):
        draft = max(unsent, key=lambda each: each.saved_at)
    return draft, sent


def sent_answers(request_id: int) -> list[DraftAnswer]:
    """Everything the family has sent about the drafts of one request, newest first. Two queries."""
    return _sent(request_id, PlanCopy.Kind.DRAFT)


def adviser_answers(request_id: int) -> list[DraftAnswer]:
    """Everything advisers have sent about the drafts of one request, newest first. Two queries."""
    return _sent(request_id, PlanCopy.Kind.SHOWN)


def _sent(request_id: int, kind: str) -> list[DraftAnswer]:
    rows = DraftAnswer.rows.filter(copy__request_id=request_id, sent_on__isnull=False, **_of_a_kind(kind))
    rows = rows.select_related("copy", "writer", "organisation")
    return list(rows.prefetch_related("comments").order_by("-sent_at", "-id"))


def said_of(request_id: int, code: str) -> list[PlanComment]:
    """Every comment sent on one section or an item of it, whoever's, newest first. One query."""
    rows = PlanComment.rows.filter(answer__copy__request_id=request_id, code=code, answer__sent_on__isnull=False)
    rows = rows.select_related("answer__copy", "answer__writer", "answer__organisation")
    return list(rows.order_by("-answer__sent_at", "id"))


def commented(request_id: int) -> list[PlanComment]:
    """Advisers' comments sent about the drafts of one request, for the family to be told that there were: of whom,
    about which section, and whether it was changed. Their words are for the team. One query."""
    rows = PlanComment.rows.filter(
        answer__copy__request_id=request_id, answer__copy__kind=PlanCopy.Kind.SHOWN, answer__sent_on__isnull=False
    )
    return list(rows.select_related("answer__organisation").order_by("-answer__sent_at", "code", "id"))


def _of_a_kind(kind: str) -> dict[str, str]:
    """The family answers what it was sent, an adviser what they were shown."""
    return {"copy__kind": kind}


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many comments of the family, meetings they wish for, and comments of advisers wait for staff."""

    comments: int
    meetings: int
    of_advisers: int


def to_answer(request_id: int) -> Waiting:
    """What of one request's drafts waits for staff. One query."""
    rows = DraftAnswer.rows.filter(copy__request_id=request_id, sent_on__isnull=False)
    comment, advisers = Q(comments__isnull=False, comments__replied_at=None), Q(copy__kind=PlanCopy.Kind.SHOWN)
    meeting = Q(wants_meeting=True, meeting_on=None, meeting_said="")
    counted = rows.aggregate(
        of_family=Count("comments", filter=comment & ~advisers),
        of_advisers=Count("comments", filter=comment & advisers),
        meetings=Count("id", filter=meeting, distinct=True),
    )
    return Waiting(counted["of_family"], counted["meetings"], counted["of_advisers"])


def places_asked_for(request_id: int) -> list[tuple[str, str]]:
    """(place, why) the family asked for in answers sent, newest first. One query."""
    rows = DraftAnswer.rows.filter(copy__request_id=request_id, sent_on__isnull=False).exclude(asks_for="")
    return list(rows.order_by("-sent_at").values_list("asks_for", "asks_why"))


def comment_of(child: Child, number: str) -> PlanComment | None:
    """One comment sent about this child's draft, by its number as typed."""
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    rows = PlanComment.rows.filter(child=child, pk=int(number), answer__sent_on__isnull=False)
    return rows.select_related("answer__copy", "answer__organisation", "answer__writer", "child").first()


def meeting_now(answer: DraftAnswer) -> str:
    """What is arranged of the meeting as one short text, for a page to send back: blank while nothing is."""
    told = (answer.meeting_on.isoformat() if answer.meeting_on else "", answer.meeting_said)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16] if any(told) else ""


def answer_of(child: Child, public_id: str) -> DraftAnswer | None:
    """One answer sent about this child's draft."""
    if not is_id(public_id):
        return None
    return DraftAnswer.rows.filter(child=child, public_id=public_id, sent_on__isnull=False).first()
