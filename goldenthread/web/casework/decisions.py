"""The decision whether to assess: its form with the panel's advice and like decisions, and what a refusal must say."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from goldenthread.domain.lifecycle.assessment_steps import BY_CODE, not_before
from goldenthread.domain.lifecycle.hearing import Asked
from goldenthread.domain.statute.assessment_test import CONSIDERATIONS, QUESTIONS, failed_questions
from goldenthread.features.casework.operations import decisions as operations
from goldenthread.features.casework.queries import assessment_cases, panel_advice
from goldenthread.features.casework.queries import decisions as queries
from goldenthread.features.casework.queries.child_rows import ChildRows, rows_of
from goldenthread.features.casework.queries.child_timeline import said_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing, decision_pages, rates
from goldenthread.web.casework.decision_forms import EVIDENCE, DecisionForm, from_the_panel
from goldenthread.web.components.presenters.lists import SummaryRow
from goldenthread.web.components.presenters.phrases import uk_date

HERE = "Decide whether to assess"
STEP = BY_CODE["decide"]


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="decide whether to assess")
def decide(request: HttpRequest, child: Any) -> HttpResponse:
    """The form for the request named, or the first that waits; else the decisions recorded."""
    asked = (request.POST if request.method == "POST" else request.GET).get("request", "")
    rows = rows_of(child.pk)
    waiting = [case for case in assessment_cases.open_requests(rows) if STEP in case.steps]
    case = next((each for each in waiting if asked in ("", each.public_id)), None)
    if request.method != "POST":
        if case is None:
            return _recorded(request, child, rows)
        panel = _panel(rows, case.public_id)
        first = {**changing.made_from(rows), **from_the_panel(panel)}
        return _draw(request, child, case, case, DecisionForm(None, panel=panel, initial=first))
    row = assessment_cases.request_of(child, asked or (case.public_id if case else ""))
    if row is None:
        return _recorded(request, child, rows)
    form = DecisionForm(request.POST, panel=_panel(rows, row.public_id))
    if not form.is_valid():
        return _draw(request, child, row, case, form, changing.WRONG)
    viewer = request.viewer  # type: ignore[attr-defined]
    again, said, status = changing.save(form, child, lambda: _change(form, row, viewer))
    if status == changing.FINE:
        if form.cleaned_data["will_assess"]:
            return changing.done(request, child, "Recorded: the family was told that we will assess.")
        return _recorded_now(request, child)
    return _draw(request, child, row, case, again, status, **said)


def _change(form: DecisionForm, row: Any, viewer: Any) -> object:
    return operations.decide_to_assess(
        request=row, decision=form.decision(), told_on=form.cleaned_data["told_on"], by=viewer, on=clock.today(),
        version=form.cleaned_data["version"],
    )  # fmt: skip


def _recorded_now(request: HttpRequest, child: Any) -> HttpResponse:
    """To the recorded decision, where what the notice must say is."""
    response = changing.done(request, child, "Recorded: the family was told that we will not assess.")
    response["Location"] = reverse("child_decide", args=[child.public_id])
    return response


def _recorded(request: HttpRequest, child: Any, rows: ChildRows) -> HttpResponse:
    shown = [_shown(each, rows) for each in queries.decisions_of(child)]
    return changing.draw(request, child, "casework/decisions.html", "Decisions whether to assess", decisions=shown)


def _shown(decision: Any, held: ChildRows) -> dict[str, Any]:
    told_on = queries.told_on(decision, held)
    answers = [
        SummaryRow(question.asks, f"{'Yes' if getattr(decision, question.code) else 'No'}. "
                   f"{getattr(decision, EVIDENCE[question.code])}")
        for question in QUESTIONS
    ]  # fmt: skip
    rows = [
        SummaryRow("Decided", f"{uk_date(decision.decided_on)}, by {decision.decided_by}"),
        SummaryRow("Family told", uk_date(told_on)),
        *answers,
        *(SummaryRow(each.name, getattr(decision, each.code)) for each in CONSIDERATIONS),
        *decision_pages.after_the_test(decision),
    ]
    failed = failed_questions(may_have_needs=decision.may_have_needs, may_need_plan=decision.may_need_plan)
    refused = None if decision.will_assess else told_on
    return {"decision": decision, "rows": rows, "notice": decision_pages.notice(refused, failed)}


def _panel(rows: ChildRows, public_id: str) -> Any:
    number = decision_pages.request_number(rows, public_id)
    return panel_advice.advice_on(number, Asked.ASSESS) if number is not None else None


def _draw(
    request: HttpRequest, child: Any, row: Any, case: Any, form: Any, status: int = 200, **more: Any
) -> HttpResponse:
    last = not_before(STEP, case.case.facts) if case else None
    context = {
        "form": form, "request_id": row.public_id, "case": case, "panel": form.panel,
        "coming": form.coming,
        **rates.context(Asked.ASSESS, child.born_on, decision_pages.need_of(form)),
        "last": (said_of(last[0]), last[1]) if last else None, "questions": QUESTIONS,
        "asked": [[form[question.code], form[EVIDENCE[question.code]]] for question in QUESTIONS],
        "considered": [form[each.code] for each in CONSIDERATIONS], **more,
    }  # fmt: skip
    return changing.draw(request, child, "casework/decide.html", HERE, status, **context)
