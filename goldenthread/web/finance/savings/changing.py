"""Beginning the register, adding to it, changing an opportunity, recording what one is worth."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.domain.money.financial_years import containing
from goldenthread.features.finance.operations import opportunities as operations
from goldenthread.features.finance.operations.refusals import ChangedMeanwhile, Refused
from goldenthread.features.finance.queries import opportunities as queries
from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.web.finance.savings.forms import OpportunityForm, ValueForm
from goldenthread.web.finance.savings.views import trail

CHANGED = "Somebody changed this opportunity after you opened it. Open it again before you change it"


@opens_to(Power.KEEP_SAVINGS)
def begin(request: HttpRequest) -> HttpResponse:
    """Fill an empty register with the opportunities every partnership may consider."""
    if request.method == "POST":
        put_in = operations.begin_register(by=request.viewer, on=clock.today())  # type: ignore[attr-defined]
        if put_in:
            messages.success(request, f"The register begins with {put_in} opportunities to consider.")
    return redirect("opportunities")


@opens_to(Power.KEEP_SAVINGS)
def new(request: HttpRequest) -> HttpResponse:
    """Add one."""
    form = OpportunityForm(request.POST if request.method == "POST" else None, initial={"state": "considered"})
    if request.method != "POST":
        return _draw(request, form, "Add an opportunity")
    if form.is_valid():
        try:
            row = operations.add(written=form.written(), by=request.viewer, on=clock.today())  # type: ignore[attr-defined]
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "The opportunity is added.")
            return redirect("opportunity", opportunity_id=row.public_id)
    return _draw(request, form, "Add an opportunity", 400)


@opens_to(Power.KEEP_SAVINGS)
def change(request: HttpRequest, opportunity_id: str) -> HttpResponse:
    """Change one."""
    row, status = _found(opportunity_id), 400
    heading = f"Change opportunity {row.number}"
    if request.method != "POST":
        first = {name: getattr(row, name) for name in OpportunityForm.base_fields}
        return _draw(request, OpportunityForm(initial=first), heading, row=row)
    form = OpportunityForm(request.POST)
    if form.is_valid():
        version, viewer = form.cleaned_data["version"] or 0, request.viewer  # type: ignore[attr-defined]
        try:
            operations.change(
                row=row,
                written=form.written(),
                version=version,
                by=viewer,
                on=clock.today(),
            )
        except Refused as refused:
            form.refuse(refused)
        except ChangedMeanwhile:
            status = 409
            form.add_error(None, CHANGED)
        else:
            messages.success(request, "The opportunity is changed.")
            return redirect("opportunity", opportunity_id=opportunity_id)
    return _draw(request, form, heading, status, row)


@opens_to(Power.KEEP_SAVINGS)
def value(request: HttpRequest, opportunity_id: str) -> HttpResponse:
    """What it is worth in a year, with the evidence."""
    row = _found(opportunity_id)
    first = {"year": containing(clock.today()).said, "kind": queries.EXPECTED}
    form = ValueForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method != "POST":
        return _draw(request, form, "Record what it is worth", row=row)
    if form.is_valid():
        given = form.cleaned_data
        try:
            operations.record_value(
                row=row, year=given["year"], kind=given["kind"], amount=given["amount"], evidence=given["evidence"],
                evidence_on=given["evidence_on"], by=request.viewer, on=clock.today(),  # type: ignore[attr-defined]
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"What it is worth in {given['year']} is recorded.")
            return redirect("opportunity", opportunity_id=opportunity_id)
    return _draw(request, form, "Record what it is worth", 400, row)


def _found(opportunity_id: str) -> Any:
    row = queries.opportunity_of(opportunity_id)
    if row is None:
        raise Http404("No such opportunity.")
    return row


def _draw(request: HttpRequest, form: Any, heading: str, status: int = 200, row: Any = None) -> HttpResponse:
    here = reverse("opportunity", args=[row.public_id]) if row else reverse("opportunities")
    middle = [(f"No. {row.number}", here)] if row else []
    context = {
        "form": form, "heading": heading, "lead": row.title if row else "", "cancel_url": here,
        "breadcrumbs": [*trail(), *middle, (heading, "")],
    }  # fmt: skip
    return render(request, "finance/form.html", context, status=status)
