"""What a data manager fills in."""

from __future__ import annotations

from django import forms

KINDS = (
    ("sen2", "SEN2 return: XML, COLLECT CSV exports in a zip, or the DfE Excel template"),
    ("cases", "Spreadsheet of cases: CSV or Excel"),
    ("schools", "Schools: a CSV download of the register of establishments (GIAS)"),
)
ENDINGS = {"sen2": (".xml", ".zip", ".xlsx", ".csv"), "cases": (".csv", ".xlsx"), "schools": (".csv",)}


class SendForm(forms.Form):
    """A file and what it is."""

    kind = forms.ChoiceField(label="What are you bringing in?", choices=KINDS, widget=forms.RadioSelect, initial="sen2")
    file = forms.FileField(
        label="The file",
        help_text="Up to 2 GB. It is kept only until it has been applied or discarded.",
        error_messages={"required": "Choose a file", "empty": "The file is empty"},
    )

    def clean(self) -> dict[str, object]:
        """The file's ending must be one this kind comes in: it catches a slip of the mouse, no more."""
        cleaned = super().clean() or {}
        kind, file = str(cleaned.get("kind", "")), cleaned.get("file")
        if kind and file and not str(file.name).casefold().endswith(ENDINGS[kind]):
            self.add_error("file", f"Choose a file that ends in {' or '.join(ENDINGS[kind])}")
        return cleaned


_TAKING_A_LIST = (
    "Taking what the file says puts its whole list in place of the one recorded here. "
    "A placement that had ended before it stays as history."
)


class DecisionForm(forms.Form):
    """Which of two is right, and why."""

    decision = forms.ChoiceField(label="Which is right?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?",
        help_text="For example: the letter on file is dated 3 March 2026.",
        widget=forms.Textarea(attrs={"gt_rows": 3}),
        max_length=500,
        error_messages={"required": "Say why"},
    )

    def __init__(self, *args: object, recorded: str, in_file: str, is_list: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [("keep", f"What was recorded here: {recorded}"), ("take", f"What the file says: {in_file}")]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]
        if is_list:
            self.fields["decision"].help_text = _TAKING_A_LIST
