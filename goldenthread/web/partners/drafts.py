"""A draft plan for somebody asked for advice: the parts that rest on it, what they say of them, and our answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from goldenthread.domain.statute.plan_sections import plan_sections
from goldenthread.features.casework.operations import draft_answers as answering
from goldenthread.features.casework.operations import drafts_shown as operations
from goldenthread.features.casework.queries import draft_answers
from goldenthread.features.casework.queries.draft_for_advisers import ForAdviser, draft_for
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.components.presenters.phrases import uk_date
from goldenthread.web.components.presenters.tables import Column, Table
from goldenthread.web.partners.advice_desk import CONFLICT, FINE, WRONG, draw
from goldenthread.web.partners.draft_forms import CommentForm

HERE = "The draft plan"


@child_page(Verb.OPEN_RECORD, Verb.GIVE_ADVICE, page="parts of a draft plan")
def draft(request: HttpRequest, child: Any) -> HttpResponse:
    """The viewer's parts of the draft shown last, a box under each, and what was said and answered."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    told = draft_for(child, viewer, on=on)
    if told is None:
        if request.method == "POST":
            raise Http404("No draft is shown.")
        return draw(request, child, viewer, "partners/draft.html", HERE, told={"draft_shown": None})
    writing, sent = draft_answers.own_comments(told.copy, viewer, told.bodies)
    if request.method == "POST":
        return _save(request, child, told, sent)
    return _draw(request, child, told, CommentForm(None, places=told.places, writing=writing), sent, writing=writing)


def _save(request: HttpRequest, child: Any, told: ForAdviser, sent: Sequence[Any]) -> HttpResponse:
    """Keep what is written; and send it, where that button was pressed."""
    viewer, form = request.viewer, CommentForm(request.POST, places=told.places)  # type: ignore[attr-defined]
    if request.POST.get("copy") != told.copy.public_id:
        messages.warning(request, "The council changed the draft while you were writing. Please read this one first.")
        return _draw(request, child, told, form, sent, CONFLICT)
    if not form.is_valid():
        return _draw(request, child, told, form, sent, WRONG)
    send = "send" in request.POST
    try:
        operations.comment(told=told, comments=form.comments(), send=send, by=viewer, on=clock.today())
    except answering.NothingSaid:
        form.add_error(None, "Write what you think of a part before you send it")
        return _draw(request, child, told, form, sent, WRONG)
    except answering.NoLongerAsked:
        messages.warning(request, "The draft can no longer be commented on here. What you wrote is below.")
        return _draw(request, child, told, form, sent, CONFLICT)
    said = (
        "Sent. The council’s team answers each comment, on this page." if send else "Saved. You have not sent it yet."
    )
    messages.success(request, said)
    return redirect("partner_draft", child_id=child.public_id)


def _draw(
    request: HttpRequest, child: Any, told: ForAdviser, form: CommentForm, sent: Sequence[Any], status: int = FINE,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    viewer = request.viewer  # type: ignore[attr-defined]
    parts = [
        (part, form.box(part.code), [(piece, form.box(f"{part.code}:{piece.id}")) for piece in part.pieces])
        for part in told.parts
    ]
    context = {
        "draft_shown": told, "copy": told.copy, "form": form, "parts": parts,
        "answered": [(each, _comments(each)) for each in sent], **more,
    }  # fmt: skip
    return draw(request, child, viewer, "partners/draft.html", HERE, status, told=context)


def _comments(answer: Any) -> list[tuple[str, Any]]:
    """(what it is about, comment) in the plan's order. Numbers are those of the draft that was commented on."""
    order = ["", *plan_sections()]
    numbers = {each["id"]: each.get("number", "") for each in answer.copy.items}
    comments = sorted(answer.comments.all(), key=lambda each: (order.index(each.code), each.pk))
    return [(_about(each, numbers), each) for each in comments]


def _about(comment: Any, numbers: dict[str, str]) -> str:
    if comment.item:
        return f"Item {numbers[comment.item]}" if numbers.get(comment.item) else f"Part of section {comment.code}"
    return plan_sections()[comment.code].title if comment.code else "The draft as a whole"


def drafts_table(copies: Sequence[Any], agreeing: Sequence[Any]) -> Table:
    """Drafts whose section G waits for health's answer, and those the viewer's bodies have said nothing of yet."""
    rows = [
        *(_listed(each, "partner_health", "Say whether section G is agreed") for each in agreeing),
        *(_listed(each, "partner_draft", "Read your parts, and say what you think") for each in copies),
    ]
    columns = [Column("Child"), Column("What you can do"), Column("Shown on")]
    return Table("Draft plans you are shown", columns, rows, cards=True)


def _listed(copy: Any, page: str, what: str) -> tuple[Any, str, str]:
    link = format_html(
        '<a class="govuk-link" href="{}">{}</a>', reverse(page, args=[copy.child.public_id]),
        copy.child.full_name or "No name recorded",
    )  # fmt: skip
    return link, what, uk_date(copy.sent_on)
