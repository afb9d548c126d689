"""Saved views: keep the filters in force under a name, open them again, delete them."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.features.casework.operations import saved_views as keeping
from goldenthread.features.casework.queries import saved_views as kept
from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.web.casework.forms import SaveViewForm, WorkFilterForm

PAGE = "work"
_KNOWN = {*WorkFilterForm.base_fields, "sort"}


@opens_to(Power.SEE_WORKLIST)
def saved_views(request: HttpRequest) -> HttpResponse:
    """GET lists them; POST saves one and opens it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    form = SaveViewForm(request.POST or None, initial={"query": request.GET.urlencode()})
    if request.method == "POST" and form.is_valid():
        query = _only_filters(form.cleaned_data["query"])
        try:
            keeping.save(page=PAGE, name=form.cleaned_data["name"], query=query, by=viewer, on=clock.today())
        except keeping.TooManyViews:
            form.add_error("name", f"You have {keeping.MOST} saved views already. Delete one first")
        else:
            messages.success(request, f"Saved “{form.cleaned_data['name']}”.")
            return redirect(f"{reverse('work')}?{query}")
    views = [(name, f"{reverse('work')}?{query}") for name, query in kept.saved_views_of(viewer, PAGE)]
    context = {"form": form, "views": views, "back_url": reverse("work"), "back_text": "Back to my work"}
    return render(request, "casework/saved_views.html", context, status=400 if form.errors else 200)


@require_POST
@opens_to(Power.SEE_WORKLIST)
def delete(request: HttpRequest) -> HttpResponse:
    """Removes one of one's own; says so."""
    name = request.POST.get("name", "")
    viewer = request.viewer  # type: ignore[attr-defined]
    if keeping.delete(page=PAGE, name=name, by=viewer, on=clock.today()):
        messages.success(request, f"Deleted “{name}”.")
    return redirect("saved_views")


def _only_filters(query: str) -> str:
    """What the list knows, and nothing else somebody may have put in the address."""
    return urlencode([(name, value) for name, value in parse_qsl(query, max_num_fields=50) if name in _KNOWN])
