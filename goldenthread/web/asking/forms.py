"""One answer, with a limit that is said and never cuts what was typed."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.features.casework.queries.intake_asking import Answer, Asker
from goldenthread.features.casework.queries.intake_questions import ABOUT_ME, LONGEST, NEEDED_TO_SEND
from goldenthread.web.asking.words import how_choices, words_for


class AnswerForm(forms.Form):
    """The question as its label. For a child's own words: who wrote them, unless they are the writer's own."""

    text = forms.CharField(
        widget=forms.Textarea(attrs={"gt_rows": 8}),
        max_length=LONGEST,
        error_messages={"max_length": f"Your answer must be {LONGEST:,} letters or fewer. Make it shorter"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=1_000_000)

    def __init__(self, data: Any, *, question: str, asker: Asker, name: str, kept: Answer) -> None:
        super().__init__(data, initial={"text": kept.text, "version": kept.version, "how": kept.how})
        words = words_for(question, asker, name)
        text = self.fields["text"]
        text.label, text.help_text = words.question, words.hint
        text.required = question == NEEDED_TO_SEND
        text.error_messages["required"] = "Tell us what worries you. A few words are enough"
        self.asks_how = question == ABOUT_ME and not asker.is_self
        if self.asks_how:
            self.fields["how"] = forms.ChoiceField(
                label="Who wrote this?",
                choices=how_choices(asker, name),
                widget=forms.RadioSelect,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Words without a writer would be taken for the child's own: so it is asked."""
        given = super().clean() or self.cleaned_data
        if self.asks_how and given.get("text") and not given.get("how") and "how" not in self.errors:
            self.add_error("how", "Choose who wrote this")
        return given
