"""Facts on which a file and a person disagree, for a person to decide."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.features.returns.operations import conflicts as operations
from goldenthread.features.returns.queries import imports as queries
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.web.back_office.imports import presenters
from goldenthread.web.back_office.imports.forms import DecisionForm
from goldenthread.web.components import errors

PAGE_SIZE = 25


@require_safe
@opens_to(Power.DECIDE_CONFLICTS)
def conflicts(request: HttpRequest) -> HttpResponse:
    """What is to be decided, of all files or with ?file= of one."""
    viewer = request.viewer  # type: ignore[attr-defined]
    rows = queries.conflicts_visible_to(viewer, on=clock.today(), source=request.GET.get("file", ""))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    journal.look(by=viewer, children={row.child.public_id for row in page}, page="facts to decide")
    context = {
        "page": page,
        "listed": presenters.conflicts(page),
        "breadcrumbs": [("Imports", reverse("imports")), ("Facts to decide", "")],
    }
    return render(request, "back_office/imports/conflicts.html", context)


conflicts.records_look = True  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@opens_to(Power.DECIDE_CONFLICTS)
def conflict(request: HttpRequest, conflict_id: str) -> HttpResponse:
    """Keep what was recorded, or take what the file says; and why."""
    viewer = request.viewer  # type: ignore[attr-defined]
    row = queries.conflict_visible_to(viewer, conflict_id, on=clock.today())
    if row is None:
        raise Http404("No such page.")
    journal.look(by=viewer, children=[row.child.public_id], page="a fact to decide")
    form = DecisionForm(
        request.POST or None,
        recorded=row.recorded,
        in_file=row.in_file,
        is_list=isinstance(row.value.get("said"), list),
    )
    back = reverse("import_conflicts")
    if request.method == "POST" and form.is_valid():
        try:
            operations.decide(
                row, form.cleaned_data["decision"], by=viewer, reason=form.cleaned_data["reason"], at=clock.now()
            )
        except operations.AlreadyDecided:
            return errors.conflict(request, "Somebody has decided this already.", back_url=back)
        messages.success(request, f"{row.label}: decided.")
        return redirect("import_conflicts")
    context = {
        "form": form,
        "conflict": row,
        "open": row.decision == "open",
        "breadcrumbs": [("Imports", reverse("imports")), ("Facts to decide", back), (row.label, "")],
    }
    return render(request, "back_office/imports/conflict.html", context)


conflict.records_look = True  # type: ignore[attr-defined]
