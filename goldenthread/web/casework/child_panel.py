"""A child's case before panels: put it on an agenda, see where it is listed and what was advised, take it off."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from goldenthread.domain.lifecycle.hearing import ASKED_SAID, Asked, closes_on
from goldenthread.features.casework.operations import panel_cases as operations
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.queries import assessment_cases, hearing, panels
from goldenthread.features.casework.queries.assessment_cases import OpenRequest
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing
from goldenthread.web.casework.panel_forms import ListingForm, TakeOffForm
from goldenthread.web.casework.panel_presenters import where
from goldenthread.web.components.presenters.phrases import uk_date

HERE = "Panel"
STEPS = {Asked.ASSESS: "decide", Asked.ISSUE: "agree_plan"}


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="case before panels")
def listed(request: HttpRequest, child: Any) -> HttpResponse:
    """Where the case is listed, and the form to list it; with `item`, the form to take that one off."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    sent = request.POST if request.method == "POST" else request.GET
    if sent.get("item"):
        return _take_off(request, child, sent["item"])
    form, waiting = _listing(request, child)
    if request.method != "POST":
        return _draw(request, child, form)
    if not form.is_valid():
        return _draw(request, child, form, changing.WRONG)
    given = form.cleaned_data
    meeting = next(each for each in panels.coming((), on=on) if each.public_id == given["meeting"])
    asked = Asked(given["asked"])
    case = waiting.get(asked)
    row = assessment_cases.request_of(child, case.public_id) if case else None
    try:
        operations.list_case(
            meeting=meeting, child=child, asked=asked, request=row, question=given["question"],
            main_need=given["main_need"], by=viewer, on=on,
        )  # fmt: skip
    except NotNow as refused:
        form.add_error(None, str(refused))
        return _draw(request, child, form, changing.WRONG)
    return _back(request, child, "The case is on the agenda. The panel’s members can read its pack from today.")


def _take_off(request: HttpRequest, child: Any, item: str) -> HttpResponse:
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    case = next((each for each in hearing.cases_of(child, viewer, on=on) if each.public_id == item), None)
    if case is None:
        raise Http404("No such case.")
    form = TakeOffForm(request.POST if request.method == "POST" else None)
    status = 200 if request.method != "POST" else changing.WRONG
    if request.method == "POST" and form.is_valid():
        try:
            operations.take_off(case=case, reason=form.cleaned_data["reason"], by=viewer, on=on)
            return _back(request, child, "The case is off the agenda. The panel’s members can no longer read it.")
        except NotNow as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "case": case, "asked": _asked(case)}
    return changing.draw(request, child, "casework/child_panel_off.html", "Take off the agenda", status, **context)


def _listing(request: HttpRequest, child: Any) -> tuple[ListingForm, dict[Asked, OpenRequest]]:
    """The form, and for each question of law that can be asked now the request it is about."""
    on = clock.today()
    requests = assessment_cases.open_requests(rows_of(child.pk))
    waiting = {
        asked: next(case for case in requests if code in [step.code for step in case.steps])
        for asked, code in STEPS.items()
        if any(code in [step.code for step in case.steps] for case in requests)
    }
    viewer = request.viewer  # type: ignore[attr-defined]
    meetings = [
        (each.public_id, f"{uk_date(each.held_on)}, {each.team.name}. {where(each)}")
        for each in panels.coming(viewer.bodies_for(Verb.WORK_ON), on=on)
    ]
    choices = [(asked.value, ASKED_SAID[asked]) for asked in Asked if asked in waiting or asked is Asked.OTHER]
    return ListingForm(request.POST if request.method == "POST" else None, meetings=meetings, asked=choices), waiting


def _asked(case: Any) -> str:
    return case.question if case.asked == Asked.OTHER else ASKED_SAID[Asked(case.asked)]


def _back(request: HttpRequest, child: Any, text: str) -> HttpResponse:
    response = changing.done(request, child, text)
    response["Location"] = reverse("child_panel", args=[child.public_id])
    return response


def _draw(request: HttpRequest, child: Any, form: ListingForm, status: int = 200) -> HttpResponse:
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    shown = [
        {"case": each, "asked": _asked(each), "closes_on": closes_on(each.meeting.held_on), "heard": each.heard_on}
        for each in hearing.cases_of(child, viewer, on=on)
    ]
    return changing.draw(
        request, child, "casework/child_panel.html", HERE, status, form=form, listed=shown,
        barred=hearing.is_barred(child, viewer), restricted=child.sensitivity == "restricted",
        any_panel=bool(form.fields["meeting"].choices),  # type: ignore[attr-defined]
    )  # fmt: skip
