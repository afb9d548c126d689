"""The forms authorities must fill, from one forecast: which there are, one as a page, one as a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.domain.forecast.forms.definitions import forms
from goldenthread.domain.forecast.forms.filled import FilledForm
from goldenthread.domain.forecast.forms.filling import filled_form
from goldenthread.features.finance.operations.filing import seen_in_full
from goldenthread.features.finance.queries.block_history import block_history
from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.matrix import titles_with
from goldenthread.foundation.access.verbs import Power
from goldenthread.web.components.presenters.phrases import uk_date
from goldenthread.web.finance.forecasts import authority_tables, presenters
from goldenthread.web.finance.forecasts.views import found
from goldenthread.web.finance.sheets import spreadsheet_answer

ALL = "all"


@dataclass(frozen=True, slots=True)
class Seeing:
    """How a form is seen: small groups or fives; whether the reader files it; whether they look in order to."""

    in_full: bool
    files: bool
    filing: bool
    filers: tuple[str, ...] = titles_with(Power.FILE_FORMS, Power.SEE_MONEY)
    see_cases: tuple[str, ...] = titles_with(Power.SEE_PROCESS_CASES, Power.SEE_MONEY)


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
    row, filled, seeing = _filled(request, forecast_id, form, saved=False)
    every = authority_tables.sections(filled)
    asked = request.GET.get("table", "")
    shown = every if asked == ALL else [each for each in every if each.anchor == asked] or every[:1]
    above = ("Forms", reverse("forecast_forms", args=[row.public_id]))
    context = {
        "row": row, "code": form, "title": filled.title, "every": every, "sections": shown, "whole": asked == ALL,
        "assumptions": filled.assumptions, "rests": presenters.assumptions(row), "seeing": seeing,
        "made": _made(row), "breadcrumbs": _breadcrumbs(row, above, (filled.title, "")),
    }  # fmt: skip
    return render(request, "finance/forecasts/authority_form.html", context)


@require_safe
@opens_to(Power.SEE_MONEY)
def workbook(request: HttpRequest, forecast_id: str, form: str) -> HttpResponse:
    """The same figures for the same reader."""
    row, filled, seeing = _filled(request, forecast_id, form, saved=True)
    notes = [("Form", filled.title), ("Forecast", row.name), ("Made", _made(row)), *presenters.assumptions(row)]
    name = f"{form}-in-full.xlsx" if seeing.in_full else f"{form}.xlsx"
    return spreadsheet_answer(name, notes, authority_tables.sheets(filled))


def _filled(request: HttpRequest, forecast_id: str, code: str, *, saved: bool) -> tuple[Any, FilledForm, Seeing]:
    row = found(forecast_id)
    kept, form = _kept(row), forms().get(code)
    if kept is None or form is None:
        raise Http404("There is no such form of this forecast.")
    seeing = _seeing(request)
    if seeing.filing:
        seen_in_full(row=row, form=code, saved=saved, by=request.viewer, on=clock.today())  # type: ignore[attr-defined]
    held = block_history(row.answer["years"][0])
    return row, filled_form(form, kept, row.answer["years"], in_full=seeing.in_full, held=held), seeing


def _seeing(request: HttpRequest) -> Seeing:
    """Whoever may see cases has the form in full; whoever files it has it in full where they ask, and it is kept."""
    sees_cases, files = (request.viewer.may(power) for power in (Power.SEE_PROCESS_CASES, Power.FILE_FORMS))  # type: ignore[attr-defined]
    filing = files and not sees_cases and request.GET.get("full") == "yes"
    return Seeing(in_full=sees_cases or filing, files=files and not sees_cases, filing=filing)


def _kept(row: Any) -> Any:
    return (row.answer or {}).get("forms")


def _made(row: Any) -> str:
    return f"{uk_date(row.done_at)}, from {row.simulations:,} simulations of the caseload"


def _breadcrumbs(row: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Money", reverse("money")), ("Forecasts", reverse("forecasts")),
            (row.name, reverse("forecast", args=[row.public_id])), *more]  # fmt: skip
