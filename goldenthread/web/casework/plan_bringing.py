"""Bringing a plan from elsewhere into the draft: a file, what was found in it, and what a person confirms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goldenthread.domain.plan.existing.commitments import FIELDS
from goldenthread.domain.statute.plan_sections import plan_sections
from goldenthread.features.casework.operations import plan_importing as operations
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.plan_sections import SectionChanged, SectionTooLong
from goldenthread.features.casework.queries import plan_drafts
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.plan_brought import NoPlan, offered_by
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing, plan_presenters

HERE = "Bring in an existing plan"
_LABELS = {"who": "Who", "how_often": "How often", "how_long": "How long", "ratio": "Ratio"}


class FileForm(forms.Form):
    """The file of a plan."""

    plan = forms.FileField(
        label="The plan", error_messages={"required": "Choose a file", "empty": "The file is empty. Choose another"},
        help_text="Word (.docx), a PDF with words, plain text, or JSON from another system. Nothing is kept until you"
        " confirm what was found.",
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.txt,.json"}),
    )  # fmt: skip


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="bring in a plan")
def bring_in(request: HttpRequest, child: Any) -> HttpResponse:
    """Choose a file; see what was found; confirm. Sections that are written already stay as they are."""
    drafting = plan_drafts.drafting_in(rows_of(child.pk))
    if drafting is None or drafting.stage not in plan_drafts.WRITTEN:
        return changing.draw(request, child, "casework/plan_none.html", HERE, what="A plan is brought in")
    if request.method == "POST" and "confirm" in request.POST:
        return _confirm(request, child, drafting)
    form = FileForm(request.POST or None, request.FILES or None) if request.method == "POST" else FileForm()
    if request.method != "POST" or not form.is_valid():
        status = changing.WRONG if request.method == "POST" else changing.FINE
        return changing.draw(request, child, "casework/plan_bringing.html", HERE, status, form=form)
    sent = form.cleaned_data["plan"]
    try:
        offered = offered_by(child, sent.name, sent.read())
    except NoPlan as fault:
        form.add_error("plan", str(fault))
        return changing.draw(request, child, "casework/plan_bringing.html", HERE, changing.WRONG, form=form)
    written = {code for code, row in plan_drafts.texts_of(drafting.pk).items() if row.text.strip()}
    return changing.draw(
        request, child, "casework/plan_brought.html", HERE, offered=offered,
        sections=[_shown(code, text, code in written) for code, text in offered.sections.items()],
        proposed=[_proposed(each) for each in offered.proposed],
        missing=[plan_sections()[code].title for code in offered.missing],
    )  # fmt: skip


def _confirm(request: HttpRequest, child: Any, drafting: Any) -> HttpResponse:
    texts = {code: request.POST.get(f"text_{code}", "") for code in request.POST.getlist("take")[:20]}
    origin = "interchange" if request.POST.get("origin") == "interchange" else "document"
    try:
        came = operations.bring_in(
            request=plan_drafts.request_row(drafting), sections=texts, origin=origin,
            by=request.viewer, on=clock.today(),  # type: ignore[attr-defined]
        )  # fmt: skip
    except (NotNow, SectionChanged, SectionTooLong) as fault:
        messages.warning(request, f"Nothing was brought in: {fault or 'a section is too long.'}")
        return redirect(plan_presenters.draft_url(child))
    messages.success(request, _said(came))
    return redirect(plan_presenters.draft_url(child))


def _said(came: operations.Came) -> str:
    parts = [f"Brought in: section {', '.join(came.filled)}." if came.filled else "Nothing was brought in."]
    if came.kept:
        parts.append(f"Kept as it was, for something is written there: section {', '.join(came.kept)}.")
    if came.same:
        parts.append(f"The same already: section {', '.join(came.same)}.")
    parts += [f"Section {code} was left out. {why}" for code, why in (came.left or {}).items()]
    return " ".join(parts)


def _shown(code: str, text: str, is_written: bool) -> dict[str, Any]:
    why = operations.why_not(code, text)
    title = plan_sections()[code].title if code in plan_sections() else f"Section {code}: Social care provision"
    return {"code": code, "title": title, "text": text, "is_written": is_written, "why_not": why,
            "can_take": not is_written and not why}  # fmt: skip


def _proposed(each: Any) -> tuple[str, str, list[tuple[str, str]]]:
    said = [(_LABELS[name], quote.text) for name in FIELDS if (quote := getattr(each, name))]
    return each.section, each.words.text, said
