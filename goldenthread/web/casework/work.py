"""My work: what will do most harm if late, first; and the same list as a file."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.features.casework.operations import exports
from goldenthread.features.casework.queries import cover, handovers, saved_views, work_filters, worklist
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.partnership import queries as partnerships
from goldenthread.web.casework import work_file, work_presenters
from goldenthread.web.casework.forms import WorkFilterForm
from goldenthread.web.components.presenters.pagination import pagination


@opens_to(Power.SEE_WORKLIST)
def my_work(request: HttpRequest) -> HttpResponse:
    """The ranked queue, filtered, sorted, a page at a time."""
    viewer, on = _viewer(request), clock.today()
    beside = saved_views.around(viewer, "work")
    form = WorkFilterForm(request.GET, viewer=viewer, officers=beside.officers)
    sort = request.GET.get("sort", "harm")
    page = worklist.worklist_visible_to(
        viewer, on=on, filters=form.filters(), sort=sort, page=_page_number(request), due_soon_days=_due_soon_days()
    )
    journal.look(by=viewer, children=[row.child_id for row in page.rows], page="my work")
    query = [(name, value) for name, values in request.GET.lists() for value in values]
    context = {
        "filter_form": form,
        "form": form if form.errors else None,
        "page": page,
        "work": work_presenters.work_table(page, on, show_officer=_several_people(form)),
        "order": sort,
        "figures": work_presenters.figures(page.counts, form.filters().standing, query),
        "due_soon_days": _due_soon_days(),
        "numbers": pagination(page.number, page.pages, query),
        "first_number": (page.number - 1) * worklist.PAGE_SIZE + 1,
        "saved_views": [(name, f"{reverse('work')}?{kept}") for name, kept in beside.views],
        "filter_query": _filter_query(request),
        "whole_query": request.GET.urlencode(),
        "by_harm_url": "?" + urlencode([pair for pair in query if pair[0] not in ("sort", "page")]),
        "covering": cover.covering(viewer, on=on),
        "handed": handovers.unread(viewer, on=on),
        "heading": work_presenters.whose_work(form, viewer),
    }
    return render(request, "casework/work.html", context)


my_work.records_look = True  # type: ignore[attr-defined]


@require_POST
@opens_to(Power.SEE_WORKLIST)
def export(request: HttpRequest) -> StreamingHttpResponse:
    """What the filters leave, every page of it, of children this viewer may export. Recorded before a byte is sent."""
    viewer, on = _viewer(request), clock.today()
    form = WorkFilterForm(request.GET, viewer=viewer, officers=saved_views.around(viewer, "work").officers)
    wanted: dict[str, Any] = {"on": on, "filters": form.filters(), "due_soon_days": _due_soon_days()}
    children = worklist.children_to_export(viewer, **wanted)
    exports.record(children=children, filters=request.GET.dict(), by=viewer, on=on)
    rows = worklist.rows_to_export(viewer, **wanted, sort=request.GET.get("sort", "harm"))
    response = StreamingHttpResponse(work_file.lines(rows, on), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="work-{on.isoformat()}.csv"'
    return response


export.records_look = True  # type: ignore[attr-defined]


def _viewer(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined, no-any-return]


def _due_soon_days() -> int:
    return partnerships.current().due_soon_days


def _page_number(request: HttpRequest) -> int:
    typed = request.GET.get("page", "1")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1


def _filter_query(request: HttpRequest) -> str:
    """The filters and the order in force, without the page: what a saved view keeps."""
    kept = [
        (n, v) for n, values in request.GET.lists() for v in values if v and n not in ("page", "csrfmiddlewaretoken")
    ]
    return urlencode(kept)


def _several_people(form: WorkFilterForm) -> bool:
    officer = form.filters().officer
    return officer in ("", work_filters.Officer.ALL)
