"""The decision whether to make a plan, as a form: the test's question, what was weighed, section 19, who and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goldenthread.domain.lifecycle.hearing import Asked
from goldenthread.domain.statute.assessment_test import Question
from goldenthread.domain.statute.plan_test import PLAN_QUESTIONS, WEIGHED
from goldenthread.features.casework.operations.decisions_to_issue import PlanDecision
from goldenthread.web.casework import changing
from goldenthread.web.casework.decision_forms import AnyDecisionForm

EVIDENCE = {"needs_plan": "evidence"}


class PlanDecisionForm(AnyDecisionForm):
    """Everything the record of a decision whether to make a plan holds."""

    day_field = "decided_on"
    asked, verdict = Asked.ISSUE, "will_issue"
    choices = [("yes", "Make a plan"), ("no", "Do not make a plan")]
    must = "The question is answered yes, so the law says that you must make a plan"
    not_met = "The question is answered no, so the test for a plan is not met"
    refused_needs = "Give the reasons for not making a plan"

    def __init__(self, data: Any, **more: Any) -> None:
        super().__init__(data, **more)
        for question in PLAN_QUESTIONS:
            self.ask(question, EVIDENCE[question.code])
        for each in WEIGHED:
            self.fields[each.code] = changing.words(
                each.name, f"{each.asks} ({each.citation})", needed=f"Say what was weighed of {each.about}"
            )
        self.ask_the_rest()
        self.fields["told_on"].required = False
        self.fields[
            "told_on"
        ].help_text = "Needed for a no: the week-16 limit is kept on this day. For example, 27 3 2026"

    def questions(self) -> Sequence[Question]:
        return PLAN_QUESTIONS

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("will_issue") is False and not given.get("told_on") and "told_on" not in self.errors:
            self.add_error("told_on", "Enter the date the family was told that there will be no plan")
        return given

    def decision(self) -> PlanDecision:
        """What was typed, as the operation takes it."""
        return PlanDecision(**self.values())
