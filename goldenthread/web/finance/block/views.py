"""The high-needs block: the table, entering a year, putting one right, the spreadsheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.features.finance.operations import block as operations
from goldenthread.features.finance.operations.refusals import ChangedMeanwhile, Refused
from goldenthread.features.finance.queries import block as queries
from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.web.components.presenters.phrases import uk_date
from goldenthread.web.finance.block import presenters
from goldenthread.web.finance.block.forms import YearForm, first_values
from goldenthread.web.finance.sheets import spreadsheet_answer

SUMS = (
    "In-year total = income − spending + other blocks. Cumulative = carried in + in-year total. "
    "Below nought is a deficit."
)


@opens_to(Power.SEE_MONEY)
def block(request: HttpRequest) -> HttpResponse:
    """Every series with its sums, whether what was printed holds, and what was expected beside what came."""
    keeps = request.viewer.may(Power.KEEP_MONEY)  # type: ignore[attr-defined]
    found = queries.block()
    context = {
        "series": [
            {
                "name": presenters.name_of(each), "table": presenters.series_table(each, keeps=keeps),
                "differences": [presenters.difference_said(one) for one in each.differences], "broken": each.broken,
                "printed": each.has_printed_totals,
            }
            for each in found.tables
        ],
        "headlines": presenters.headlines(found), "beside": presenters.beside_table(found.beside()),
        "has_beside": bool(found.beside()), "keeps": keeps, "sums": SUMS,
    }  # fmt: skip
    return render(request, "finance/block/block.html", context)


@opens_to(Power.SEE_MONEY)
def workbook(request: HttpRequest) -> HttpResponse:
    """The same as a spreadsheet, in exact pounds."""
    notes = [
        ("What this is", "The high-needs block of the dedicated schools grant, from the document named by each year."),
        ("Units", "Pounds, exactly as entered."), ("Sums", SUMS), ("Saved on", uk_date(clock.today())),
    ]  # fmt: skip
    return spreadsheet_answer("high-needs-block.xlsx", notes, presenters.sheets(queries.block()))


@opens_to(Power.KEEP_MONEY)
def new(request: HttpRequest) -> HttpResponse:
    """Enter a year."""
    form = YearForm(request.POST if request.method == "POST" else None, initial={"unit": "£m"})
    if request.method != "POST":
        return _draw(request, form, "Enter a year of the block")
    if form.is_valid():
        try:
            operations.add(entered=form.entered(), by=request.viewer, on=clock.today())  # type: ignore[attr-defined]
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"{form.cleaned_data['year']} is entered.")
            return redirect("money")
    return _draw(request, form, "Enter a year of the block", 400)


@opens_to(Power.KEEP_MONEY)
def change(request: HttpRequest, year_id: str) -> HttpResponse:
    """Put a year right."""
    row = queries.year_of(year_id)
    if row is None:
        raise Http404("No such year.")
    heading = f"Change {first_values(row)['year']}"
    if request.method != "POST":
        return _draw(request, YearForm(initial=first_values(row)), heading)
    form = YearForm(request.POST)
    status = 400
    if form.is_valid():
        version, viewer = form.cleaned_data["version"] or 0, request.viewer  # type: ignore[attr-defined]
        try:
            operations.change(
                row=row,
                entered=form.entered(),
                version=version,
                by=viewer,
                on=clock.today(),
            )
        except Refused as refused:
            form.refuse(refused)
        except ChangedMeanwhile:
            status = 409
            form.add_error(None, "Somebody changed this year after you opened it. Open it again before you change it")
        else:
            messages.success(request, f"{form.cleaned_data['year']} is changed.")
            return redirect("money")
    return _draw(request, form, heading, status)


def _draw(request: HttpRequest, form: YearForm, heading: str, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form, "heading": heading, "cancel_url": reverse("money"),
        "breadcrumbs": [("Money", reverse("money")), (heading, "")],
    }  # fmt: skip
    return render(request, "finance/form.html", context, status=status)
