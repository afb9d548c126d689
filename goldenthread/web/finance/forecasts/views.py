"""Every forecast kept, and one: planned, being worked out, refused with reasons, or ready."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.domain.forecast.kept import edits_from_plain
from goldenthread.features.finance.queries import forecasts as queries
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.runs import queries as runs
from goldenthread.web.finance.forecasts import figures, presenters, tables
from goldenthread.web.finance.forecasts.change_forms import FORMS


def found(forecast_id: str) -> Any:
    """The forecast of a page. Raises Http404."""
    row = queries.forecast_of(forecast_id)
    if row is None:
        raise Http404("There is no such forecast.")
    return row


@require_safe
@opens_to(Power.SEE_MONEY)
def register(request: HttpRequest) -> HttpResponse:
    """All of them, the newest first."""
    context = {
        "table": tables.register(queries.forecasts()),
        "population": queries.population_held(),
        "keeps": request.viewer.may(Power.KEEP_MONEY),  # type: ignore[attr-defined]
    }
    return render(request, "finance/forecasts/register.html", context)


@require_safe
@opens_to(Power.SEE_MONEY)
def one(request: HttpRequest, forecast_id: str) -> HttpResponse:
    """One forecast as far as it has come."""
    row = found(forecast_id)
    run = runs.progress_of(row.run) if row.run and row.state == row.State.ASKED else None
    context: dict[str, Any] = {
        "row": row,
        "run": run,
        "busy": run is not None and not run.ended,
        "refreshing": request.GET.get("refresh") == "on",
        "keeps": request.viewer.may(Power.KEEP_MONEY),  # type: ignore[attr-defined]
        "changes": [presenters.change_said(each) for each in edits_from_plain(row.edits)],
        "kinds": [
            (reverse("forecast_change_add", args=[row.public_id, kind]), words[1]) for kind, words in FORMS.items()
        ],
        "assumed": presenters.assumptions(row),
        "doubts": row.doubts,
        "breadcrumbs": [("Money", reverse("money")), ("Forecasts", reverse("forecasts")), (row.name, "")],
    }
    if row.state == row.State.DONE:
        context |= _answer(row, in_full=sees_small_groups(request))
    return render(request, "finance/forecasts/forecast.html", context)


def sees_small_groups(request: HttpRequest) -> bool:
    """Whoever may see cases has groups in full; everybody else in fives."""
    return bool(request.viewer.may(Power.SEE_PROCESS_CASES))  # type: ignore[attr-defined]


def _answer(row: Any, *, in_full: bool) -> dict[str, Any]:
    before = row.repeats or queries.newest_done(before=row)
    context: dict[str, Any] = {
        "headlines": presenters.headlines(row),
        "plans": tables.plans(row),
        "places": tables.grouped(row, "by_setting", in_full=in_full),
        "needs": tables.grouped(row, "by_need", in_full=in_full),
        "ages": tables.grouped(row, "by_age_group", in_full=in_full),
        "flows": tables.flows(row),
        "money": tables.money(row),
        "no_price": row.answer["no_price"],
        "steps": tables.changes(row),
        "balance": tables.balance(row),
        "no_balance": (row.answer.get("balance") or {}).get("why", ""),
        "overlap": presenters.overlap(row),
        "independent": tables.independent(row, in_full=in_full),
        "small_groups": figures.small_groups(in_full=in_full),
    }
    if before is not None and before.answer:
        rows, reasons = queries.changed_between(before, row)
        context |= {
            "before": before,
            "since": tables.since(before, rows),
            "reasons": reasons,
            "same": row.repeats is not None and before.answer_mark == row.answer_mark,
        }
    return context
