"""A family's answer to a draft plan: a box for each section, a few questions, and nothing that must be filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from goldenthread.features.casework.operations.draft_answers import LONGEST_COMMENT, Said

_WHOLE = "whole"
# Not `max_length`, which would count down under each of a dozen boxes.
_NOT_LONGER = MaxLengthValidator(LONGEST_COMMENT, f"Write no more than {LONGEST_COMMENT:,} letters in one box")


class AnswerForm(forms.Form):
    """Filled in from what was saved before, if anything was."""

    agrees = forms.ChoiceField(
        label="Do you agree with the draft plan?", required=False, widget=forms.RadioSelect,
        choices=[("yes", "Yes, I agree with it"), ("no", "No, I want something changed"), ("", "I do not know yet")],
    )  # fmt: skip
    asks_for = forms.CharField(
        label="The name of the school or college you want", required=False, max_length=300,
        help_text="You can ask for one. We must think about it with care.",
    )  # fmt: skip
    asks_why = forms.CharField(label="Why is it the right one?", required=False, validators=[_NOT_LONGER],
                               strip=False, widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip
    wants_meeting = forms.BooleanField(label="I want to meet with the team to talk about the draft", required=False)
    meeting_note = forms.CharField(
        label="What should we know before we meet?", required=False, validators=[_NOT_LONGER], strip=False,
        help_text="For example, when you can come, or what would help you.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, data: Any, *, sections: Sequence[Mapping[str, str]], writing: Any = None) -> None:
        kept = {each.code: each.text for each in writing.comments.all()} if writing else {}
        names = ("agrees", "asks_for", "asks_why", "wants_meeting", "meeting_note")
        initial = {name: getattr(writing, name) for name in names} if writing else {}
        super().__init__(data, initial=initial)
        self.codes = [each["code"] for each in sections if each["code"] != "I"]
        for code in ("", *self.codes):
            self.fields[_name(code)] = forms.CharField(
                label=f"What do you think of section {code}?" if code else "Anything else about the whole plan?",
                required=False, strip=False, validators=[_NOT_LONGER], initial=kept.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip

    def box(self, code: str) -> Any:
        """The comment box of a section; of the whole plan for a blank code."""
        return self[_name(code)]

    @property
    def whole(self) -> Any:
        """The comment box of the whole plan."""
        return self.box("")

    def comments(self) -> dict[str, str]:
        """What was written, by section code."""
        return {code: self.cleaned_data[_name(code)] for code in ("", *self.codes)}

    def said(self) -> Said:
        """The rest of the answer."""
        given = self.cleaned_data
        return Said(given["agrees"], given["wants_meeting"], given["meeting_note"], given["asks_for"],
                    given["asks_why"])  # fmt: skip


def _name(code: str) -> str:
    return f"comment_{code or _WHOLE}"
