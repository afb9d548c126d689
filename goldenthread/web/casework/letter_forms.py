"""Forms for letters: to whom, what it says, how it goes."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.domain.statute.letters import letter_kinds
from goldenthread.features.casework.operations.letters import LONGEST
from goldenthread.features.casework.queries.letter_receivers import Receivers
from goldenthread.features.casework.queries.letters import CHANNELS
from goldenthread.web.casework.forms import PlainSelect

_LINE = 200


class KindForm(forms.Form):
    """Which kind of letter to begin."""

    kind = forms.ChoiceField(label="Write a letter", widget=PlainSelect)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = [(kind.code, kind.name) for kind in letter_kinds().values()]  # type: ignore[attr-defined]


class ReceiversForm(forms.Form):
    """To whom, of those the law names who are on record."""

    to = forms.MultipleChoiceField(
        label="Who will you write to?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who to write to", "invalid_choice": "Choose from the people listed"},
    )  # fmt: skip

    def __init__(self, *args: Any, receivers: Receivers, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (each.key, f"{each.name} ({each.role})") for each in receivers.found
        ]


class LetterForm(forms.Form):
    """The text of a draft; `saves` says which saving it was made from. The rest is asked for when it is sent."""

    saves = forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)
    text = forms.CharField(
        label="The letter", max_length=LONGEST, strip=False, widget=forms.Textarea(attrs={"gt_rows": 24}),
        help_text="Start a heading with # and a line of a list with *. Leave an empty line between paragraphs.",
        error_messages={"required": "Write the letter"},
    )  # fmt: skip
    channel = forms.ChoiceField(label="How will it go?", widget=forms.RadioSelect, choices=CHANNELS, required=False)
    signed_name = forms.CharField(label="Who signs it?", max_length=_LINE, required=False)
    signed_post = forms.CharField(label="Their job", max_length=_LINE, required=False)
    release = forms.CharField(
        label="Why may it name them?", max_length=1_000, required=False, widget=forms.Textarea(attrs={"gt_rows": 3}),
        help_text="Only if you have looked and it is right. What you write is kept in the record.",
    )  # fmt: skip

    def needs_sending_details(self) -> bool:
        """Adds errors for what sending needs and saving does not. Whether anything is lacking."""
        for name, says in (("channel", "Choose how it will go"), ("signed_name", "Enter who signs it")):
            if not self.cleaned_data.get(name, "").strip():
                self.add_error(name, says)
        return bool(self.errors)

    @property
    def signed_by(self) -> tuple[str, ...]:
        """Name and job, where given."""
        given = (self.cleaned_data["signed_name"].strip(), self.cleaned_data["signed_post"].strip())
        return tuple(line for line in given if line)
