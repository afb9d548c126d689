"""The forms of a disagreement: opening one, and a step with what came of it where the step asks."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.domain.lifecycle.dispute_outcomes import AGREED, CONCEDED, PART, WHOLE, Came, outcomes_for
from goldenthread.domain.lifecycle.dispute_steps import DisputeStep
from goldenthread.features.casework.queries.disputes import rights_said
from goldenthread.foundation import clock
from goldenthread.web.casework import changing
from goldenthread.web.casework.changing import CaseForm
from goldenthread.web.components.forms import DateField

_DATE_HINT = "For example, 27 3 2026"
_ASKS = {AGREED: "What was agreed?", CONCEDED: "What will we do?"}


class OpenForm(CaseForm):
    """What the family disagrees with, and the day we knew. `rights` are those the decision gives; one is not asked."""

    day_field = "known_on"

    def __init__(self, data: Any, *, rights: tuple[str, ...], asks_notice: bool, **more: Any) -> None:
        super().__init__(data, **more)
        self._rights = rights
        if len(rights) > 1:
            self.fields["rights"] = forms.MultipleChoiceField(
                label="What does the family disagree with?", choices=rights_said(rights),
                help_text="Choose all that apply. You need not know the rest yet.",
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": "Choose what the family disagrees with"},
            )  # fmt: skip
        if asks_notice:
            self.fields["notice_on"] = DateField(
                label="The date the notice of the decision was sent", noun="the date the notice was sent",
                latest=clock.today, help_text=_DATE_HINT,
            )  # fmt: skip
        self.fields["known_on"] = DateField(
            label="The date we knew", noun="the date we knew", latest=clock.today,
            help_text=f"The day the family, a mediation adviser or the tribunal first told us. {_DATE_HINT}",
        )  # fmt: skip

    def rights(self) -> tuple[str, ...]:
        """What was chosen; all there is where nothing was asked."""
        return tuple(self.cleaned_data.get("rights") or self._rights)


class DisputeStepForm(CaseForm):
    """The day of a step; what came of it, for an agreement, a concession or an order."""

    def __init__(self, data: Any, *, step: DisputeStep, rights: tuple[str, ...], **more: Any) -> None:
        super().__init__(data, **more)
        self.step = step
        if step.chooses:
            self.fields["came"] = forms.MultipleChoiceField(
                label=_ASKS.get(step.fact, "What did the tribunal order?"),
                choices=[(each.code, _first_up(each.words)) for each in outcomes_for(step.fact, rights)],
                help_text="Choose all that apply. It decides which times run from here.",
                widget=forms.CheckboxSelectMultiple, error_messages={"required": "Choose what came of it"},
            )  # fmt: skip
        if step.fact == AGREED:
            self.fields["extent"] = forms.ChoiceField(
                label="Does it settle everything the family disagreed with?", widget=forms.RadioSelect,
                choices=[(WHOLE, "Yes, all of it"), (PART, "No, part of it is still in dispute")],
                error_messages={"required": "Say whether it settles everything"},
            )  # fmt: skip
            self.fields["agreed"] = changing.words(
                "What was agreed, in the words of the agreement", "Include any other times everyone agreed in writing.",
                needed="Write down what was agreed",
            )  # fmt: skip
        asks = step.asks
        self.fields["happened_on"] = DateField(
            label=_first_up(asks), noun=asks, latest=clock.today, help_text=_DATE_HINT
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        came = given.get("came") or []
        alone = {"dismissed", "keep"} & set(came)
        if alone and len(came) > 1:
            self.add_error("came", "What was chosen cannot all be true. Choose again")
        return given

    def came(self) -> Came | None:
        """What was chosen, as the operation takes it; None where the step does not ask."""
        if not self.step.chooses:
            return None
        return Came(tuple(self.cleaned_data["came"]), self.cleaned_data.get("extent", WHOLE) == WHOLE)


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]
