"""What a form of an item is told after it saved itself while it was typed."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse

from goldenthread.domain.plan.care_division import division_proposed
from goldenthread.domain.plan.existing.rows import CARE
from goldenthread.features.casework.operations.plan_items import wants_a_reason
from goldenthread.foundation import clock
from goldenthread.web.casework import changing
from goldenthread.web.casework.plan_item_forms import ItemForm
from goldenthread.web.components.presenters.phrases import time_of_day


def answer(row: Any, form: ItemForm, child: Any) -> JsonResponse:
    """Saved: as which version and when, and what is still to be said; `partly` where a field could not be saved."""
    besides = [changing.first_problem(form)] if form.errors else []
    if wants_a_reason(row):
        besides.append("Say below why the words are not those of the advice.")
    besides += _care(row, child)
    return JsonResponse(
        {
            "item": row.public_id, "version": row.version, "saved_at": time_of_day(row.saved_at),
            "besides": " ".join(each.rstrip(".") + "." for each in besides), "partly": bool(form.errors),
        }
    )  # fmt: skip


def changed(now: Any, one: str) -> JsonResponse:
    """Somebody else saved it, or took it out."""
    if now is None:
        return problem("It was taken out meanwhile. Press Save to add it again.", changing.CONFLICT)
    by = now.saved_by_name or "Somebody"
    told = {"by": by, "at": time_of_day(now.saved_at), "changed": True, "what": one}
    return JsonResponse(told, status=changing.CONFLICT)


def problem(said: str, status: int = changing.WRONG) -> JsonResponse:
    """Why nothing was saved."""
    return JsonResponse({"problem": said}, status=status)


def _care(row: Any, child: Any) -> list[str]:
    found = division_proposed(row.text, child.born_on, clock.today()) if row.section in CARE else None
    if found is None or found.code == row.section:
        return []
    return [f"{found.code} is proposed in place of {row.section}. {found.reason} You decide"]
