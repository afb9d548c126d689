"""All the advice of a case: where each stands, what was written, what earlier advice is enough."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.domain.advice.kinds import BY_CODE
from goldenthread.features.casework.operations import advice_reusing as reusing
from goldenthread.features.casework.operations import advice_submitting as submitting
from goldenthread.features.casework.operations import outgoing
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.queries import advice_items, assessment_cases
from goldenthread.features.casework.queries.advice_documents import file_of
from goldenthread.features.casework.queries.advice_items import AdviceItem
from goldenthread.features.casework.queries.advice_reports import hidden_from, reports_of
from goldenthread.features.casework.queries.advice_words import pages_of, paper_key
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.outgoing import stops
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page, find_child
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing
from goldenthread.web.casework.advice_forms import ReuseForm
from goldenthread.web.components.files import found_answer

HERE = "Advice"


@child_page(Verb.OPEN_RECORD, Verb.READ_ALL_ADVICE, page="advice of a case")
def advice(request: HttpRequest, child: Any) -> HttpResponse:
    """The list; with `advice`, one with every version of it; with `reuse`, the form for earlier advice."""
    on = clock.today()
    if request.method == "POST":
        find_child(request, child.public_id, Verb.WORK_ON)
        return POSTS.get(request.POST.get("do", ""), _withhold)(request, child, on)
    items = advice_items.advice_of_child(child, on=on)
    if "reuse" in request.GET:
        find_child(request, child.public_id, Verb.WORK_ON)
        return _reuse(request, child, on)
    if "advice" in request.GET:
        item = advice_items.one_of(items, request.GET["advice"])
        if item is None:
            raise Http404("No such advice.")
        if request.GET.get("open"):
            hidden = hidden_from(request.viewer, child, on=on)  # type: ignore[attr-defined]
            return found_answer(request, lambda: file_of(item.row.pk, request.GET["open"], hidden))
        return _one(request, child, item, on)
    return _list(request, child, items, on)


def _list(request: HttpRequest, child: Any, items: Any, on: Any) -> HttpResponse:
    cases = assessment_cases.open_requests(rows_of(child.pk))
    reports = reports_of([item.row.pk for item in items], drafts=False)
    record = reverse("child_record", args=[child.public_id])
    links = [
        {
            "case": case,
            "ask": _step(record, case, "ask_advice"),
            "paper": _step(record, case, "receive_advice"),
            "reuse": "?" + urlencode({"reuse": 1, "request": case.public_id}) if _may(case, "ask_advice") else "",
        }
        for case in cases
    ]
    shown = [(item, reports.get(item.row.pk, ()), item.is_late(on)) for item in items]
    return changing.draw(request, child, "casework/advice.html", HERE, items=shown, links=links, on=on)


def _one(request: HttpRequest, child: Any, item: AdviceItem, on: Any, **more: Any) -> HttpResponse:
    hidden = hidden_from(request.viewer, child, on=on)  # type: ignore[attr-defined]
    reports = reports_of([item.row.pk], drafts=False, hidden=hidden).get(item.row.pk, ())
    wanted = request.GET.get("version", "")
    report = next((each for each in reports if str(each.number) == wanted), reports[0] if reports else None)
    stopped = stops(child, paper_key(report), pages_of(report)) if report else []
    context = {
        "item": item, "reports": reports, "report": report, "on": on, "kind": item.kind, "stopped": stopped,
        "look_action": reverse("child_advice", args=[child.public_id]), "look_hidden": [("advice", item.id)], **more,
    }  # fmt: skip
    return changing.draw(request, child, "casework/advice_one.html", item.name, **context)


def _withhold(request: HttpRequest, child: Any, on: Any) -> HttpResponse:
    """Hold a submitted report back from the family's page with a reason, or show it again."""
    items = advice_items.advice_of_child(child, on=on)
    item = advice_items.one_of(items, request.POST.get("advice", ""))
    row = submitting.standing_of(item.row) if item else None
    if item is None or row is None:
        raise Http404("No such report.")
    reason = request.POST.get("reason", "").replace("\x00", "").strip()[: changing.LONGEST_TEXT]
    holds = request.POST.get("do") == "withhold"
    if holds and not reason:
        return _one(request, child, item, on, reason_missing=True)
    viewer = request.viewer  # type: ignore[attr-defined]
    submitting.withhold(report=row, reason=reason if holds else "", by=viewer, on=on)
    messages.success(request, "Held back from the family’s page." if holds else "The family’s page shows it now.")
    return redirect(f"{reverse('child_advice', args=[child.public_id])}?{urlencode({'advice': item.id})}")


