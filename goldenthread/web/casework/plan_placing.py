"""Deciding which school or college the plan names: by which route of the Act, on which grounds, and why."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from goldenthread.domain.statute.naming_a_setting import grounds
from goldenthread.features.casework.operations import placements as operations
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.queries import consultations, draft_answers, plan_drafts, plans_brought
from goldenthread.features.casework.queries.child_rows import ChildRows, rows_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing, plan_presenters
from goldenthread.web.casework.plan_forms import PlacementForm, WhyForm
from goldenthread.web.casework.plan_serving import back_to_the_draft
from goldenthread.web.components.presenters.lists import SummaryRow
from goldenthread.web.components.presenters.phrases import uk_date

HERE = "Which school or college the plan names"


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="which school or college the plan names")
def placement(request: HttpRequest, child: Any) -> HttpResponse:
    """The decision recorded, or the form for it beside what the family and the schools said."""
    rows = rows_of(child.pk)
    drafting = plan_drafts.drafting_in(rows)
    if drafting is None:
        return changing.draw(request, child, "casework/plan_none.html", HERE, what="A school or college is decided on")
    decision = plan_drafts.placement_of(drafting.pk)
    if decision is not None:
        return _decided(request, child, drafting, decision)
    if request.method != "POST":
        form = PlacementForm(None, bodies=_bodies(drafting), initial=changing.made_from(rows))
        return _draw(request, child, drafting, form)
    return _save(request, child, drafting, rows)


def _bodies(drafting: Any) -> list[tuple[str, str]]:
    """Only bodies that were consulted: the Act asks for that first (sections 39(2) and (6), 40(3))."""
    asked = consultations.consultations_of(drafting.pk, on=clock.today())
    return [
        (each.row.organisation.public_id, each.row.organisation.name) for each in asked if not each.row.withdrawn_on
    ]


def _save(request: HttpRequest, child: Any, drafting: Any, rows: ChildRows) -> HttpResponse:
    form, viewer = PlacementForm(request.POST, bodies=_bodies(drafting)), request.viewer  # type: ignore[attr-defined]
    if not form.is_valid():
        return _draw(request, child, drafting, form, changing.WRONG)
    given = form.cleaned_data
    wanted = operations.Placement(
        organisation=consultations.body_asked(given["organisation"]), setting_type=given["setting_type"],
        route=given["route"], reasons=given["reasons"], decided_by=given["decided_by"], asked_for=given["asked_for"],
        decided_on=given["decided_on"], grounds=tuple(given["grounds"]),
    )  # fmt: skip

    def change() -> object:
        return operations.decide_placement(
            request=plan_drafts.request_row(drafting), placement=wanted, by=viewer, on=clock.today(),
            version=given["version"],
        )  # fmt: skip

    try:
        again, said, status = changing.save(form, child, change)
    except operations.GroundNeeded:
        form.add_error("grounds", "Choose the ground on which the place they asked for is not named")
        return _draw(request, child, drafting, form, changing.WRONG)
    if status != changing.FINE:
        return _draw(request, child, drafting, again, status, **said)
    return back_to_the_draft(request, child, "Recorded: which school or college the plan names.")


def _decided(request: HttpRequest, child: Any, drafting: Any, decision: Any) -> HttpResponse:
    form, viewer = WhyForm(request.POST or None), request.viewer  # type: ignore[attr-defined]
    status = 200
    if request.method == "POST":
        status = changing.WRONG
        if "back" not in request.POST:  # the form for a decision, sent after somebody else recorded one
            form = WhyForm(None)
            status = changing.CONFLICT
        elif form.is_valid():
            try:
                operations.take_back_placement(
                    request=plan_drafts.request_row(drafting), reason=form.cleaned_data["reason"], by=viewer,
                    on=clock.today(),
                )  # fmt: skip
            except NotNow as refused:
                form.add_error("reason", str(refused))
            else:
                return back_to_the_draft(request, child, "Taken back. The decision is kept.")
    return changing.draw(
        request, child, "casework/plan_placed.html", HERE, status, form=form, rows=rows_said(decision),
        may_take_back=drafting.stage == "draft_served", late=status == changing.CONFLICT,
    )  # fmt: skip


def rows_said(decision: Any) -> list[SummaryRow]:
    """A decision as facts."""
    said = [grounds()[code] for code in decision.grounds if code in grounds()]
    return [
        SummaryRow("Names", decision.organisation.name if decision.organisation else "No school or college: a type"),
        SummaryRow("Type", decision.setting_type),
        SummaryRow("How it came to that", plan_drafts.route_said(decision)),
        *([SummaryRow("The family asked for", decision.asked_for)] if decision.asked_for else []),
        *(SummaryRow("Ground", f"{ground.name} ({ground.citation})") for ground in said),
        SummaryRow("Why", decision.reasons),
        SummaryRow("Decided", f"{uk_date(decision.decided_on)}, by {decision.decided_by}"),
    ]


def _draw(request: HttpRequest, child: Any, drafting: Any, form: Any, status: int = 200, **more: Any) -> HttpResponse:
    return changing.draw(
        request, child, "casework/plan_place.html", HERE, status, form=form,
        asked=consultations.consultations_of(drafting.pk, on=clock.today()),
        wanted=draft_answers.places_asked_for(drafting.pk), brought=plans_brought.places_brought(drafting.pk),
        draft_url=plan_presenters.draft_url(child),
        may_decide=drafting.stage == "draft_served", **more,
    )  # fmt: skip
