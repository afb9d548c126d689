"""How the plan checker weighs its rules here: a manager changes it, says why, and the journal keeps it."""

from __future__ import annotations

import json
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.domain.plan.checker.rules import Level, rules
from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.partnership import checker_tuning as operations

_SAID: Final = {**{level.value: level.said for level in Level}, operations.OFF: "Not used here"}


class TuningForm(forms.Form):
    """A choice for each rule that is no stop. `before`: what the form was made from."""

    before = forms.CharField(widget=forms.HiddenInput, max_length=20_000)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for rule in rules().values():
            if rule.level is not Level.STOP:
                self.fields[_name(rule.id)] = forms.ChoiceField(
                    label=rule.message.replace("{found}", "…").replace("{goes_to}", "F"), required=False,
                    choices=[(each, _said(each, rule.level.value)) for each in operations.CHOICES],
                    help_text=f"{rule.reason} {rule.authority}.",
                )  # fmt: skip
        self.fields["allowed"] = forms.CharField(
            label="Words that are clear here (optional)", required=False, max_length=8_000, widget=forms.Textarea,
            help_text="One on each line. The checker never calls these vague: for example the name of a local service.",
        )  # fmt: skip
        self.fields["reason"] = forms.CharField(
            label="Why are you changing this?", max_length=500, required=False,
            help_text="Anyone who may see who did what can read it.",
        )  # fmt: skip

    def clean_before(self) -> dict[str, Any]:
        """The tuning the form was made from. A form somebody altered is refused."""
        try:
            given = json.loads(self.cleaned_data["before"])
            return {"levels": dict(given["levels"]), "allowed": list(given["allowed"])}
        except (ValueError, KeyError, TypeError) as fault:
            raise forms.ValidationError("Open the page again") from fault

    @property
    def levels(self) -> dict[str, str]:
        """What was chosen, by rule."""
        return {id: said for id in rules() if (said := self.cleaned_data.get(_name(id)))}


@opens_to(Power.EDIT_TEMPLATES)
def plan_rules(request: HttpRequest) -> HttpResponse:
    """The rules, how each weighs, and the words that are clear here."""
    now = operations.as_kept()
    if request.method != "POST":
        return _draw(request, TuningForm(initial=_initial(now)))
    form = TuningForm(request.POST)
    if not form.is_valid():
        return _draw(request, form, 400)
    try:
        operations.tune(
            levels=form.levels, allowed=form.cleaned_data["allowed"].splitlines(), before=form.cleaned_data["before"],
            reason=form.cleaned_data["reason"], by=request.viewer, on=clock.today(),  # type: ignore[attr-defined]
        )  # fmt: skip
    except operations.ReasonNeeded:
        form.add_error("reason", "Say why you are changing this")
    except operations.TooManyWords:
        form.add_error(
            "allowed", f"List {operations.MOST_WORDS} or fewer, each {operations.LONGEST_WORDS} letters or fewer"
        )
    except operations.ChangedMeanwhile:
        form.add_error(None, "Someone else changed the rules first. Open the page again to see how they are now")
        return _draw(request, form, 409)
    else:
        messages.success(request, "Saved. Plans are checked this way from now on.")
        return redirect("plan_rules")
    return _draw(request, form, 400)


def _draw(request: HttpRequest, form: TuningForm, status: int = 200) -> HttpResponse:
    stops = [rule for rule in rules().values() if rule.level is Level.STOP]
    return render(request, "back_office/plan_rules.html", {"form": form, "stops": stops}, status=status)


def _initial(now: dict[str, Any]) -> dict[str, str]:
    chosen = {_name(rule.id): now["levels"].get(rule.id, rule.level.value) for rule in rules().values()}
    return {**chosen, "allowed": "\n".join(now["allowed"]), "before": json.dumps(now)}


def _name(id: str) -> str:
    return id.replace(".", "_")


def _said(choice: str, shipped: str) -> str:
    return f"{_SAID[choice]} (as it comes)" if choice == shipped else _SAID[choice]
