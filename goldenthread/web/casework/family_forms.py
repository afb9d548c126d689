"""What a family member's page asks."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.foundation.notify import preferences
from goldenthread.foundation.people.queries.family import OF_ADULT, OF_TIE, STANDS_AS
from goldenthread.web.casework import changing
from goldenthread.web.components.forms import DateField

ADDRESS = ("address", "postcode", "address_hidden")
_BOXES = ("parental_responsibility", "young_person_agrees", "address_hidden")


class MemberForm(forms.Form):
    """A family member, new or as recorded. An address hidden from this viewer is not asked for."""

    version = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)
    name = forms.CharField(label="Full name", max_length=200, error_messages={"required": "Enter their full name"})
    kind = forms.ChoiceField(
        label="How they stand to the child", choices=STANDS_AS, widget=forms.RadioSelect,
        error_messages={"required": "Say whether they are a parent or a carer"},
    )  # fmt: skip
    relationship = forms.CharField(
        label="What the family calls this", help_text="For example Mum, Grandad or foster carer", required=False,
        max_length=80,
    )  # fmt: skip
    parental_responsibility = forms.BooleanField(label="They have parental responsibility", required=False)
    young_person_agrees = forms.BooleanField(
        label="The young person agrees that they see the record",
        help_text="Needed once the rights are the young person’s own.", required=False,
    )  # fmt: skip
    how_known = changing.words(
        "How do you know?",
        "Needed when you change a box above. For example: birth certificate seen, or court order of 3 May 2026.",
        rows=2,
    )  # fmt: skip
    phone = forms.CharField(label="Telephone", required=False, max_length=40)
    email = forms.EmailField(
        label="Email", required=False,
        error_messages={"invalid": "Enter an email address in the right form, like name@example.org"},
    )  # fmt: skip
    address = forms.CharField(
        label="Address", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )  # fmt: skip
    postcode = forms.CharField(label="Postcode", required=False, max_length=10)
    address_hidden = forms.BooleanField(
        label="Keep this address hidden", required=False,
        help_text="It is then shown only to the coordinator, their manager and social care.",
    )  # fmt: skip
    needs = forms.CharField(
        label="What they need from us", required=False, max_length=200,
        help_text="For example an interpreter, large print, or a call instead of a letter",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, shows_address: bool, is_self: bool = False, **more: Any) -> None:
        super().__init__(data, **more)
        left_out = [*(() if shows_address else ADDRESS)]
        if is_self:
            left_out += ["kind", "parental_responsibility", "young_person_agrees", "relationship", "how_known"]
        for name in left_out:
            del self.fields[name]

    def given(self) -> dict[str, Any]:
        """The answers by the operation's names; a question not asked is not among them."""
        found = {name: self.cleaned_data[name] for name in (*OF_ADULT, *OF_TIE) if name in self.fields}
        return {name: value if name in _BOXES else str(value).strip() for name, value in found.items()}


class ToldForm(forms.Form):
    """How they want to be told."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label="How we tell them", choices=preferences.CHANNELS, widget=forms.RadioSelect,
        help_text="What fails goes on: email, then text, then letter. A letter or call is for a person to do.",
        error_messages={"required": "Say how they want to be told"},
    )  # fmt: skip
    format = forms.ChoiceField(
        label="Letters", choices=preferences.FORMATS, widget=forms.RadioSelect,
        error_messages={"required": "Say how letters should look"},
    )  # fmt: skip
    language = forms.ChoiceField(
        label="Language", choices=[("", "English"), *[(each, each) for each in preferences.LANGUAGES]],
        help_text="A message starts in this language where a person translated it. Else it is in English.",
        required=False,
    )  # fmt: skip


class EndForm(forms.Form):
    """The last day they stood so to the child, and why."""

    version = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)
    ended_on = DateField(label="The last day", noun="the last day")
    reason = changing.words("Why?", "For example: the court order ended.", needed="Say why", rows=2)
