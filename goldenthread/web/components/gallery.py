"""Every component on one page, to look at while building. Exists only in the demo."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html

from goldenthread.foundation.access.gate import EVERYONE, opens_to
from goldenthread.web.components.forms import DateField
from goldenthread.web.components.presenters.lists import Action, SummaryRow, Task, TimelineEntry
from goldenthread.web.components.presenters.status import COLOURS, STATUSES
from goldenthread.web.components.presenters.tables import Column, Table

DAY = date(2026, 9, 2)
NEEDS = [
    ("ASD", "Autism"),
    ("SLCN", "Speech, language and communication"),
    ("SEMH", "Social, emotional and mental health"),
]


class Example(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Full name", help_text="As they write it")
    email = forms.EmailField(label="Email address")
    received_on = DateField(
        label="When was it received?", noun="the date it was received", help_text="For example, 27 3 2026", latest=DAY
    )
    need = forms.ChoiceField(label="Main need", choices=[("", "Choose one"), *NEEDS])
    decision = forms.ChoiceField(
        label="Decision", choices=[("yes", "Assess"), ("no", "Do not assess")], widget=forms.RadioSelect
    )
    needs = forms.MultipleChoiceField(
        label="Other needs", choices=NEEDS, widget=forms.CheckboxSelectMultiple, help_text="Choose all that apply"
    )
    views = forms.CharField(label="What did the family say?", widget=forms.Textarea, max_length=200)
    evidence = forms.FileField(label="Letter or report")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    agree = forms.BooleanField(label="I have checked this with the family")


class Narrow(forms.Form):
    """A filter."""

    need = forms.ChoiceField(label="Main need", choices=[("", "Any"), *NEEDS], required=False)
    word = forms.CharField(label="Name or id", required=False)


@opens_to(EVERYONE)
def show(request: HttpRequest) -> HttpResponse:
    """Draw the gallery; with ?errors=1 the form as if sent empty."""
    form = (
        Example({"received_on_day": "31", "received_on_month": "2", "received_on_year": "2026"})
        if "errors" in request.GET
        else Example()
    )
    return render(request, "components/gallery.html", {
        "navigation": [{"text": "My work", "url": "/work"}, {"text": "Components", "url": request.path}],
        "breadcrumbs": [("Start", "/"), ("Components", "")],
        "form": form, "narrow": Narrow(request.GET, auto_id="filter_%s"), "colours": COLOURS[1:], "statuses": STATUSES,
        "rows": _rows(), "tasks": _tasks(), "entries": _entries(), "work": _table(),
        "order": request.GET.get("sort", "due"),
        "page": Paginator(range(1000), 10).get_page(request.GET.get("page", 7)), "day": DAY,
    })  # fmt: skip


def _rows() -> list[SummaryRow]:
    return [
        SummaryRow("Name", "Amira Wexford", [Action("Change", "#", "name")]),
        SummaryRow("Date of birth", "14 May 2015"),
        SummaryRow("Unique pupil number", ""),
    ]


def _tasks() -> list[Task]:
    return [
        Task("Ask for advice", "#", "Six bodies to ask", "Done"),
        Task("Meet the family", "#", "", "Not started", "grey"),
        Task("Send the final plan", status="Cannot start yet", cannot_start_yet=True),
    ]


def _entries() -> list[TimelineEntry]:
    return [
        TimelineEntry(
            "Request received",
            DAY,
            "The 20 weeks started.",
            by="Priya Shah",
            facts=[("From", "Parent"), ("How", "Email")],
        ),
        TimelineEntry("Decision to assess", date(2026, 10, 9), tag=("In time", "green"), url="#"),
        TimelineEntry("Final plan", date(2027, 1, 20), expected=True),
    ]


def _table() -> Table:
    columns = [
        Column("Child"),
        Column("What is due", sort="what"),
        Column("Due", sort="due"),
        Column("Days late", sort="days", numeric=True),
    ]
    child = format_html('<a class="govuk-link" href="#">{}</a>', "Amira Wexford")
    return Table(
        "Late or due soon",
        columns,
        [(child, "Final plan", "2 September 2026", 12), ("Ben Marlow", "Annual review", "9 October 2026", 0)],
        cards=True,
    )
