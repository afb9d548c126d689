"""What is late for a child, and what the family and the school are told of why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse

from goldenthread.features.casework.operations import lateness as operations
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.late_reasons import LateThing, late_things
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing
from goldenthread.web.components.forms import DateField

HERE = "Why it is late"


class LateForm(forms.Form):
    """The words, and when it is expected now. `after`: what the form was made from."""

    after = forms.IntegerField(min_value=0, max_value=2**62, widget=forms.HiddenInput)
    why = forms.CharField(
        label="Why is it late?", max_length=600, widget=forms.Textarea(attrs={"gt_rows": 4}),
        help_text="The family and the school read this as you write it. Use short sentences. Name nobody.",
        error_messages={"required": "Say why it is late"},
    )  # fmt: skip
    hoped_by = DateField(
        label="When do you expect it now?", noun="the date you expect it", required=False, earliest=clock.today,
        help_text="Leave it empty if you do not know. It is a hope and not a promise.",
    )  # fmt: skip


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="why it is late")
def late(request: HttpRequest, child: Any) -> HttpResponse:
    """Everything late; with `limit`, the form for one."""
    things = late_things(child, rows_of(child.pk), on=clock.today())
    asked = request.POST if request.method == "POST" else request.GET
    if not asked.get("limit"):
        return changing.draw(request, child, "casework/lateness.html", HERE, things=things)
    thing = next((each for each in things if each.limit == asked["limit"]), None)
    if thing is None:
        raise Http404("Nothing of this kind is late.")
    if request.method != "POST":
        said = thing.said
        kept = {"after": said.pk, "why": said.why, "hoped_by": said.hoped_by} if said else {"after": 0}
        return _draw(request, child, thing, LateForm(initial=kept))
    return _save(request, child, thing, LateForm(request.POST))


def _save(request: HttpRequest, child: Any, thing: LateThing, form: LateForm) -> HttpResponse:
    if not form.is_valid():
        return _draw(request, child, thing, form, changing.WRONG)
    try:
        operations.say_why_late(
            child=child, limit=thing.limit, by=request.viewer, on=clock.today(), **form.cleaned_data  # type: ignore[attr-defined]
        )  # fmt: skip
    except ReasonNeeded:
        form.add_error("why", "Say why it is late")
        return _draw(request, child, thing, form, changing.WRONG)
    except operations.NamesAnother as named:
        form.add_error("why", f"This seems to name another child: {named}. Take the name out")
        return _draw(request, child, thing, form, changing.WRONG)
    except operations.ChangedBySomebody as changed:
        form.data = {**form.data.dict(), "after": str(changed.now.pk)}  # type: ignore[attr-defined]
        return _draw(request, child, thing, form, changing.CONFLICT, theirs=changed.now)
    return changing.done(request, child, "The family and the school can read it now.", "clocks")


def _draw(
    request: HttpRequest, child: Any, thing: LateThing, form: LateForm, status: int = 200, **more: Any
) -> HttpResponse:
    return changing.draw(request, child, "casework/lateness_say.html", HERE, status, thing=thing, form=form, **more)
