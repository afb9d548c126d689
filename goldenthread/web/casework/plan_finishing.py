"""The final plan: what stops it, what the family has not seen, whom it goes to, and the copy as it was sent."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goldenthread.domain.statute.plan_sections import SETTING
from goldenthread.features.casework.operations import plan_copies as operations
from goldenthread.features.casework.queries import child_people, draft_answers, plan_drafts
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.plan_final import to_be_final
from goldenthread.features.casework.queries.plan_look_over import look_over
from goldenthread.features.casework.queries.plan_material import recipients_known
from goldenthread.features.casework.queries.plan_papers import sections_said
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing, plan_presenters
from goldenthread.web.casework.plan_forms import FinalForm
from goldenthread.web.casework.plan_placing import rows_said
from goldenthread.web.casework.plan_serving import back_to_the_draft, linked, looked_over

HERE = "The final plan"
MUST_SAY = (
    "The right to appeal to the First-tier Tribunal about sections B, F and I",
    "The time limits for an appeal, and for contacting a mediation adviser",
    "What mediation is and how to ask for it",
    "That disagreement resolution, and free information and advice, can be had",
    "That the tribunal may also make recommendations about health and social care",
)


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="final plan")
def final(request: HttpRequest, child: Any) -> HttpResponse:
    """The text to be final with what stops it, or the final plan as it was sent."""
    rows = rows_of(child.pk)
    drafting = plan_drafts.drafting_in(rows)
    if drafting is None:
        return changing.draw(request, child, "casework/plan_none.html", HERE, what="A final plan is sent")
    if drafting.stage == "maintained":
        return _sent(request, child, drafting)
    told = _told(request, child, drafting)
    if told["let_go"]:
        return redirect(told["look_action"])
    known = recipients_known(child, child_people.ties_of(child.pk), told["decision"], on=clock.today())
    if request.method != "POST" or "do" in request.POST:
        first = changing.made_from(rows) | {"checked": told["checked"], "happened_on": clock.today()}
        return _draw(request, child, FinalForm(None, recipients=known, agreed=told["agreed"], initial=first), told)
    form = FinalForm(request.POST, recipients=known, agreed=told["agreed"])
    if not form.is_valid():
        return _draw(request, child, form, told, changing.WRONG)
    return _save(request, child, drafting, form, told, known)


def _told(request: HttpRequest, child: Any, drafting: Any) -> dict[str, Any]:
    """The text as it would be final, and everything that stands in its way."""
    final, today = to_be_final(drafting.pk), clock.today()
    look = look_over(child, drafting.pk, drafting.public_id, final.texts, on=today)
    left, decision, health = draft_answers.to_answer(drafting.pk), final.decision, final.health
    links = [  # of today, the last day it can be recorded for: the step looks again at the day it is told
        (stop, plan_presenters.address("child_placement", child) if stop.section == SETTING else url)
        for stop, url in linked(child, (*final.stops(on=today), *look.homes))
    ]
    return {
        "sections": plan_drafts.as_sections(final.texts), "stops": links, "unseen": final.unseen, "decision": decision,
        "placed": rows_said(decision) if decision else [], "checked": plan_drafts.checked_text(final.texts),
        "health": health, "agreed": bool(health and health.agrees_now), "comments": left.comments,
        "meetings": left.meetings, "advisers": left.of_advisers, **looked_over(request, child, drafting, look),
    }  # fmt: skip


def _save(
    request: HttpRequest, child: Any, drafting: Any, form: FinalForm, told: dict[str, Any], known: Any
) -> HttpResponse:
    given, viewer = form.cleaned_data, request.viewer  # type: ignore[attr-defined]

    def change() -> object:
        return operations.send_plan(
            request=plan_drafts.request_row(drafting), sent_on=given["happened_on"], sent_to=form.sent_to(),
            signed_by=given["signed_by"], main_need=given["main_need"],
            health_agreed_by=given.get("health_agreed_by", ""), health_agreed_how=given.get("health_agreed_how", ""),
            checked=given["checked"], by=viewer, on=clock.today(), version=given["version"],
        )  # fmt: skip

    try:
        again, said, status = changing.save(form, child, change)
    except operations.Stopped as stopped:
        for each in stopped.stops:
            form.add_error(None, each.text)
        return _draw(request, child, form, told, changing.WRONG)
    except operations.TextChanged:
        typed = form.data.copy()  # type: ignore[attr-defined]
        typed["version"], typed["checked"] = version_of(child.pk), told["checked"]
        anew = FinalForm(typed, recipients=known, agreed=told["agreed"])
        return _draw(request, child, anew, told, changing.CONFLICT, text_changed=True)
    if status != changing.FINE:
        return _draw(request, child, again, told, status, **said)
    return back_to_the_draft(request, child, "Recorded: the final plan was sent. A copy is kept as it was sent.")


def _draw(
    request: HttpRequest, child: Any, form: Any, told: dict[str, Any], status: int = 200, **more: Any
) -> HttpResponse:
    return changing.draw(
        request, child, "casework/plan_final.html", HERE, status, form=form, must_say=MUST_SAY,
        draft_url=plan_presenters.draft_url(child), **told, **more,
    )  # fmt: skip


def _sent(request: HttpRequest, child: Any, drafting: Any) -> HttpResponse:
    copy = plan_drafts.final_of(drafting.pk)
    return changing.draw(
        request, child, "casework/plan_final_sent.html", HERE, copy=copy, draft_url=plan_presenters.draft_url(child),
        rows=plan_presenters.copy_rows(copy) if copy else [], sections=sections_said(copy) if copy else [],
    )  # fmt: skip
