"""Handing cases over: whose, which, to whom, with what note; the way back; and what was handed to you."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.features.casework.operations import handovers as operations
from goldenthread.features.casework.queries import cover
from goldenthread.features.casework.queries import handovers as queries
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.web.casework import cover_presenters as presenters
from goldenthread.web.casework.changing import CONFLICT, FINE, WRONG
from goldenthread.web.casework.cover_forms import HandoverForm, chosen

MOST = 400  # of one form; the rest is handed over after


@opens_to(Power.SEE_TEAM_CASELOADS)
def handover(request: HttpRequest) -> HttpResponse:
    """Without a person chosen, whose cases there are; with `from`, their children and the form."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    whose = (request.POST if request.method == "POST" else request.GET).get("from", "")
    people = cover.colleagues(viewer, on=on)
    if not whose:
        return _choose(request, people)
    from_adult = cover.colleague(viewer, whose, on=on)
    if from_adult is None and whose != queries.NOBODY:
        raise Http404("No such person.")
    children = queries.to_hand_over(viewer, from_adult, on=on)
    form = HandoverForm(request.POST if request.method == "POST" else None, people=people, leaving_out=whose, on=on)
    notes = chosen(request.POST, children) if request.method == "POST" else {child.id: "" for child in children}
    status, moved = FINE, []
    if request.method == "POST":
        status, moved = _hand_over(form, notes, from_adult, viewer)
        if status == FINE:
            _say(request, len(notes))
            return redirect("handover")
    shown = children[:MOST]
    journal.look(by=viewer, children=[child.id for child in shown], page="handover")
    context = {
        "form": form, "whose": whose, "from_name": from_adult.name if from_adult else "", "moved": moved,
        "children": presenters.to_choose(shown, notes), "more": len(children) - len(shown),
        "breadcrumbs": [("Team", reverse("team")), ("Hand cases over", reverse("handover")), ("Choose", "")],
    }  # fmt: skip
    return render(request, "casework/handover.html", context, status=status)


handover.records_look = True  # type: ignore[attr-defined]


def _choose(request: HttpRequest, people: list[cover.Colleague]) -> HttpResponse:
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    context = {
        "people": presenters.people_table(people),
        "unnamed": presenters.unnamed_rows(queries.unnamed(viewer, on=on), True),
        "recent": presenters.recent_rows(queries.recent(viewer, on=on)),
        "breadcrumbs": [("Team", reverse("team")), ("Hand cases over", "")],
    }  # fmt: skip
    return render(request, "casework/handover_whose.html", context)


def _hand_over(
    form: HandoverForm, notes: dict[str, str], from_adult: Any, viewer: Any
) -> tuple[int, list[tuple[str, str]]]:
    """The status, and children who have moved meanwhile."""
    if not form.is_valid():
        return WRONG, []
    on, given = clock.today(), form.cleaned_data
    try:
        operations.hand_over(
            notes=notes, from_adult=from_adult, to=cover.receivers(viewer, given["to"], on=on), as_of=given["as_of"],
            note=given["note"], by=viewer, on=on,
        )  # fmt: skip
    except operations.MovedMeanwhile as meanwhile:
        return CONFLICT, meanwhile.moved
    except operations.NotAHandover as wrong:
        form.add_error(wrong.field if wrong.field in form.fields else None, str(wrong))
        return WRONG, []
    return FINE, []


def _say(request: HttpRequest, count: int) -> None:
    messages.success(request, f"Handed over: {count} {'child' if count == 1 else 'children'}.")


@require_POST
@opens_to(Power.SEE_TEAM_CASELOADS)
def back(request: HttpRequest) -> HttpResponse:
    """Undo a handover: those still where it put them go back."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    row = queries.handover_of(viewer, request.POST.get("handover", ""), on=on)
    if row is None:
        return redirect("handover")
    try:
        done = operations.hand_back(handover=row, by=viewer, on=on)
    except operations.NotAHandover as wrong:
        messages.error(request, str(wrong))
    else:
        stayed = f" {done.stayed} had gone on to somebody else and stayed." if done.stayed else ""
        messages.success(request, f"Handed back: {done.back}.{stayed}")
    return redirect("handover")


@opens_to(Power.SEE_WORKLIST)
def handed_to_you(request: HttpRequest) -> HttpResponse:
    """What was handed to the viewer, with the notes; POST says that one was read."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    if request.method == "POST":
        line = queries.line_of(viewer, request.POST.get("line", ""), on=on)
        if line is not None:
            operations.mark_read(line=line, by=viewer, on=on)
        return redirect("handed_to_you")
    lines = queries.handed_to(viewer, on=on)
    journal.look(by=viewer, children=[line.child_id for line in lines], page="handed to you")
    context = {"lines": lines, "on": on, "breadcrumbs": [("My work", reverse("work")), ("Handed to you", "")]}
    return render(request, "casework/handed_to_you.html", context)


handed_to_you.records_look = True  # type: ignore[attr-defined]
