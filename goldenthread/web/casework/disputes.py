"""Disagreements of one child: decisions that can be appealed, what the family disputes, and recording each step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.domain.lifecycle.dispute_steps import BY_FACT, DisputeStep, not_before
from goldenthread.features.casework.operations import disputes as operations
from goldenthread.features.casework.queries import disputes as queries
from goldenthread.features.casework.queries.child_rows import ChildRows, rows_of
from goldenthread.features.casework.queries.child_timeline import said_of
from goldenthread.features.casework.queries.disputes import DisputeShown
from goldenthread.features.casework.queries.facts import ChildProcesses, assembled
from goldenthread.features.casework.queries.open_decisions import Decision, decisions_of
from goldenthread.features.casework.queries.readings import readings_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.partnership import queries as partnerships
from goldenthread.web.casework import changing, dispute_presenters
from goldenthread.web.casework.dispute_forms import DisputeStepForm, OpenForm

HERE = "Disagreements"
REASSESS = "reassess"  # a refusal to assess again: nothing here records it, so its notice is asked for


@dataclass(frozen=True, slots=True)
class _Case:
    """The child's case, read once for the page."""

    rows: ChildRows
    processes: ChildProcesses
    decisions: list[Decision]
    disputes: list[DisputeShown]


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="disagreements")
def disputes(request: HttpRequest, child: Any) -> HttpResponse:
    """The list; with `decision`, the form that opens a disagreement; with `item` and `step`, that of a step."""
    asked = request.POST if request.method == "POST" else request.GET
    case = _read(child)
    if asked.get("step"):
        return _step(request, child, case, asked.get("item", ""), asked["step"])
    if asked.get("decision"):
        return _open(request, child, case, asked["decision"])
    return _list(request, child, case)


def _read(child: Any) -> _Case:
    rows, on = rows_of(child.pk), clock.today()
    processes = assembled([child.pk], rows.for_clocks())[child.pk]
    soon = partnerships.current().due_soon_days
    reads = readings_of(processes, born_on=child.born_on, on=on, due_soon_days=soon)
    return _Case(rows, processes, decisions_of(processes, on=on), queries.disputes_in(rows, reads))


def _open(request: HttpRequest, child: Any, case: _Case, code: str) -> HttpResponse:
    decision = next((each for each in case.decisions if each.code == code), None)
    again = next((("plan", pk) for pk in queries.plans_in_force(case.processes) if code == f"{REASSESS}-{pk}"), None)
    of = decision.of if decision else again
    subject = queries.subject_of(child, of) if of else None
    if subject is None:
        raise Http404("No such decision.")
    rights = decision.rights if decision else ("d",)
    more: dict[str, Any] = {"rights": rights, "asks_notice": decision is None}
    told: dict[str, Any] = {"decision": decision, "code": code}
    if request.method != "POST":
        form = OpenForm(None, initial=changing.made_from(case.rows), **more)
        return _draw_open(request, child, form, **told)
    form = OpenForm(request.POST, **more)
    if not form.is_valid():
        return _draw_open(request, child, form, changing.WRONG, **told)
    viewer = request.viewer  # type: ignore[attr-defined]
    notice_on = decision.sent_on if decision else form.cleaned_data["notice_on"]
    again_form, said, status = changing.save(form, child, lambda: _opened(form, subject, notice_on, viewer))
    if status == changing.FINE:
        return _done(request, child, "Recorded: the family disagrees with this decision.")
    return _draw_open(request, child, again_form, status, **told, **said)


def _opened(form: OpenForm, subject: Any, notice_on: date, viewer: Any) -> object:
    given = form.cleaned_data
    return operations.open_dispute(
        about=subject, rights=form.rights(), notice_on=notice_on, known_on=given["known_on"], by=viewer,
        on=clock.today(), version=given["version"],
    )  # fmt: skip


def _step(request: HttpRequest, child: Any, case: _Case, public_id: str, fact: str) -> HttpResponse:
    shown = next((each for each in case.disputes if each.public_id == public_id), None)
    step = BY_FACT.get(fact)
    if shown is None or step is None:
        raise Http404("No such disagreement or step.")
    if request.method != "POST":
        if step not in shown.steps:
            return _list(request, child, case, refused=step)
        first = changing.made_from(case.rows)
        return _draw_step(request, child, shown, step, DisputeStepForm(None, step=step, rights=shown.so_far.rights,
                                                                       initial=first))  # fmt: skip
    form = DisputeStepForm(request.POST, step=step, rights=shown.so_far.rights)
    if not form.is_valid():
        return _draw_step(request, child, shown, step, form, changing.WRONG)
    dispute, viewer = queries.dispute_of(child, public_id), request.viewer  # type: ignore[attr-defined]
    again, said, status = changing.save(form, child, lambda: _recorded(form, dispute, step, viewer))
    if status == changing.FINE:
        return _done(request, child, f"Recorded: {step.name[:1].lower()}{step.name[1:]}.")
    return _draw_step(request, child, shown, step, again, status, **said)


def _recorded(form: DisputeStepForm, dispute: Any, step: DisputeStep, viewer: Any) -> object:
    given = form.cleaned_data
    return operations.record_dispute_step(
        dispute=dispute, fact=step.fact, happened_on=given["happened_on"], came=form.came(),
        agreed=given.get("agreed", ""), by=viewer, on=clock.today(), version=given["version"],
    )  # fmt: skip


def _done(request: HttpRequest, child: Any, text: str) -> HttpResponse:
    changing.done(request, child, text)
    return redirect(reverse("child_disputes", args=[child.public_id]))


def _list(request: HttpRequest, child: Any, case: _Case, refused: DisputeStep | None = None) -> HttpResponse:
    here, on = reverse("child_disputes", args=[child.public_id]), clock.today()
    undisputed = [each for each in case.decisions if not each.disputed]
    context: dict[str, Any] = {
        "refused": refused,
        "decisions": [(each, f"{here}?{urlencode({'decision': each.code})}") for each in undisputed],
        "again": [f"{here}?decision={REASSESS}-{pk}" for pk in queries.plans_in_force(case.processes)],
        "disputes": [dispute_presenters.dispute_shown(each, child.public_id, here, on) for each in case.disputes],
        "on": on,
    }
    return changing.draw(request, child, "casework/disputes.html", HERE, **context)


def _draw_open(request: HttpRequest, child: Any, form: Any, status: int = 200, **more: Any) -> HttpResponse:
    return changing.draw(
        request, child, "casework/dispute_open.html", "The family disagrees", status, form=form, **more
    )


def _draw_step(
    request: HttpRequest, child: Any, shown: DisputeShown, step: DisputeStep, form: Any, status: int = 200, **more: Any
) -> HttpResponse:
    fact, day = not_before(step, shown.so_far)
    context = {"form": form, "step": step, "dispute": shown, "last": (said_of(fact), day), **more}
    return changing.draw(request, child, "casework/dispute_step.html", step.name, status, **context)
