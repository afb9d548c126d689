"""Background work for those who keep the system running: what is running, what failed, what was given up, and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.runs import operations, queries
from goldenthread.foundation.runs.failures import NotPossible
from goldenthread.jobs import queue as _queue  # noqa: F401  so that a retry wakes the workers
from goldenthread.web.back_office.jobs_pages import presenters
from goldenthread.web.components import errors

PAGE_SIZE = 25
SHOWN_FIRST = 10


@require_safe
@opens_to(Power.SEE_JOBS)
def jobs(request: HttpRequest) -> HttpResponse:
    """Everything at a glance, or with ?show= one group in pages. ?refresh=on reloads it while something runs."""
    counts = queries.counts()
    show = request.GET.get("show", "")
    context: dict[str, Any] = {
        "tabs": presenters.tabs(counts, show),
        "refreshing": request.GET.get("refresh") == "on",
        "busy": counts["running"] > 0,
        "may_run": request.viewer.may(Power.RUN_JOBS),  # type: ignore[attr-defined]
    }
    if show in queries.GROUPS:
        page = Paginator(queries.in_group(show), PAGE_SIZE).get_page(request.GET.get("page"))
        context |= {"page": page, "sections": [presenters.section(show, queries.as_seen(page), len(page))]}
    else:
        first = {name: queries.newest(group=name, limit=SHOWN_FIRST) for name, count in counts.items() if count}
        context["sections"] = [presenters.section(name, runs, counts[name]) for name, runs in first.items()]
        context["timetable"] = presenters.timetable()
    return render(request, "back_office/jobs/jobs.html", context)


@require_safe
@opens_to(Power.SEE_JOBS)
def run(request: HttpRequest, run_id: str) -> HttpResponse:
    """One run: what was asked, how far it has come or how it ended."""
    seen = queries.progress_of(run_id)
    if seen is None:
        raise Http404("No such page.")
    context = {
        "line": presenters.line(seen),
        "rows": presenters.facts(seen),
        "refreshing": request.GET.get("refresh") == "on",
        "busy": not seen.ended,
        "may_run": request.viewer.may(Power.RUN_JOBS),  # type: ignore[attr-defined]
        "result": json.dumps(seen.result, indent=2) if seen.result else "",
        "breadcrumbs": [("Background work", reverse("jobs")), (presenters.line(seen).title, "")],
    }
    return render(request, "back_office/jobs/run.html", context)


@require_POST
@opens_to(Power.RUN_JOBS)
def retry(request: HttpRequest, run_id: str) -> HttpResponse:
    """Try it again, from the first attempt."""
    return _change(request, run_id, operations.retry, "It will be tried again.")


@require_POST
@opens_to(Power.RUN_JOBS)
def cancel(request: HttpRequest, run_id: str) -> HttpResponse:
    """Cancel it."""
    return _change(request, run_id, operations.cancel, "It is cancelled.")


def _change(request: HttpRequest, run_id: str, change: Callable[..., object], done: str) -> HttpResponse:
    try:
        change(run_id, by=request.viewer, at=clock.now())  # type: ignore[attr-defined]
    except ObjectDoesNotExist:
        raise Http404("No such page.") from None
    except NotPossible as refused:
        return errors.conflict(request, str(refused), back_url=reverse("job_run", args=[run_id]))
    messages.success(request, done)
    return redirect("job_run", run_id=run_id)
