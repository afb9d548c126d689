"""What was sent about a child, for the team: opened, let for advisers, taken away, and added for somebody on paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from goldenthread.features.casework.operations import files as operations
from goldenthread.features.casework.queries import files as queries
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.documents import scanning
from goldenthread.foundation.documents.checking import ENDINGS, LARGEST, NotKept
from goldenthread.foundation.documents.keeping import ReasonNeeded, content_of
from goldenthread.web.casework import changing
from goldenthread.web.components.files import file_answer
from goldenthread.web.components.forms.files import FilesField

ACCEPT = ",".join(("image/*", *ENDINGS))


class AddForm(forms.Form):
    """Files that came on paper or by email, and from whom."""

    sent = FilesField(
        label="Files", accept=ACCEPT, help_text=f"Up to {LARGEST // 1024 // 1024} MB each and 10 at a time.",
        error_messages={"required": "Choose a file", "empty": "A file is empty. Choose another"},
    )  # fmt: skip
    sent_for = forms.CharField(
        label="Who gave it to us?", max_length=200, error_messages={"required": "Enter who gave it"}
    )
    says = forms.CharField(label="What does it show?", max_length=300, required=False)


@child_page(Verb.OPEN_RECORD, Verb.SEE_ADVICE, Verb.WORK_ON, page="files")
def files(request: HttpRequest, child: Any) -> HttpResponse:
    """The list; `file` opens one; a POST does one thing with one, or adds some."""
    found = queries.files_of(child)
    if request.method != "POST":
        if request.GET.get("file"):
            return _open(queries.chosen(found, request.GET["file"]), request)
        return _draw(request, child, found, AddForm())
    if request.POST.get("file"):
        return _change(request, child, queries.chosen(found, request.POST["file"]))
    form = AddForm(request.POST, request.FILES)
    if form.is_valid() and _add(request, child, form):
        return redirect("child_files", child_id=child.public_id)
    return _draw(request, child, queries.files_of(child), form, changing.WRONG)


def _open(file: Any, request: HttpRequest) -> HttpResponse:
    if file is None:
        raise Http404("No such file.")
    kept = file.document
    content = content_of(kept)
    operations.look_at(file=file, by=request.viewer, on=clock.today())  # type: ignore[attr-defined]
    return file_answer(content, kept.media_type, kept.file_name)


def _change(request: HttpRequest, child: Any, file: Any) -> HttpResponse:
    if file is None:
        raise Http404("No such file.")
    by: dict[str, Any] = {"by": request.viewer, "on": clock.today()}  # type: ignore[attr-defined]
    action = request.POST.get("action", "")
    if action in ("show", "hide"):
        operations.show_to_advisers(file=file, shown=action == "show", **by)
        shown = action == "show"
        said = "Those asked for advice may open it now." if shown else "Those asked for advice can open it no longer."
        messages.success(request, said)
    elif action == "take_away":
        try:
            operations.take_away(file=file, reason=request.POST.get("reason", "")[:1_000], **by)
            messages.success(request, "Taken away. That it was here, and why it went, stays on the record.")
        except ReasonNeeded:
            messages.error(request, "Say why the file is taken away.")
    return redirect("child_files", child_id=child.public_id)


def _add(request: HttpRequest, child: Any, form: AddForm) -> bool:
    for given in form.cleaned_data["sent"]:
        try:
            if given.size > LARGEST:
                raise NotKept(f"The file must be {LARGEST // 1024 // 1024} MB or smaller")
            sent = operations.Sent(
                str(given.name), given.read(), form.cleaned_data["says"].strip(), form.cleaned_data["sent_for"].strip()
            )  # fmt: skip
            operations.send_file(child=child, sent=sent, by=request.viewer, on=clock.today())  # type: ignore[attr-defined]
        except NotKept as refused:
            form.add_error("sent", f"{str(given.name)[:80]}: {refused}")
        except operations.TooMany:
            form.add_error("sent", f"You have added {operations.MOST_A_DAY} files today about this child")
            break
    if not form.errors:
        messages.success(request, "Added.")
    return not form.errors


def _draw(request: HttpRequest, child: Any, found: list[Any], form: AddForm, status: int = 200) -> HttpResponse:
    return changing.draw(
        request, child, "casework/files.html", "Files", status, files=found, form=form, scans=scanning.is_on()
    )
