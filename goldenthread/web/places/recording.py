"""Recording what is commissioned, and the areas it is planned by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html

from goldenthread.domain.money.setting_kinds import Phase
from goldenthread.domain.places.settings import KIND_NAMES, Kind
from goldenthread.domain.places.sufficiency import PHASE_NAMES
from goldenthread.features.commissioning.operations import commissions as operations
from goldenthread.features.commissioning.queries import places as queries
from goldenthread.features.finance.operations.refusals import Refused
from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.people.queries.bodies import body_by_number
from goldenthread.web.components.presenters.phrases import uk_date
from goldenthread.web.components.presenters.tables import Column, Table
from goldenthread.web.places.forms import AreaForm, CommissionForm, EndForm

_COLUMNS = (
    Column("Setting"), Column("Kind and phase"), Column("Needs"), Column("Area"), Column("Places", numeric=True),
    Column("A place, £ a year", numeric=True), Column("From and to"), Column("Source"),
)  # fmt: skip


@opens_to(Power.SEE_PLACES)
def commissioned(request: HttpRequest) -> HttpResponse:
    """Every row that runs now or later, with its source."""
    keeps = request.viewer.may(Power.KEEP_PLACES)  # type: ignore[attr-defined]
    rows = [_row(row, keeps) for row in queries.commissioned(since=clock.today())]
    table = Table("Places commissioned", _COLUMNS, rows, cards=True, empty="No places are recorded yet.")
    areas = Table(
        "Areas", [Column("Area"), Column("Postcodes"), Column("Middle: easting, northing")],
        [(area.name, ", ".join(area.postcodes), f"{area.easting}, {area.northing}") for area in queries.areas()],
        cards=True, empty="No areas are recorded yet: record one before the places in it.",
    )  # fmt: skip
    context = {"table": table, "areas": areas, "keeps": keeps, "on": clock.today(), "breadcrumbs": _crumbs()}
    return render(request, "places/commissioned.html", context)


@opens_to(Power.KEEP_PLACES)
def new(request: HttpRequest) -> HttpResponse:
    """Places at a setting."""
    areas = queries.areas()
    form = CommissionForm(request.POST or None, areas=areas)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        school = body_by_number(given["urn"])
        if school is None:
            form.add_error("urn", "No setting here has that URN or UKPRN")
        else:
            entered = operations.Commission(
                Kind(given["kind"]), Phase(given["phase"]), given["number"], given["cost"], given["started_on"],
                given["source"], tuple(given["needs"]),
            )  # fmt: skip
            area = next(each for each in areas if each.public_id == given["area"])
            if _done(form, lambda: operations.commission(
                organisation=school, area=area, entered=entered, by=request.viewer, on=clock.today(),  # type: ignore[attr-defined]
            )):  # fmt: skip
                messages.success(request, f"{entered.number} places at {school.name} are recorded.")
                return redirect("places_commissioned")
    return _form(request, form, "Record places commissioned", "Save these places")


@opens_to(Power.KEEP_PLACES)
def end(request: HttpRequest, places_id: str) -> HttpResponse:
    """The last day of places."""
    row = queries.commission_of(places_id)
    if row is None:
        raise Http404("No such places.")
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        last = form.cleaned_data["ended_on"]
        if _done(form, lambda: operations.end(row=row, last_day=last, by=request.viewer, on=clock.today())):  # type: ignore[attr-defined]
            messages.success(request, f"The places at {row.organisation.name} end on {uk_date(last)}.")
            return redirect("places_commissioned")
    return _form(request, form, f"When do the places at {row.organisation.name} end?", "Save the last day")


@opens_to(Power.KEEP_PLACES)
def area(request: HttpRequest) -> HttpResponse:
    """An area to plan by."""
    form = AreaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        postcodes = [part.strip().upper() for part in given["postcodes"].split(",") if part.strip()]
        if _done(form, lambda: operations.add_area(
            name=given["name"], postcodes=postcodes, easting=given["easting"], northing=given["northing"],
            by=request.viewer, on=clock.today(),  # type: ignore[attr-defined]
        )):  # fmt: skip
            messages.success(request, f"{given['name']} is recorded.")
            return redirect("places_commissioned")
    return _form(request, form, "Record an area", "Save this area")


def _done(form: forms.Form, act: Any) -> bool:
    """Do it; a refusal becomes the form's error."""
    try:
        act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    return True


def _form(request: HttpRequest, form: forms.Form, heading: str, button: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "button": button, "breadcrumbs": [*_crumbs(link=True), (heading, "")]}
    return render(request, "places/record.html", context)


def _row(row: Any, keeps: bool) -> tuple[Any, ...]:
    days = (
        f"{uk_date(row.started_on)} to {uk_date(row.ended_on)}" if row.ended_on else f"From {uk_date(row.started_on)}"
    )
    if keeps and row.ended_on is None:
        days = format_html(
            '{} <a class="govuk-link" href="{}">End<span class="govuk-visually-hidden"> the places at {}</span></a>',
            days, reverse("places_end", args=[row.public_id]), row.organisation.name,
        )  # fmt: skip
    kind = f"{KIND_NAMES[Kind(row.kind)]}, {PHASE_NAMES[Phase(row.phase)].lower()}"
    needs = ", ".join(row.needs) or "Any"
    return row.organisation.name, kind, needs, row.area.name, row.number, f"{row.cost:,.2f}", days, row.source


def _crumbs(*, link: bool = False) -> list[tuple[str, str]]:
    here = reverse("places_commissioned") if link else ""
    return [("Places", reverse("places")), ("Places commissioned", here)]
