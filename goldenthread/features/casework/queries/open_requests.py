"""Requests of a child that have not come to an end: with a clock that still runs."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from goldenthread.features.casework.models import Milestone, Request
from goldenthread.foundation.people.models import Child

ENDS = ("request_withdrawn", "moved_away", "no_plan_notified", "final_plan_sent")
_UNDECIDED, _YES, _NO = ("", "A"), ("Y",), "N"


def open_requests(child: Child) -> list[Request]:
    """Oldest first. Two queries."""
    return open_requests_of([child.pk]).get(child.pk, [])


def open_requests_of(child_ids: Iterable[int]) -> dict[int, list[Request]]:
    """The same for many, by child's row number; only those who have one."""
    among = Request.rows.filter(
        child_id__in=list(child_ids), outcome__in=(*_UNDECIDED, *_YES), assessment_outcome__in=(*_UNDECIDED, *_YES),
        exported_to="",
    )  # fmt: skip
    requests = list(among.order_by("id"))
    ids = [request.pk for request in requests]
    said_no = Q(fact="assess_decision_notified", detail=_NO)
    current = Milestone.rows.filter(request_id__in=ids, is_current=True, happened_on__isnull=False)
    ended = set(current.filter(said_no | Q(fact__in=ENDS)).values_list("request_id", flat=True)) if ids else set()
    found: dict[int, list[Request]] = {}
    for request in requests:
        if request.pk not in ended:
            found.setdefault(request.child_id, []).append(request)
    return found
