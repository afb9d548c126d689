"""A panel's pages about one child: the way back leads to the panel, for its members may not open the record."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.web.components.presenters.phrases import uk_date


def draw(
    request: HttpRequest, child: Any, case: Any, template: str, here: str, status: int = 200, **context: Any
) -> HttpResponse:
    """The page, `here` its own name; `case` is the agenda's, or None."""
    trail = [("Panels", reverse("panels"))]
    if case:
        trail.append((f"Panel of {uk_date(case.meeting.held_on)}", reverse("panel", args=[case.meeting.public_id])))
    name = child.calling_name or "this child"
    told = {"child": child, "case": case, "name": name, "breadcrumbs": [*trail, (here, "")], **context}
    return render(request, template, told, status=status)
