"""Section G of a draft plan for whoever agrees it for the health commissioner, and their answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from goldenthread.features.casework.operations import health_agreements as operations
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.draft_answers import NoLongerAsked
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.queries import health_agreements as queries
from goldenthread.features.casework.queries.advice_reports import hidden_from
from goldenthread.features.casework.queries.draft_for_advisers import body_of, shown_now
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.partners.advice_desk import CONFLICT, FINE, WRONG, draw
from goldenthread.web.partners.draft_forms import AgreementForm

HERE = "Section G: do you agree it?"


@child_page(Verb.OPEN_RECORD, Verb.AGREE_HEALTH, page="section G of a draft plan")
def agreement(request: HttpRequest, child: Any) -> HttpResponse:
    """Sections C and G of the draft shown last, what was answered, and the form."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    copy = shown_now(child)
    if copy is None:
        if request.method == "POST":
            raise Http404("No draft is shown.")
        return draw(request, child, viewer, "partners/health.html", HERE, told={"copy": None})
    answers = queries.answers_of(copy.request_id)
    body = body_of(child, viewer, on=on)
    first = {
        "copy": copy.public_id, "was": answers[0].pk if answers else 0,
        "for_body": answers[0].for_body if answers else body.name if body else "",
    }  # fmt: skip
    shown = {"copy": copy, "answers": answers, "first": first, "body": body}
    if request.method != "POST":
        return _draw(request, child, AgreementForm(None, initial=first), shown)
    form = AgreementForm(request.POST)
    if not form.is_valid():
        return _draw(request, child, form, shown, WRONG)
    return _save(request, child, form, shown)


def _save(request: HttpRequest, child: Any, form: AgreementForm, shown: dict[str, Any]) -> HttpResponse:
    given, viewer, copy = form.cleaned_data, request.viewer, shown["copy"]  # type: ignore[attr-defined]
    try:
        if given["copy"] != copy.public_id:
            raise NoLongerAsked
        operations.answer_here(
            copy=copy, answer=form.answer(viewer.name), organisation=shown["body"], was=given["was"], by=viewer,
            on=clock.today(),
        )  # fmt: skip
    except (NoLongerAsked, operations.AnsweredMeanwhile):
        typed = form.data.copy()  # type: ignore[attr-defined]
        typed["copy"], typed["was"] = shown["first"]["copy"], str(shown["first"]["was"])
        return _draw(request, child, AgreementForm(typed), shown, CONFLICT, changed=True)
    except ReasonNeeded:
        form.add_error("reason", "Say why you do not agree it")
    except operations.NothingToAgree:
        form.add_error(None, "Section G is empty in this draft: there is nothing to agree yet")
    except NotNow as refused:
        form.add_error(None, str(refused))
    else:
        messages.success(request, "Recorded. The council’s team has your answer.")
        return redirect("partner_health", child_id=child.public_id)
    return _draw(request, child, form, shown, WRONG)


def _draw(
    request: HttpRequest, child: Any, form: AgreementForm, shown: dict[str, Any], status: int = FINE, **more: Any
) -> HttpResponse:
    viewer, copy = request.viewer, shown["copy"]  # type: ignore[attr-defined]
    now = queries.text_now(copy.request_id)
    context = {
        "copy": copy, "form": form, "answers": shown["answers"], "standing": queries.last_of(shown["answers"], now),
        "is_now": queries.is_text_of(copy, now),
        "sections": queries.sections_to_agree(copy, hidden_from(viewer, child, on=clock.today())), **more,
    }  # fmt: skip
    return draw(request, child, viewer, "partners/health.html", HERE, status, told=context)