def _let_go(request: HttpRequest, child: Any, on: Any) -> HttpResponse:
    """Somebody has looked at what seemed to name another child: the family and the panel read it from now."""
    item = advice_items.one_of(advice_items.advice_of_child(child, on=on), request.POST.get("advice", ""))
    if item is None:
        raise Http404("No such advice.")
    report = next((each for each in reports_of([item.row.pk], drafts=False).get(item.row.pk, ()) if each.stands), None)
    stopped = stops(child, paper_key(report), pages_of(report)) if report else []
    reason = request.POST.get("reason", "").replace("\x00", "")[:1_000]
    if report and stopped:
        try:
            viewer = request.viewer  # type: ignore[attr-defined]
            outgoing.let_go(child=child, paper=paper_key(report), found=stopped, reason=reason, by=viewer, on=on)
        except ReasonNeeded:
            return _one(request, child, item, on, look_missing=True)
        messages.success(request, "The family and the panel may read it now.")
    return redirect(f"{reverse('child_advice', args=[child.public_id])}?{urlencode({'advice': item.id})}")


def _reuse(request: HttpRequest, child: Any, on: Any) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    row = assessment_cases.request_of(child, asked.get("request", ""))
    if row is None:
        raise Http404("No such request.")
    items = advice_items.advice_of_child(child, on=on)
    awaited = [item for item in items if item.row.request_id == row.pk and item.state == advice_items.AWAITED]
    earlier = [item for item in items if item.state == advice_items.IN]
    more: dict[str, Any] = {"awaited": awaited, "earlier": earlier}
    if request.method != "POST":
        form = ReuseForm(None, initial=changing.made_from(rows_of(child.pk)), **more)
        return _draw_reuse(request, child, row, form)
    form = ReuseForm(request.POST, **more)
    if not form.is_valid():
        return _draw_reuse(request, child, row, form, changing.WRONG)
    viewer = request.viewer  # type: ignore[attr-defined]
    try:
        again, said, status = changing.save(form, child, lambda: _change(form, row, viewer, awaited, earlier, on))
    except reusing.NotAllAgreed as missing:
        form.add_error(missing.field, str(missing))
        return _draw_reuse(request, child, row, form, changing.WRONG)
    if status == changing.FINE:
        messages.success(request, "Recorded: all three agreed, so this advice is not asked for.")
        return redirect(reverse("child_advice", args=[child.public_id]))
    return _draw_reuse(request, child, row, again, status, **said)


def _change(form: Any, row: Any, viewer: Any, awaited: Any, earlier: Any, on: Any) -> object:
    given = form.cleaned_data
    waits = next((each for each in awaited if each.id == given["awaited"]), None)
    before = next((each for each in earlier if each.id == given["earlier"]), None)
    return reusing.reuse_advice(
        request=row, kind=given["kind"], described=given["described"],
        given_on=given["given_on"], agreements=form.agreements(), by=viewer, on=on, version=given["version"],
        earlier=before.row if before else None, awaited=waits.row if waits else None,
        organisation=before.row.organisation if before else None,
    )  # fmt: skip


def _draw_reuse(request: HttpRequest, child: Any, row: Any, form: Any, status: int = 200, **more: Any) -> HttpResponse:
    context = {"form": form, "request_id": row.public_id, "kinds": BY_CODE, **more}
    return changing.draw(request, child, "casework/advice_reuse.html", "Earlier advice is enough", status, **context)


def _may(case: Any, code: str) -> bool:
    return any(step.code == code for step in case.steps)


def _step(record: str, case: Any, code: str) -> str:
    return f"{record}?{urlencode({'request': case.public_id, 'step': code})}" if _may(case, code) else ""


POSTS = {"reuse": _reuse, "let_go": _let_go}
