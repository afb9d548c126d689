"""What the pages of cover ask: how a team is reached, who is away, and who is to have which cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from goldenthread.features.casework.operations import handovers
from goldenthread.features.casework.queries.cover import Colleague
from goldenthread.features.casework.queries.handovers import ToHandOver
from goldenthread.foundation import clock
from goldenthread.web.casework import changing
from goldenthread.web.casework.forms import Choice
from goldenthread.web.components.forms import DateField

THE_TEAM = ""
LONGEST_NOTE = 1000


class ContactForm(forms.Form):
    """The team's shared inbox and telephone."""

    email = forms.EmailField(
        label="The team’s email", help_text="A shared inbox, so that nothing waits for one person", required=False,
        error_messages={"invalid": "Enter an email address in the right form, like name@example.org"},
    )  # fmt: skip
    phone = forms.CharField(label="The team’s telephone", required=False, max_length=40)


class AbsenceForm(forms.Form):
    """Somebody is away. Why is not asked."""

    who = Choice(label="Who is away?", error_messages={"required": "Choose who is away"})
    away_from = DateField(label="First day away", noun="the first day away", help_text="For example, 27 3 2026")
    away_to = DateField(label="Last day away", noun="the last day away", help_text="For example, 3 4 2026")
    covered_by = Choice(
        label="Who covers?", required=False,
        help_text="Families and schools are told this name. A restricted record stays with the team’s manager.",
    )  # fmt: skip

    def __init__(self, data: Any, *, people: Sequence[Colleague], may_choose: bool) -> None:
        super().__init__(data)
        here = [(each.id, each.name) for each in people if not each.has_left]
        mine = [(each.id, f"{each.name} (you)") for each in people if each.is_me]
        self.fields["who"].choices = [("", "Choose"), *here] if may_choose else mine  # type: ignore[attr-defined]
        self.fields["covered_by"].choices = [(THE_TEAM, "The team"), *here]  # type: ignore[attr-defined]


class HandoverForm(forms.Form):
    """To whom, from when, and what everyone who gets a child must know. Which children: read with `chosen`."""

    to = forms.MultipleChoiceField(
        label="Who is to have them?", widget=forms.CheckboxSelectMultiple,
        help_text="Choose one person. Choose several to share the cases out, each to whoever has fewest.",
        error_messages={"required": "Choose who is to have the cases"},
    )  # fmt: skip
    as_of = DateField(
        label="From which day?", noun="the day from which they have them",
        earliest=lambda: clock.today() - handovers.EARLIEST, latest=lambda: clock.today() + handovers.LATEST,
        help_text="From this day the new person has them, and can open their records. At most 60 days ahead.",
    )  # fmt: skip
    note = changing.words(
        "A note for all of them", "What the next person must know of every case. Staff see it on each child’s page.",
        rows=3,
    )  # fmt: skip

    def __init__(self, data: Any, *, people: Sequence[Colleague], leaving_out: str, on: date) -> None:
        super().__init__(data, initial={"as_of": on})
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (each.id, _with_load(each)) for each in people if not each.has_left and each.id != leaving_out
        ]


def _with_load(each: Colleague) -> str:
    told = f"{each.name}: {each.children} {'child' if each.children == 1 else 'children'} now"
    return f"{told}, away today" if each.is_away else told


def chosen(data: QueryDict, children: Sequence[ToHandOver]) -> dict[str, str]:
    """Public ids ticked, each with the note typed for that child; ids not on the list are kept, to be told of."""
    ticked = data.getlist("children")[:1000]
    known = {child.id for child in children}
    return {each: data.get(f"note-{each}", "")[:LONGEST_NOTE] for each in ticked if each in known or len(each) < 20}
