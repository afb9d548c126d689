"""Files brought in: the list, sending one, one file from reading to applied or undone."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.features.returns.cases_file import write_csv_template, write_xlsx_template
from goldenthread.features.returns.operations import imports as operations
from goldenthread.features.returns.queries import imports as queries
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.runs import queries as runs
from goldenthread.jobs import queue as _queue  # noqa: F401  so that work asked for here wakes the workers
from goldenthread.web.back_office.imports import presenters, receiving
from goldenthread.web.back_office.imports.forms import SendForm
from goldenthread.web.components import errors

PAGE_SIZE = 25
PROBLEMS_A_PAGE = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# step: states it may be taken from, what it asks, the button, the background work
STEPS: dict[str, tuple[tuple[str, ...], str, str, str]] = {
    "apply": (("ready",), "Apply this file?", "Apply", "apply_import"),
    "undo": (("applied",), "Undo this file?", "Undo", "undo_import"),
    "discard": (("waiting", "reading", "ready", "refused"), "Discard this file?", "Discard", ""),
}


@require_safe
@opens_to(Power.IMPORT_RETURNS)
def imports(request: HttpRequest) -> HttpResponse:
    """Every file, newest first."""
    page = Paginator(queries.all_newest_first(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "listed": presenters.listed(page), "to_decide": queries.open_conflicts()}
    return render(request, "back_office/imports/imports.html", context)


@csrf_exempt  # only so that the size is judged before the body is read; the view behind checks the token
@require_http_methods(["GET", "HEAD", "POST"])
@opens_to(Power.IMPORT_RETURNS)
def send(request: HttpRequest) -> HttpResponse:
    """Send a file to be read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > receiving.LARGEST:
        return errors.too_large(request, receiving.LARGEST_SAID)
    return _send(request)


@csrf_protect
def _send(request: HttpRequest) -> HttpResponse:
    form = SendForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
        file = form.cleaned_data["file"]
        try:
            path = receiving.keep(file)
        except OSError:
            form.add_error("file", "There is not enough room to keep the file. Tell whoever looks after this service.")
        else:
            row = operations.receive(
                path, name=file.name, kind=form.cleaned_data["kind"], by=viewer, at=at, made_by=viewer.user_id
            )
            operations.start(row, "read_import", by=viewer, at=at)
            return redirect("import", import_id=row.public_id)
    context = {"form": form, "breadcrumbs": [("Imports", reverse("imports")), ("Bring in a file", "")]}
    return render(request, "back_office/imports/send.html", context)


@require_safe
@opens_to(Power.IMPORT_RETURNS)
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The empty spreadsheet of cases, CSV or Excel."""
    if kind == "csv":
        text = io.StringIO()
        write_csv_template(text)
        answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    elif kind == "xlsx":
        data = io.BytesIO()
        write_xlsx_template(data)
        answer = HttpResponse(data.getvalue(), content_type=EXCEL)
    else:
        raise Http404("No such page.")
    answer["Content-Disposition"] = f'attachment; filename="cases-template.{kind}"'
    return answer


@require_safe
@opens_to(Power.IMPORT_RETURNS)
def one(request: HttpRequest, import_id: str) -> HttpResponse:
    """One file: how far it has come, what it holds, what it does, what is wrong with it."""
    row = _found(import_id)
    viewer = request.viewer  # type: ignore[attr-defined]
    run = runs.progress_of(row.run) if row.run else None
    busy = run is not None and not run.ended
    said = row.effects.get("sample", []) if row.state == "ready" else []
    names = queries.names_of(viewer, [each["child"] for each in said], on=clock.today())
    journal.look(by=viewer, children=names, page="changes of an import")
    why, where, wrong = presenters.refusal(row)
    page = Paginator(wrong, PROBLEMS_A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "row": row,
        "run": run,
        "busy": busy,
        "refreshing": request.GET.get("refresh") == "on",
        "refusal": (why, where),
        "tag": presenters.tag(row.state),
        "facts": presenters.facts(row),
        "counts": presenters.counts(row),
        "effects": presenters.effects(row),
        "page": page,
        "problems": presenters.problems(list(page)),
        "sample": presenters.sample(said, names),
        "to_decide": queries.open_conflicts(row),
        "steps": []
        if busy
        else [(name, button) for name, (states, _, button, _) in STEPS.items() if _possible(row, states, name)],
        "breadcrumbs": [("Imports", reverse("imports")), (row.file_name, "")],
    }
    return render(request, "back_office/imports/import.html", context)


one.records_look = True  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@opens_to(Power.IMPORT_RETURNS)
def step(request: HttpRequest, import_id: str, step: str) -> HttpResponse:
    """Ask whether to apply, undo or discard; then do it, in the background where it takes long."""
    row = _found(import_id)
    if step not in STEPS:
        raise Http404("No such page.")
    states, question, button, job = STEPS[step]
    back = reverse("import", args=[import_id])
    if not _possible(row, states, step):
        what = f"This file is {row.get_state_display().lower()}, so that cannot be done now."
        return errors.conflict(request, what, back_url=back)
    if request.method == "POST":
        viewer = request.viewer  # type: ignore[attr-defined]
        try:
            if job:
                operations.start(row, job, by=viewer, at=clock.now())
            else:
                operations.discard(row, by=viewer, at=clock.now())
                messages.success(request, "The file is discarded.")
        except operations.NotPossible as refused:
            return errors.conflict(request, str(refused), back_url=back)
        return redirect("import", import_id=import_id)
    context = {
        "row": row,
        "step": step,
        "question": question,
        "button": button,
        "effects": presenters.effects(row),
        "back_url": back,
    }
    return render(request, "back_office/imports/confirm.html", context)


def _possible(row: Any, states: tuple[str, ...], step: str) -> bool:
    return row.state in states and not (step == "undo" and row.kind == "schools")


def _found(import_id: str) -> Any:
    try:
        return queries.find(import_id)
    except queries.NoSuchImport:
        raise Http404("No such page.") from None
