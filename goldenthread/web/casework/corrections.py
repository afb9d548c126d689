"""Correct a date on the timeline, or say that it never happened."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from goldenthread.features.casework.operations import corrections as operations
from goldenthread.features.casework.queries.assessment_cases import Correctable, correctable
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.child_timeline import timeline_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing
from goldenthread.web.casework.changing import CaseForm
from goldenthread.web.components.forms import DateField

HERE = "Correct a date"


class CorrectionForm(CaseForm):
    """The right day, or that there was none; and why."""

    what = forms.ChoiceField(
        label="What is wrong?", widget=forms.RadioSelect, error_messages={"required": "Choose what is wrong"},
        choices=[("day", "It happened on another date"), ("never", "It never happened")],
    )  # fmt: skip
    happened_on = DateField(
        label="The right date", noun="the right date", latest=clock.today, required=False,
        help_text="Only if it happened on another date. For example, 27 3 2026",
    )  # fmt: skip
    reason = changing.words(
        "Why is it being corrected?", "What was recorded first stays in sight, with this reason.", needed="Say why",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("what") == "day" and not given.get("happened_on") and "happened_on" not in self.errors:
            self.add_error("happened_on", "Enter the right date")
        if given.get("what") == "never" and given.get("happened_on"):
            self.add_error("happened_on", "Leave the date empty if it never happened")
        return given


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="correct a date")
def correct(request: HttpRequest, child: Any) -> HttpResponse:
    """Without a date chosen, which there are; with `milestone`, the form."""
    asked = request.POST if request.method == "POST" else request.GET
    found = correctable(child, asked.get("milestone", ""))
    if found is None:
        shown = timeline_of(rows_of(child.pk))
        return changing.draw(request, child, "casework/correct_which.html", HERE, lines=shown)
    if request.method != "POST":
        form = CorrectionForm(None, initial=changing.made_from(rows_of(child.pk)))
        return _draw(request, child, found, form)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _draw(request, child, found, form, changing.WRONG)
    viewer = request.viewer  # type: ignore[attr-defined]
    again, said, status = changing.save(form, child, lambda: _change(form, found, viewer))
    if status == changing.FINE:
        return changing.done(request, child, f"Corrected: {found.title[:1].lower()}{found.title[1:]}.")
    return _draw(request, child, found, again, status, **said)


def _change(form: CaseForm, found: Correctable, viewer: Any) -> object:
    given = form.cleaned_data
    how = {"reason": given["reason"], "by": viewer, "on": clock.today(), "version": given["version"]}
    if given["what"] == "never":
        return operations.take_back(milestone=found.milestone, **how)
    return operations.correct_day(milestone=found.milestone, happened_on=given["happened_on"], **how)


def _draw(
    request: HttpRequest, child: Any, found: Correctable, form: Any, status: int = 200, **more: Any
) -> HttpResponse:
    return changing.draw(request, child, "casework/correct.html", HERE, status, form=form, found=found, **more)
