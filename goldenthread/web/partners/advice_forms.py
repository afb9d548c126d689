"""What the pages for writing advice ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.domain.advice.not_known import QUESTIONS
from goldenthread.domain.advice.report import AREAS, COLUMNS, NEED, Part
from goldenthread.features.casework.queries.advice_reports import Report, Row
from goldenthread.web.components.forms import DateField

LONGEST_TEXT, LONGEST_LINE = 4000, 300
HINTS = {
    "measure": "What somebody would see, hear or count.",
    "who": "For example a teaching assistant, or a speech and language therapist.",
    "expertise": "For example trained by the therapist in this programme.",
    "how_often": "For example twice a week in term time.",
    "how_long": "For example 20 minutes.",
    "ratio": "For example one to one, or one adult with three children.",
    "place": "For example a quiet room at school.",
    "reviewed": "For example each term, with the family.",
}

HOLD_BACK = "Must the family’s page not show this? If so, say why"
HOLD_BACK_HINT = (
    "Leave empty unless showing it is likely to cause serious harm to somebody (Data Protection Act 2018, Schedule 3)."
)


def _area(label: str, hint: str = "", needed: str = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=bool(needed), max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages={"required": needed} if needed else {},
    )  # fmt: skip


class RowForm(forms.Form):
    """One row of a part. Only its words are needed: what is missing is said when the advice is checked."""

    version = forms.IntegerField(min_value=0, max_value=10**6, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, part: Part, linked: Sequence[Row], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["text"] = _area(part.asks, part.hint, f"Write the {part.one}")
        for name, label in COLUMNS[part.code].items():
            self.fields[name] = _column(name, label)
        if part.serves and linked:
            asks = "Which needs does this answer?" if part.serves == NEED else "Which outcomes is this for?"
            self.fields["serves"] = forms.MultipleChoiceField(
                label=asks, required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(row.id, _short(row.entry.text)) for row in linked],
                error_messages={"invalid_choice": "One of these has been removed. Choose again"},
            )  # fmt: skip

    def given(self) -> dict[str, Any]:
        """The answers by the operation's names."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class AboutForm(forms.Form):
    """Who wrote it, and from what."""

    written_by = forms.CharField(
        label="Who is writing this advice?", help_text="Name, job and qualifications", max_length=200,
        error_messages={"required": "Say who is writing this advice"},
    )  # fmt: skip
    based_on = _area(
        "What is it based on?", "For example: seen in class on 3 May 2026, talked with Mum, records since 2023."
    )
    read_written_by = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    read_based_on = forms.CharField(max_length=LONGEST_TEXT, required=False, widget=forms.HiddenInput)

    @classmethod
    def made_from(cls, report: Report | None, name: str) -> AboutForm:
        """As it stands; in a new report the writer's own name."""
        held = {"written_by": report.written_by, "based_on": report.based_on} if report else {}
        read = {f"read_{key}": value for key, value in held.items()}
        return cls(initial={**held, **read, **({} if held.get("written_by") else {"written_by": name})})


class NotKnownForm(forms.Form):
    """The three questions that make "not known to us" an answer."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for question in QUESTIONS:
            self.fields[question.code] = _area(question.asks, question.hint, question.needed, rows=3)
        self.fields["withheld_because"] = _area(HOLD_BACK, HOLD_BACK_HINT, rows=2)


class DocumentForm(forms.Form):
    """The file that is the advice, and who wrote it."""

    file = forms.FileField(
        label="The document", help_text="PDF or Word (.docx), up to 15 MB",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx"}),
        error_messages={"required": "Choose the document", "empty": "The document is empty. Choose another"},
    )  # fmt: skip
    written_by = forms.CharField(
        label="Who wrote it?", help_text="Name, job and qualifications", max_length=200,
        error_messages={"required": "Say who wrote it"},
    )  # fmt: skip
    withheld_because = _area(HOLD_BACK, HOLD_BACK_HINT, rows=2)


class CorrectForm(forms.Form):
    """Why what was submitted is to be corrected."""

    reason = _area("Why does it need correcting?", "Kept with the new version, beside the old one.", "Say why", rows=3)


def _column(name: str, label: str) -> forms.Field:
    hint = HINTS.get(name, "")
    if name == "area":
        return forms.ChoiceField(
            label=label, required=False, choices=list(AREAS.items()), widget=forms.RadioSelect,
        )  # fmt: skip
    if name == "by_when":
        return DateField(label=label, noun="the date by when", required=False, help_text="For example, 27 3 2027")
    if name == "measure":
        return _area(label, hint, rows=2)
    return forms.CharField(label=label, help_text=hint, required=False, max_length=LONGEST_LINE)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else f"{line[:119]}…"


def initial_of(row: Row, part: Part) -> dict[str, Any]:
    """What a form to change a row begins with."""
    values = {name: getattr(row.entry, name) for name in ("text", *COLUMNS[part.code])}
    return {**values, "serves": list(row.entry.serves), "version": row.version}


def first_of(part: Part, report: Report | None) -> dict[str, Any]:
    """What a new row begins with: where there is one need (or outcome) alone, it is for that one."""
    linked = report.part(part.serves).rows if report and part.serves else ()
    return {"version": 0, "serves": [linked[0].id] if len(linked) == 1 else []}
