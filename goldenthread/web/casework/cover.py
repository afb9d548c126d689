"""The team's inbox, who is away and who covers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.features.casework.operations import absences
from goldenthread.features.casework.queries import cover, team_inbox
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.partnership import queries as partnerships
from goldenthread.foundation.people.operations import teams
from goldenthread.web.casework import cover_presenters as presenters
from goldenthread.web.casework.cover_forms import AbsenceForm, ContactForm


@opens_to(Power.SEE_WORKLIST)
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for the team whoever holds it; for who leads it, how the team is reached."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    leads = viewer.may(Power.SEE_TEAM_CASELOADS)
    mine, form, wrong = cover.teams_of(viewer), None, ""
    if request.method == "POST" and leads:
        row, form = cover.team_named(viewer, request.POST.get("team", "")), ContactForm(request.POST)
        if row is not None and form.is_valid():
            teams.set_contact(team=row, email=form.cleaned_data["email"], phone=form.cleaned_data["phone"], by=viewer)
            messages.success(request, f"Saved how {row.name} is reached.")
            return redirect("team_inbox")
        wrong = row.public_id if row else ""
    found = team_inbox.team_inbox_of(viewer, on=on, due_soon_days=partnerships.current().due_soon_days)
    journal.look(by=viewer, children=_shown_in(found), page="team inbox")
    context = {
        "inbox": found, "waits": presenters.waits_table(found, on),
        "failed": presenters.messages_table(found), "sent_in": presenters.files_table(found), "leads": leads, "on": on,
        "unnamed": presenters.unnamed_rows(found.unnamed, leads),
        "teams": [(team, _contact(team, form if team.id == wrong else None)) for team in mine],
        "away": [each for each in cover.absences_of(viewer, on=on) if each.is_now],
        "form": form if wrong and form is not None else None,
    }  # fmt: skip
    return render(request, "casework/team_inbox.html", context, status=400 if wrong else 200)


inbox.records_look = True  # type: ignore[attr-defined]


def _shown_in(found: team_inbox.TeamInbox) -> list[str]:
    shown = [each.child_id for each in found.waits] + [each.child_id for each in found.messages]
    return list(dict.fromkeys([*shown, *(each.child.public_id for each in found.files)]))


def _contact(team: cover.Team, typed: ContactForm | None) -> ContactForm:
    return typed or ContactForm(initial={"email": team.email, "phone": team.phone})


@opens_to(Power.SEE_WORKLIST)
def away(request: HttpRequest) -> HttpResponse:
    """Who is away and will be, with who covers; and the form. Coordinators record their own."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    leads, people = viewer.may(Power.SEE_TEAM_CASELOADS), cover.colleagues(viewer, on=on)
    form = AbsenceForm(request.POST if request.method == "POST" else None, people=people, may_choose=leads)
    if request.method == "POST" and form.is_valid() and _recorded(form, viewer):
        messages.success(request, "Recorded. Families and schools are told who covers.")
        return redirect("away")
    context = {
        "form": form, "absences": presenters.absence_rows(cover.absences_of(viewer, on=on), leads), "leads": leads,
        "can_record": bool(form.fields["who"].choices), "breadcrumbs": _trail(leads, "Who is away"),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "casework/away.html", context, status=400 if form.errors else 200)


def _recorded(form: AbsenceForm, viewer: Any) -> bool:
    on, given = clock.today(), form.cleaned_data
    adult = cover.colleague(viewer, given["who"], on=on)
    stand_in = cover.colleague(viewer, given["covered_by"], on=on) if given["covered_by"] else None
    if adult is None:
        form.add_error("who", "Choose who is away")
        return False
    try:
        absences.record(
            adult=adult, away_from=given["away_from"], away_to=given["away_to"], covered_by=stand_in, by=viewer, on=on
        )  # fmt: skip
    except absences.NotAnAbsence as wrong:
        form.add_error(wrong.field, str(wrong))
        return False
    return True


@require_POST
@opens_to(Power.SEE_WORKLIST)
def end(request: HttpRequest) -> HttpResponse:
    """Back early, or not away after all: one's own, or anybody's for who leads the team."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    row = cover.absence_of(viewer, request.POST.get("absence", ""), on=on)
    theirs = row is not None and (viewer.may(Power.SEE_TEAM_CASELOADS) or row.adult_id == viewer.adult_id)
    if row is not None and theirs:
        absences.end(absence=row, by=viewer, on=on)
        messages.success(request, f"{row.adult.name} is recorded as back.")
    return redirect("away")


def _trail(leads: bool, here: str) -> list[tuple[str, str]]:
    first = ("Team", reverse("team")) if leads else ("My work", reverse("work"))
    return [first, (here, "")]
