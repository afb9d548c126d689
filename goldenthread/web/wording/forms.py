"""What is pasted, and what is known about it. It is bound, read and forgotten."""

from __future__ import annotations

from typing import Final

from django import forms

from goldenthread.domain.plan.checker.document import Stage
from goldenthread.domain.statute.plan_sections import plan_sections

LONGEST: Final = 700_000  # characters: more than 300 pages
WHOLE: Final = "whole"


class WordsForm(forms.Form):
    """A section, or a whole plan with its headings."""

    section = forms.ChoiceField(label="What are you checking?", error_messages={"required": "Choose what this is"})
    text = forms.CharField(
        label="Paste the words here", widget=forms.Textarea(attrs={"gt_rows": 12}), strip=False,
        help_text="One need, outcome or piece of help on each line. Leave out full names if you can.",
        error_messages={"required": "Paste some words to check"},
    )  # fmt: skip
    name = forms.CharField(
        label="The child’s or young person’s first name (optional)", required=False, max_length=60,
        help_text="So that another child’s name stands out. We do not keep it.",
    )  # fmt: skip
    stage = forms.ChoiceField(
        label="Is it a draft or a final plan?", required=False, initial=Stage.UNKNOWN.value,
        choices=[
            (Stage.DRAFT.value, "A draft"), (Stage.FINAL.value, "A final plan"), (Stage.UNKNOWN.value, "I do not know"),
        ],
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        sections = [(each.code, each.title) for each in plan_sections().values()]
        self.fields["section"].choices = [  # type: ignore[attr-defined]
            ("", "Choose"), (WHOLE, "A whole plan, with a heading “Section A”, “Section B” … for each part"), *sections,
        ]  # fmt: skip

    def clean_text(self) -> str:
        """Without what no reader sees."""
        text = str(self.cleaned_data["text"]).replace("\x00", "")
        if not text.strip():
            raise forms.ValidationError("Paste some words to check")
        if len(text) > LONGEST:  # said here, for a box that counts down from 700,000 is no help to anybody
            raise forms.ValidationError("That is more than 300 pages. Paste one section at a time")
        return text
