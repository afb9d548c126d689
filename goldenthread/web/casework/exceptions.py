"""Record that an exception lifts a limit, where the law admits one; withdraw it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from goldenthread.domain.statute.exceptions import LOOK_AGAIN
from goldenthread.features.casework.operations import exceptions as operations
from goldenthread.features.casework.queries import running_limits
from goldenthread.features.casework.queries.child_rows import ChildRows, rows_of
from goldenthread.features.casework.queries.running_limits import RunningLimit
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing
from goldenthread.web.casework.changing import CaseForm
from goldenthread.web.components.forms import DateField

HERE = "Exceptions to limits"
DAYS = {
    "closed_from": ("The first day it was closed", "the first day it was closed", True),
    "reopens_on": ("The day it opens again", "the day it opens again", False),
    "advice_requested": ("The day we asked for the advice", "the day we asked for the advice", True),
    "away_from": ("The first day away", "the first day away", True),
    "away_to": ("The last day away", "the last day away", False),
}


class ExceptionForm(CaseForm):
    """The category, the facts it turns on, why it made the limit impractical, and when to look again."""

    day_field = "category"
    category = forms.ChoiceField(
        label="Which exception applies?", widget=forms.RadioSelect,
        error_messages={"required": "Choose which exception applies"},
    )  # fmt: skip

    def __init__(self, data: Any, *, limit: RunningLimit, **more: Any) -> None:
        super().__init__(data, **more)
        self._admits = {each.exception.code: each.exception for each in limit.admits}
        self.fields["category"].choices = [(code, each.name) for code, each in self._admits.items()]  # type: ignore[attr-defined]
        needed = {name for each in self._admits.values() for name in each.needs}
        for name, (label, noun, past) in DAYS.items():
            if name in needed:
                latest = clock.today if past else None
                self.fields[name] = DateField(
                    label=label, noun=noun, latest=latest, required=False, help_text=self._only_for(name)
                )
        self.fields["fact"] = changing.words(
            "What happened?", "The facts, as somebody else could check them.", needed="Say what happened"
        )
        self.fields["reason"] = changing.words(
            "Why did this make it impractical to keep to the limit?", needed="Say why it was impractical"
        )
        self.fields["next_look_on"] = DateField(
            label="When will you look at this again?", noun="the date to look again", earliest=clock.today,
            help_text="We suggest 4 weeks. The duty stays: as soon as practicable.",
        )  # fmt: skip

    def _only_for(self, name: str) -> str:
        names = [each.name.lower() for each in self._admits.values() if name in each.needs]
        return f"Only for: {' or '.join(names)}"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        chosen = self._admits.get(given.get("category", ""))
        for name in chosen.needs if chosen else ():
            if not given.get(name) and name not in self.errors:
                self.add_error(name, f"Enter {DAYS[name][1]}")
        return given

    def days(self) -> dict[str, Any]:
        """The days the chosen category turns on."""
        needs = self._admits[self.cleaned_data["category"]].needs
        return {name: self.cleaned_data[name] for name in needs}


class WithdrawForm(CaseForm):
    """Why the exception no longer applies."""

    reason = changing.words("Why is it being withdrawn?", needed="Say why")


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="exceptions to limits")
def exceptions(request: HttpRequest, child: Any) -> HttpResponse:
    """Without a limit chosen, those that run and what is recorded; with `limit`, the form."""
    rows = rows_of(child.pk)
    limits = running_limits.running_limits(child, rows, on=clock.today())
    asked = request.POST if request.method == "POST" else request.GET
    limit = next((each for each in limits if each.code == asked.get("limit", "")), None)
    if limit is None or (limit.claim and request.method != "POST"):
        return _list(request, child, rows, limits)
    if request.method != "POST":
        first = {**changing.made_from(rows), "next_look_on": clock.today() + LOOK_AGAIN}
        return _draw(request, child, limit, ExceptionForm(None, limit=limit, initial=first))
    form = ExceptionForm(request.POST, limit=limit)
    if not form.is_valid():
        return _draw(request, child, limit, form, changing.WRONG)
    viewer = request.viewer  # type: ignore[attr-defined]
    again, said, status = changing.save(form, child, lambda: _claim(form, child, limit, viewer))
    if status == changing.FINE:
        return changing.done(request, child, "The exception is recorded. The family’s page says so too.", "clocks")
    return _draw(request, child, limit, again, status, **said)


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="withdraw an exception")
def withdraw(request: HttpRequest, child: Any) -> HttpResponse:
    """Without an exception chosen, those that stand; with `claim`, the form."""
    asked = request.POST if request.method == "POST" else request.GET
    rows = rows_of(child.pk)
    claim = running_limits.claim_of(child, asked.get("claim", ""))
    if claim is None:
        return _list(request, child, rows, running_limits.running_limits(child, rows, on=clock.today()))
    form, said, status = WithdrawForm(request.POST or None, initial=changing.made_from(rows)), {}, 200
    if request.method == "POST":
        status = changing.WRONG
        if form.is_valid():
            viewer, given = request.viewer, form.cleaned_data  # type: ignore[attr-defined]
            form, said, status = changing.save(  # type: ignore[assignment]
                form, child, lambda: operations.withdraw(claim=claim, by=viewer, on=clock.today(), **given)
            )
            if status == changing.FINE:
                return changing.done(request, child, "The exception is withdrawn. The limit stands again.", "clocks")
    claims = (each for _, each in running_limits.standing_claims(rows))
    more = {"form": form, "claim": next(each for each in claims if each.id == claim.pk), **said}
    return changing.draw(
        request, child, "casework/exception_withdraw.html", "Withdraw an exception", status, **more
    )  # fmt: skip


def _claim(form: ExceptionForm, child: Any, limit: RunningLimit, viewer: Any) -> object:
    of = running_limits.process_of(child, limit)
    if of is None:
        raise Http404("No such limit.")
    given = form.cleaned_data
    return operations.claim(
        of=of, rule=limit.claimed_as, category=given["category"], fact=given["fact"], reason=given["reason"],
        facts=form.days(), by=viewer, on=clock.today(), version=given["version"], next_look_on=given["next_look_on"],
    )  # fmt: skip


def _list(request: HttpRequest, child: Any, rows: ChildRows, limits: list[RunningLimit]) -> HttpResponse:
    here = reverse("child_exceptions", args=[child.public_id])
    shown = [(each, f"{here}?{urlencode({'limit': each.code})}") for each in limits]
    claims = running_limits.standing_claims(rows)
    return changing.draw(request, child, "casework/exceptions.html", HERE, limits=shown, claims=claims)


def _draw(
    request: HttpRequest, child: Any, limit: RunningLimit, form: Any, status: int = 200, **more: Any
) -> HttpResponse:
    return changing.draw(
        request, child, "casework/exception.html", f"Exception to: {limit.name}", status, form=form, limit=limit, **more
    )  # fmt: skip
