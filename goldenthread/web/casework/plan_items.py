"""The items of a plan: each with its source, what the checker says of it, and a form of its own to change it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from goldenthread.domain.advice.report import BY_CODE, PARTS, PROVISION
from goldenthread.domain.plan.care_division import DIFFERENCE, DIFFERENCE_LAW, Division, division_proposed
from goldenthread.domain.plan.existing.rows import CARE, UNDIVIDED
from goldenthread.domain.plan.thread import lines_of
from goldenthread.domain.statute.plan_sections import VIEWS
from goldenthread.features.casework.operations import plan_item_places
from goldenthread.features.casework.operations import plan_items as operations
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.operations.plan_item_rows import ItemChanged
from goldenthread.features.casework.queries.plan_items import ItemShown, item_before, removed_items
from goldenthread.features.casework.queries.plans_brought import KeptRow, items_served, row_brought
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.ids import new_id
from goldenthread.web.casework import changing, plan_item_presenters
from goldenthread.web.casework import plan_item_saved as saved
from goldenthread.web.casework.plan_desk import PlanDesk, desk_of
from goldenthread.web.casework.plan_item_forms import ItemForm, RemoveForm, first_of, initial_of, served_by

HERE = "What the plan is made of"
PAGE = "what the draft plan is made of"
NEW = "new"


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page=PAGE, look=False)
def items(request: HttpRequest, child: Any) -> HttpResponse:
    """All of them; `?item=` one to change, `?part=` a new one, `?remove=` one to take out.

    Saving by itself every few seconds is not a look at the record: the page it is saved from was recorded.
    """
    if not changing.by_itself(request):
        viewer = request.viewer  # type: ignore[attr-defined]
        journal.look(by=viewer, children=[child.public_id], page=PAGE, emergency=child.pk in viewer.emergency)
    desk = desk_of(request, child)
    if desk is None:
        return changing.draw(request, child, "casework/plan_none.html", HERE, what="A plan is made of items")
    if request.method == "POST":
        return _do(desk)
    if not desk.may_write:
        return _all(desk)
    if item_id := request.GET.get("remove", ""):
        held = desk.item(item_id)
        return _draw_remove(desk, held, RemoveForm(initial={"version": held.version}))
    if item_id := request.GET.get("item", ""):
        held = desk.item(item_id)
        return _draw(desk, held.item.part, held, _form(desk, None, held.item.part, held, initial=initial_of(held)))
    if part := request.GET.get("part", ""):
        return _draw(desk, part, None, _form(desk, None, part, None, initial=_first(desk, _part(part))))
    return _all(desk)


items.records_look = True  # type: ignore[attr-defined]


def _first(desk: PlanDesk, part: str) -> dict[str, Any]:
    """What a new item begins with: what the line of a plan brought in says, where it is made of one."""
    first = first_of(part, served_by(part, desk.items))
    kept = _brought(desk)
    if kept is None or kept.row.part != part:
        return first
    serves = items_served(desk.drafting.pk, kept) or first["serves"]
    section = kept.row.section if kept.row.section != UNDIVIDED else ""
    return {**first, "section": section, "serves": serves, **kept.row.said}


def _brought(desk: PlanDesk) -> KeptRow | None:
    row_id = desk.request.POST.get("brought") or desk.request.GET.get("from", "")
    return row_brought(desk.drafting.pk, row_id) if row_id else None


def _do(desk: PlanDesk) -> HttpResponse:
    posted = desk.request.POST
    if move := posted.get("move", ""):
        return _move(desk, move)
    return _remove(desk) if posted.get("do") == "remove" else _save(desk)


def _save(desk: PlanDesk) -> HttpResponse:
    posted = desk.request.POST
    item_id, part = posted.get("item", NEW), _part(posted.get("part", ""))
    held = next((each for each in desk.items if each.id == item_id), None)
    form, by_itself = _form(desk, posted, part, held), changing.by_itself(desk.request)
    if not form.is_valid() and not (by_itself and form.has_its_words):
        return (
            saved.problem(changing.first_problem(form)) if by_itself else _draw(desk, part, held, form, changing.WRONG)
        )
    version = form.cleaned_data.get("version") or 0
    try:
        row = operations.save_item(
            **desk.common, part=part, given=form.given(), item_id="" if item_id == NEW else item_id, version=version,
            new_id=posted.get("new_id", ""), brought=posted.get("brought", ""),
            by_itself=by_itself,
        )  # fmt: skip
    except ItemChanged as changed:
        if by_itself:
            return saved.changed(changed.now, BY_CODE[part].one)
        return _changed(desk, part, changed.now.public_id if changed.now else NEW)
    except ReasonNeeded:
        form.add_error("changed_because", "Say why the words are not those of the advice")
        return _draw(desk, part, held, form, changing.WRONG)
    except NotNow as refused:
        if by_itself:
            return saved.problem(str(refused), changing.CONFLICT)
        form.add_error(None, str(refused))
        return _draw(desk, part, held, form, changing.WRONG)
    if by_itself:
        return saved.answer(row, form, desk.child)
    messages.success(desk.request, f"Saved the {BY_CODE[part].one}. Section {row.section} is written anew.")
    return redirect(desk.address(anchor=f"item-{row.public_id}"))


def _changed(desk: PlanDesk, part: str, item_id: str) -> HttpResponse:
    """What was typed, beside what somebody else saved meanwhile; where it was taken out, saving makes it new."""
    fresh = PlanDesk(desk.request, desk.child, desk.drafting)
    theirs = next((each for each in fresh.items if each.id == item_id), None)
    typed = desk.request.POST.copy()
    typed["version"] = str(theirs.version if theirs else 0)
    form = _form(fresh, typed, part, theirs)
    return _draw(fresh, part, theirs, form, changing.CONFLICT, changed=True, theirs=_card(fresh, theirs))


def _move(desk: PlanDesk, move: str) -> HttpResponse:
    way, _, item_id = move.partition(".")
    try:
        plan_item_places.move_item(**desk.common, item_id=item_id, up=way == "up")
    except ItemChanged:
        messages.warning(desk.request, "It was taken out meanwhile.")
    except NotNow as refused:
        messages.warning(desk.request, str(refused))
    return redirect(desk.address(anchor=f"item-{item_id}"))


def _remove(desk: PlanDesk) -> HttpResponse:
    held = next((each for each in desk.items if each.id == desk.request.POST.get("item", "")), None)
    if held is None:
        messages.warning(desk.request, "It was taken out already.")
        return redirect(desk.address())
    form = RemoveForm(desk.request.POST)
    if not form.is_valid():
        return _draw_remove(desk, held, form, changing.WRONG)
    given = form.cleaned_data
    try:
        plan_item_places.remove_item(**desk.common, item_id=held.id, version=given["version"], reason=given["reason"])
    except ItemChanged:
        messages.warning(desk.request, "It was changed meanwhile, so it was not taken out.")
    except NotNow as refused:
        messages.warning(desk.request, str(refused))
    else:
        messages.success(desk.request, f"Taken out. Section {held.item.section} is written anew.")
    return redirect(desk.address())


def _all(desk: PlanDesk) -> HttpResponse:
    return desk.draw(
        "casework/plan_items.html", HERE, sections=plan_item_presenters.by_section(desk), parts=PARTS,
        removed=removed_items(desk.drafting.pk),
    )  # fmt: skip


def _part(code: str) -> str:
    if code not in BY_CODE:
        raise Http404("No such part.")
    return code


def _form(desk: PlanDesk, data: Any, part: str, held: ItemShown | None, **more: Any) -> ItemForm:
    advice = [row for row in desk.advice if row.entry.part == part]
    return ItemForm(
        data, part=part, served=served_by(part, desk.items), advice=advice, held=held,
        hopes=lines_of(desk.texts.get(VIEWS, "")), brought=_brought(desk) is not None, **more,
    )  # fmt: skip


def _card(desk: PlanDesk, held: ItemShown | None) -> Any:
    return plan_item_presenters.card_of(desk, held) if held else None


def _draw(
    desk: PlanDesk, part: str, held: ItemShown | None, form: ItemForm, status: int = changing.FINE, **more: Any
) -> HttpResponse:
    one = BY_CODE[part].one
    here = f"Change this {one}" if held else f"Add a{'n' if one[0] in 'aeiou' else ''} {one}"
    return desk.draw(
        "casework/plan_item.html", here, status, form=form, part=BY_CODE[part], held=_card(desk, held),
        item_id=held.id if held else NEW, brought=None if held else _brought(desk),
        new_id=desk.request.POST.get("new_id") or new_id(),
        before=item_before(held.id, desk.drafting.pk) if held else [],
        division=_division(desk, form, held) if part == PROVISION else None, difference=DIFFERENCE,
        difference_law=DIFFERENCE_LAW,
        fields=[field for field in form.visible_fields() if field.name != "text"], **more,
    )  # fmt: skip


def _division(desk: PlanDesk, form: ItemForm, held: ItemShown | None) -> Division | None:
    """What is proposed for social care: it stands in H1 or H2, or nobody has said yet where it stands."""
    if form["section"].value() in ("F", "G") and not (held and held.item.section in CARE):
        return None
    return division_proposed(str(form["text"].value() or ""), desk.child.born_on, clock.today())


def _draw_remove(desk: PlanDesk, held: ItemShown, form: RemoveForm, status: int = changing.FINE) -> HttpResponse:
    here = f"Take this {BY_CODE[held.item.part].one} out?"
    return desk.draw("casework/plan_item_remove.html", here, status, form=form, card=_card(desk, held))
