"""Translations of a plan by people, as staff add them and take them back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from goldenthread.features.casework.operations import plan_translations as operations
from goldenthread.features.casework.operations.own_versions import CannotSave
from goldenthread.features.casework.queries import plan_drafts
from goldenthread.features.casework.queries import plan_translations as queries
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.documents.checking import LARGEST, NotKept
from goldenthread.foundation.documents.keeping import content_of
from goldenthread.web.casework import changing, plan_presenters
from goldenthread.web.components.files import file_answer
from goldenthread.web.components.presenters.phrases import uk_date

HERE = "The plan in other languages"


class TranslationForm(forms.Form):
    """One translation: which copy, which language, by whom, and the file or the words."""

    def __init__(self, data: Any = None, files: Any = None, *, copies: Any, **more: Any) -> None:
        super().__init__(data, files, **more)
        named = [
            (each.public_id, f"{plan_presenters.copy_name(each)}, sent {uk_date(each.sent_on)}") for each in copies
        ]
        listed = sorted((names[0], tag, names[1]) for tag, names in queries.LANGUAGES.items())
        self.fields["copy"] = forms.ChoiceField(
            label="Which plan was translated?", choices=named, error_messages={"required": "Choose which plan"}
        )
        self.fields["language"] = forms.ChoiceField(
            label="Which language?", choices=[("", "Choose"), *((tag, f"{name} ({own})") for name, tag, own in listed)],
            error_messages={"required": "Choose the language"},
        )  # fmt: skip
        self.fields["translated_by"] = forms.CharField(
            label="Who translated it?", max_length=200, help_text="A person or a service. Not a machine alone.",
            error_messages={"required": "Say who translated it"},
        )  # fmt: skip
        self.fields["sent"] = forms.FileField(
            label="The translation as a file", required=False, widget=forms.FileInput(attrs={"accept": ".pdf,.docx"}),
            help_text=f"PDF or Word, up to {LARGEST // 1024 // 1024} MB. Its words are looked over for another child’s "
            "name and for hidden addresses. If it holds pictures of pages, nobody looked: do so first.",
        )  # fmt: skip
        self.fields["text"] = forms.CharField(
            label="Or type it here", required=False, max_length=operations.LONGEST,
            widget=forms.Textarea(attrs={"rows": 8}),
        )  # fmt: skip


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="translations of the plan")
def translations(request: HttpRequest, child: Any) -> HttpResponse:
    """Those there are, `?open=ID` the file of one; adding one, and taking one back."""
    copies = [each for each in plan_drafts.copies_of(child) if not each.taken_back_on]
    if not copies:
        return changing.draw(request, child, "casework/plan_none.html", HERE, what="A translation is added")
    if request.method != "POST":
        return _opened(child, request.GET["open"]) if request.GET.get("open") else _draw(request, child, copies)
    if back := request.POST.get("take_back"):
        row = queries.translation_of(child, back)
        if row is None:
            raise Http404("No such translation.")
        operations.take_back(row=row, by=request.viewer, on=clock.today())  # type: ignore[attr-defined]
        messages.success(request, "Taken back. The family is not shown it any more.")
        return redirect("child_translations", child_id=child.public_id)
    return _add(request, child, copies)


def _opened(child: Any, asked: str) -> HttpResponse:
    row = queries.translation_of(child, asked)
    if row is None or row.document is None:
        raise Http404("No such file.")
    return file_answer(content_of(row.document), row.document.media_type, row.document.file_name)


def _add(request: HttpRequest, child: Any, copies: Any) -> HttpResponse:
    form = TranslationForm(request.POST, request.FILES, copies=copies)
    if not form.is_valid():
        return _draw(request, child, copies, form)
    given, sent = form.cleaned_data, form.cleaned_data.get("sent")
    copy = next(each for each in copies if each.public_id == given["copy"])
    try:
        if sent is not None and sent.size > LARGEST:
            raise NotKept(f"The file must be {LARGEST // 1024 // 1024} MB or smaller")
        told = operations.Given(
            given["language"], given["translated_by"], given["text"], sent.name if sent else "",
            sent.read() if sent else b"",
        )  # fmt: skip
        operations.add_translation(child=child, copy=copy, given=told, by=request.viewer, on=clock.today())  # type: ignore[attr-defined]
    except NotKept as refused:
        form.add_error("sent", str(refused))
    except CannotSave as refused:
        form.add_error(None, str(refused))
    else:
        messages.success(request, "Added. The family can read it now.")
        return redirect("child_translations", child_id=child.public_id)
    return _draw(request, child, copies, form)


def _draw(request: HttpRequest, child: Any, copies: Any, form: TranslationForm | None = None) -> HttpResponse:
    status = changing.WRONG if form is not None else changing.FINE
    return changing.draw(
        request, child, "casework/plan_translations.html", HERE, status, form=form or TranslationForm(copies=copies),
        found=queries.translations_of(child),
    )  # fmt: skip
