"""A plan that was brought into the draft: each of its rows made a part of the plan, changed first, or set aside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from goldenthread.domain.plan.care_division import DIFFERENCE, DIFFERENCE_LAW
from goldenthread.domain.plan.existing.rows import UNDIVIDED
from goldenthread.domain.statute.plan_sections import SETTING
from goldenthread.features.casework.operations import plan_bringing as operations
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.queries import plans_brought
from goldenthread.features.casework.queries.plan_items import numbers_now
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing, plan_bringing_presenters, plan_presenters
from goldenthread.web.casework.plan_desk import PlanDesk, desk_of
from goldenthread.web.components.presenters.phrases import count_phrase

HERE = "Plans brought in"
_MOST = 2_000


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="plans brought in")
def brought(request: HttpRequest, child: Any) -> HttpResponse:
    """`?plan=` one of them with its rows; without, the list."""
    desk = desk_of(request, child)
    if desk is None:
        return changing.draw(request, child, "casework/plan_none.html", HERE, what="A plan is brought in")
    if not (plan_id := request.POST.get("plan") or request.GET.get("plan", "")):
        return desk.draw("casework/plans_brought.html", HERE, plans=plans_brought.plans_brought(desk.drafting.pk))
    plan = plans_brought.plan_brought(desk.drafting.pk, plan_id)
    if plan is None:
        raise Http404("No such plan.")
    if request.method == "POST":
        return _do(desk, plan)
    return _draw(desk, plan)


def _do(desk: PlanDesk, plan: Any) -> HttpResponse:
    posted, told = desk.request.POST, {**desk.common, "plan_id": plan.public_id}
    chosen, do = posted.getlist("row")[:_MOST], posted.get("do", "")
    try:
        if do == "forget":
            kept = operations.forget_plan(**told)
            still = f" Words of it stay among what {plans_brought.named(kept)} said before." if kept else ""
            messages.success(desk.request, f"Thrown away.{still}")
            return redirect(plan_presenters.draft_url(desk.child))
        if back := posted.get("back", ""):
            operations.set_aside(**told, rows=[back], back=True)
            return redirect(plan_bringing_presenters.brought_url(desk.child, plan.public_id, f"row-{back}"))
        if not chosen:
            return _draw(desk, plan, changing.WRONG, problem="Choose at least one line")
        if do == "aside":
            count = operations.set_aside(**told, rows=chosen)
            messages.success(desk.request, f"Set aside: {count_phrase(count, 'line')}. They stay listed.")
        else:
            _add(desk, told, chosen)
    except NotNow as refused:
        return _draw(desk, plan, changing.WRONG, problem=str(refused), chosen=chosen)
    return redirect(plan_bringing_presenters.brought_url(desk.child, plan.public_id))


def _add(desk: PlanDesk, told: dict[str, Any], chosen: list[str]) -> None:
    posted = desk.request.POST
    made = operations.add_rows(**told, rows={each: posted.get(f"care_{each}", "") for each in chosen})
    added = count_phrase(len(made), "part of the plan", "parts of the plan")
    sections = ", ".join(dict.fromkeys(row.section for row in made))
    written = f" Written from them now: section {sections}. What was typed there is kept beside it." if made else ""
    messages.success(desk.request, f"Added: {added}.{written}")
    if len(made) < len(set(chosen)):
        messages.warning(desk.request, "Some were added or set aside by somebody else meanwhile, and stay as they are.")


def _draw(desk: PlanDesk, plan: Any, status: int = changing.FINE, **more: Any) -> HttpResponse:
    rows = plans_brought.rows_brought(plan)
    can_forget = desk.may_write and not any(row.was_item for row in rows)
    filled = plans_brought.still_filled(plan) if can_forget else []
    numbers = {id: number or "the strengths" for id, number in numbers_now(desk.drafting.pk).items()}
    sections = plan_bringing_presenters.sections_kept(
        desk.child, rows, numbers, desk.items_address, on=clock.today()
    )  # fmt: skip
    return desk.draw(
        "casework/plan_brought_rows.html", f"From {plan.name}", status, plan=plan, sections=sections,
        waiting=sum(row.waits for row in rows), can_forget=can_forget,
        filled=[(code, plan_presenters.section_url(desk.child, code)) for code in filled],
        undivided=UNDIVIDED, difference=DIFFERENCE, difference_law=DIFFERENCE_LAW,
        setting=plan.sections.get(SETTING, "").strip(),
        texts=[(plan_bringing_presenters.title_of(code), text) for code, text in plan.sections.items() if text.strip()],
        care=[("H1", "H1"), ("H2", "H2")],
        **more,
    )  # fmt: skip
