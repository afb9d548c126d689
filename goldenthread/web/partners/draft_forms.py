"""A comment box for each part of a draft plan an adviser is shown; and whether health agrees section G."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from goldenthread.features.casework.operations.draft_answers import LONGEST_COMMENT
from goldenthread.features.casework.operations.health_agreements import LONGEST_REASON, Answer

# Not `max_length`, which would count down under each box.
_NOT_LONGER = MaxLengthValidator(LONGEST_COMMENT, f"Write no more than {LONGEST_COMMENT:,} letters in one box")


class CommentForm(forms.Form):
    """One box a place; none must be filled in. `places` as the query gives them, by key."""

    def __init__(self, data: Any, *, places: Mapping[str, str], writing: Any = None) -> None:
        super().__init__(data)
        kept = {each.place: each.text for each in writing.comments.all()} if writing else {}
        self.places = list(places)
        for place, called in places.items():
            self.fields[_name(place)] = forms.CharField(
                label=_asked(place, called, places), required=False, strip=False,
                validators=[_NOT_LONGER], initial=kept.get(place, ""), widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip

    def box(self, place: str) -> Any:
        """The box of one place."""
        return self[_name(place)]

    @property
    def whole(self) -> Any:
        """The box of the whole draft."""
        return self.box("")

    def comments(self) -> dict[str, str]:
        """What was written, by place."""
        return {place: self.cleaned_data[_name(place)] for place in self.places}


class AgreementForm(forms.Form):
    """Whether section G is agreed. `copy`: the draft that was read; `was`: the answer that was on the page."""

    copy = forms.CharField(max_length=14, widget=forms.HiddenInput)
    was = forms.IntegerField(min_value=0, max_value=10**12, widget=forms.HiddenInput)
    agrees = forms.ChoiceField(
        label="Do you agree section G?", widget=forms.RadioSelect,
        choices=[("yes", "Yes, I agree it as it is above"), ("no", "No")],
        error_messages={"required": "Choose whether you agree section G"},
    )  # fmt: skip
    reason = forms.CharField(
        label="If not, why, and what would have to change?", required=False, max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}), help_text="The council’s team reads it.",
    )  # fmt: skip
    for_body = forms.CharField(
        label="For which health body do you answer?", max_length=200,
        help_text="For example, the integrated care board.",
        error_messages={"required": "Enter the health body you answer for"},
    )  # fmt: skip

    def answer(self, officer: str) -> Answer:
        """What this officer says."""
        given = self.cleaned_data
        return Answer(given["agrees"] == "yes", given["reason"], officer[:200], " ".join(given["for_body"].split()))


def _asked(place: str, called: str, places: Mapping[str, str]) -> str:
    """What the box of a place asks; where the items of a section have their own, what else there is to say of it."""
    if place and any(each.startswith(f"{place}:") for each in places):
        return f"Anything else about section {place}?"
    what = f"section {place}" if place and ":" not in place else f"{called[:1].lower()}{called[1:]}"
    return f"What do you say about {what}?"


def _name(place: str) -> str:
    return f"comment_{place.replace(':', '_') or 'whole'}"
