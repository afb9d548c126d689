"""A school or college asked about a place: the draft plan it was sent, and its answer. Nothing else of the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html

from goldenthread.domain.statute.naming_a_setting import grounds
from goldenthread.features.casework.operations import consultations as operations
from goldenthread.features.casework.queries import consultations as queries
from goldenthread.features.casework.queries.consultations import Asked
from goldenthread.features.casework.queries.plan_papers import paper_of, sections_said
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.components.papers import as_file
from goldenthread.web.components.presenters.phrases import due_phrase, uk_date
from goldenthread.web.components.presenters.tables import Column, Table

LONGEST_TEXT = 4000


class ConsultationForm(forms.Form):
    """The body's answer; `version` is that of the answer it was made from."""

    version = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)
    can_meet_needs = forms.ChoiceField(
        label="Can you meet this child’s needs?", widget=forms.RadioSelect, choices=[("yes", "Yes"), ("no", "No")],
        error_messages={"required": "Choose whether you can meet this child’s needs"},
    )  # fmt: skip
    grounds = forms.MultipleChoiceField(
        label="If not, on which grounds?", required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(code, f"{ground.name} ({ground.citation})") for code, ground in grounds().items()],
        help_text="These are the only grounds on which the law lets the council not name you where the family asks.",
    )  # fmt: skip
    reasons = forms.CharField(
        label="Your reasons", required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="If you cannot, say for each ground what makes it so. The council may show this to the family.",
    )  # fmt: skip
    would_need = forms.CharField(
        label="What would you need to meet the needs in this draft?", required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}), help_text="For example staff, training, equipment or a change.",
    )  # fmt: skip


@child_page(Verb.ANSWER_CONSULTATION, page="consultation about a place")
def consultation(request: HttpRequest, child: Any) -> HttpResponse:
    """The question put to one of the viewer's bodies (`?item=`, or the newest), the draft, and the answer."""
    viewer = request.viewer  # type: ignore[attr-defined]
    asked = queries.asked_of(child, viewer, on=clock.today())
    item = (request.POST if request.method == "POST" else request.GET).get("item", "")
    one = next((each for each in asked if item in ("", each.row.public_id)), None)
    if one is None:
        if item or request.method == "POST":
            raise Http404("No such consultation.")
        return render(request, "partners/consultation.html", {"child": child, "one": None})
    if wanted := request.GET.get("as"):
        return as_file(request, paper_of(one.row.copy), wanted)
    if request.method == "POST":
        return _save(request, child, one)
    row = one.row
    first = {
        "version": row.version, "grounds": row.grounds, "reasons": row.reasons, "would_need": row.would_need,
        "can_meet_needs": "" if row.can_meet_needs is None else "yes" if row.can_meet_needs else "no",
    }  # fmt: skip
    return _draw(request, child, one, ConsultationForm(None, initial=first))


def _save(request: HttpRequest, child: Any, one: Asked) -> HttpResponse:
    form, viewer = ConsultationForm(request.POST), request.viewer  # type: ignore[attr-defined]
    if not form.is_valid():
        return _draw(request, child, one, form, 400)
    given = form.cleaned_data
    reply = operations.Reply(
        given["can_meet_needs"] == "yes", tuple(given["grounds"]), given["reasons"], given["would_need"]
    )
    try:
        operations.answer_consultation(
            consultation=one.row, reply=reply, answered_on=clock.today(), version=given["version"], by=viewer,
            on=clock.today(),
        )  # fmt: skip
    except operations.GroundNeeded:
        form.add_error("grounds", "Choose at least one ground, and write your reasons")
        return _draw(request, child, one, form, 400)
    except operations.Closed:
        messages.warning(request, "The council no longer asks this. Nothing was saved.")
        return redirect("partner_work")
    except operations.AnsweredMeanwhile as theirs:
        typed = form.data.copy()  # type: ignore[attr-defined]
        typed["version"] = theirs.row.version
        return _draw(request, child, Asked(theirs.row, one.reading), ConsultationForm(typed), 409, changed=True)
    messages.success(request, "Sent. The council has your answer. You can change it until the plan is made.")
    return redirect(
        f"{reverse('partner_consultation', args=[child.public_id])}?{urlencode({'item': one.row.public_id})}"
    )


def _draw(
    request: HttpRequest, child: Any, one: Asked, form: ConsultationForm, status: int = 200, **more: Any
) -> HttpResponse:
    row = one.row
    context = {
        "child": child, "one": one, "row": row, "form": form, "copy": row.copy, "sections": sections_said(row.copy),
        "grounds_said": [grounds()[code].name for code in row.grounds if code in grounds()],
        "breadcrumbs": [("Our children", reverse("partner_work")), (row.copy.about.get("name", ""), "")], **more,
    }  # fmt: skip
    return render(request, "partners/consultation.html", context, status=status)


def asked_table(asked: Sequence[Asked], *, on: date) -> Table:
    """What the viewer's bodies are asked and have not answered, first expected first."""
    rows = [
        (
            format_html(
                '<a class="govuk-link" href="{}?{}">{}</a>',
                reverse("partner_consultation", args=[each.row.child.public_id]),
                urlencode({"item": each.row.public_id}), each.row.copy.about.get("name", "") or "No name recorded",
            ),
            format_html('Say whether {} can meet their needs<br><span class="gt-quiet">Ours to do</span>',
                        each.row.organisation.name),
            _expected(each, on),
        )
        for each in asked
    ]  # fmt: skip
    columns = [Column("Child"), Column("What is to be done"), Column("Answer expected by")]
    return Table("What you are asked to do: consultations about a place", columns, rows, cards=True)


def _expected(asked: Asked, on: date) -> Any:
    if asked.expected_by is None:
        return "No day can be counted"
    phrase = due_phrase(asked.expected_by, on).replace("late", "past what is expected")
    return format_html('{}<br><span class="gt-quiet">{}</span>', uk_date(asked.expected_by), phrase)
