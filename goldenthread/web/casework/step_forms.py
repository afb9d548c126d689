"""One form a step: its day, and what more the step needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from goldenthread.domain.lifecycle.assessment_steps import AssessmentStep
from goldenthread.domain.sen2.codes import ABROAD, english_authorities
from goldenthread.features.casework.queries.assessment_cases import AdviceAwaited, advice_kinds
from goldenthread.features.casework.queries.work_filters import need_choices
from goldenthread.foundation import clock
from goldenthread.foundation.partnership import queries as partnerships
from goldenthread.web.casework.changing import CaseForm
from goldenthread.web.casework.forms import PlainSelect
from goldenthread.web.components.forms import DateField
from goldenthread.web.components.presenters.phrases import uk_date

_CHOOSE = [("", "Choose one")]


class StepForm(CaseForm):
    """The day a step happened."""

    def __init__(self, data: Any, *, step: AssessmentStep, **more: Any) -> None:
        super().__init__(data, **more)
        self.step = step
        asks = step.asks
        self.fields["happened_on"] = DateField(
            label=asks[:1].upper() + asks[1:], noun=asks, latest=clock.today, help_text="For example, 27 3 2026"
        )


class AdviceForm(StepForm):
    """Which advice, of whom. Bodies are by kind of advice; kinds without a list of bodies are asked of nobody here."""

    kind = forms.ChoiceField(
        label="What kind of advice?", widget=forms.RadioSelect,
        error_messages={"required": "Choose the kind of advice"},
    )  # fmt: skip
    organisation = forms.ChoiceField(
        label="Who was asked?", required=False, widget=PlainSelect,
        help_text="A service or council team that is asked may open this record from today.",
    )  # fmt: skip

    def __init__(self, data: Any, *, bodies: Mapping[str, Sequence[tuple[str, str]]], **more: Any) -> None:
        super().__init__(data, **more)
        self._bodies = bodies
        self.fields["kind"].choices = advice_kinds()  # type: ignore[attr-defined]
        everyone = dict(choice for choices in bodies.values() for choice in choices)
        ordered = sorted(everyone.items(), key=lambda choice: choice[1])
        self.fields["organisation"].choices = [("", "No body, or not in this list"), *ordered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind, body = given.get("kind"), given.get("organisation")
        fitting = {public_id for public_id, _ in self._bodies.get(kind or "", ())}
        if kind and body and body not in fitting:
            self.add_error("organisation", "This body does not give that kind of advice. Choose another")
        if kind in ("medical", "psychology", "social_care") and not body and "organisation" not in self.errors:
            self.add_error("organisation", "Choose who was asked")
        return given


class AdviceReceivedForm(StepForm):
    """Which of the advice awaited."""

    advice = forms.TypedChoiceField(
        label="Which advice?", coerce=int, widget=forms.RadioSelect, error_messages={"required": "Choose the advice"}
    )

    def __init__(self, data: Any, *, awaited: Sequence[AdviceAwaited], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["advice"].choices = [(each.id, _asked(each)) for each in awaited]  # type: ignore[attr-defined]


class FinalPlanForm(StepForm):
    """What the return asks of a new plan that the case does not tell."""

    main_need = forms.ChoiceField(label="Main need in the plan", required=False, widget=PlainSelect)

    def __init__(self, data: Any, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["main_need"].choices = [("", "Not said yet"), *need_choices()]  # type: ignore[attr-defined]


class MovedForm(StepForm):
    """Where they moved, by the other council's number."""

    detail = forms.ChoiceField(
        label="Which council’s area did they move to?", widget=PlainSelect,
        error_messages={"required": "Choose the council"},
    )  # fmt: skip

    def __init__(self, data: Any, **more: Any) -> None:
        super().__init__(data, **more)
        ours = partnerships.current().la_code
        others = sorted((item for item in english_authorities().items() if item[0] != ours), key=lambda item: item[1])
        choices = [*_CHOOSE, *others, (ABROAD, "Outside England, or not known")]
        self.fields["detail"].choices = choices  # type: ignore[attr-defined]


FORMS: dict[str, type[StepForm]] = {
    "ask_advice": AdviceForm,
    "receive_advice": AdviceReceivedForm,
    "send_plan": FinalPlanForm,
    "move_away": MovedForm,
}


def _asked(each: AdviceAwaited) -> str:
    return f"{each.name}, asked on {uk_date(each.asked_on)}" if each.asked_on else each.name
