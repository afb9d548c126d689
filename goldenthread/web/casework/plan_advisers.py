"""Showing advisers their parts of a draft plan: to whom, why it is necessary, and what each is shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goldenthread.features.casework.operations import drafts_shown as operations
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.operations.plan_copies import Stopped, TextChanged
from goldenthread.features.casework.queries import draft_answers, plan_drafts
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.draft_for_advisers import Asked, preview_of, shown_to
from goldenthread.features.casework.queries.plan_look_over import look_over
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing, plan_presenters
from goldenthread.web.casework.changing import words
from goldenthread.web.casework.plan_serving import back_to_the_draft, linked, looked_over
from goldenthread.web.components.presenters.phrases import count_phrase
from goldenthread.web.components.presenters.tables import Column, Table

HERE = "Show advisers the draft"


class ShowForm(forms.Form):
    """Why advisers need to see their parts. `checked`: the text that was looked through."""

    checked = forms.CharField(max_length=64, widget=forms.HiddenInput)
    because = words(
        "Why is it necessary in the child’s interests that they see it?", "For example, so that whoever gave advice "
        "can say whether the plan carries it rightly. Kept with the record.", needed="Say why it is necessary", rows=3,
    )  # fmt: skip


class StopForm(forms.Form):
    """Why the draft is shown no longer. `was`: the draft that is shown, by its id."""

    was = forms.CharField(max_length=20, widget=forms.HiddenInput)
    reason = words("Why should they see it no longer?", needed="Say why", rows=2)


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="show advisers the draft plan")
def advisers(request: HttpRequest, child: Any) -> HttpResponse:
    """Who would see what, what stops it, and the form; `?stop=1` to show it no longer."""
    drafting = plan_drafts.drafting_in(rows_of(child.pk))
    if drafting is None or not drafting.is_written:
        return changing.draw(request, child, "casework/plan_none.html", HERE, what="Advisers are shown a draft")
    shown = plan_drafts.latest_shown(drafting.pk)
    if shown and (request.POST if request.method == "POST" else request.GET).get("stop"):
        return _stop(request, child, drafting, shown)
    texts = {code: row.text for code, row in plan_drafts.texts_of(drafting.pk).items()}
    look = look_over(child, drafting.pk, drafting.public_id, texts, on=clock.today())
    told = looked_over(request, child, drafting, look)
    if told["let_go"]:
        return redirect(told["look_action"])
    told |= {"shown": shown, "stops": linked(child, look.homes), "texts": texts, "drafting": drafting}
    checked = plan_drafts.checked_text(texts)
    if request.method != "POST" or "do" in request.POST:
        return _draw(request, child, ShowForm(None, initial={"checked": checked}), told)
    form = ShowForm(request.POST)
    if not form.is_valid():
        return _draw(request, child, form, told, changing.WRONG)
    return _save(request, child, form, told, checked)


def _save(request: HttpRequest, child: Any, form: ShowForm, told: dict[str, Any], checked: str) -> HttpResponse:
    given, viewer = form.cleaned_data, request.viewer  # type: ignore[attr-defined]
    try:
        operations.show_draft(
            request=plan_drafts.request_row(told["drafting"]), because=given["because"], checked=given["checked"],
            by=viewer, on=clock.today(),
        )  # fmt: skip
    except (TextChanged, Stopped):
        typed = form.data.copy()  # type: ignore[attr-defined]
        typed["checked"] = checked
        return _draw(request, child, ShowForm(typed), told, changing.CONFLICT, text_changed=True)
    except (NotNow, ReasonNeeded) as refused:
        form.add_error("because", "Say why it is necessary" if isinstance(refused, ReasonNeeded) else str(refused))
        return _draw(request, child, form, told, changing.WRONG)
    return back_to_the_draft(request, child, "Advisers can read their parts of the draft as it is now, and comment.")


def _stop(request: HttpRequest, child: Any, drafting: Any, shown: Any) -> HttpResponse:
    form = StopForm(request.POST if request.method == "POST" else None, initial={"was": shown.public_id})
    if not form.is_valid():
        return _draw_stop(request, child, form, changing.WRONG if form.is_bound else changing.FINE)
    given, viewer = form.cleaned_data, request.viewer  # type: ignore[attr-defined]
    try:
        operations.stop_showing(
            request=plan_drafts.request_row(drafting), was=given["was"], reason=given["reason"], by=viewer,
            on=clock.today(),
        )  # fmt: skip
    except NotNow as refused:
        typed = form.data.copy()  # type: ignore[attr-defined]
        typed["was"] = shown.public_id
        again = StopForm(typed)
        again.add_error(None, str(refused))
        return _draw_stop(request, child, again, changing.CONFLICT)
    return back_to_the_draft(request, child, "Advisers can no longer read the draft. What they wrote is kept.")


def _draw_stop(request: HttpRequest, child: Any, form: StopForm, status: int) -> HttpResponse:
    return changing.draw(
        request, child, "casework/plan_advisers_stop.html", "Stop showing the draft", status, form=form
    )  # fmt: skip


def _draw(
    request: HttpRequest, child: Any, form: ShowForm, told: dict[str, Any], status: int = 200, **more: Any
) -> HttpResponse:
    drafting, texts, shown, on = told["drafting"], told["texts"], told["shown"], clock.today()
    would = shown_to(preview_of(drafting.pk, plan_drafts.as_sections(texts)), child, on=on)
    return changing.draw(
        request, child, "casework/plan_advisers.html", HERE, status, form=form, table=_table(would),
        is_new=not shown or shown.sections != plan_drafts.as_sections(texts),
        waiting=draft_answers.to_answer(drafting.pk).of_advisers, draft_url=plan_presenters.draft_url(child),
        **told, **more,
    )  # fmt: skip


def _table(asked: list[Asked]) -> Table:
    rows = [(each.name, _sees(each)) for each in asked]
    columns = [Column("Asked for advice"), Column("Would see")]
    return Table("What each would see of the draft as it is now", columns, rows, cards=True)


def _sees(asked: Asked) -> str:
    found = [count_phrase(asked.items, "item")] if asked.items else []
    if asked.whole:
        found.append(f"the whole of section{'s' if len(asked.whole) > 1 else ''} {' and '.join(asked.whole)}")
    return ", and ".join(found) or "Nothing: no item rests on their advice"
