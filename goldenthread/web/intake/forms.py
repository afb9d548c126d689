"""What staff type: what reached the council, and what they decide about it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from goldenthread.domain.sen2.upn import has_upn_shape
from goldenthread.features.casework.queries.intake import CHANNELS, WHO, Item
from goldenthread.features.casework.queries.intake_questions import LONGEST
from goldenthread.foundation import clock
from goldenthread.web.components.forms import DateField
from goldenthread.web.components.presenters.phrases import uk_date

EARLIEST = date(2014, 9, 1)  # when the Act's duties began
_LONG = f"This must be {LONGEST:,} letters or fewer. Make it shorter"
NEW = "new"


class ToldForm(forms.Form):
    """What was asked or said, by whom, how, and the day the council had it."""

    who = forms.ChoiceField(label="Who asked?", choices=WHO, widget=forms.RadioSelect)
    asked_by = forms.CharField(label="Name of whoever asked", max_length=200)
    relation = forms.CharField(
        label="How they stand to the child",
        max_length=80,
        required=False,
        help_text="For example mum, foster carer, health visitor",
    )
    channel = forms.ChoiceField(label="How did it come?", choices=CHANNELS, widget=forms.RadioSelect)
    received_on = DateField(
        label="When did the council receive it?",
        noun="the day the council received it",
        earliest=EARLIEST,
        latest=clock.today,
        help_text="The clock counts from this day, whoever in the council received it. For example, 27 3 2026",
    )
    said = forms.CharField(
        label="What was said?",
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"max_length": _LONG},
        help_text="The worry in their words. A letter may be put in short here",
    )
    words = forms.CharField(
        label="The child’s own words, if they were given",
        widget=forms.Textarea(attrs={"gt_rows": 3}),
        max_length=LONGEST,
        required=False,
        error_messages={"max_length": _LONG},
    )


class NewChildForm(ToldForm):
    """The same of a child who is not on record."""

    forename = forms.CharField(label="Child’s first name", max_length=200, required=False)
    surname = forms.CharField(label="Child’s last name", max_length=200, required=False)
    born_on = DateField(
        label="Child’s date of birth, if known",
        noun="the child’s date of birth",
        required=False,
        latest=clock.today,
    )
    upn = forms.CharField(label="UPN, if known", max_length=13, required=False)
    urn = forms.CharField(label="URN of the school or college, if known", max_length=6, required=False)
    address = forms.CharField(
        label="Child’s address", max_length=500, required=False, widget=forms.Textarea(attrs={"gt_rows": 3})
    )
    postcode = forms.CharField(label="Postcode", max_length=10, required=False)
    parent = forms.CharField(label="Name of a parent or carer", max_length=200, required=False)
    parent_phone = forms.CharField(label="Their phone number", max_length=40, required=False)
    parent_email = forms.EmailField(label="Their email address", required=False)
    field_order = (
        "forename", "surname", "born_on", "upn", "urn", "address", "postcode", "parent", "parent_phone",
        "parent_email",
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["born_on"].earliest = date(clock.today().year - 27, 1, 1)  # type: ignore[attr-defined]

    def clean_upn(self) -> str:
        """Thirteen characters of the right kind, or nothing: a wrong one would match nobody."""
        upn = str(self.cleaned_data["upn"]).replace(" ", "").upper()
        if upn and not has_upn_shape(upn):
            raise forms.ValidationError("A UPN has a letter, then 12 numbers (the last may be a letter). Check it")
        return upn

    def clean(self) -> dict[str, Any]:
        """One name is enough: some people have only one."""
        given = super().clean() or self.cleaned_data
        if not given.get("forename") and not given.get("surname"):
            self.add_error("forename", "Enter the child’s first name or last name")
        return given

    def told(self) -> dict[str, str]:
        """What is kept of the child until a person decides."""
        names = ("forename", "surname", "upn", "urn", "address", "postcode", "parent", "parent_phone", "parent_email")
        kept = {name: str(self.cleaned_data.get(name) or "") for name in names}
        born_on = self.cleaned_data.get("born_on")
        return kept | {"born_on": born_on.isoformat() if born_on else ""}


class FindForm(forms.Form):
    """Sent by GET."""

    q = forms.CharField(
        label="Name, date of birth or UPN",
        required=False,
        max_length=200,
        help_text="Spelling need not be exact. For example, Amira Kahn or 4 3 2015",
    )


class StartForm(forms.Form):
    """The clock starts: for which child, and why."""

    about = forms.ChoiceField(label="Which child is it about?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why does the clock start?", max_length=1000, widget=forms.Textarea(attrs={"gt_rows": 2})
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)

    def __init__(self, data: Any, *, item: Item, why: str) -> None:
        super().__init__(data, prefix="start", initial={"reason": why, "seen": seen_of(item)})
        if item.row.child_id:
            del self.fields["about"]
            return
        likely = [
            (match.child.public_id, f"{match.child.full_name}, born {uk_date(match.child.born_on) or 'not recorded'}")
            for match in item.matches.found
        ]
        self.fields["about"].choices = [*likely, (NEW, "A child who is not on record yet")]  # type: ignore[attr-defined]
        if not likely:
            self.fields["about"].initial = NEW


class JoinForm(forms.Form):
    """It belongs to a request already running."""

    running = forms.ChoiceField(label="Which request?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why does it belong there?", max_length=1000, widget=forms.Textarea(attrs={"gt_rows": 2})
    )

    def __init__(self, data: Any, *, item: Item) -> None:
        super().__init__(data, prefix="join")
        choices = [
            (each.id, f"{each.child.full_name}: request of {uk_date(each.received_on) or 'a day not recorded'}")
            for each in item.running
        ]
        self.fields["running"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["running"].initial = choices[0][0]


class NotARequestForm(forms.Form):
    """It is not a request."""

    reason = forms.CharField(
        label="Why is it not a request?",
        max_length=1000,
        widget=forms.Textarea(attrs={"gt_rows": 2}),
        help_text="Whoever asked may read this if they ask to see the record",
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, prefix="not")


def seen_of(item: Item) -> str:
    """The open requests the page shows, to be sent back with the decision."""
    return " ".join(each.id for each in item.running)
