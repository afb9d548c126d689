"""What a partner may narrow the list by."""

from __future__ import annotations

from django import forms

from goldenthread.features.casework.queries.partner_work import OTHERS, OURS
from goldenthread.features.casework.queries.work_filters import (
    Standing,
    WorkFilters,
    need_choices,
    rule_choices,
    year_group_choices,
)


class PartnerFilters(forms.Form):
    """Sent by GET; every field may be empty. Choices that are not on the list count as not chosen."""

    whose = forms.ChoiceField(
        label="Whose to do",
        required=False,
        choices=[("", "Anyone’s"), (OURS, "Ours"), (OTHERS, "The council’s or another’s")],
    )
    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", "Any"), (Standing.LATE, "Late"), (Standing.DUE_SOON, "Due soon"), (Standing.ON_TIME, "Later")],
    )
    clock = forms.ChoiceField(label="Date", required=False)
    need = forms.ChoiceField(label="Main need", required=False)
    year_group = forms.ChoiceField(label="Year group", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, first, choices in (
            ("clock", "Any date", rule_choices()),
            ("need", "Any need", need_choices()),
            ("year_group", "Any year", year_group_choices()),
        ):
            self.fields[name].choices = [("", first), *choices]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[WorkFilters, str]:
        """The filters as queries take them, and whose."""
        self.is_valid()  # fills cleaned_data with what is on the lists
        answers = {name: self.cleaned_data.get(name, "") for name in self.fields}
        filters = WorkFilters(
            rule=answers["clock"], need=answers["need"], year_group=answers["year_group"], standing=answers["status"]
        )
        return filters, answers["whose"]
