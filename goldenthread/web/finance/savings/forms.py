"""An opportunity, and what one is worth in a year."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.domain.money.opportunity_list import Flow, MoneyLine
from goldenthread.features.finance.operations.opportunities import Written
from goldenthread.features.finance.queries.opportunities import EXPECTED, REALISED, STATES
from goldenthread.foundation import clock
from goldenthread.web.components.forms import DateField
from goldenthread.web.finance.money_forms import FIRST_DAY, MoneyForm, YearField, needed


class OpportunityForm(forms.Form):
    """What it is, who leads it, how far it is, and what money it changes."""

    title = forms.CharField(
        label="What is the opportunity?", max_length=300, error_messages=needed("Say what the opportunity is")
    )
    workstream = forms.CharField(label="Workstream", max_length=120)
    owner = forms.CharField(
        label="Who leads it?", required=False, max_length=200, help_text="Needed once it is agreed. A post, or a name"
    )
    state = forms.ChoiceField(
        label="How far is it?", choices=STATES, widget=forms.RadioSelect, error_messages=needed("Select how far it is")
    )
    why = forms.CharField(
        label="Why?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed if it is not pursued",
    )  # fmt: skip
    flow = forms.ChoiceField(label="What does it change?", choices=[(each.value, each.said) for each in Flow])
    line = forms.ChoiceField(
        label="Which money?", choices=[(each.value, each.said) for each in MoneyLine],
        help_text="What opportunities on the same money share counts once.",
    )  # fmt: skip
    group = forms.CharField(
        label="Whose, of that money?", required=False, max_length=80,
        help_text="A group of children, schools or services, always by the same name. Groups by different names are "
        "taken to share nobody. Leave empty for all of it.",
    )  # fmt: skip
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def written(self) -> Written:
        """As the operation takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Written(**{**given, "flow": Flow(given["flow"]), "line": MoneyLine(given["line"])})

    def refuse(self, refused: Any) -> None:
        """Show why an operation refused."""
        self.add_error(refused.field if refused.field in self.fields else None, str(refused))


class ValueForm(MoneyForm):
    """What it alone is worth, and what shows it."""

    amounts = ("amount",)

    kind = forms.ChoiceField(
        error_messages=needed("Select expected or realised"),
        label="Expected or realised?", widget=forms.RadioSelect,
        choices=[(EXPECTED, "Expected: what it should bring"), (REALISED, "Realised: what it has brought")],
    )  # fmt: skip
    year = YearField()
    amount = forms.CharField(
        error_messages=needed("Enter the amount in that year"),
        label="Amount in that year, in pounds", max_length=30,
        help_text="What it is worth alone. What it shares with others is taken off in the register.",
    )  # fmt: skip
    evidence = forms.CharField(
        error_messages=needed("Say what shows it"),
        label="What shows it?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A report, a sum, a decision. Do not name a child.",
    )  # fmt: skip
    evidence_on = DateField(
        label="What is the date of the evidence?", noun="the day of the evidence", earliest=FIRST_DAY,
        latest=clock.today,
    )  # fmt: skip
