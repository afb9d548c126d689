"""Panels: the list, one with its agenda, and arranging or changing one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.features.casework.operations import panels as operations
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.queries import panels as queries
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.queries.staff import holders_of
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.people.queries.bodies import bodies_numbered
from goldenthread.web.casework import panel_presenters
from goldenthread.web.casework.panel_forms import LIST_OF_PEOPLE, MeetingForm
from goldenthread.web.components.presenters.phrases import uk_date

CHANGED = "Somebody changed this panel after you opened this page. What you typed is kept: check it, then save again."


@opens_to(Power.SEE_PANELS)
def panels(request: HttpRequest) -> HttpResponse:
    """Those to come and those that met, which this viewer sits on or whose team is theirs."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    found = queries.meetings_for(viewer, on=on)
    context = {
        "coming": panel_presenters.meetings_table([row for row in reversed(found) if row.held_on >= on], "To come"),
        "past": panel_presenters.meetings_table([row for row in found if row.held_on < on], "In the past year"),
        "keeps": bool(viewer.bodies_with(Power.KEEP_PANELS)),
        "new_url": reverse("panel_new"),
        "breadcrumbs": [("Panels", "")],
    }
    return render(request, "casework/panels.html", context)


@opens_to(Power.SEE_PANELS)
def panel(request: HttpRequest, panel_id: str) -> HttpResponse:
    """One panel's agenda, for its members and its team. Every child it names to the viewer is a look."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    meeting = _found(request, panel_id)
    shown = queries.with_agenda(meeting, viewer, on=on)
    journal.look(by=viewer, children=[row.child.public_id for row in shown.agenda if row.child], page="panel agenda")
    leads = shown.keeps or (shown.seat is not None and shown.seat.is_chair)
    context = {
        "meeting": shown.row,
        "about": panel_presenters.about(shown),
        "cases": [panel_presenters.case_shown(row, shown, tells=leads) for row in shown.agenda],
        "may_change": shown.keeps and shown.row.held_on >= on and not shown.row.cancelled_on,
        "agreement": panel_presenters.agreement_said(queries.agreement_of(shown.row.team_id, on=on)),
        "breadcrumbs": [("Panels", reverse("panels")), (f"Panel of {uk_date(shown.row.held_on)}", "")],
    }
    return render(request, "casework/panel.html", context)


@opens_to(Power.KEEP_PANELS)
def new(request: HttpRequest) -> HttpResponse:
    """Arrange a panel of a team whose panels the viewer keeps."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    teams = {body.public_id: body for body in bodies_numbered(viewer.bodies_with(Power.KEEP_PANELS))}
    choices = [(public_id, body.name) for public_id, body in teams.items()]
    first = {"team": choices[0][0]} if choices else {}
    form = MeetingForm(
        request.POST if request.method == "POST" else None, holders=holders_of(Power.SEE_PANELS, on=on), teams=choices,
        initial=first,
    )  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, None, 400 if request.method == "POST" else 200)
    team = teams[form.cleaned_data["team"]]
    made: list[Any] = []
    if not _saved(form, lambda: made.append(operations.arrange(team=team, plan=form.arranged(), by=viewer, on=on))):
        return _form(request, form, None, 400)
    messages.success(request, "The panel is arranged. Cases can be put on its agenda now.")
    return redirect("panel", panel_id=made[0].public_id)


@opens_to(Power.KEEP_PANELS)
def change(request: HttpRequest, panel_id: str) -> HttpResponse:
    """Another day, place or other members; or cancel it."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    meeting = _found(request, panel_id)
    if not meeting.keeps:
        raise Http404("No such page.")
    holders = holders_of(Power.SEE_PANELS, on=on)
    if request.method != "POST":
        first = panel_presenters.first_values(meeting, holders)
        return _form(request, MeetingForm(None, holders=holders, teams=(), initial=first), meeting)
    form = MeetingForm(request.POST, holders=holders, teams=())
    version = _version(request)
    if "cancel" in request.POST:
        return _cancel(request, meeting, version)
    if not form.is_valid():
        return _form(request, form, meeting, 400)
    try:
        changed = _saved(
            form, lambda: operations.change(
                meeting=meeting.row, plan=form.arranged(), by=viewer, on=on, version=version
            ),
        )  # fmt: skip
    except operations.MeetingChanged:
        return _form(request, _renewed(form, meeting), meeting, 409, changed=CHANGED)
    if not changed:
        return _form(request, form, meeting, 400)
    messages.success(request, "Saved. Who may read the cases follows from it.")
    return redirect("panel", panel_id=panel_id)


def _cancel(request: HttpRequest, meeting: queries.Meeting, version: int) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    try:
        operations.cancel(meeting=meeting.row, by=viewer, on=clock.today(), version=version)
        messages.success(request, "The panel is cancelled, and its cases are off the agenda.")
    except NotNow as refused:
        messages.error(request, str(refused))
    except operations.MeetingChanged:
        messages.error(request, "Somebody changed this panel first, so it is not cancelled. Look at it again.")
    return redirect("panel", panel_id=meeting.row.public_id)


def _found(request: HttpRequest, panel_id: str) -> queries.Meeting:
    viewer = request.viewer  # type: ignore[attr-defined]
    meeting = queries.meeting_of(viewer, panel_id) if is_id(panel_id) else None
    if meeting is None:
        raise Http404("No such page.")
    return meeting


def _version(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0


def _saved(form: MeetingForm, change: Callable[[], object]) -> bool:
    """Try it; what it refuses stands on the form."""
    try:
        change()
    except NotNow as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _renewed(form: MeetingForm, meeting: queries.Meeting) -> MeetingForm:
    """With what was typed, made from the meeting as it is."""
    form.data = {**form.data.dict(), "version": str(meeting.row.version)} if isinstance(form.data, QueryDict) else {}
    form.errors.clear()
    return form


def _form(
    request: HttpRequest, form: MeetingForm, meeting: queries.Meeting | None, status: int = 200, changed: str = ""
) -> HttpResponse:
    here = "Change the panel" if meeting else "Arrange a panel"
    trail = [("Panels", reverse("panels"))]
    if meeting:
        trail.append((f"Panel of {uk_date(meeting.row.held_on)}", reverse("panel", args=[meeting.row.public_id])))
    context = {
        "form": form, "here": here, "meeting": meeting.row if meeting else None, "changed": changed,
        "people": [each.said for each in holders_of(Power.SEE_PANELS, on=clock.today())], "people_id": LIST_OF_PEOPLE,
        "seats": [form[name] for name in form.seats], "breadcrumbs": [*trail, (here, "")],
    }  # fmt: skip
    return render(request, "casework/panel_form.html", context, status=status)
