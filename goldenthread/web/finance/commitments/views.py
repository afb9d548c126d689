"""What the caseload commits in a financial year, by kind of setting and by line of the return."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.domain.money.financial_years import FinancialYear, containing
from goldenthread.features.finance.queries.commitments import commitments
from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.web.components.presenters.phrases import uk_date
from goldenthread.web.finance.commitments import presenters
from goldenthread.web.finance.commitments.coding import coding_sheet
from goldenthread.web.finance.sheets import spreadsheet_answer

DEFINITION = (
    "Placements in force in the year, each for the months it is in force on the 15th, from the day the plan was "
    "first made to the day it ended, at the unit cost entered for its kind of setting and primary need. April to "
    "August are at April’s prices, September to March at September’s. Places are counted where a child fills them: "
    "empty places that are paid for are not in it. Nobody joins, leaves or moves beyond what is recorded, so it is "
    "not a forecast. A pupil in a unit or resourced provision is taken to be on roll."
)
SMALL = "Groups of 1 to 5 children, and others that would give one away, are not shown."


class YearChoice(forms.Form):
    """This financial year unless another is asked for."""

    year = forms.ChoiceField(label="Financial year", required=False)

    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        this = containing(clock.today())
        years = [this.after(), this, this.after(-1), this.after(-2)]
        self.fields["year"].choices = [(str(year.start), year.said) for year in years]  # type: ignore[attr-defined]

    def chosen(self) -> FinancialYear:
        """The year, this one where none that can be is asked for."""
        self.is_valid()
        typed = self.cleaned_data.get("year")
        return FinancialYear(int(typed)) if typed else containing(clock.today())


@opens_to(Power.SEE_MONEY)
def page(request: HttpRequest) -> HttpResponse:
    """Counts and pounds; nobody is named."""
    year = YearChoice(request.GET).chosen()
    in_full = request.viewer.may(Power.SEE_PROCESS_CASES)  # type: ignore[attr-defined]
    found = presenters.shown(commitments(year), in_full=in_full)
    context = {
        "year": year, "form": YearChoice({"year": str(year.start)}), "on": clock.today(), "definition": DEFINITION,
        "breadcrumbs": [("Money", reverse("money")), ("What the caseload commits", "")], **found,
    }  # fmt: skip
    return render(request, "finance/commitments/commitments.html", context)


@opens_to(Power.SEE_MONEY)
def workbook(request: HttpRequest) -> HttpResponse:
    """The same as a spreadsheet, small groups hidden from the same readers, and where each part of a cost is coded."""
    year = YearChoice(request.GET).chosen()
    in_full = request.viewer.may(Power.SEE_PROCESS_CASES)  # type: ignore[attr-defined]
    found = commitments(year)
    notes = [
        ("What this is", f"What the caseload commits in {year}."), ("Definition", DEFINITION),
        ("Counted on", uk_date(clock.today())),
        ("Source", "Placements and plans recorded here; unit costs entered here."),
        *([] if in_full else [("Small groups", SMALL)]),
    ]  # fmt: skip
    sheets = [*presenters.sheets(found, in_full=in_full), coding_sheet(year)]
    return spreadsheet_answer(f"commitments-{year.start}.xlsx", notes, sheets)
