"""Looking a draft through and sending it to the family; and a further draft where the text changed since."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goldenthread.domain.clocks.register import count_dates
from goldenthread.domain.plan.stops import draft_stops
from goldenthread.features.casework.operations import plan_copies as operations
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.operations.outgoing import let_go
from goldenthread.features.casework.queries import plan_drafts
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.plan_look_over import Look, look_over, paper_key
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.partnership.calendar import working_calendar
from goldenthread.web.casework import changing, plan_presenters
from goldenthread.web.casework.plan_forms import ServeForm

HERE = "Send the draft plan"


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="send the draft plan")
def serve(request: HttpRequest, child: Any) -> HttpResponse:
    """The draft as it would be sent, what stops it, and the form that sends it."""
    rows = rows_of(child.pk)
    drafting = plan_drafts.drafting_in(rows)
    if drafting is None or not drafting.is_written:
        return changing.draw(request, child, "casework/plan_none.html", HERE, what="A draft is sent")
    texts = {code: row.text for code, row in plan_drafts.texts_of(drafting.pk).items()}
    before = plan_drafts.latest_draft(drafting.pk)
    look = look_over(child, drafting.pk, drafting.public_id, texts, on=clock.today())
    told: dict[str, Any] = {
        "sections": plan_drafts.as_sections(texts), "before": before,
        "stops": linked(child, (*draft_stops(texts), *look.homes)),
        "changes": plan_drafts.unseen_in(before, texts, {}), **looked_over(request, child, drafting, look),
    }  # fmt: skip
    if told["let_go"]:
        return redirect(told["look_action"])
    if request.method != "POST" or "do" in request.POST:
        today = clock.today()
        first = changing.made_from(rows) | {
            "checked": plan_drafts.checked_text(texts), "happened_on": today,
            "answer_by": count_dates("C2", {"draft_served": today}, working_calendar()).outer.last_on,
        }  # fmt: skip
        return changing.draw(request, child, "casework/plan_serve.html", HERE, form=ServeForm(None, initial=first),
                             **told)  # fmt: skip
    return _save(request, child, drafting, texts, told)


def _save(request: HttpRequest, child: Any, drafting: Any, texts: dict[str, str], told: dict[str, Any]) -> HttpResponse:
    form, viewer = ServeForm(request.POST), request.viewer  # type: ignore[attr-defined]
    if not form.is_valid():
        return changing.draw(request, child, "casework/plan_serve.html", HERE, changing.WRONG, form=form, **told)
    given = form.cleaned_data

    def change() -> object:
        return operations.serve_draft(
            request=plan_drafts.request_row(drafting), served_on=given["happened_on"], answer_by=given["answer_by"],
            checked=given["checked"], by=viewer, on=clock.today(), version=given["version"],
        )  # fmt: skip

    try:
        again, said, status = changing.save(form, child, change)
    except (operations.TextChanged, operations.Stopped):
        anew = {"version": version_of(child.pk), "checked": plan_drafts.checked_text(texts)}
        form = _made_again(form, anew)
        return changing.draw(request, child, "casework/plan_serve.html", HERE, changing.CONFLICT, form=form,
                             text_changed=True, **told)  # fmt: skip
    except operations.TooShort as short:
        form.add_error("answer_by", str(short))
        return changing.draw(request, child, "casework/plan_serve.html", HERE, changing.WRONG, form=form, **told)
    if status != changing.FINE:
        return changing.draw(request, child, "casework/plan_serve.html", HERE, status, form=again, **told, **said)
    return back_to_the_draft(request, child, "Recorded: the draft plan was sent. A copy is kept as it was sent.")


def looked_over(request: HttpRequest, child: Any, drafting: Any, look: Look) -> dict[str, Any]:
    """What the plan seems to say of others, and letting it stand: `let_go` says that it was just now."""
    stopped = look.named
    told: dict[str, Any] = {"stopped": stopped, "look_action": request.path, "look_hidden": [], "let_go": False}
    if not stopped or request.POST.get("do") != "let_go":
        return told
    reason, viewer = request.POST.get("reason", "").replace("\x00", "")[:1_000], request.viewer  # type: ignore[attr-defined]
    try:
        let_go(
            child=child, paper=paper_key(drafting.public_id), found=stopped, reason=reason, by=viewer, on=clock.today()
        )
    except ReasonNeeded:
        return {**told, "look_missing": True}
    return {**told, "let_go": True}


def back_to_the_draft(request: HttpRequest, child: Any, text: str) -> HttpResponse:
    """To the draft plan's page, saying what was saved."""
    response = changing.done(request, child, text)
    response["Location"] = plan_presenters.draft_url(child)
    return response


def _made_again(form: forms.Form, anew: dict[str, str]) -> ServeForm:
    typed = form.data.copy()  # type: ignore[attr-defined]
    for name, value in anew.items():
        typed[name] = value
    return ServeForm(typed)


def linked(child: Any, stops: Any) -> list[tuple[Any, str]]:
    return [(each, plan_presenters.section_url(child, each.section) if each.section else "") for each in stops]
