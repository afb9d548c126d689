"""The forms authorities must fill, from one forecast: which there are, one as a page, one as a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.domain.forecast.forms.definitions import forms
from goldenthread.domain.forecast.forms.filled import FilledForm
from goldenthread.domain.forecast.forms.filling import filled_form
from goldenthread.features.finance.queries.block_history import block_history
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.web.components.presenters.phrases import uk_date
from goldenthread.web.finance.forecasts import authority_tables, presenters
from goldenthread.web.finance.forecasts.views import found
from goldenthread.web.finance.sheets import spreadsheet_answer

ALL = "all"


@require_safe
@opens_to(Power.SEE_MONEY)
def register(request: HttpRequest, forecast_id: str) -> HttpResponse:
    """The forms there are, or why none can be filled."""
    row = found(forecast_id)
    context = {
        "row": row, "forms": [] if _kept(row) is None else list(forms().values()),
        "older": row.answer is not None, "breadcrumbs": _breadcrumbs(row, ("Forms", "")),
    }  # fmt: skip
    return render(request, "finance/forecasts/authority_forms.html", context)


@require_safe
@opens_to(Power.SEE_MONEY)
def page(request: HttpRequest, forecast_id: str, form: str) -> HttpResponse:
    """One table or sheet of a form, the first unless another is asked for, or all to print; then its assumptions."""
    row, filled, in_full = _filled(request, forecast_id, form)
    every = authority_tables.sections(filled)
    asked = request.GET.get("table", "")
    shown = every if asked == ALL else [each for each in every if each.anchor == asked] or every[:1]
    above = ("Forms", reverse("forecast_forms", args=[row.public_id]))
    context = {
        "row": row, "code": form, "title": filled.title, "every": every, "sections": shown, "whole": asked == ALL,
        "assumptions": filled.assumptions, "rests": presenters.assumptions(row), "in_full": in_full,
        "made": _made(row), "breadcrumbs": _breadcrumbs(row, above, (filled.title, "")),
    }  # fmt: skip
    return render(request, "finance/forecasts/authority_form.html", context)


@require_safe
@opens_to(Power.SEE_MONEY)
def workbook(request: HttpRequest, forecast_id: str, form: str) -> HttpResponse:
    """The same figures for the same reader."""
    row, filled, _ = _filled(request, forecast_id, form)
    notes = [("Form", filled.title), ("Forecast", row.name), ("Made", _made(row)), *presenters.assumptions(row)]
    return spreadsheet_answer(f"{form}.xlsx", notes, authority_tables.sheets(filled))


def _filled(request: HttpRequest, forecast_id: str, code: str) -> tuple[Any, FilledForm, bool]:
    row = found(forecast_id)
    kept, form = _kept(row), forms().get(code)
    if kept is None or form is None:
        raise Http404("There is no such form of this forecast.")
    in_full = request.viewer.may(Power.SEE_PROCESS_CASES)  # type: ignore[attr-defined]
    held = block_history(row.answer["years"][0])
    return row, filled_form(form, kept, row.answer["years"], in_full=in_full, held=held), in_full


def _kept(row: Any) -> Any:
    return (row.answer or {}).get("forms")


def _made(row: Any) -> str:
    return f"{uk_date(row.done_at.date())}, from {row.simulations:,} simulations of the caseload"


def _breadcrumbs(row: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Money", reverse("money")), ("Forecasts", reverse("forecasts")),
            (row.name, reverse("forecast", args=[row.public_id])), *more]  # fmt: skip
