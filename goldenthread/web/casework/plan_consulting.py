"""Schools and colleges asked about a place: whom, when, what they answered. Their 15 days are guidance, not law."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from goldenthread.domain.statute.naming_a_setting import grounds
from goldenthread.features.casework.operations import consultations as operations
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.milestones import InTheFuture
from goldenthread.features.casework.queries import consultations as queries
from goldenthread.features.casework.queries import draft_answers, plan_drafts, plans_brought
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing, plan_presenters
from goldenthread.web.casework.plan_forms import AnswerForThemForm, ConsultForm, WhyForm
from goldenthread.web.casework.plan_serving import back_to_the_draft

HERE = "Schools and colleges asked about a place"


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="schools and colleges asked about a place")
def consultations(request: HttpRequest, child: Any) -> HttpResponse:
    """Everybody asked; `?find=` looks for a body to ask; `?item=` one consultation, to write down its answer."""
    rows = rows_of(child.pk)
    drafting = plan_drafts.drafting_in(rows)
    if drafting is None:
        return changing.draw(request, child, "casework/plan_none.html", HERE, what="A school or college is asked")
    asked = request.POST if request.method == "POST" else request.GET
    if item := asked.get("item", ""):
        return _one(request, child, item)
    if request.method == "POST":
        return _ask(request, child, drafting)
    find = request.GET.get("find", "")
    found = queries.bodies_found(find)
    form = None
    if found:
        first = changing.made_from(rows) | {"happened_on": clock.today()}
        form = ConsultForm(None, bodies=_choices(found), initial=first)
    return _draw(request, child, drafting, form, find=find)


def _choices(bodies: Any) -> list[tuple[str, str]]:
    return [(each.public_id, f"{each.name}{f', {each.town}' if each.town else ''}") for each in bodies]


def _ask(request: HttpRequest, child: Any, drafting: Any) -> HttpResponse:
    body = queries.body_asked(request.POST.get("organisation", ""))
    find = request.POST.get("find", "")
    bodies = _choices(queries.bodies_found(find) or ([body] if body else []))
    form, viewer = ConsultForm(request.POST, bodies=bodies), request.viewer  # type: ignore[attr-defined]
    if not form.is_valid() or body is None:
        return _draw(request, child, drafting, form, changing.WRONG, find=find)
    given = form.cleaned_data

    def change() -> object:
        return operations.consult(
            request=plan_drafts.request_row(drafting), organisation=body, received_on=given["happened_on"],
            asked_by_family=given["asked_by_family"], note=given["note"], by=viewer, on=clock.today(),
            version=given["version"],
        )  # fmt: skip

    again, said, status = changing.save(form, child, change)
    if status != changing.FINE:
        return _draw(request, child, drafting, again, status, find=find, **said)
    return _done(request, child, f"Recorded: {body.name} was asked. It can open the draft and answer here.")


def _done(request: HttpRequest, child: Any, text: str) -> HttpResponse:
    response = back_to_the_draft(request, child, text)
    response["Location"] = plan_presenters.address("child_consultations", child)
    return response


def _draw(request: HttpRequest, child: Any, drafting: Any, form: Any, status: int = 200, **more: Any) -> HttpResponse:
    served = plan_drafts.latest_draft(drafting.pk)
    may_ask = served is not None and drafting.stage == "draft_served"
    return changing.draw(
        request, child, "casework/plan_consultations.html", HERE, status, form=form, may_ask=may_ask,
        asked=queries.consultations_of(drafting.pk, on=clock.today()),
        wanted=draft_answers.places_asked_for(drafting.pk), draft_url=plan_presenters.draft_url(child),
        brought=plans_brought.places_brought(drafting.pk), **more,
    )  # fmt: skip


def _one(request: HttpRequest, child: Any, item: str) -> HttpResponse:
    row = queries.consultation_of(child, item)
    if row is None:
        raise Http404("No such consultation.")
    if request.method != "POST":
        first = {
            "version": row.version, "answered_on": row.answered_on or clock.today(), "grounds": row.grounds,
            "can_meet_needs": "" if row.can_meet_needs is None else "yes" if row.can_meet_needs else "no",
            "reasons": row.reasons, "would_need": row.would_need,
        }  # fmt: skip
        return _draw_one(request, child, row, AnswerForThemForm(None, initial=first), WhyForm(None, prefix="back"))
    viewer = request.viewer  # type: ignore[attr-defined]
    if "back" in request.POST:
        why = WhyForm(request.POST, prefix="back")
        if not why.is_valid():
            return _draw_one(request, child, row, AnswerForThemForm(None), why, changing.WRONG)
        try:
            operations.withdraw_consultation(
                consultation=row, reason=why.cleaned_data["reason"], by=viewer, on=clock.today()
            )
        except NotNow as refused:
            why.add_error("reason", str(refused))
            return _draw_one(request, child, row, AnswerForThemForm(None), why, changing.WRONG)
        return _done(request, child, f"Taken back. {row.organisation.name} can no longer open the draft.")
    return _write_down(request, child, row, viewer)


def _write_down(request: HttpRequest, child: Any, row: Any, viewer: Any) -> HttpResponse:
    form, back = AnswerForThemForm(request.POST), WhyForm(None, prefix="back")
    if not form.is_valid():
        return _draw_one(request, child, row, form, back, changing.WRONG)
    given = form.cleaned_data
    reply = operations.Reply(
        given["can_meet_needs"] == "yes", tuple(given["grounds"]), given["reasons"], given["would_need"]
    )
    try:
        operations.answer_consultation(
            consultation=row, reply=reply, answered_on=given["answered_on"], version=given["version"], by=viewer,
            on=clock.today(),
        )  # fmt: skip
    except operations.GroundNeeded:
        form.add_error("grounds", "Choose at least one ground, and write their reasons")
    except (operations.BeforeAsked, InTheFuture):
        form.add_error("answered_on", "The answer must have come after they were asked, and today or in the past")
    except operations.Closed:
        form.add_error(None, "They were asked no more, or the final plan has been sent: there is nothing to answer")
    except operations.AnsweredMeanwhile as theirs:
        typed = form.data.copy()  # type: ignore[attr-defined]
        typed["version"] = theirs.row.version
        again = AnswerForThemForm(typed)
        return _draw_one(request, child, theirs.row, again, back, changing.CONFLICT, changed=True)
    else:
        return _done(request, child, "Recorded: their answer.")
    return _draw_one(request, child, row, form, back, changing.WRONG)


def _draw_one(
    request: HttpRequest, child: Any, row: Any, form: Any, back: WhyForm, status: int = 200, **more: Any
) -> HttpResponse:
    return changing.draw(
        request, child, "casework/plan_consultation.html", row.organisation.name, status, row=row, form=form, back=back,
        grounds_said=[grounds()[code].name for code in row.grounds if code in grounds()], **more,
    )  # fmt: skip
