"""What advice is due, from which service, how late, and the eight weeks to come."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.features.casework.queries import advice_due as queries
from goldenthread.features.casework.queries.advice_reminders import reminders_among
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.web.advice import presenters
from goldenthread.web.components.presenters.pagination import pagination


@opens_to(Power.SEE_ADVICE_DUE)
def due(request: HttpRequest) -> HttpResponse:
    """Their own service's advice, or that of the children they work on. Records a look at the children listed."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    service, number = request.GET.get("service", ""), request.GET.get("page", "1")
    service = service if presenters.is_service(service) else ""
    page = queries.advice_due(
        viewer, on=on, service=service, page=int(number) if number.isdecimal() and len(number) < 6 else 1
    )
    reminders = reminders_among(queries.visible_advice(viewer, on=on), on=on)
    journal.look(by=viewer, children=sorted({row.child_id for row in page.rows}), page="advice due")
    works = viewer.may(Power.SEE_WORKLIST)
    query = [(name, value) for name, values in request.GET.lists() for value in values]
    context = {
        "page": page,
        "on": on,
        "service": service,
        "works": works,
        "table": presenters.due_table(page.rows, on=on, works=works),
        "figures": presenters.figures_table(page.figures),
        "load": presenters.load_table(page.load, page.mondays),
        "bars": presenters.bars(page.load, page.mondays),
        "reminders": presenters.reminders_table(reminders),
        "pages": pagination(page.number, page.pages, query),
    }
    return render(request, "advice/due.html", context)


due.records_look = True  # type: ignore[attr-defined]
