"""A case as its panel hears it: who has a conflict of interest, each member's own view, then the panel's advice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.features.casework.operations import panel_cases as operations
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.queries import hearing as queries
from goldenthread.features.casework.queries.hearing import Hearing
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.ids import is_id
from goldenthread.web.casework import panel_frame
from goldenthread.web.casework.panel_forms import AnswersForm, DeclareForm

DECLARE, DECLARE_FOR, VIEW, ADVISE = "declare", "declare_for", "view", "advise"
SAVED = {
    DECLARE: "Recorded.", DECLARE_FOR: "Recorded.", VIEW: "Your view is kept. You can now see the others’.",
    ADVISE: "The panel’s advice is recorded. The decision is another person’s.",
}  # fmt: skip


@child_page(Verb.SEE_PACK, page="case before its panel")
def hear(request: HttpRequest, child: Any) -> HttpResponse:
    """The case named by `item`, or the newest. A form says by `act` what it records."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    sent = request.POST if request.method == "POST" else request.GET
    asked = sent.get("item", "")
    cases = queries.cases_of(child, viewer, on=on)
    case = next((each for each in cases if asked in ("", each.public_id)), None)
    if case is None:
        if asked or request.method == "POST":
            raise Http404("No such case.")
        return panel_frame.draw(request, child, None, "casework/hear_none.html", "Panel")
    shown = queries.hearing_of(case, viewer, on=on)
    if request.method != "POST":
        return _draw(request, child, shown)
    act = request.POST.get("act", "")
    form = _forms(shown, request.POST, act).get(act)
    if form is None or not is_id(asked):
        raise Http404("No such form.")
    if not form.is_valid():
        return _draw(request, child, shown, act, form, 400)
    return _save(request, child, shown, act, form)


def _save(request: HttpRequest, child: Any, shown: Hearing, act: str, form: Any) -> HttpResponse:
    try:
        _change(request, shown, act, form)
    except NotNow as refused:
        form.add_error(None, str(refused))
        return _draw(request, child, shown, act, form, 400)
    except ReasonNeeded:
        form.add_error(None, "Say why, for each question")
        return _draw(request, child, shown, act, form, 400)
    except operations.AdviceChanged:
        viewer = request.viewer  # type: ignore[attr-defined]
        again = queries.hearing_of(queries.case_again(shown.case), viewer, on=clock.today())
        return _draw(request, child, again, act, _renewed(form, again), 409, changed=True)
    messages.success(request, SAVED[act])
    barred = act == DECLARE and form.cleaned_data["has_conflict"]
    if barred:
        return redirect("panel", panel_id=shown.case.meeting.public_id)
    return redirect(f"{reverse('child_hear', args=[child.public_id])}?item={shown.case.public_id}")


def _change(request: HttpRequest, shown: Hearing, act: str, form: Any) -> None:
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    common = {"case": shown.case, "by": viewer, "on": on}
    given = form.cleaned_data
    if act in (DECLARE, DECLARE_FOR):
        member = shown.seat if act == DECLARE else queries.member_of(shown.case, given["member"])
        if member is None:
            raise Http404("No such member.")
        operations.declare(member=member, has_conflict=given["has_conflict"], conflict=given["conflict"], **common)
    elif act == VIEW:
        assert shown.seat is not None  # or there would be no such form
        operations.give_view(member=shown.seat, answers=form.answers(), **common)
    else:
        operations.advise(
            answers=form.answers(), reasons=given["reasons"], version=given["version"] or 0, **common
        )  # fmt: skip


def _forms(shown: Hearing, data: Any, act: str = "") -> dict[str, Any]:
    """The forms this viewer has of this case now, by what they record; the one sent is bound to what was typed."""
    questions = [each.question for each in shown.asked]
    found: dict[str, Any] = {}
    free = shown.own is not None and not shown.own.has_conflict
    heard = shown.case.heard_on is not None

    def typed(name: str) -> Any:
        return data if name == act else None

    if shown.seat and not heard:
        own = shown.own
        first = {"has_conflict": "yes" if own.has_conflict else "no", "conflict": own.conflict} if own else {}
        found[DECLARE] = DeclareForm(typed(DECLARE), initial=first, auto_id="own_%s")
    if shown.leads and not heard and (others := [each for each in shown.members if each != shown.seat]):
        names = [(str(each.pk), _member(shown, each)) for each in others]
        found[DECLARE_FOR] = DeclareForm(typed(DECLARE_FOR), members=names, auto_id="other_%s")
    if shown.seat and free and not shown.has_viewed and not heard:
        found[VIEW] = AnswersForm(typed(VIEW), questions=questions, auto_id="view_%s")
    barred = shown.own is not None and shown.own.has_conflict
    if shown.leads and not barred and clock.today() >= shown.case.meeting.held_on:
        found[ADVISE] = AnswersForm(
            typed(ADVISE), questions=questions, in_sum=True, initial={"version": shown.case.advice_version},
            auto_id="advice_%s",
        )  # fmt: skip
    return found


def _member(shown: Hearing, member: Any) -> str:
    declared = shown.declared.get(member.pk)
    said = "not said yet" if declared is None else "conflict" if declared.has_conflict else "none"
    return f"{member.adult.name} ({said})"


def _renewed(form: AnswersForm, shown: Hearing) -> AnswersForm:
    version = str(shown.case.advice_version)
    form.data = {**form.data.dict(), "version": version} if isinstance(form.data, QueryDict) else {}
    form.errors.clear()
    return form


def _draw(
    request: HttpRequest, child: Any, shown: Hearing, act: str = "", form: Any = None, status: int = 200, **more: Any
) -> HttpResponse:
    forms = _forms(shown, None)
    if form is not None:
        forms[act] = form
    barred = shown.own is not None and shown.own.has_conflict
    context = {
        "shown": shown, "forms": forms, "barred": barred, "sent": form,
        "answers": {name: _fields(each) for name, each in forms.items() if isinstance(each, AnswersForm)}, **more,
    }  # fmt: skip
    here = "Conflict of interest, views and advice"
    return panel_frame.draw(request, child, shown.case, "casework/hear.html", here, status, **context)


def _fields(form: AnswersForm) -> list[list[Any]]:
    return [[form[each.code], form[f"{each.code}_reasons"]] for each in form.questions]
