"""What waits for a decision, oldest first; and one page an item, where a person decides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.features.casework.operations import intake_deciding as deciding
from goldenthread.features.casework.operations.files import look_at
from goldenthread.features.casework.queries import intake
from goldenthread.features.casework.queries.files import chosen as file_chosen
from goldenthread.features.casework.queries.files import files_with
from goldenthread.features.casework.queries.intake import Item
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.documents.keeping import content_of
from goldenthread.web.components import errors
from goldenthread.web.components.files import file_answer
from goldenthread.web.components.presenters.phrases import uk_date, uk_moment
from goldenthread.web.intake import presenters
from goldenthread.web.intake.forms import NEW, JoinForm, NotARequestForm, StartForm


@opens_to(Power.DECIDE_INTAKE)
def to_look_at(request: HttpRequest) -> HttpResponse:
    """Everything sent or told and not decided, oldest first."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    waiting = intake.to_look_at(viewer, on=on)
    journal.look(by=viewer, children=[each.child_id for each in waiting if each.child_id], page="to look at")
    return render(
        request, "intake/to_look_at.html", {"waiting": waiting, "table": presenters.waiting_table(waiting, on)}
    )


to_look_at.records_look = True  # type: ignore[attr-defined]


@opens_to(Power.DECIDE_INTAKE)
def item(request: HttpRequest, item_id: str) -> HttpResponse:
    """What was said, who it may be about, and the decision. Records a look at every child shown."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    found = intake.item_of(viewer, item_id, on=on)
    if found is None:
        gone = intake.taken_by_another_team(viewer, item_id) if request.method == "POST" else None
        if gone is None:
            raise Http404("No such page.")
        return errors.conflict(request, _decided_words(gone, why=False), back_url=reverse("intake"))
    files = files_with(found.row)
    if request.method != "POST" and request.GET.get("file"):
        return _open(files, request.GET["file"], found, viewer)
    shown = [match.child.public_id for match in found.matches.found]
    journal.look(by=viewer, children=[*shown, *filter(None, [found.waiting.child_id])], page="a request to look at")
    chosen = request.POST.get("decision", "") if request.method == "POST" else ""
    forms: dict[str, Any] = {
        "start": StartForm(request.POST if chosen == "start" else None, item=found, why=presenters.why_said(found)),
        "join": JoinForm(request.POST if chosen == "join" else None, item=found),
        "not": NotARequestForm(request.POST if chosen == "not" else None),
    }
    if chosen in forms and (found.is_decided or forms[chosen].is_valid()):
        answered = _decide(request, chosen, forms[chosen], found)
        if answered is not None:
            return answered
    context = presenters.item_context(found, on) | {
        "start": forms["start"], "join": forms["join"], "not_a_request": forms["not"],
        "form": forms.get(chosen), "chosen": chosen, "files": files,
        "breadcrumbs": [("To look at", reverse("intake")), (found.waiting.name or "A child", "")],
    }  # fmt: skip
    return render(request, "intake/item.html", context, status=400 if chosen in forms else 200)


item.records_look = True  # type: ignore[attr-defined]


def _decide(request: HttpRequest, chosen: str, form: Any, found: Item) -> HttpResponse | None:
    back = reverse("intake_item", args=[found.row.public_id])
    if found.is_decided:
        return errors.conflict(request, _decided_words(found.row), back_url=back)
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    common = {"reason": form.cleaned_data["reason"], "by": viewer, "on": on}
    try:
        if chosen == "start":
            return _start(request, form, found, common)
        if chosen == "join":
            wanted = intake.request_chosen(found, form.cleaned_data["running"], viewer, on=on)
            if wanted is None:
                form.add_error("running", "You may not work on that child. Ask their team")
                return None
            deciding.join(item=found.row, request=wanted, **common)
            messages.success(request, "Joined to the request already running.")
            return redirect("child", child_id=wanted.child.public_id)
        deciding.set_aside(item=found.row, **common)
        messages.success(request, "Recorded that this is not a request.")
        return redirect("intake")
    except deciding.AlreadyDecided as first:
        return errors.conflict(request, _decided_words(first.item), back_url=back)
    except deciding.RequestAppeared:
        what = "Somebody started a request for this child while you were reading. Look again before you start another."
        return errors.conflict(request, what, back_url=back)
    except deciding.NotRunning:
        return errors.conflict(request, "That request has come to an end, or is another child’s.", back_url=back)


def _start(request: HttpRequest, form: Any, found: Item, common: dict[str, Any]) -> HttpResponse | None:
    child, about = found.row.child, form.cleaned_data.get("about", NEW)
    if child is None and about != NEW:
        child = intake.child_chosen(found, about, common["by"], on=common["on"])
        if child is None:
            form.add_error("about", "You may not work on that child. Ask their team")
            return None
    seen = form.cleaned_data["seen"].split()
    made = deciding.start(item=found.row, child=child, seen_requests=seen, **common)
    messages.success(request, f"The clock runs from {uk_date(found.row.received_on)}.")
    return redirect("child", child_id=made.child.public_id)


def _open(files: list[Any], asked: str, found: Item, viewer: Any) -> HttpResponse:
    """A file that goes with the request; looked at like the request itself."""
    file = file_chosen(files, asked)
    if file is None:
        raise Http404("No such file.")
    journal.look(by=viewer, children=[*filter(None, [found.waiting.child_id])], page="a request to look at")
    content = content_of(file.document)
    look_at(file=file, by=viewer, on=clock.today())
    return file_answer(content, file.document.media_type, file.document.file_name)


def _decided_words(row: Any, *, why: bool = True) -> str:
    what = {
        "started": "started the clock",
        "joined": "joined this to a request already running",
        "not_a_request": "recorded that this is not a request",
    }
    who = row.decided_by_name or "Somebody"
    said = f"{who} {what.get(row.state, 'decided about this')} on {uk_moment(row.decided_at)}."
    return f"{said} Why: {row.reason}" if why else said
