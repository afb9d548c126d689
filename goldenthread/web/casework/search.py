"""Search: find a child among those one may open, by name, date of birth, UPN or id."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.features.casework.queries import summaries
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.people.queries import search as people
from goldenthread.web.casework import work_presenters
from goldenthread.web.casework.forms import SearchForm
from goldenthread.web.components.presenters.pagination import pagination

PAGE_SIZE = 25


@opens_to(Power.SEARCH_CHILDREN)
def search(request: HttpRequest) -> HttpResponse:
    """Shows enough to tell two children apart: names, date of birth, school, who coordinates."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    form = SearchForm(request.GET)
    form.is_valid()
    typed = form.cleaned_data.get("q", "").strip()
    number = _number(request.GET.get("page", "1"))
    result = people.find(viewer, typed, on=on, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE) if typed else None
    context = {"form": form, "typed": typed, "result": result, "may_ask": viewer.may(Power.ASK_EMERGENCY_ACCESS)}
    if result is not None:
        shown = [each.child for each in result.found]
        journal.look(by=viewer, children=[child.public_id for child in shown], page="search")
        lines = summaries.lines_of([child.pk for child in shown], on=clock.today())
        context["results"] = [work_presenters.found(each, lines.get(each.child.pk), on) for each in result.found]
        query = [(name, value) for name, values in request.GET.lists() for value in values]
        context["numbers"] = pagination(number, max(1, -(-result.total // PAGE_SIZE)), query)
    return render(request, "casework/search.html", context)


search.records_look = True  # type: ignore[attr-defined]


def _number(typed: str) -> int:
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1
