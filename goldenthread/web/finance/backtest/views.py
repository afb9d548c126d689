"""How good are the forecasts? Published figures alone: no child, no table of ours, so everyone may read it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.domain.forecast.backtest.one_authority import forecasts_of, known_of, with_figures
from goldenthread.domain.forecast.backtest.panel import SOURCE, Authority
from goldenthread.domain.forecast.backtest.results import DEFAULT, Backtest, backtest
from goldenthread.domain.forecast.backtest.rolling import HORIZONS, METHODS
from goldenthread.domain.forecast.backtest.words import DEFINITIONS, LIMITS, METHOD, NAMES, sentences
from goldenthread.foundation.access.gate import EVERYONE, opens_to
from goldenthread.web.components.charts import chart_answer
from goldenthread.web.components.files import file_answer
from goldenthread.web.finance.backtest import charts, presenters
from goldenthread.web.finance.backtest.workbook import workbook_of_backtest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class AuthorityForm(forms.Form):
    """Which authority, by which method; sent by GET."""

    authority = forms.ChoiceField(label="Authority")
    method = forms.ChoiceField(label="Method", required=False, choices=list(NAMES.items()))

    def __init__(self, data: Any, found: Backtest) -> None:
        super().__init__(data)
        names = [(each.code, each.name) for each in with_figures(found)]
        self.fields["authority"].choices = [("", "Choose an authority"), *names]  # type: ignore[attr-defined]


@opens_to(EVERYONE)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The finding, the errors beside simple rules, the bands, and one authority when it is chosen."""
    found = backtest()
    form = AuthorityForm(request.GET if "authority" in request.GET else None, found)
    chosen = {}
    if form.is_valid():
        authority = _authority(found, form.cleaned_data["authority"])
        chosen = _chosen(found, authority, form.cleaned_data["method"] or DEFAULT)
    context = {
        "form": form, "headlines": presenters.headlines(found), "sentences": sentences(found),
        "errors": presenters.errors_table(found),
        "more_errors": [presenters.more_errors_table(found, ahead) for ahead in HORIZONS],
        "bands": presenters.bands_table(found), "januaries": presenters.januaries_table(found),
        "definitions": DEFINITIONS, "method": METHOD, "limits": LIMITS, "source": SOURCE,
        "newest": found.panel.last_january, "authorities": int(found.panel.complete.sum()), **chosen,
    }  # fmt: skip
    return render(request, "finance/backtest.html", context)


def _chosen(found: Backtest, authority: Authority, method: str) -> dict[str, Any]:
    rows, known = forecasts_of(found, method, authority), known_of(found, authority)
    newest = found.panel.last_january
    now, before = [row for row in rows if row.of == newest], [row for row in rows if row.of < newest]
    return {
        "authority": authority, "chosen_method": method, "method_name": NAMES[method],
        "forecasts": now and presenters.forecasts_table(f"{authority.name}: forecast from January {newest}", now),
        "past": presenters.forecasts_table(f"{authority.name}: forecast from earlier Januaries, and what came", before),
        "flow": presenters.flow_table(authority.name, known),
        "is_scored": bool(found.panel.complete[found.panel.authorities.index(authority)]),
    }  # fmt: skip


@opens_to(EVERYONE)
@require_safe
def errors_chart(request: HttpRequest) -> HttpResponse:
    """Weighted error by method and time ahead, as SVG; `narrow` for a phone."""
    return chart_answer(charts.errors(backtest(), narrow="narrow" in request.GET), may_be_kept=True)


@opens_to(EVERYONE)
@require_safe
def authority_chart(request: HttpRequest, authority: str) -> HttpResponse:
    """One authority's forecasts and what came, as SVG; `method` by its name, `narrow` for a phone."""
    found = backtest()
    chosen, method = _authority(found, authority), request.GET.get("method") or DEFAULT
    if method not in METHODS:
        raise Http404("No such method.")
    rows, known = forecasts_of(found, method, chosen), known_of(found, chosen)
    drawn = charts.authority(known.plans, rows, found.panel.last_january, narrow="narrow" in request.GET)
    return chart_answer(drawn, may_be_kept=True)


@opens_to(EVERYONE)
@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """Everything on the page, and every authority, as a spreadsheet."""
    return file_answer(workbook_of_backtest(), XLSX, "how-good-are-the-forecasts.xlsx")


def _authority(found: Backtest, code: str) -> Authority:
    chosen = next((each for each in with_figures(found) if each.code == code), None)
    if chosen is None:
        raise Http404("No such authority.")
    return chosen
