"""The team: each person's caseload, heaviest first, with the way to their queue."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.features.casework.queries import caseloads, handovers
from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.partnership import queries as partnerships
from goldenthread.web.casework import cover_presenters, work_presenters


@opens_to(Power.SEE_TEAM_CASELOADS)
def team(request: HttpRequest) -> HttpResponse:
    """Numbers a person; no child is shown."""
    viewer = request.viewer  # type: ignore[attr-defined]
    due_soon_days = partnerships.current().due_soon_days
    loads = caseloads.caseloads_visible_to(viewer, on=clock.today(), due_soon_days=due_soon_days)
    context = {
        "caseloads": work_presenters.caseload_table(loads),
        "unnamed": cover_presenters.unnamed_rows(handovers.unnamed(viewer, on=clock.today()), True),
        "figures": work_presenters.team_figures(loads),
        "due_soon_days": due_soon_days,
        "teams": sorted({held.organisation_name for held in viewer.held if held.organisation_name}),
    }
    return render(request, "casework/team.html", context)
