"""Record what happened: the steps that may follow now, and a form for each."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.domain.lifecycle.assessment_steps import BY_CODE, AssessmentStep, not_before
from goldenthread.features.casework.operations import assessment_steps as operations
from goldenthread.features.casework.queries import assessment_cases
from goldenthread.features.casework.queries.assessment_cases import OpenRequest
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.child_timeline import said_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing
from goldenthread.web.casework.step_forms import FORMS, StepForm
from goldenthread.web.components.presenters.lists import Task

DECISIONS = {"decide": "child_decide", "agree_plan": "child_decide_plan", "no_plan": "child_decide_plan"}  # own pages


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="record what happened")
def record(request: HttpRequest, child: Any) -> HttpResponse:
    """Without a step chosen, which may follow; with `request` and `step`, the form for it."""
    asked = request.POST if request.method == "POST" else request.GET
    code, public_id = asked.get("step", ""), asked.get("request", "")
    rows = rows_of(child.pk)
    cases = assessment_cases.open_requests(rows)
    if not code and request.method != "POST":
        return _choose(request, child, cases)
    step = BY_CODE.get(code)
    case = next((each for each in cases if each.public_id == public_id), None)
    row = case or assessment_cases.request_of(child, public_id)
    if step is None or row is None:
        raise Http404("No such step.")
    if code in DECISIONS:
        return redirect(f"{reverse(DECISIONS[code], args=[child.public_id])}?{urlencode({'request': public_id})}")
    if request.method != "POST":
        if case is None or step not in case.steps:
            return _choose(request, child, cases, refused=step)
        form = _form(child, step, case, None, initial=changing.made_from(rows))
        return _draw(request, child, step, case, form)
    return _save(request, child, step, assessment_cases.request_of(child, public_id), case)


def _save(request: HttpRequest, child: Any, step: AssessmentStep, row: Any, case: OpenRequest | None) -> HttpResponse:
    form = _form(child, step, case, request.POST)
    if not form.is_valid():
        return _draw(request, child, step, case, form, status=changing.WRONG, request_id=row.public_id)
    viewer = request.viewer  # type: ignore[attr-defined]
    again, said, status = changing.save(form, child, lambda: _change(form, step, row, viewer))
    if status == changing.FINE:
        return changing.done(request, child, f"Recorded: {step.name[:1].lower()}{step.name[1:]}.")
    return _draw(request, child, step, case, again, status=status, request_id=row.public_id, **said)


def _change(form: StepForm, step: AssessmentStep, row: Any, viewer: Any) -> object:
    given, by = form.cleaned_data, {"by": viewer, "on": clock.today(), "version": form.cleaned_data["version"]}
    day = given["happened_on"]
    if step.code == "ask_advice":
        body = assessment_cases.body_of(given["organisation"]) if given["organisation"] else None
        return operations.ask_for_advice(
            request=row, kind=given["kind"], organisation=body, received_on=day, **by
        )  # fmt: skip
    if step.code == "receive_advice":
        advice = assessment_cases.advice_of(row, given["advice"])
        if advice is None:
            raise Http404("No such advice.")
        return operations.receive_advice(advice=advice, received_on=day, **by)
    if step.code == "send_plan":
        return operations.send_final_plan(request=row, sent_on=day, main_need=given["main_need"], **by)
    return operations.record_step(
        request=row, step=step.code, happened_on=day, detail=given.get("detail", ""), **by
    )  # fmt: skip


def _form(child: Any, step: AssessmentStep, case: OpenRequest | None, data: Any, initial: Any = None) -> StepForm:
    more: dict[str, Any] = {"step": step, "initial": initial}
    if step.code == "ask_advice":
        more["bodies"] = assessment_cases.bodies_for_advice(child, on=clock.today())
    if step.code == "receive_advice":
        more["awaited"] = case.awaited if case else ()
    return FORMS.get(step.code, StepForm)(data, **more)


def _choose(
    request: HttpRequest, child: Any, cases: list[OpenRequest], refused: AssessmentStep | None = None
) -> HttpResponse:
    shown = [{"case": case, "tasks": [_task(child, case, step) for step in case.steps]} for case in cases]
    return changing.draw(request, child, "casework/steps.html", "Record what happened", cases=shown, refused=refused)


def _task(child: Any, case: OpenRequest, step: AssessmentStep) -> Task:
    query = urlencode({"request": case.public_id, "step": step.code})
    return Task(step.name, f"{reverse('child_record', args=[child.public_id])}?{query}", step.hint)


def _draw(
    request: HttpRequest, child: Any, step: AssessmentStep, case: OpenRequest | None, form: Any, status: int = 200,
    request_id: str = "", **more: Any,
) -> HttpResponse:  # fmt: skip
    last = not_before(step, case.case.facts) if case else None
    context = {
        "form": form, "step": step, "case": case, "request_id": request_id or (case.public_id if case else ""),
        "last": (said_of(last[0]), last[1]) if last else None, **more,
    }  # fmt: skip
    return changing.draw(request, child, "casework/step.html", step.name, status, **context)
