"""A plan being drafted: its sections, each typed and saved as typed; and the copies that were sent."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.domain.statute.plan_sections import SETTING, Section, plan_sections
from goldenthread.features.casework.operations import plan_sections as operations
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.queries import plan_drafts, plan_material
from goldenthread.features.casework.queries.child_rows import ChildRows, rows_of
from goldenthread.features.casework.queries.draft_answers import said_of
from goldenthread.features.casework.queries.plan_drafts import Drafting
from goldenthread.features.casework.queries.plan_interchange import exported, file_name
from goldenthread.features.casework.queries.plan_papers import paper_of, sections_said
from goldenthread.features.casework.queries.plans_brought import plans_brought
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing, plan_presenters
from goldenthread.web.casework.plan_answers import title_of
from goldenthread.web.casework.plan_desk import PlanDesk
from goldenthread.web.components.files import file_answer
from goldenthread.web.components.papers import as_file
from goldenthread.web.components.presenters.phrases import time_of_day

HERE = "The draft plan"
PAGE = "draft plan"


class SectionForm(forms.Form):
    """One section's text, as typed; `version` is that of the text it was made from."""

    version = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)
    text = forms.CharField(
        required=False, strip=False, max_length=operations.LONGEST_SECTION, widget=forms.Textarea(attrs={"rows": 18})
    )

    def __init__(self, data: Any, *, section: Section, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["text"].label = section.title
        self.fields["text"].help_text = f"{section.contains[:1].upper()}{section.contains[1:]}."


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page=PAGE, look=False)
def draft(request: HttpRequest, child: Any) -> HttpResponse:
    """The whole; `?section=B` one section to type in; `?copy=ID` what was sent, `&as=pdf` or `docx` as a file.

    Saving by itself every few seconds is not a look at the record: the page it is saved from was recorded.
    """
    if not changing.by_itself(request):
        viewer = request.viewer  # type: ignore[attr-defined]
        journal.look(by=viewer, children=[child.public_id], page=PAGE, emergency=child.pk in viewer.emergency)
    rows = rows_of(child.pk)
    if copy_id := request.GET.get("copy"):
        return _copy(request, child, copy_id)
    drafting = plan_drafts.drafting_in(rows)
    if drafting is None:
        if request.method == "POST":
            raise Http404("No plan is being drafted.")
        return changing.draw(request, child, "casework/plan_none.html", HERE, what="A plan is written")
    asked = (request.POST if request.method == "POST" else request.GET).get("section", "")
    if not asked:
        return _whole(request, child, drafting, rows)
    section = plan_sections().get(asked)
    if section is None:
        raise Http404("A plan has no such section.")
    if request.method == "POST":
        return _save(request, child, drafting, section, rows)
    row = plan_drafts.texts_of(drafting.pk).get(section.code)
    first = {"version": row.version if row else 0, "text": row.text if row else ""}
    return _draw(request, child, drafting, section, rows, SectionForm(None, section=section, initial=first), row=row)


draft.records_look = True  # type: ignore[attr-defined]


def _whole(request: HttpRequest, child: Any, drafting: Drafting, rows: ChildRows) -> HttpResponse:
    texts, copies = plan_drafts.texts_of(drafting.pk), plan_drafts.copies_of(child)
    desk = PlanDesk(request, child, drafting)
    return changing.draw(
        request, child, "casework/plan_whole.html", HERE, drafting=drafting,
        sections=plan_presenters.section_tasks(child, texts, may_write=drafting.is_written),
        steps=plan_presenters.step_tasks(child, drafting, copies, texts, on=clock.today()),
        copies=plan_presenters.copies_table(child, copies) if copies else None,
        can_compare=len(copies) > 1, brought=plans_brought(drafting.pk),
        window=plan_presenters.window_of(copies, drafting, on=clock.today()), desk=desk,
    )  # fmt: skip


