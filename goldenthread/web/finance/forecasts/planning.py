"""A forecast planned, changed, asked for, stopped and run again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.domain.forecast.kept import edits_from_plain
from goldenthread.features.finance.operations import forecasts as operations
from goldenthread.features.finance.operations.refusals import ChangedMeanwhile, Refused
from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.runs import operations as runs
from goldenthread.foundation.runs.failures import NotPossible
from goldenthread.web.finance.forecasts.change_forms import FORMS
from goldenthread.web.finance.forecasts.plan_form import PlanForm
from goldenthread.web.finance.forecasts.views import found

MEANWHILE = "Somebody else changed this forecast after you opened it. It is shown as it is now."


@opens_to(Power.KEEP_MONEY)
def new(request: HttpRequest) -> HttpResponse:
    """Plan a forecast."""
    form = PlanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            row = operations.plan(wanted=form.wanted(), by=request.viewer, on=clock.today())  # type: ignore[attr-defined]
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("forecast", row.public_id)
    status = 400 if form.is_bound else 200
    return render(
        request,
        "finance/form.html",
        {"form": form, "heading": "Plan a forecast", "button": "Continue", "cancel_url": reverse("forecasts")},
        status=status,
    )


@opens_to(Power.KEEP_MONEY)
def add_change(request: HttpRequest, forecast_id: str, change: str) -> HttpResponse:
    """Suppose one more change."""
    row = found(forecast_id)
    if change not in FORMS:
        raise Http404("There is no such change.")
    made, heading, lead = FORMS[change]
    form = made(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        edits = (*edits_from_plain(row.edits), form.edit())
        try:
            operations.set_edits(row=row, edits=edits, seen=row.version, by=request.viewer, on=clock.today())  # type: ignore[attr-defined]
        except Refused as refused:
            form.refuse(refused)
        except ChangedMeanwhile:
            messages.warning(request, MEANWHILE)
            return redirect("forecast", row.public_id)
        else:
            return redirect("forecast", row.public_id)
    context = {
        "form": form,
        "heading": heading,
        "lead": lead,
        "button": "Suppose this",
        "cancel_url": reverse("forecast", args=[row.public_id]),
    }
    return render(request, "finance/form.html", context, status=400 if form.is_bound else 200)


@require_POST
@opens_to(Power.KEEP_MONEY)
def take_out(request: HttpRequest, forecast_id: str) -> HttpResponse:
    """Suppose one change less: the one of the name sent."""
    row = found(forecast_id)
    edits = [edit for edit in edits_from_plain(row.edits) if edit.name != request.POST.get("name")]
    try:
        operations.set_edits(row=row, edits=edits, seen=row.version, by=request.viewer, on=clock.today())  # type: ignore[attr-defined]
    except (Refused, ChangedMeanwhile) as refused:
        messages.warning(request, str(refused) or MEANWHILE)
    return redirect("forecast", row.public_id)


@require_POST
@opens_to(Power.KEEP_MONEY)
def ask(request: HttpRequest, forecast_id: str) -> HttpResponse:
    """Have it worked out; one that was stopped is tried again."""
    row = found(forecast_id)
    try:
        asked = operations.ask(row=row, by=request.viewer, on=clock.today())  # type: ignore[attr-defined]
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("forecast", row.public_id)
    if row.run:
        try:
            runs.retry(asked.public_id, by=request.viewer, at=clock.now())  # type: ignore[attr-defined]
        except NotPossible as why:
            messages.warning(request, str(why))
    return redirect("forecast", row.public_id)


@require_POST
@opens_to(Power.KEEP_MONEY)
def stop(request: HttpRequest, forecast_id: str) -> HttpResponse:
    """Stop working it out; nothing of it is kept."""
    row = found(forecast_id)
    if not row.run:
        raise Http404("This forecast has not been asked for.")
    try:
        runs.cancel(row.run, by=request.viewer, at=clock.now())  # type: ignore[attr-defined]
    except NotPossible as why:
        messages.warning(request, str(why))
    return redirect("forecast", row.public_id)


@require_POST
@opens_to(Power.KEEP_MONEY)
def again(request: HttpRequest, forecast_id: str) -> HttpResponse:
    """Run it again from what it was made from, to see whether the answer is the same."""
    row = found(forecast_id)
    try:
        copy = operations.again(row=row, by=request.viewer, on=clock.today())  # type: ignore[attr-defined]
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("forecast", row.public_id)
    return redirect("forecast", copy.public_id)
