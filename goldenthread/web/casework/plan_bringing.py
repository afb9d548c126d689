"""Bringing a plan from elsewhere into the draft: a file, what was found in it, and what a person confirms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goldenthread.domain.plan.care_division import DIFFERENCE, DIFFERENCE_LAW
from goldenthread.domain.plan.existing.rows import CARE, UNDIVIDED
from goldenthread.domain.statute.plan_sections import plan_sections
from goldenthread.features.casework.operations import plan_bringing as operations
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.plan_importing import Came
from goldenthread.features.casework.operations.plan_sections import SectionChanged, SectionTooLong
from goldenthread.features.casework.queries import plan_drafts, plans_brought
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.plan_brought import NoPlan, Offered, as_plain, from_plain, offered_by
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing, plan_bringing_presenters, plan_presenters
from goldenthread.web.components.presenters.phrases import count_phrase

HERE = "Bring in an existing plan"
_LONGEST = 2_000_000  # characters of what was found, packed: what one form may send
_A_DAY = 86_400
_TOO_OLD = "Nothing was brought in: what was found is no longer as it was shown. Choose the file again."


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
    if drafting is None or not drafting.is_written:
        return changing.draw(request, child, "casework/plan_none.html", HERE, what="A plan is brought in")
    if request.method == "POST" and "confirm" in request.POST:
        return _confirm(request, child, drafting)
    form = FileForm(request.POST or None, request.FILES or None) if request.method == "POST" else FileForm()
    if request.method != "POST" or not form.is_valid():
        return _choose(request, child, drafting, form)
    sent = form.cleaned_data["plan"]
    try:
        offered = offered_by(child, sent.name, sent.read())
        packed = signing.dumps(as_plain(offered), salt=_salt(child), compress=True)
        if len(packed) > _LONGEST:
            raise NoPlan("It has more words than a plan can have. Send it in parts")
    except NoPlan as fault:
        form.add_error("plan", str(fault))
        return _choose(request, child, drafting, form)
    return changing.draw(
        request, child, "casework/plan_brought.html", HERE, offered=offered, packed=packed,
        sections=plan_bringing_presenters.sections_offered(child, drafting.pk, offered, on=clock.today()),
        missing=[plan_sections()[code].title for code in offered.missing],
        difference=f"{DIFFERENCE} ({DIFFERENCE_LAW})",
    )  # fmt: skip


def _choose(request: HttpRequest, child: Any, drafting: Any, form: FileForm) -> HttpResponse:
    status = changing.WRONG if request.method == "POST" else changing.FINE
    before = plans_brought.plans_brought(drafting.pk)
    return changing.draw(request, child, "casework/plan_bringing.html", HERE, status, form=form, before=before)


def _salt(child: Any) -> str:
    return f"plan brought in for {child.public_id}"


def _confirm(request: HttpRequest, child: Any, drafting: Any) -> HttpResponse:
    posted = request.POST
    try:
        offered = from_plain(signing.loads(posted.get("found", ""), salt=_salt(child), max_age=_A_DAY))
    except signing.BadSignature:
        messages.warning(request, _TOO_OLD)
        return redirect(plan_presenters.address("child_plan_bring_in", child))
    care = {
        place: posted[f"care_{place}"] for place in range(len(offered.sections.get(UNDIVIDED, "").splitlines()))
        if posted.get(f"care_{place}") in CARE
    }  # fmt: skip
    try:
        brought = operations.bring_in_plan(
            request=plan_drafts.request_row(drafting), offered=offered, texts=posted.getlist("take"),
            rows=posted.getlist("rows"), care=care, by=request.viewer, on=clock.today(),  # type: ignore[attr-defined]
        )  # fmt: skip
    except (NotNow, SectionChanged, SectionTooLong) as fault:
        messages.warning(request, f"Nothing was brought in: {fault or 'a section is too long.'}")
        return redirect(plan_presenters.draft_url(child))
    messages.success(request, _said(brought.texts, brought.items, offered))
    waits = any(row.waits for row in plans_brought.rows_brought(brought.plan))
    where = plan_bringing_presenters.brought_url(child, brought.plan.public_id)
    return redirect(where if waits else plan_presenters.draft_url(child))


def _said(came: Came, items: int, offered: Offered) -> str:
    parts = [f"Brought in: section {', '.join(came.filled)}."] if came.filled else []
    if items:
        parts.append(f"Made of its rows: {count_phrase(items, 'part of the plan', 'parts of the plan')}.")
    if not parts:
        parts.append(f"Nothing was brought into the draft. What {offered.name} holds is kept beside it.")
    if came.kept:
        parts.append(f"Kept as it was, for something is written there: section {', '.join(came.kept)}.")
    if came.same:
        parts.append(f"The same already: section {', '.join(came.same)}.")
    parts += [f"Section {code} was left out. {why}" for code, why in (came.left or {}).items()]
    return " ".join(parts)
