"""Assembling a plan from advice: every submitted row, taken in or left out with a reason; where advices differ."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goldenthread.features.casework.operations import plan_assembling as operations
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.queries.plan_advice import conflicts_in
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing, plan_item_presenters
from goldenthread.web.casework.plan_desk import PlanDesk, desk_of
from goldenthread.web.components.presenters.phrases import count_phrase

HERE = "Make the plan from the advice"


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="make the draft plan from the advice")
def advice(request: HttpRequest, child: Any) -> HttpResponse:
    """The advice by part. `take` takes the rows chosen into the plan, `leave` leaves them out, `back` undoes that."""
    desk = desk_of(request, child)
    if desk is None:
        return changing.draw(request, child, "casework/plan_none.html", HERE, what="A plan is made from advice")
    if request.method != "POST":
        return _draw(desk)
    if entry := request.POST.get("back", ""):
        return _back(desk, entry)
    chosen = request.POST.getlist("entry")
    if request.POST.get("do") == "take_all":
        chosen = [row.id for row in desk.advice if row.waits and not row.source.is_withheld]
    if not chosen:
        return _draw(desk, changing.WRONG, problem="Choose at least one piece of advice")
    return _leave(desk, chosen) if request.POST.get("do") == "leave" else _take(desk, chosen)


def _take(desk: PlanDesk, chosen: list[str]) -> HttpResponse:
    try:
        made = operations.take_advice(**desk.common, entries=chosen)
    except NotNow as refused:
        return _draw(desk, changing.WRONG, problem=str(refused), chosen=chosen)
    taken = count_phrase(len(made), "piece of advice", "pieces of advice")
    messages.success(desk.request, f"Taken into the plan: {taken}.")
    return redirect(desk.address())


def _leave(desk: PlanDesk, chosen: list[str]) -> HttpResponse:
    try:
        operations.leave_advice_out(**desk.common, entries=chosen, reason=desk.request.POST.get("reason", ""))
    except ReasonNeeded:
        problem = "Say why the plan does not carry this advice"
        return _draw(desk, changing.WRONG, problem=problem, about_reason=True, chosen=chosen)
    except NotNow as refused:
        return _draw(desk, changing.WRONG, problem=str(refused), chosen=chosen)
    messages.success(desk.request, "Recorded why the plan does not carry it.")
    return redirect(desk.address("advice"))


def _back(desk: PlanDesk, entry: str) -> HttpResponse:
    try:
        operations.take_back_left_out(**desk.common, entry_id=entry)
    except NotNow as refused:
        messages.warning(desk.request, str(refused))
    return redirect(desk.address("advice", anchor=f"advice-{entry}"))


def _draw(desk: PlanDesk, status: int = changing.FINE, **more: Any) -> HttpResponse:
    return desk.draw(
        "casework/plan_advice.html", HERE, status, parts=plan_item_presenters.by_part(desk),
        waiting=sum(row.waits for row in desk.advice),
        conflicts=[
            (found, plan_item_presenters.facts_of(found.one.entry), plan_item_presenters.facts_of(found.other.entry))
            for found in conflicts_in(desk.advice)
        ],
        typed_reason=desk.request.POST.get("reason", ""), **more,
    )  # fmt: skip
