"""The disagreements of a manager's teams: which are open, what is due next, and how all of them were settled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.domain.lifecycle.dispute_steps import Standing
from goldenthread.features.casework.queries import dispute_list as queries
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.web.casework import dispute_presenters
from goldenthread.web.casework.forms import Choice
from goldenthread.web.components.presenters.pagination import pagination


class DisputeFilterForm(forms.Form):
    """How they stand, and which decision. Open ones where nothing is asked."""

    standing = Choice(label="How it stands", required=False)
    decision = Choice(label="Decision", required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["standing"].choices = dispute_presenters.standing_choices()  # type: ignore[attr-defined]
        self.fields["decision"].choices = dispute_presenters.decision_choices()  # type: ignore[attr-defined]


@opens_to(Power.SEE_TEAM_CASELOADS)
def disputes(request: HttpRequest) -> HttpResponse:
    """A page of them, soonest due first, and the sums."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    asked = request.GET.copy()
    asked.setdefault("standing", Standing.OPEN.value)
    form = DisputeFilterForm(asked)
    given = form.cleaned_data if form.is_valid() else {}
    typed = request.GET.get("page", "1")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1
    found = queries.disputes_visible_to(
        viewer, on=on, standing=given.get("standing", ""), decision=given.get("decision", ""), page=number
    )
    journal.look(by=viewer, children=sorted({line.child_id for line in found.lines}), page="list of disagreements")
    query = [(name, value) for name, values in request.GET.lists() for value in values]
    context = {
        "filter_form": form,
        "disputes": dispute_presenters.list_table(found.lines, on, found.total),
        "counts": dispute_presenters.counts_table(found.counts),
        "numbers": pagination(found.number, found.pages, query),
        "teams": sorted({held.organisation_name for held in viewer.held if held.organisation_name}),
        "on": on,
    }
    return render(request, "casework/dispute_list.html", context)


disputes.records_look = True  # type: ignore[attr-defined]
