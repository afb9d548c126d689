"""The decision whether to assess, as a form: the test's two questions, section 19, the decision, who and why."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.domain.statute.assessment_test import CONSIDERATIONS, QUESTIONS
from goldenthread.features.casework.operations.decisions import Decision
from goldenthread.foundation import clock
from goldenthread.web.casework import changing
from goldenthread.web.casework.changing import CaseForm
from goldenthread.web.components.forms import DateField

YES_NO = [("yes", "Yes"), ("no", "No")]
_DATE_HINT = "For example, 27 3 2026"
EVIDENCE = {"may_have_needs": "needs_evidence", "may_need_plan": "plan_evidence"}


def _yes_or_no(label: str, hint: str, needed: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, help_text=hint, choices=YES_NO, widget=forms.RadioSelect, coerce=lambda said: said == "yes",
        error_messages={"required": needed},
    )  # fmt: skip


class DecisionForm(CaseForm):
    """Everything the record of a decision holds."""

    day_field = "told_on"

    def __init__(self, data: Any, **more: Any) -> None:
        super().__init__(data, **more)
        for question in QUESTIONS:
            self.fields[question.code] = _yes_or_no(
                question.asks, question.citation, f"Answer yes or no about {question.about}"
            )
            self.fields[EVIDENCE[question.code]] = changing.words(
                f"What evidence is the answer about {question.about} based on?",
                needed=f"Say what evidence the answer about {question.about} is based on",
            )
        for each in CONSIDERATIONS:
            self.fields[each.code] = changing.words(
                each.name,
                f"What was considered ({each.citation}).",
                needed=f"Say what was considered about {each.about}",
                rows=3,
            )
        self.fields["panel_advice"] = changing.words(
            "What did the panel advise?", "Leave empty if no panel met. A panel advises; it does not decide.", rows=3
        )
        self._deciding()

    def _deciding(self) -> None:
        self.fields["conflicts_declared"] = _yes_or_no(
            "Did anyone who advised or decided declare a conflict of interest?", "", "Say whether one was declared"
        )
        self.fields["conflicts"] = changing.words("What was declared, and what was done about it?", "If yes.", rows=2)
        self.fields["will_assess"] = forms.TypedChoiceField(
            label="What was decided?", choices=[("yes", "Assess"), ("no", "Do not assess")], widget=forms.RadioSelect,
            coerce=lambda said: said == "yes", error_messages={"required": "Choose the decision"},
        )  # fmt: skip
        self.fields["reasons"] = changing.words(
            "The reasons", "Needed for a no: say why the question answered no is answered so, and on what evidence."
        )
        self.fields["decided_by"] = forms.CharField(
            label="Who decided?", help_text="Their name and job", max_length=200,
            error_messages={"required": "Say who decided"},
        )  # fmt: skip
        self.fields["decided_on"] = DateField(
            label="The date of the decision", noun="the date of the decision", latest=clock.today, help_text=_DATE_HINT
        )
        self.fields["told_on"] = DateField(
            label="The date the family was told", noun="the date the family was told", latest=clock.today,
            help_text=f"The day the notice was sent. {_DATE_HINT}",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("conflicts_declared") and not given.get("conflicts"):
            self.add_error("conflicts", "Say what was declared and what was done about it")
        self._check_test(given)
        if given.get("will_assess") is False and not given.get("reasons") and "reasons" not in self.errors:
            self.add_error("reasons", "Give the reasons for not assessing")
        told, decided = given.get("told_on"), given.get("decided_on")
        if told and decided and told < decided:
            self.add_error("told_on", "The date the family was told cannot be before the date of the decision")
        return given

    def _check_test(self, given: dict[str, Any]) -> None:
        answers = [given.get(question.code) for question in QUESTIONS]
        if given.get("will_assess") is False and all(answer is True for answer in answers):
            self.add_error("will_assess", "Both questions are answered yes, so the law says that you must assess")
        if given.get("will_assess") is True and any(answer is False for answer in answers):
            self.add_error("will_assess", "A question is answered no, so the test for assessing is not met")

    def decision(self) -> Decision:
        """What was typed, as the operation takes it."""
        left_out = ("version", "told_on")
        return Decision(**{name: value for name, value in self.cleaned_data.items() if name not in left_out})
