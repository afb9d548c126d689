"""Unit costs: what is entered here, the national rates, entering one, ending one, the spreadsheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html

from goldenthread.domain.money.amounts import Amount
from goldenthread.domain.money.placements import Part
from goldenthread.domain.money.rates import national_rates
from goldenthread.domain.money.setting_kinds import SettingKind
from goldenthread.domain.sen2.codes import label
from goldenthread.features.finance.operations import unit_costs as operations
from goldenthread.features.finance.operations.refusals import ChangedMeanwhile, Refused
from goldenthread.features.finance.queries import prices as queries
from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.web.components.presenters.phrases import uk_date
from goldenthread.web.components.presenters.tables import Column, Table
from goldenthread.web.finance.sheets import Cell, Sheet, spreadsheet_answer
from goldenthread.web.finance.unit_costs.forms import EndForm, UnitCostForm

_HEADINGS = ("Kind of setting", "Pays", "Primary need", "Band", "A year, £", "From", "To", "Source", "Checked")

CHANGED = "Somebody changed this unit cost after you opened it. Open it again before you change it"


@opens_to(Power.SEE_MONEY)
def page(request: HttpRequest) -> HttpResponse:
    """What is entered here, then the national rates."""
    keeps = request.viewer.may(Power.KEEP_MONEY)  # type: ignore[attr-defined]
    rows = [_row(row, keeps) for row in queries.unit_costs()]
    columns = [Column(name, numeric=place == 4) for place, name in enumerate(_HEADINGS)]
    context = {
        "here": Table("Unit costs here", columns, rows, cards=True, empty="No unit cost is entered yet."),
        "national": _national(), "keeps": keeps,
        "breadcrumbs": [("Money", reverse("money")), ("Unit costs", "")],
    }  # fmt: skip
    return render(request, "finance/unit_costs/unit_costs.html", context)


@opens_to(Power.SEE_MONEY)
def workbook(request: HttpRequest) -> HttpResponse:
    """Both tables as a spreadsheet."""
    rows: list[tuple[Cell, ...]] = [
        (*_words(row)[:4], Amount(row.amount), *_words(row)[4:]) for row in queries.unit_costs()
    ]
    rates: list[tuple[Cell, ...]] = [
        (each.name, each.amount, uk_date(each.from_on), each.source, "Yes" if each.verified else "No", each.note)
        for each in national_rates()
    ]
    notes = [
        ("What this is", "What a year of a placement costs here, and the national rates."),
        ("Units", "Pounds a year."), ("Saved on", uk_date(clock.today())),
    ]  # fmt: skip
    headings = ("Rate", "A year, £", "From", "Source", "Read in its source", "Note")
    sheets = [Sheet("Here", _HEADINGS, rows), Sheet("National", headings, rates)]
    return spreadsheet_answer("unit-costs.xlsx", notes, sheets)


@opens_to(Power.KEEP_MONEY)
def new(request: HttpRequest) -> HttpResponse:
    """Enter one."""
    form = UnitCostForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _draw(request, form, "Enter a unit cost")
    if form.is_valid():
        try:
            operations.add(price=form.price(), by=request.viewer, on=clock.today())  # type: ignore[attr-defined]
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "The unit cost is entered. What the caseload commits is counted with it.")
            return redirect("unit_costs")
    return _draw(request, form, "Enter a unit cost", 400)


@opens_to(Power.KEEP_MONEY)
def end(request: HttpRequest, cost_id: str) -> HttpResponse:
    """End one: its last day."""
    row = queries.unit_cost_of(cost_id)
    if row is None:
        raise Http404("No such unit cost.")
    first = {"ended_on": row.ended_on, "version": row.version}
    form = EndForm(request.POST if request.method == "POST" else None, initial=first)
    said = f"{SettingKind(row.setting_kind).said}: {Amount(row.amount).said()} a year from {uk_date(row.started_on)}."
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            last_day, version = form.cleaned_data["ended_on"], form.cleaned_data["version"] or 0
            try:
                operations.end(
                    row=row, last_day=last_day, version=version, by=request.viewer, on=clock.today()  # type: ignore[attr-defined]
                )  # fmt: skip
            except Refused as refused:
                form.refuse(str(refused))
            except ChangedMeanwhile:
                status = 409
                form.add_error(None, CHANGED)
            else:
                messages.success(request, f"The unit cost ends on {uk_date(last_day)}.")
                return redirect("unit_costs")
    return _draw(request, form, "End a unit cost", status, said)


def _row(row: Any, keeps: bool) -> tuple[Any, ...]:
    *before, started, ended, source, checked = _words(row)
    last: Any = ended
    if keeps:
        about = format_html('<span class="govuk-visually-hidden"> {} from {}</span>', before[0], started)
        url, words = reverse("unit_cost", args=[row.public_id]), "Change" if ended else "End"
        last = format_html('{} <a class="govuk-link" href="{}">{}{}</a>', ended, url, words, about)
    return (*before, Amount(row.amount).said(), started, last, source, checked)


def _words(row: Any) -> tuple[str, ...]:
    return (
        SettingKind(row.setting_kind).said, Part(row.part).said, label("SENtype", row.need) or "Any", row.band or "Any",
        uk_date(row.started_on), uk_date(row.ended_on) if row.ended_on else "", row.source,
        "Yes" if row.verified else "No, an estimate",
    )  # fmt: skip


def _national() -> Table:
    rows = [
        (
            each.name, each.amount.said(), uk_date(each.from_on), ". ".join(filter(None, (each.source, each.note))),
            "Yes" if each.verified else "No",
        )
        for each in national_rates()
    ]  # fmt: skip
    columns = [Column("Rate"), Column("A year, £", numeric=True), Column("From"), Column("Source"),
               Column("Amount read in its source")]  # fmt: skip
    return Table("National rates", columns, rows, cards=True)


def _draw(request: HttpRequest, form: Any, heading: str, status: int = 200, lead: str = "") -> HttpResponse:
    context = {
        "form": form, "heading": heading, "lead": lead, "cancel_url": reverse("unit_costs"),
        "breadcrumbs": [("Money", reverse("money")), ("Unit costs", reverse("unit_costs")), (heading, "")],
    }  # fmt: skip
    return render(request, "finance/form.html", context, status=status)
