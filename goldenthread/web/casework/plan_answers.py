"""What the family and advisers say about the draft: each comment and its answer; the meeting a family asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from goldenthread.domain.plan.for_advisers import called
from goldenthread.domain.statute.plan_sections import plan_sections
from goldenthread.features.casework.operations import draft_answers as operations
from goldenthread.features.casework.queries import draft_answers as queries
from goldenthread.features.casework.queries import plan_drafts
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing, plan_presenters
from goldenthread.web.casework.plan_forms import MeetingForm, ReplyForm
from goldenthread.web.casework.plan_serving import back_to_the_draft

HERE = "What the family and advisers say about the draft"


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="what is said about the draft")
def answers(request: HttpRequest, child: Any) -> HttpResponse:
    """Everything sent, newest first; `?item=` a comment to answer; `?meeting=` an answer whose meeting is arranged."""
    drafting = plan_drafts.drafting_in(rows_of(child.pk))
    if drafting is None:
        return changing.draw(request, child, "casework/plan_none.html", HERE, what="A family answers a draft")
    asked = request.POST if request.method == "POST" else request.GET
    if item := asked.get("item", ""):
        return _comment(request, child, drafting, item)
    if meeting := asked.get("meeting", ""):
        return _meeting(request, child, meeting)
    found = [(each, _comments(each)) for each in queries.sent_answers(drafting.pk)]
    advisers = [(each, _comments(each)) for each in queries.adviser_answers(drafting.pk)]
    return changing.draw(request, child, "casework/plan_answers.html", HERE, answers=found, advisers=advisers,
                         draft_url=plan_presenters.draft_url(child))  # fmt: skip


def _comments(answer: Any) -> list[tuple[str, Any]]:
    order = ["", *plan_sections()]
    comments = sorted(answer.comments.all(), key=lambda each: (order.index(each.code), each.pk))
    return [(title_of(each, answer.copy), each) for each in comments]


def title_of(comment: Any, copy: Any) -> str:
    """What a comment is about; an item by its number in the copy that was commented on."""
    if comment.item:
        number = next((each.get("number", "") for each in copy.items if each["id"] == comment.item), "")
        return called(comment.code, number)
    return plan_sections()[comment.code].title if comment.code else "The plan as a whole"


def _comment(request: HttpRequest, child: Any, drafting: Any, item: str) -> HttpResponse:
    comment = queries.comment_of(child, item)
    if comment is None:
        raise Http404("No such comment.")
    was = comment.replied_at.isoformat() if comment.replied_at else ""
    if request.method != "POST":
        first = {"was": was, "text": comment.reply, "changed": list(comment.changed)}
        return _draw(request, child, comment, ReplyForm(None, initial=first, to=_to(comment)))
    form = ReplyForm(request.POST, to=_to(comment))
    if not form.is_valid():
        return _draw(request, child, comment, form, changing.WRONG)
    given, viewer = form.cleaned_data, request.viewer  # type: ignore[attr-defined]
    try:
        operations.reply(
            comment=comment, text=given["text"], changed=given["changed"], was=_moment(given["was"]), by=viewer,
            on=clock.today(),
        )  # fmt: skip
    except operations.RepliedMeanwhile as theirs:
        typed = form.data.copy()  # type: ignore[attr-defined]
        typed["was"] = was
        return _draw(request, child, comment, ReplyForm(typed, to=_to(comment)), changing.CONFLICT, theirs=theirs)
    return _done(request, child, f"Saved. {_to(comment).capitalize()} can read your answer.")


def _to(comment: Any) -> str:
    return "the adviser" if comment.answer.copy.kind == plan_presenters.SHOWN else "the family"


def _moment(typed: str) -> str:
    """The moment as the operation writes it; what is no moment is nobody's."""
    try:
        return datetime.fromisoformat(typed).isoformat() if typed else ""
    except ValueError:
        return "none"


def _meeting(request: HttpRequest, child: Any, public_id: str) -> HttpResponse:
    answer = queries.answer_of(child, public_id)
    if answer is None or not answer.wants_meeting:
        raise Http404("No such meeting.")
    first = {"was": queries.meeting_now(answer), "meeting_on": answer.meeting_on, "said": answer.meeting_said}
    if request.method != "POST":
        return _draw_meeting(request, child, answer, MeetingForm(None, initial=first))
    form, viewer = MeetingForm(request.POST), request.viewer  # type: ignore[attr-defined]
    if not form.is_valid():
        return _draw_meeting(request, child, answer, form, changing.WRONG)
    given = form.cleaned_data
    try:
        operations.arrange_meeting(
            answer=answer, meeting_on=given["meeting_on"], said=given["said"], was=given["was"], by=viewer,
            on=clock.today(),
        )  # fmt: skip
    except operations.ArrangedMeanwhile as theirs:
        typed = form.data.copy()  # type: ignore[attr-defined]
        typed["was"] = queries.meeting_now(theirs.answer)
        again = MeetingForm(typed)
        return _draw_meeting(request, child, answer, again, changing.CONFLICT, theirs=theirs.answer)
    return _done(request, child, "Saved. The family can read what is arranged.")


def _draw_meeting(
    request: HttpRequest, child: Any, answer: Any, form: MeetingForm, status: int = changing.FINE, **more: Any
) -> HttpResponse:
    return changing.draw(
        request, child, "casework/plan_meeting.html", "The meeting the family asked for", status, form=form,
        answer=answer, **more,
    )  # fmt: skip


def _done(request: HttpRequest, child: Any, text: str) -> HttpResponse:
    response = back_to_the_draft(request, child, text)
    response["Location"] = plan_presenters.address("child_draft_answers", child)
    return response


def _draw(
    request: HttpRequest, child: Any, comment: Any, form: ReplyForm, status: int = 200, **more: Any
) -> HttpResponse:
    return changing.draw(
        request, child, "casework/plan_reply.html", "Answer a comment", status, form=form, comment=comment,
        about=title_of(comment, comment.answer.copy),
        section_url=plan_presenters.section_url(child, comment.code) if comment.code else "", **more,
    )  # fmt: skip
