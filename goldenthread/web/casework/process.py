"""The assessment process in figures: published measures with how each is counted, and for some the cases behind one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.demo.targets import process as published
from goldenthread.domain.indicators.periods import Period
from goldenthread.domain.indicators.process import BY_CODE, SOURCE
from goldenthread.features.casework.queries import process_figures as queries
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.web.casework import process_presenters as presenters
from goldenthread.web.casework.forms import Choice
from goldenthread.web.components.presenters.pagination import pagination

FIRST_YEAR = 2014  # the law these figures count by came into force on 1 September 2014
CALENDAR, SCHOOL = "calendar", "school"


class PeriodForm(forms.Form):
    """Which year. Left out, or not understood: the last whole calendar year."""

    year = Choice(label="Year", required=False)
    kind = Choice(
        label="Kind of year", required=False, help_text="England’s figures are of calendar years.",
        choices=[(CALENDAR, "January to December"), (SCHOOL, "September to August")],
    )  # fmt: skip

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        years = range(clock.today().year, FIRST_YEAR - 1, -1)
        self.fields["year"].choices = [(str(year), str(year)) for year in years]  # type: ignore[attr-defined]

    def period(self) -> Period:
        """The period asked for."""
        self.is_valid()
        year = int(self.cleaned_data.get("year") or clock.today().year - 1)
        of = Period.school_year if self.cleaned_data.get("kind") == SCHOOL else Period.calendar_year
        return of(year)


@opens_to(Power.SEE_PROCESS_FIGURES)
def figures(request: HttpRequest) -> HttpResponse:
    """Counts alone: no child is named."""
    sees_cases = request.viewer.may(Power.SEE_PROCESS_CASES)  # type: ignore[attr-defined]
    period = PeriodForm(request.GET).period()
    asked = {"year": str(period.year), "kind": CALENDAR if period.is_calendar else SCHOOL}
    found = queries.process_figures(period, on=clock.today())
    shown = presenters.shown(found, asked, in_full=sees_cases)
    context = {
        "filter_form": PeriodForm(asked), "period": period, "on": clock.today(), "source": SOURCE,
        "attribution": published.attribution(), "sees_cases": sees_cases, **shown,
    }  # fmt: skip
    return render(request, "casework/process.html", context)


@opens_to(Power.SEE_PROCESS_CASES)
def cases(request: HttpRequest) -> HttpResponse:
    """The cases counted in one measure whose records this viewer may open; or, with `rest`, those not counted."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    measure = BY_CODE.get(request.GET.get("measure", "requests"))
    if measure is None:
        raise Http404("No such measure.")
    form = PeriodForm(request.GET)
    period = form.period()
    found = queries.figure_of(measure, period)
    rest = bool(request.GET.get("rest")) and measure.of is not None
    wanted = [id for id in found.out_of if id not in set(found.counted)] if rest else found.counted
    number = _number(request.GET.get("page", "1"))
    behind, total = queries.cases_behind(viewer, wanted, on=on, page=number)
    journal.look(by=viewer, children=[case.child_id for case in behind], page="cases behind a figure")
    query = [(name, value) for name, values in request.GET.lists() for value in values]
    back = f"{reverse('process')}?year={period.year}&kind={CALENDAR if period.is_calendar else SCHOOL}"
    context = {
        "measure": measure, "period": period, "rest": rest, "counted": len(wanted), "total": total,
        "cases": presenters.case_table(behind), "breadcrumbs": [("Figures", back), (measure.name, "")],
        "numbers": pagination(number, max(1, -(-total // queries.PAGE_SIZE)), query),
    }  # fmt: skip
    return render(request, "casework/process_cases.html", context)


cases.records_look = True  # type: ignore[attr-defined]


def _number(typed: str) -> int:
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1
