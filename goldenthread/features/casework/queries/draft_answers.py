"""What a family said about a draft plan: one person's own for them, everybody's for staff.

The child has been found for the viewer; an adult of the family is shown their own answers and nobody else's.
"""

from __future__ import annotations

from django.db.models import Count, Q

from goldenthread.features.casework.models import DraftAnswer, PlanComment, PlanCopy
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.people.models import Child


def own_answers(copy: PlanCopy, viewer: Viewer) -> tuple[DraftAnswer | None, list[DraftAnswer]]:
    """The viewer's answer being written (None where none is) and those they sent about this plan, newest first, also
    about earlier drafts. What they wrote and did not send about an earlier draft is not lost: it starts their answer to
    this one. Two queries."""
    rows = DraftAnswer.rows.filter(writer_id=viewer.user_id, copy__request_id=copy.request_id)
    rows = rows.select_related("copy").prefetch_related("comments").order_by("-sent_at", "-id")
    found = list(rows)
    sent, unsent = [each for each in found if each.sent_on], [each for each in found if each.sent_on is None]
    draft = next((each for each in unsent if each.copy_id == copy.pk), None)
    if draft is None and unsent and not any(each.copy_id == copy.pk for each in sent):
        draft = max(unsent, key=lambda each: each.saved_at)
    return draft, sent


def sent_answers(request_id: int) -> list[DraftAnswer]:
    """Everything the family has sent about the drafts of one request, newest first. Two queries."""
    rows = DraftAnswer.rows.filter(copy__request_id=request_id, sent_on__isnull=False)
    return list(rows.select_related("copy", "writer").prefetch_related("comments").order_by("-sent_at", "-id"))


def to_answer(request_id: int) -> tuple[int, int]:
    """How many comments, and how many wishes for a meeting, wait for staff. Two queries."""
    comments = PlanComment.rows.filter(
        answer__copy__request_id=request_id, answer__sent_on__isnull=False, replied_at=None
    )
    meetings = DraftAnswer.rows.filter(copy__request_id=request_id, sent_on__isnull=False, wants_meeting=True)
    counted = meetings.aggregate(waiting=Count("id", filter=Q(meeting_on=None, meeting_said="")))
    return comments.count(), counted["waiting"]


def places_asked_for(request_id: int) -> list[tuple[str, str]]:
    """(place, why) the family asked for in answers sent, newest first. One query."""
    rows = DraftAnswer.rows.filter(copy__request_id=request_id, sent_on__isnull=False).exclude(asks_for="")
    return list(rows.order_by("-sent_at").values_list("asks_for", "asks_why"))


def comment_of(child: Child, number: str) -> PlanComment | None:
    """One comment sent about this child's draft, by its number as typed."""
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    rows = PlanComment.rows.filter(child=child, pk=int(number), answer__sent_on__isnull=False)
    return rows.select_related("answer__copy", "child").first()


def answer_of(child: Child, public_id: str) -> DraftAnswer | None:
    """One answer sent about this child's draft."""
    if not is_id(public_id):
        return None
    return DraftAnswer.rows.filter(child=child, public_id=public_id, sent_on__isnull=False).first()
