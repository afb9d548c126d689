"""The decision whether to assess, as a form: the test's two questions, section 19, the decision, who and why.

What both decisions ask is here; the decision whether to make a plan adds its own question (plan_decision_forms.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.domain.lifecycle.hearing import Asked, departs
from goldenthread.domain.statute.assessment_test import CONSIDERATIONS, QUESTIONS, Question
from goldenthread.features.casework.operations.decisions import Decision
from goldenthread.features.casework.queries.panel_advice import AdviceShown
from goldenthread.features.casework.queries.work_filters import need_choices
from goldenthread.foundation import clock
from goldenthread.web.casework import changing
from goldenthread.web.casework.changing import CaseForm
from goldenthread.web.casework.forms import PlainSelect
from goldenthread.web.components.forms import DateField

YES_NO = [("yes", "Yes"), ("no", "No")]
_DATE_HINT = "For example, 27 3 2026"
EVIDENCE = {"may_have_needs": "needs_evidence", "may_need_plan": "plan_evidence"}


def yes_or_no(label: str, hint: str, needed: str) -> forms.TypedChoiceField:
    """Two radios that give True or False."""
    return forms.TypedChoiceField(
        label=label, help_text=hint, choices=YES_NO, widget=forms.RadioSelect, coerce=lambda said: said == "yes",
        error_messages={"required": needed},
    )  # fmt: skip


def main_need(hint: str = "") -> forms.ChoiceField:
    """The main type of need, as far as it is known."""
    return forms.ChoiceField(
        label="Main need, as far as it is known", required=False, widget=PlainSelect, help_text=hint,
        choices=lambda: [("", "Not known yet"), *need_choices()],
    )  # fmt: skip


class AnyDecisionForm(CaseForm):
    """What the record of either decision holds. `verdict` is the field that decides; `panel` what a panel advised."""

    asked: Asked
    verdict: str
    choices: Sequence[tuple[str, str]]
    must: str
    not_met: str
    refused_needs = "Give the reasons for a no"

    def __init__(self, data: Any, *, panel: AdviceShown | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.panel = panel if panel and panel.heard else None
        self.coming = panel if panel and not panel.heard else None

    def ask(self, question: Question, evidence: str) -> None:
        """One question of the test, with what the answer rests on."""
        self.fields[question.code] = yes_or_no(
            question.asks, question.citation, f"Answer yes or no about {question.about}"
        )
        self.fields[evidence] = changing.words(
            f"What evidence is the answer about {question.about} based on?",
            needed=f"Say what evidence the answer about {question.about} is based on",
        )

    def ask_the_rest(self) -> None:
        """Section 19, the panel, the decision and who made it."""
        for each in CONSIDERATIONS:
            self.fields[each.code] = changing.words(
                each.name, f"What was considered ({each.citation}).",
                needed=f"Say what was considered about {each.about}", rows=3,
            )  # fmt: skip
        self.fields["panel_advice"] = changing.words(
            "What did the panel advise?", "Leave empty if no panel met. A panel advises; it does not decide.", rows=3
        )
        self.fields["conflicts_declared"] = yes_or_no(
            "Did anyone who advised or decided declare a conflict of interest?", "", "Say whether one was declared"
        )
        self.fields["conflicts"] = changing.words("What was declared, and what was done about it?", "If yes.", rows=2)
        self.fields["main_need"] = main_need("So that like decisions can be compared. It binds nobody.")
        self.fields[self.verdict] = forms.TypedChoiceField(
            label="What was decided?", choices=self.choices, widget=forms.RadioSelect,
            coerce=lambda said: said == "yes", error_messages={"required": "Choose the decision"},
        )  # fmt: skip
        self.fields["reasons"] = changing.words(
            "The reasons", "Needed for a no: say why the question answered no is answered so, and on what evidence."
        )
        if self.panel:
            self.fields["differs_because"] = changing.words(
                "If the decision is other than the panel advised, why?", "The panel advises. The decision is yours.",
                rows=3,
            )  # fmt: skip
        self.fields["decided_by"] = forms.CharField(
            label="Who decided?", help_text="Their name and job. Somebody who did not sit on the panel.",
            max_length=200, error_messages={"required": "Say who decided"},
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
        decided = given.get(self.verdict)
        self._check_test(given, decided)
        if decided is False and not given.get("reasons") and "reasons" not in self.errors:
            self.add_error("reasons", self.refused_needs)
        told, made_on = given.get("told_on"), given.get("decided_on")
        if told and made_on and told < made_on:
            self.add_error("told_on", "The date the family was told cannot be before the date of the decision")
        self._check_panel(given, decided)
        return given

    def _check_panel(self, given: dict[str, Any], decided: bool | None) -> None:
        if self.panel is None or decided is None or not departs(self.panel.advice, decided):
            return
        if not given.get("differs_because") and "differs_because" not in self.errors:
            advised = self.panel.came_to.lower()
            self.add_error("differs_because", f"The panel’s advice was: {advised}. Say why the decision is different")

    def _check_test(self, given: dict[str, Any], decided: bool | None) -> None:
        answers = [given.get(question.code) for question in self.questions()]
        if decided is False and all(answer is True for answer in answers):
            self.add_error(self.verdict, self.must)
        if decided is True and any(answer is False for answer in answers):
            self.add_error(self.verdict, self.not_met)

    def questions(self) -> Sequence[Question]:
        """Those of the test."""
        raise NotImplementedError

    def values(self, *left_out: str) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", *left_out)}


class DecisionForm(AnyDecisionForm):
    """Everything the record of a decision whether to assess holds."""

    day_field = "told_on"
    asked, verdict = Asked.ASSESS, "will_assess"
    choices = [("yes", "Assess"), ("no", "Do not assess")]
    must = "Both questions are answered yes, so the law says that you must assess"
    not_met = "A question is answered no, so the test for assessing is not met"
    refused_needs = "Give the reasons for not assessing"

    def __init__(self, data: Any, **more: Any) -> None:
        super().__init__(data, **more)
        for question in QUESTIONS:
            self.ask(question, EVIDENCE[question.code])
        self.ask_the_rest()

    def questions(self) -> Sequence[Question]:
        return QUESTIONS

    def decision(self) -> Decision:
        """What was typed, as the operation takes it."""
        return Decision(**self.values("told_on"))


def from_the_panel(panel: AdviceShown | None) -> dict[str, Any]:
    """First values of a form, from what a panel advised and its members declared."""
    if panel is None or not panel.heard:
        return {}
    declared = "\n".join(f"{name}: {what}" for name, what in panel.conflicts)
    return {
        "panel_advice": f"{panel.came_to}. {panel.reasons}"[: changing.LONGEST_TEXT],
        "conflicts_declared": "yes" if panel.conflicts else "no",
        "conflicts": f"{declared}\nThey did not read or hear the case." if declared else "",
        "main_need": panel.main_need,
    }
