"""A unit cost as entered, and the last day of one."""

from __future__ import annotations

from django import forms

from goldenthread.domain.money.placements import Part
from goldenthread.domain.money.setting_kinds import NO_COST, SettingKind
from goldenthread.domain.sen2.codes import codes
from goldenthread.features.finance.operations.unit_costs import Price
from goldenthread.web.components.forms import DateField
from goldenthread.web.finance.money_forms import FIRST_DAY, LAST_DAY, MoneyForm, needed

KINDS = tuple((kind.value, kind.said) for kind in SettingKind if kind not in NO_COST)
PARTS = ((Part.TOP_UP.value, "A top-up"), (Part.FEE.value, "The whole fee"))


class UnitCostForm(MoneyForm):
    """Pounds a year."""

    amounts = ("amount",)

    setting_kind = forms.ChoiceField(label="Kind of setting", choices=KINDS)
    part = forms.ChoiceField(
        error_messages=needed("Select what it pays for"),
        label="What does it pay for?", choices=PARTS, widget=forms.RadioSelect,
        help_text="Places are paid at the national rate, so only what is paid on top of one is entered.",
    )  # fmt: skip
    need = forms.ChoiceField(label="Primary need", required=False)
    band = forms.CharField(
        label="Band", required=False, max_length=60,
        help_text="A price for a band is listed; it prices no placement until bands are recorded.",
    )  # fmt: skip
    amount = forms.CharField(
        label="Amount a year, in pounds", max_length=30, error_messages=needed("Enter the amount a year")
    )
    started_on = DateField(label="From which day?", noun="the day it begins", earliest=FIRST_DAY, latest=LAST_DAY)
    source = forms.CharField(
        label="Source", max_length=300, help_text="A contract, a decision, or how it was estimated"
    )
    verified = forms.BooleanField(label="I have checked it against its source", required=False)

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["need"].choices = [("", "Any need"), *codes("SENtype").items()]  # type: ignore[attr-defined]

    def price(self) -> Price:
        """As the operation takes it."""
        given = self.cleaned_data
        return Price(
            SettingKind(given["setting_kind"]), Part(given["part"]), given["amount"], given["started_on"],
            given["source"], given["verified"], given["need"], given["band"].strip(),
        )  # fmt: skip


class EndForm(forms.Form):
    """When a price stops."""

    ended_on = DateField(label="What is its last day?", noun="its last day", earliest=FIRST_DAY, latest=LAST_DAY)
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def refuse(self, message: str) -> None:
        """Show why it cannot be."""
        self.add_error("ended_on", message)
