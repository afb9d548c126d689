"""What changed between two drafts, or from the draft to the final plan, for the family."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.features.casework.queries import plan_changes
from goldenthread.features.casework.queries.family_story import naming_for
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.components.presenters.plan_changes import name_of, others_of
from goldenthread.web.family import draft_presenters


@child_page(Verb.FAMILY_PAGE, page="family plan changes")
def changes(request: HttpRequest, child: Any) -> HttpResponse:
    """The two copies sent last, or `?was=ID&now=ID`; 404 for a copy that is not theirs to see."""
    viewer = request.viewer  # type: ignore[attr-defined]
    copies = plan_changes.comparable(child, for_family=True)
    was, now = request.GET.get("was", ""), request.GET.get("now", "")
    pair = plan_changes.chosen(copies, was, now)
    if pair is None and (was or now):
        raise Http404("No such copies.")
    naming = naming_for(child, viewer, on=clock.today())
    comparison = plan_changes.compared(*pair) if pair else None
    parts = [(each, draft_presenters.plain(each.code, naming)) for each in comparison.sections] if comparison else []
    context = {
        "naming": naming, "child": child, "back_url": reverse("family_child", args=[child.public_id]),
        "comparison": comparison, "parts": parts,
        "old_name": name_of(pair[0]) if pair else "", "new_name": name_of(pair[1]) if pair else "",
        "others": others_of(copies, pair) if pair else [],
    }  # fmt: skip
    return render(request, "family/changes.html", context)
