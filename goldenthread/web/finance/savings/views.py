"""The register of opportunities, one of them, the spreadsheet."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.domain.money.financial_years import FinancialYear, containing
from goldenthread.features.finance.queries import opportunities as queries
from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.web.components.presenters.phrases import uk_date
from goldenthread.web.finance.savings import presenters
from goldenthread.web.finance.sheets import spreadsheet_answer


class YearChoice(forms.Form):
    """This financial year unless another that has values is asked for."""

    year = forms.ChoiceField(label="Financial year", required=False)

    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        years = sorted({containing(clock.today()), *queries.years_with_values()}, reverse=True)
        self.fields["year"].choices = [(str(year.start), year.said) for year in years]  # type: ignore[attr-defined]

    def chosen(self) -> FinancialYear:
        """The year, this one where none that can be is asked for."""
        self.is_valid()
        typed = self.cleaned_data.get("year")
        return FinancialYear(int(typed)) if typed else containing(clock.today())


def trail() -> list[tuple[str, str]]:
    """The way back from a page about one opportunity."""
    return [("Money", reverse("money")), ("Opportunities", reverse("opportunities"))]


@opens_to(Power.SEE_MONEY)
def register(request: HttpRequest) -> HttpResponse:
    """Every opportunity with what it counts for in a year."""
    form = YearChoice(request.GET)
    year = form.chosen()
    found = queries.register(year)
    form.data = {"year": str(year.start)}
    context = {
        "year": year, "form": form, "rule": presenters.RULE, "empty": not found.entries,
        "headlines": presenters.headlines(found), "table": presenters.register_table(found),
        "overlaps": presenters.overlap_table(found) if found.overlaps else None,
        "keeps": request.viewer.may(Power.KEEP_SAVINGS),  # type: ignore[attr-defined]
        "on": clock.today(), "breadcrumbs": [("Money", reverse("money")), ("Opportunities", "")],
    }  # fmt: skip
    return render(request, "finance/savings/register.html", context)


@opens_to(Power.SEE_MONEY)
def workbook(request: HttpRequest) -> HttpResponse:
    """The register of a year as a spreadsheet."""
    year = YearChoice(request.GET).chosen()
    notes = [
        ("What this is", f"Opportunities to spend better, and what each is worth in {year}."), ("Units", "Pounds."),
        ("Counting once", presenters.RULE), ("Saved on", uk_date(clock.today())),
    ]  # fmt: skip
    return spreadsheet_answer(f"opportunities-{year.start}.xlsx", notes, presenters.sheets(queries.register(year)))


@opens_to(Power.SEE_MONEY)
def one(request: HttpRequest, opportunity_id: str) -> HttpResponse:
    """One opportunity: what it is, what it is worth with the evidence, what it shares with others this year."""
    row = queries.opportunity_of(opportunity_id)
    if row is None:
        raise Http404("No such opportunity.")
    keeps = request.viewer.may(Power.KEEP_SAVINGS)  # type: ignore[attr-defined]
    year = containing(clock.today())
    context = {
        "row": row, "about": presenters.about(row), "keeps": keeps, "year": year,
        "values": presenters.values_table(queries.values_of(row)),
        "overlaps": presenters.overlaps_said(row, queries.register(year)),
        "breadcrumbs": [*trail(), (f"No. {row.number}", "")],
    }  # fmt: skip
    return render(request, "finance/savings/opportunity.html", context)
