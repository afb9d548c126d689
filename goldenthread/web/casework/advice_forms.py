"""What is asked where earlier advice is enough: which, and the three who agreed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.domain.advice.kinds import BY_CODE
from goldenthread.features.casework.operations.advice_reusing import Agreements
from goldenthread.features.casework.queries.advice_items import AdviceItem
from goldenthread.features.casework.queries.assessment_cases import advice_kinds
from goldenthread.foundation import clock
from goldenthread.web.casework.changing import CaseForm
from goldenthread.web.casework.forms import PlainSelect
from goldenthread.web.components.forms import DateField
from goldenthread.web.components.presenters.phrases import uk_date

_HINT = "For example, 27 3 2026"
_WHO = (
    ("adviser", "Who gave the advice, and agrees that it is enough?", "whoever gave the advice"),
    ("family", "Which parent, or the young person, agrees?", "the family"),
    ("council", "Who agrees for the council?", "the council"),
)


class ReuseForm(CaseForm):
    """Without all three agreements nothing is recorded (regulation 6(4))."""

    day_field = "given_on"

    def __init__(self, data: Any, *, awaited: Sequence[AdviceItem], earlier: Sequence[AdviceItem], **more: Any) -> None:
        super().__init__(data, **more)
        self._kind_of = {each.id: each.kind.code for each in (*awaited, *earlier)}
        kinds = [(code, words) for code, words in advice_kinds() if BY_CODE[code].may_be_reused]
        self.fields["kind"] = forms.ChoiceField(
            label="What kind of advice?", choices=kinds, widget=forms.RadioSelect,
            error_messages={"required": "Choose the kind of advice"},
        )  # fmt: skip
        asked = [(each.id, f"{each.name}, asked on {uk_date(each.asked_on)}") for each in awaited]
        self.fields["awaited"] = _choice("Has it been asked for already?", "No", asked)
        held = [(each.id, f"{each.name}, {uk_date(each.received_on)}") for each in earlier]
        self.fields["earlier"] = _choice("Is the earlier advice on this record?", "No, it came another way", held)
        self.fields["described"] = forms.CharField(
            label="Which advice is it?", help_text="What it is, who wrote it, and where it is kept.", max_length=300,
            error_messages={"required": "Say which advice it is"},
        )  # fmt: skip
        self.fields["given_on"] = DateField(
            label="When was it given?", noun="the date it was given", latest=clock.today, help_text=_HINT
        )
        for name, label, who in _WHO:
            self.fields[name] = forms.CharField(
                label=label, help_text="Their name and job, or how they stand to the child", max_length=200,
                error_messages={"required": "Say who agreed. Without all three the advice must be asked for"},
            )  # fmt: skip
            self.fields[f"{name}_agreed_on"] = DateField(
                label=f"When did {who} agree?", noun=f"the date {who} agreed", latest=clock.today, help_text=_HINT
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("awaited", "earlier"):
            if given.get(name) and given.get("kind") and self._kind_of[given[name]] != given["kind"]:
                self.add_error(name, "This is another kind of advice than you chose above")
        return given

    def agreements(self) -> Agreements:
        """The three, with their days."""
        names = [field for name, _, _ in _WHO for field in (name, f"{name}_agreed_on")]
        return Agreements(**{name: self.cleaned_data[name] for name in names})


def _choice(label: str, none: str, choices: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, widget=PlainSelect, choices=[("", none), *choices])