def _save(request: HttpRequest, child: Any, drafting: Drafting, section: Section, rows: ChildRows) -> HttpResponse:
    form, by_itself = SectionForm(request.POST, section=section), changing.by_itself(request)
    if not form.is_valid():
        if by_itself:
            return JsonResponse({"problem": changing.first_problem(form)}, status=400)
        return _draw(request, child, drafting, section, rows, form, changing.WRONG)
    text = _with_material(request, child, section, rows, form.cleaned_data["text"])
    viewer = request.viewer  # type: ignore[attr-defined]
    try:
        row = operations.save_section(
            request=plan_drafts.request_row(drafting), code=section.code, text=text,
            version=form.cleaned_data["version"], by=viewer, on=clock.today(), keep="over" in request.POST,
        )  # fmt: skip
    except operations.SectionChanged as changed:
        return _changed(request, child, drafting, section, rows, form, changed.row)
    except NotNow as refused:
        if by_itself:
            return JsonResponse({"problem": str(refused)}, status=409)
        form.add_error(None, str(refused))
        return _draw(request, child, drafting, section, rows, form, changing.WRONG)
    if by_itself:
        return JsonResponse({"version": row.version, "saved_at": time_of_day(row.saved_at)})
    where = {"section": section.code} if "take" in request.POST or "stay" in request.POST else {}
    here = reverse("child_draft", args=[child.public_id])
    return redirect(f"{here}?{urlencode(where)}" if where else here)


def _with_material(request: HttpRequest, child: Any, section: Section, rows: ChildRows, typed: str) -> str:
    """What was typed, with the text whose button was pressed copied in below it."""
    wanted = request.POST.get("take", "")
    found = [each for each in plan_material.material_for(child, section.code, rows) if each.key == wanted]
    return "\n\n".join(part for part in (typed.rstrip(), *(each.text for each in found)) if part) if found else typed


def _changed(
    request: HttpRequest, child: Any, drafting: Drafting, section: Section, rows: ChildRows, form: SectionForm, row: Any
) -> HttpResponse:
    """What was typed beside what somebody else saved: the form now replaces theirs, which is kept if it does."""
    if changing.by_itself(request):
        said = {"by": row.saved_by_name, "at": time_of_day(row.saved_at), "changed": True, "what": "section"}
        return JsonResponse(said, status=changing.CONFLICT)
    again = SectionForm(None, section=section, initial={"version": row.version, "text": form.cleaned_data["text"]})
    return _draw(request, child, drafting, section, rows, again, changing.CONFLICT, row=row, theirs=row)


def _draw(
    request: HttpRequest, child: Any, drafting: Drafting, section: Section, rows: ChildRows, form: SectionForm,
    status: int = 200, **more: Any,
) -> HttpResponse:  # fmt: skip
    return changing.draw(
        request, child, "casework/plan_section.html", section.title, status, section=section, form=form,
        may_write=drafting.is_written, is_setting=section.code == SETTING,
        material=plan_material.material_for(child, section.code, rows),
        before=plan_drafts.kept_before(drafting.pk, section.code),
        said=[(title_of(each, each.answer.copy), each) for each in said_of(drafting.pk, section.code)],
        around=plan_presenters.neighbours(child, section.code), **more,
    )  # fmt: skip


def _copy(request: HttpRequest, child: Any, copy_id: str) -> HttpResponse:
    copy = plan_drafts.copy_of(child, copy_id)
    if copy is None:
        raise Http404("No such copy.")
    if request.GET.get("as") == "json":
        return file_answer(exported(child, copy).encode(), "application/json", file_name(copy))
    if form := request.GET.get("as"):
        return as_file(request, paper_of(copy), form)
    return changing.draw(
        request, child, "casework/plan_copy.html", plan_presenters.copy_name(copy), copy=copy,
        rows=plan_presenters.copy_rows(copy), sections=sections_said(copy), sound=plan_drafts.is_sound(copy),
    )  # fmt: skip
