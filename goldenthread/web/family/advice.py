"""What schools and services wrote about a child, for the family to read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.features.casework.queries.family_advice import read_advice
from goldenthread.features.casework.queries.family_story import naming_for
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb


@child_page(Verb.FAMILY_PAGE, page="what advice says")
def advice(request: HttpRequest, child: Any) -> HttpResponse:
    """Every piece of advice that has come and may be read."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    context = {
        "naming": naming_for(child, viewer, on=on),
        "advice": read_advice(child, viewer, on=on),
        "back_url": reverse("family_child", args=[child.public_id]),
    }
    return render(request, "family/advice.html", context)
