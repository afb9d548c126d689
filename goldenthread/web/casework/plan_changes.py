"""What changed between two copies of a plan that were sent, for staff."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from goldenthread.features.casework.queries import plan_changes
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing
from goldenthread.web.components.presenters.plan_changes import name_of, others_of

HERE = "What changed in the plan"


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="plan changes")
def changes(request: HttpRequest, child: Any) -> HttpResponse:
    """The two copies sent last, or `?was=ID&now=ID`; 404 for a copy of another child."""
    copies = plan_changes.comparable(child)
    was, now = request.GET.get("was", ""), request.GET.get("now", "")
    pair = plan_changes.chosen(copies, was, now)
    if pair is None and (was or now):
        raise Http404("No such copies.")
    comparison = plan_changes.compared(*pair) if pair else None
    return changing.draw(
        request, child, "casework/plan_changes.html", HERE, comparison=comparison,
        parts=[(each, each.title) for each in comparison.sections] if comparison else [],
        old_name=name_of(pair[0]) if pair else "", new_name=name_of(pair[1]) if pair else "",
        others=others_of(copies, pair) if pair else [],
    )  # fmt: skip
