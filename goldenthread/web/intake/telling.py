"""Recording a request or notice that came by phone, paper or email. The child is looked for first, so that none is made
twice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.features.casework.operations import intake_telling
from goldenthread.features.casework.queries import summaries
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power, Verb
from goldenthread.foundation.people.queries import search
from goldenthread.web.components.presenters.phrases import uk_date
from goldenthread.web.intake.forms import FindForm, NewChildForm, ToldForm

SHOWN = 20


@opens_to(Power.DECIDE_INTAKE)
def find(request: HttpRequest) -> HttpResponse:
    """Is the child on record? Records a look at those shown."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    form = FindForm(request.GET)
    form.is_valid()
    typed = form.cleaned_data.get("q", "").strip()
    context: dict[str, Any] = {
        "form": None,
        "find": form,
        "typed": typed,
        "breadcrumbs": _crumbs("Record what came in"),
    }
    if typed:
        result = search.find(viewer, typed, on=on, limit=SHOWN)
        shown = [each.child for each in result.found]
        journal.look(by=viewer, children=[child.public_id for child in shown], page="search")
        lines = summaries.lines_of([child.pk for child in shown], on=clock.today())
        context |= {
            "result": result,
            "children": [
                (reverse("intake_tell_about", args=[each.child.public_id]), each, lines.get(each.child.pk))
                for each in result.found
            ],
        }
    return render(request, "intake/find.html", context)


find.records_look = True  # type: ignore[attr-defined]


@opens_to(Power.DECIDE_INTAKE)
def tell(request: HttpRequest) -> HttpResponse:
    """A child who is not on record."""
    form = NewChildForm(request.POST or None)
    return _told(request, form, None)


@child_page(Verb.WORK_ON, page="recording a request")
def tell_about(request: HttpRequest, child: Any) -> HttpResponse:
    """A child on record: nothing we hold is asked."""
    return _told(request, ToldForm(request.POST or None), child)


def _told(request: HttpRequest, form: ToldForm, child: Any) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = intake_telling.tell(
            child=child, told=form.told() if isinstance(form, NewChildForm) else {}, who=given["who"],
            channel=given["channel"], asked_by=given["asked_by"], relation=given["relation"],
            received_on=given["received_on"], said=given["said"], words=given["words"],
            by=request.viewer, on=clock.today(),  # type: ignore[attr-defined]
        )  # fmt: skip
        messages.success(request, "Recorded. Now decide whether it starts the clock.")
        return redirect("intake_item", item_id=row.public_id)
    name = child.full_name if child else ""
    context = {
        "form": form,
        "name": name,
        "born_on": uk_date(child.born_on) if child else "",
        "breadcrumbs": _crumbs("Record what came in"),
    }
    return render(request, "intake/tell.html", context, status=400 if form.errors else 200)


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [("To look at", reverse("intake")), (here, "")]
