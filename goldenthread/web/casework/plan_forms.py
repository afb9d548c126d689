"""Forms by which a plan is sent, a family answered, a place asked about and decided, and a plan made final."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.domain.statute.naming_a_setting import grounds, routes
from goldenthread.domain.statute.plan_sections import SETTING, plan_sections
from goldenthread.features.casework.queries.work_filters import need_choices
from goldenthread.foundation import clock
from goldenthread.web.casework.changing import CaseForm, words
from goldenthread.web.casework.forms import PlainSelect
from goldenthread.web.components.forms import DateField

EXAMPLE = "For example, 27 3 2026"
LONGEST_LINE = 200


def line(label: str, hint: str = "", *, needed: str = "", most: int = LONGEST_LINE) -> forms.CharField:
    """One line of text. `needed` is the error where it is left empty; without one it may be."""
    return forms.CharField(
        label=label, help_text=hint, required=bool(needed), max_length=most,
        error_messages={"required": needed} if needed else {},
    )  # fmt: skip


def ground_choices() -> list[tuple[str, str]]:
    """The grounds of section 39(4), each with where the law says so."""
    return [(code, f"{ground.name} ({ground.citation})") for code, ground in grounds().items()]


class ServeForm(CaseForm):
    """The day the draft was served, and the last day the family has. `checked` is the text that was looked through."""

    checked = forms.CharField(max_length=64, widget=forms.HiddenInput)
    happened_on = DateField(
        label="The day the family received the draft", noun="the day the family received the draft",
        latest=clock.today, help_text=EXAMPLE,
    )  # fmt: skip
    answer_by = DateField(
        label="The last day the family has to answer", noun="the last day to answer",
        help_text="At least 15 days, beginning with the day they received it. You may give longer.",
    )  # fmt: skip


_CHANGED = {
    "the family": "First change the section. The family is shown its new text with your answer.",
    "the adviser": "First change the section. The adviser is told which. The family is told that it changed, and sees "
    "the change in the next draft you send them.",
}  # fmt: skip


class ReplyForm(forms.Form):
    """Staff's answer to one comment. `was`: when the answer on the page was given."""

    was = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    text = words("Your answer", "In plain words: what you changed, or why you did not.", needed="Write your answer")
    changed = forms.MultipleChoiceField(
        label="Which sections did you change because of this?", required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, data: Any, *, to: str, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["text"].label = f"Your answer to {to}"
        self.fields["changed"].help_text = _CHANGED[to]
        self.fields["changed"].choices = [  # type: ignore[attr-defined]
            (code, section.title) for code, section in plan_sections().items() if code != SETTING
        ]


class MeetingForm(forms.Form):
    """The meeting the family asked for. `was`: what was arranged when the page was made."""

    was = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    meeting_on = DateField(label="The day of the meeting", noun="the day of the meeting", required=False,
                           help_text=EXAMPLE)  # fmt: skip
    said = words("What is arranged, or what came of it", rows=3)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("meeting_on") and not given.get("said") and not self.errors:
            self.add_error("meeting_on", "Enter the day of the meeting, or say what is arranged")
        return given


class ConsultForm(CaseForm):
    """The body to be asked, and the day it received the question."""

    organisation = forms.ChoiceField(
        label="Which school or college?", widget=forms.RadioSelect, error_messages={"required": "Choose one"}
    )
    happened_on = DateField(
        label="The day it received the draft and the question", noun="the day it received the question",
        latest=clock.today, help_text=EXAMPLE,
    )  # fmt: skip
    asked_by_family = forms.BooleanField(label="The family asked for this place", required=False)
    note = words("Anything to tell the school or college", rows=3)

    def __init__(self, data: Any, *, bodies: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["organisation"].choices = list(bodies)  # type: ignore[attr-defined]


class AnswerForThemForm(forms.Form):
    """An answer that came by letter, email or telephone."""

    version = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)
    answered_on = DateField(label="The day their answer reached us", noun="the day their answer reached us",
                            latest=clock.today, help_text=EXAMPLE)  # fmt: skip
    can_meet_needs = forms.ChoiceField(
        label="Can they meet the child’s needs?", widget=forms.RadioSelect, choices=[("yes", "Yes"), ("no", "No")],
        error_messages={"required": "Choose yes or no"},
    )  # fmt: skip
    grounds = forms.MultipleChoiceField(
        label="If not, on which grounds?", required=False, widget=forms.CheckboxSelectMultiple, choices=ground_choices
    )
    reasons = words("Their reasons")
    would_need = words("What they would need")


class PlacementForm(CaseForm):
    """Which place section I names, by which route of the Act, on which grounds and why."""

    day_field = "decided_on"
    organisation = forms.ChoiceField(label="Which school or college?", widget=forms.RadioSelect, required=False)
    setting_type = line(
        "The type of school or college", "The plan gives the type, with a name or without one. For example, "
        "mainstream secondary school.", needed="Enter the type of school or college",
    )  # fmt: skip
    route = forms.ChoiceField(
        label="What did the family ask for?", widget=forms.RadioSelect,
        choices=lambda: [(code, f"{route.name} ({route.citation})") for code, route in routes().items()],
        error_messages={"required": "Choose which of these is so"},
    )  # fmt: skip
    asked_for = line("The place they asked for, where it is another", most=300)
    grounds = forms.MultipleChoiceField(
        label="On which grounds is it not named?", required=False, widget=forms.CheckboxSelectMultiple,
        choices=ground_choices, help_text="These are the only grounds the law gives.",
    )  # fmt: skip
    reasons = words(
        "Why this place", "What was weighed, and why a ground is met if it is relied on. A family who asked for "
        "another place reads this.", needed="Say why",
    )  # fmt: skip
    decided_by = line("Who decided", needed="Enter who decided")
    decided_on = DateField(label="The date of the decision", noun="the date of the decision", latest=clock.today,
                           help_text=EXAMPLE)  # fmt: skip

    def __init__(self, data: Any, *, bodies: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["organisation"].choices = [*bodies, ("", "None: the plan gives a type only")]  # type: ignore[attr-defined]


class FinalForm(CaseForm):
    """The final plan was sent: the day, who signed it, who agreed section G, and each recipient the law names."""

    checked = forms.CharField(max_length=64, widget=forms.HiddenInput)
    happened_on = DateField(label="The date the final plan was sent", noun="the date the final plan was sent",
                            latest=clock.today, help_text=EXAMPLE)  # fmt: skip
    signed_by = line("Signed by", "The officer responsible, with their post.", needed="Enter who signed the plan")
    health_agreed_by = line(
        "Who agreed section G for the health commissioner?", "The commissioning body must agree the health care "
        "provision (regulation 12(2)). If section G has none, say so.", needed="Enter who agreed section G",
    )  # fmt: skip
    health_agreed_how = line(
        "How did that agreement reach you?", "For example, by letter of 3 March. It is kept with the plan.",
        needed="Enter how the agreement reached you", most=300,
    )  # fmt: skip
    main_need = forms.ChoiceField(label="Main need in the plan", required=False, widget=PlainSelect)

    def __init__(self, data: Any, *, recipients: Sequence[tuple[str, str]], agreed: bool = False, **more: Any) -> None:
        super().__init__(data, **more)
        if agreed:  # health said so itself, of this very text
            del self.fields["health_agreed_by"], self.fields["health_agreed_how"]
        self.fields["main_need"].choices = [("", "Not said yet"), *need_choices()]  # type: ignore[attr-defined]
        self.roles = [role for role, _ in recipients]
        for number, (role, known) in enumerate(recipients):
            field = line(f"Sent to: {role}", needed=f"Enter who it was sent to: {role}", most=300)
            field.initial = known
            self.fields[f"sent_to_{number}"] = field

    @property
    def recipient_fields(self) -> list[Any]:
        """The fields of whom it was sent to, in the law's order."""
        return [self[f"sent_to_{number}"] for number in range(len(self.roles))]

    def sent_to(self) -> list[dict[str, str]]:
        """Everybody it was sent to, by the law's word for them."""
        return [
            {"role": role, "name": self.cleaned_data[f"sent_to_{number}"]} for number, role in enumerate(self.roles)
        ]


class WhyForm(forms.Form):
    """A reason for taking something back."""

    reason = words("Why?", needed="Say why", rows=2)
