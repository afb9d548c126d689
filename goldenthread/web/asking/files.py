"""Sending files about a child: a letter, a report, a photo of a page; with a request, or at any time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.features.casework.operations import files as operations
from goldenthread.features.casework.queries import files as queries
from goldenthread.features.casework.queries import intake_asking as asking
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.queries.children import may
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.documents.checking import ENDINGS, LARGEST, NotKept
from goldenthread.foundation.documents.keeping import content_of
from goldenthread.web.components.files import file_answer
from goldenthread.web.components.forms.files import FilesField

_TODAY = "You have sent {} files today. Send more tomorrow, or call us"
ACCEPT = ",".join(("image/*", *ENDINGS))


class SendFilesForm(forms.Form):
    """The files, and what they show."""

    sent = FilesField(
        label="Choose files or take a photo", accept=ACCEPT,
        help_text=f"PDF, Word, photos or plain text. Up to {LARGEST // 1024 // 1024} MB each and 10 at a time.",
        error_messages={"required": "Choose a file or take a photo", "empty": "A file is empty. Choose another"},
    )  # fmt: skip
    says = forms.CharField(
        label="What do they show?", help_text="For example: the letter from the hospital. You can leave this out.",
        required=False, max_length=300,
    )  # fmt: skip


@child_page(Verb.SEND_FILES, page="sending files")
def send_files(request: HttpRequest, child: Any) -> HttpResponse:
    """What this person has sent, and sending more. `with=request`: it goes with the request they are writing."""
    viewer, asked = request.viewer, request.POST if request.method == "POST" else request.GET  # type: ignore[attr-defined]
    own = queries.files_from(child, viewer)
    if request.method != "POST" and asked.get("file"):
        return open_file(queries.chosen(own, asked["file"]))
    draft = _draft(child, viewer) if asked.get("with") == "request" else None
    form = SendFilesForm()
    if request.method == "POST":
        if asked.get("take_back"):
            return _take_back(request, child, queries.chosen(own, asked["take_back"]))
        form = SendFilesForm(request.POST, request.FILES)
        if form.is_valid() and _send(request, child, form, draft):
            return redirect(_here(child, draft))
        own = queries.files_from(child, viewer)
    context = {
        "child": child, "form": form, "draft": draft, "own": [(each, _is_draft(each)) for each in own],
        "name": child.calling_name or "this child", **_back(child, viewer, draft),
    }  # fmt: skip
    return render(request, "asking/files.html", context, status=400 if form.errors else 200)


def open_file(file: Any) -> HttpResponse:
    """The bytes of a file found for this viewer. Raises Http404 where there is none."""
    if file is None:
        raise Http404("No such file.")
    return file_answer(content_of(file.document), file.document.media_type, file.document.file_name)


def _send(request: HttpRequest, child: Any, form: SendFilesForm, draft: Any) -> bool:
    """Keep each; those that cannot be kept are named with why, and the others stay kept."""
    kept, viewer = 0, request.viewer  # type: ignore[attr-defined]
    for given in form.cleaned_data["sent"]:
        name = str(given.name)[:80]
        try:
            if given.size > LARGEST:
                raise NotKept(f"The file must be {LARGEST // 1024 // 1024} MB or smaller")
            sent = operations.Sent(str(given.name), given.read(), form.cleaned_data["says"].strip())
            operations.send_file(child=child, sent=sent, by=viewer, on=clock.today(), intake=draft)
            kept += 1
        except NotKept as refused:
            form.add_error("sent", f"{name}: {refused}")
        except operations.TooMany:
            form.add_error("sent", _TODAY.format(operations.MOST_A_DAY))
            break
    if kept:
        messages.success(request, f"We have {kept} {'file' if kept == 1 else 'files'} from you. Thank you.")
    return not form.errors


def _take_back(request: HttpRequest, child: Any, file: Any) -> HttpResponse:
    if file is None:
        raise Http404("No such file.")
    try:
        operations.take_back(file=file, by=request.viewer, on=clock.today())  # type: ignore[attr-defined]
        messages.success(request, "Taken away. Nobody saw it.")
    except operations.NotTheirs:
        messages.error(request, "This file has been sent. Ask the team to take it away.")
    return redirect(f"{reverse('send_files', args=[child.public_id])}?with=request")


def _draft(child: Any, viewer: Any) -> Any:
    """The request this person is writing about the child, if any."""
    if not asking.may_ask(child, viewer, on=clock.today()):
        return None
    asker = asking.asker_of(child, viewer, on=clock.today())
    return asking.draft_rows(child, asker, viewer).first()


def _is_draft(file: Any) -> bool:
    return file.intake is not None and file.intake.state == "draft"


def _here(child: Any, draft: Any) -> str:
    return reverse("send_files", args=[child.public_id]) + ("?with=request" if draft else "")


def _back(child: Any, viewer: Any, draft: Any) -> dict[str, str]:
    if draft:
        return {"back_url": reverse("ask", args=[child.public_id]), "back_text": "Back to the list"}
    family = may(viewer, Verb.FAMILY_PAGE, child.pk, on=clock.today())
    return {"back_url": reverse("family_child" if family else "partner_child", args=[child.public_id])}
