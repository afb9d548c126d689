"""Fields of money: an amount as people write it, under the unit they chose, read exactly or refused with the reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.domain.money.financial_years import EARLIEST, LATEST, FinancialYear, NotAYear, read_year
from goldenthread.domain.money.reading import NotAnAmount, read_amount
from goldenthread.features.finance.operations.refusals import Refused

FIRST_DAY, LAST_DAY = FinancialYear(EARLIEST).starts_on, FinancialYear(LATEST).ends_on  # of what a day may be
UNITS = (("£", "Pounds (£)"), ("£k", "Thousands (£k)"), ("£m", "Millions (£m)"))


def needed(message: str) -> dict[str, str]:
    """The error of a field left empty, where its label is a question."""
    return {"required": message}


class YearField(forms.CharField):
    """A financial year, written as 2026/27."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"label": "Financial year", "help_text": "For example, 2026/27", "max_length": 12, **more})

    def clean(self, value: Any) -> FinancialYear:
        """Raises ValidationError."""
        try:
            return read_year(super().clean(value))
        except NotAYear as wrong:
            raise ValidationError(str(wrong)) from None


class MoneyForm(forms.Form):
    """A form with amounts: those named in `amounts` are read under the unit chosen in `unit`; in pounds without one."""

    amounts: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Puts an Amount, or None where nothing is written, in place of each text."""
        given = self.cleaned_data
        unit = given.get("unit") or "£"
        for name in self.amounts:
            text = given.get(name, "")
            if name in self.errors:
                continue
            try:
                given[name] = read_amount(text, unit) if text.strip() else None
            except NotAnAmount as wrong:
                self.add_error(name, str(wrong))
        return given

    def refuse(self, refused: Refused) -> None:
        """Show why an operation refused, at the field it names where the form has it."""
        self.add_error(refused.field if refused.field in self.fields else None, str(refused))
