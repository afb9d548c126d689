"""The draft plan a family was sent, and their answer to it; the final plan, with the right to appeal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.features.casework.operations import draft_answers as operations
from goldenthread.features.casework.queries import draft_answers, plan_changes, plan_drafts
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.family_story import naming_for
from goldenthread.features.casework.queries.plan_interchange import exported, file_name
from goldenthread.features.casework.queries.plan_papers import paper_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.components.files import file_answer
from goldenthread.web.components.papers import as_file
from goldenthread.web.family import draft_presenters
from goldenthread.web.family.draft_forms import AnswerForm


@child_page(Verb.FAMILY_PAGE, page="family draft plan")
def draft(request: HttpRequest, child: Any) -> HttpResponse:
    """The draft sent last, with a box to comment under each section; `?as=pdf` or `docx` as a file."""
    viewer = request.viewer  # type: ignore[attr-defined]
    drafting = plan_drafts.drafting_in(rows_of(child.pk))
    copy = plan_drafts.latest_draft(drafting.pk) if drafting else None
    naming = naming_for(child, viewer, on=clock.today())
    told = {"naming": naming, "child": child, "back_url": reverse("family_child", args=[child.public_id])}
    if drafting is None or copy is None:
        return render(request, "family/draft.html", told)
    if request.GET.get("as") == "json":
        return _as_json(child, copy)
    if wanted := request.GET.get("as"):
        return as_file(request, paper_of(copy), wanted)
    writing, sent = draft_answers.own_answers(copy, viewer)
    is_open = drafting.stage == "draft_served"
    if request.method == "POST":
        return _save(request, child, copy, {**told, "is_open": is_open, "sent": sent})
    form = AnswerForm(None, sections=copy.sections, writing=writing)
    return _draw(request, copy, form, {**told, "is_open": is_open, "sent": sent, "writing": writing})


def _as_json(child: Any, copy: Any) -> HttpResponse:
    """The plan in the form that another council's system can read. It is theirs."""
    return file_answer(exported(child, copy, for_family=True).encode(), "application/json", file_name(copy))


def _save(request: HttpRequest, child: Any, copy: Any, told: dict[str, Any]) -> HttpResponse:
    """Keep what is written; and send it, where that button was pressed."""
    viewer, sections = request.viewer, copy.sections  # type: ignore[attr-defined]
    form, here = AnswerForm(request.POST, sections=sections), redirect("family_draft", child_id=child.public_id)
    if request.POST.get("copy") != copy.public_id:
        messages.warning(request, "We sent you a newer draft while you were writing. Please read this one first.")
        return _draw(request, copy, form, told, status=409)
    if not form.is_valid():
        return _draw(request, copy, form, told, status=400)
    try:
        operations.save_answer(
            copy=copy, comments=form.comments(), said=form.said(), by=viewer, on=clock.today()
        )  # fmt: skip
        if "send" not in request.POST:
            messages.success(request, "Saved. You have not sent it yet. Come back when you like.")
            return here
        operations.send_answer(copy=copy, by=viewer, on=clock.today())
    except operations.NothingSaid:
        form.add_error(None, "Write what you think, or choose an answer, before you send it")
        return _draw(request, copy, form, told, status=400)
    except operations.NoLongerAsked:
        messages.warning(request, "This draft can no longer be answered here. What you wrote is below: please call us.")
        return _draw(request, copy, form, {**told, "is_open": False}, status=409)
    messages.success(request, "Thank you. We have your answer. We will answer each thing you said, on this page.")
    return here


def _draw(request: HttpRequest, copy: Any, form: AnswerForm, told: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {
        **told, "copy": copy, "form": form, "parts": draft_presenters.parts_of(copy, form, told["naming"]),
        "is_late": clock.today() > copy.answer_by,
        "advisers": draft_presenters.advisers_said(draft_answers.commented(copy.request_id), told["naming"]),
        "answered": [draft_presenters.told_us(each, told["naming"]) for each in told["sent"]],
    }  # fmt: skip
    return render(request, "family/draft.html", context, status=status)


@child_page(Verb.FAMILY_PAGE, page="family final plan")
def plan(request: HttpRequest, child: Any) -> HttpResponse:
    """The final plan as it was sent; the right to appeal and its days; `?as=pdf` or `docx` as a file."""
    viewer = request.viewer  # type: ignore[attr-defined]
    drafting = plan_drafts.drafting_in(rows_of(child.pk))
    copy = plan_drafts.final_of(drafting.pk) if drafting else None
    if copy is not None and request.GET.get("as") == "json":
        return _as_json(child, copy)
    if copy is not None and (wanted := request.GET.get("as")):
        return as_file(request, paper_of(copy), wanted)
    naming = naming_for(child, viewer, on=clock.today())
    seen = plan_drafts.latest_draft(drafting.pk) if copy and drafting else None
    comparison = plan_changes.compared(seen, copy) if seen and copy else None
    context = {
        "naming": naming, "child": child, "copy": copy, "back_url": reverse("family_child", args=[child.public_id]),
        "parts": draft_presenters.parts_of(copy, None, naming) if copy else [],
        "comparison": comparison, "changed": draft_presenters.changed_in(comparison, naming) if comparison else [],
        "refused": draft_presenters.refused(plan_drafts.placement_of(drafting.pk)) if copy and drafting else None,
        "others": draft_presenters.others_sent_to(copy) if copy else [],
        "appeal": draft_presenters.appeal_of(copy, on=clock.today()) if copy else None,
    }  # fmt: skip
    return render(request, "family/plan.html", context)
