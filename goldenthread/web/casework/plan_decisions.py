"""The decision whether to make a plan: the 16 and 20 weeks, the panel's advice and like decisions beside its form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from goldenthread.domain.lifecycle.assessment_steps import BY_CODE, not_before
from goldenthread.domain.lifecycle.hearing import Asked
from goldenthread.domain.lifecycle.refusal_notice import NO_PLAN
from goldenthread.domain.statute.plan_test import PLAN_QUESTIONS, WEIGHED, failed_plan_questions
from goldenthread.features.casework.operations import decisions_to_issue as operations
from goldenthread.features.casework.queries import assessment_cases, panel_advice, panel_pack
from goldenthread.features.casework.queries import decisions as queries
from goldenthread.features.casework.queries.child_rows import ChildRows, rows_of
from goldenthread.features.casework.queries.child_timeline import said_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing, decision_pages, rates
from goldenthread.web.casework.decision_forms import from_the_panel
from goldenthread.web.casework.plan_decision_forms import EVIDENCE, PlanDecisionForm
from goldenthread.web.components.presenters.lists import SummaryRow
from goldenthread.web.components.presenters.phrases import uk_date

HERE = "Decide whether to make a plan"
STEP = BY_CODE["agree_plan"]


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="decide whether to make a plan")
def decide(request: HttpRequest, child: Any) -> HttpResponse:
    """The form for the request named, or the first that waits; else the decisions recorded."""
    asked = (request.POST if request.method == "POST" else request.GET).get("request", "")
    rows = rows_of(child.pk)
    waiting = [case for case in assessment_cases.open_requests(rows) if STEP in case.steps]
    case = next((each for each in waiting if asked in ("", each.public_id)), None)
    if request.method != "POST":
        if case is None:
            return _recorded(request, child)
        panel = _panel(rows, case.public_id)
        first = {**changing.made_from(rows), **from_the_panel(panel)}
        first["main_need"] = first.get("main_need") or queries.need_to_assess(child, case.public_id)
        return _draw(request, child, rows, case, case, PlanDecisionForm(None, panel=panel, initial=first))
    row = assessment_cases.request_of(child, asked or (case.public_id if case else ""))
    if row is None:
        return _recorded(request, child)
    form = PlanDecisionForm(request.POST, panel=_panel(rows, row.public_id))
    if not form.is_valid():
        return _draw(request, child, rows, row, case, form, changing.WRONG)
    viewer = request.viewer  # type: ignore[attr-defined]
    again, said, status = changing.save(form, child, lambda: _change(form, row, viewer))
    if status != changing.FINE:
        return _draw(request, child, rows, row, case, again, status, **said)
    if form.cleaned_data["will_issue"]:
        return changing.done(request, child, "Recorded: we decided to make a plan.")
    response = changing.done(request, child, "Recorded: the family was told that there will be no plan.")
    response["Location"] = reverse("child_decide_plan", args=[child.public_id])
    return response


def _change(form: PlanDecisionForm, row: Any, viewer: Any) -> object:
    return operations.decide_to_issue(
        request=row, decision=form.decision(), by=viewer, on=clock.today(), version=form.cleaned_data["version"]
    )


def _panel(rows: ChildRows, public_id: str) -> Any:
    number = decision_pages.request_number(rows, public_id)
    return panel_advice.advice_on(number, Asked.ISSUE) if number is not None else None


def _recorded(request: HttpRequest, child: Any) -> HttpResponse:
    shown = [_shown(each) for each in queries.plan_decisions_of(child)]
    return changing.draw(
        request, child, "casework/plan_decisions.html", "Decisions whether to make a plan", decisions=shown
    )  # fmt: skip


def _shown(decision: Any) -> dict[str, Any]:
    rows = [
        SummaryRow("Decided", f"{uk_date(decision.decided_on)}, by {decision.decided_by}"),
        SummaryRow("Family told", uk_date(decision.told_on) if decision.told_on else "", empty="Not recorded"),
        *(
            SummaryRow(each.asks, f"{'Yes' if getattr(decision, each.code) else 'No'}. "
                       f"{getattr(decision, EVIDENCE[each.code])}")
            for each in PLAN_QUESTIONS
        ),
        *(SummaryRow(each.name, getattr(decision, each.code)) for each in WEIGHED),
        *decision_pages.after_the_test(decision),
    ]  # fmt: skip
    failed = failed_plan_questions(needs_plan=decision.needs_plan)
    refused = None if decision.will_issue else decision.told_on
    return {"decision": decision, "rows": rows, "notice": decision_pages.notice(refused, failed, NO_PLAN)}


def _draw(
    request: HttpRequest, child: Any, rows: ChildRows, row: Any, case: Any, form: Any, status: int = 200, **more: Any
) -> HttpResponse:
    last = not_before(STEP, case.case.facts) if case else None
    number = decision_pages.request_number(rows, row.public_id)
    clocks = [each for each in panel_pack.clocks_of(child, rows, number, on=clock.today()) if each.rule != "B1"]
    context = {
        "form": form, "request_id": row.public_id, "case": case, "clocks": clocks, "panel": form.panel,
        "coming": form.coming, "last": (said_of(last[0]), last[1]) if last else None,
        "asked": [[form[each.code], form[EVIDENCE[each.code]]] for each in PLAN_QUESTIONS],
        "weighed": [form[each.code] for each in WEIGHED],
        "considered": [form[name] for name in ("views", "participation", "information", "outcomes")],
        **rates.context(Asked.ISSUE, child.born_on, decision_pages.need_of(form)), **more,
    }  # fmt: skip
    return changing.draw(request, child, "casework/decide_plan.html", HERE, status, **context)
