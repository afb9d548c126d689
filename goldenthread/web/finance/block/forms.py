"""A year of the block, as somebody enters it from the document in front of them."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.domain.money.amounts import NOTHING, Amount
from goldenthread.domain.money.block_table import Kind
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.features.finance.operations.block import Entered
from goldenthread.foundation import clock
from goldenthread.web.components.forms import DateField
from goldenthread.web.finance.money_forms import FIRST_DAY, UNITS, MoneyForm, YearField, needed

KINDS = ((Kind.OUTTURN.value, "Outturn"), (Kind.BUDGET.value, "Budget"), (Kind.FORECAST.value, "Forecast"))


def _amount(label: str, hint: str = "", *, required: bool = True) -> forms.CharField:
    said = needed(f"Enter the {label[0].lower()}{label[1:]}")
    return forms.CharField(label=label, help_text=hint, required=required, max_length=30, error_messages=said)


class YearForm(MoneyForm):
    """Amounts in the unit the document prints them in."""

    amounts = ("income", "spending", "other_blocks", "carried_in", "printed_in_year", "printed_cumulative")

    year = YearField()
    kind = forms.ChoiceField(
        label="What is it?", choices=KINDS, widget=forms.RadioSelect, error_messages=needed("Select what it is")
    )
    series = forms.CharField(
        label="Which forecast?", required=False, max_length=120,
        help_text="For a forecast: the document’s name and date. Leave empty for an outturn or a budget.",
    )  # fmt: skip
    unit = forms.ChoiceField(
        error_messages=needed("Select the unit the amounts are in"),
        label="What unit are the amounts below in?", choices=UNITS, widget=forms.RadioSelect,
        help_text="As at the head of the columns. An amount that says otherwise is refused.",
    )  # fmt: skip
    income = _amount("High-needs block income")
    spending = _amount("High-needs block spending", "Without a minus sign or brackets")
    other_blocks = _amount("Left over by other blocks", "Below nought if they overspent", required=False)
    carried_in = _amount(
        "Carried in", "The balance at the start, for the first year. A deficit has a minus sign or brackets.",
        required=False,
    )  # fmt: skip
    printed_in_year = _amount("In-year total, as printed", "If the document prints one", required=False)
    printed_cumulative = _amount("Cumulative total, as printed", "If the document prints one", required=False)
    source = forms.CharField(label="Source", max_length=300, help_text="The document, with its page or table")
    published_on = DateField(
        label="When was it published?", noun="the day it was published", earliest=FIRST_DAY, latest=clock.today
    )
    note = forms.CharField(
        label="Note", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What a reader must know, such as an advance of grant",
    )  # fmt: skip
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def entered(self) -> Entered:
        """As the operation takes it."""
        given = self.cleaned_data
        return Entered(
            given["year"], Kind(given["kind"]), given["series"], given["income"], given["spending"],
            given["other_blocks"] or NOTHING, given["source"], given["published_on"], given["carried_in"],
            given["printed_in_year"], given["printed_cumulative"], given["note"],
        )  # fmt: skip


def first_values(row: Any) -> dict[str, Any]:
    """A form's values for a year that is entered already: in pounds."""
    found = {name: getattr(row, name) for name in ("kind", "series", "source", "published_on", "note", "version")}
    for name in YearForm.amounts:
        value = getattr(row, name)
        found[name] = "" if value is None else Amount(value).said(places=2).replace(".00", "")
    return {**found, "year": FinancialYear(row.year).said, "unit": "£"}
