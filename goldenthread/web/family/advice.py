"""What schools and services wrote about a child, for the family to read."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.features.casework.queries.advice_documents import file_of
from goldenthread.features.casework.queries.advice_reports import hidden_from
from goldenthread.features.casework.queries.family_advice import read_advice
from goldenthread.features.casework.queries.family_story import naming_for
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.components.files import found_answer


@child_page(Verb.FAMILY_PAGE, page="what advice says")
def advice(request: HttpRequest, child: Any) -> HttpResponse:
    """Every piece of advice that has come and may be read."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    read = read_advice(child, viewer, on=on)
    if request.method != "POST" and request.GET.get("open"):
        told = next((told for told, report in read if report.id == request.GET["open"]), None)
        if told is None:
            raise Http404("No such document.")
        hidden, number = hidden_from(viewer, child, on=on), told.advice_id
        return found_answer(request, lambda: file_of(number, request.GET["open"], hidden))
    context = {
        "naming": naming_for(child, viewer, on=on),
        "advice": read,
        "back_url": reverse("family_child", args=[child.public_id]),
    }
    return render(request, "family/advice.html", context)
