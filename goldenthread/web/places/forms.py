"""What a new base would be; and what is recorded of places and areas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from goldenthread.domain.money.setting_kinds import Phase
from goldenthread.domain.places.settings import KIND_NAMES, Kind
from goldenthread.domain.places.sufficiency import PHASE_NAMES
from goldenthread.domain.sen2.codes import codes
from goldenthread.foundation import clock
from goldenthread.web.components.forms import DateField

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
_PHASES = [(phase.value, PHASE_NAMES[phase]) for phase in Phase]
_KINDS = [(kind.value, KIND_NAMES[kind]) for kind in Kind if kind is not Kind.OTHER]
_NEEDS = list(codes("SENtype").items())


def _pounds(label: str, hint: str = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=hint, min_value=0, max_value=1_000_000, decimal_places=2, widget=forms.TextInput,
        error_messages={"required": "Enter an amount", "invalid": "Enter an amount in pounds, like 18000"},
    )  # fmt: skip


def _number(label: str, hint: str = "", least: int = 1, most: int = 2000) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=hint, min_value=least, max_value=most, widget=forms.TextInput,
        error_messages={"required": "Enter a number", "invalid": "Enter a whole number"},
    )  # fmt: skip


class NewBaseForm(forms.Form):
    """A base one thinks of opening. Sent by GET: it changes nothing and can be kept as a link."""

    area = forms.ChoiceField(label="Where", error_messages={"required": "Choose an area"})
    phase = forms.ChoiceField(
        label="For which phase", choices=_PHASES, widget=forms.RadioSelect,
        error_messages={"required": "Choose a phase"},
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label="For which primary needs", choices=_NEEDS, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one need"},
    )  # fmt: skip
    places = _number("How many places", most=500)
    month = forms.ChoiceField(
        label="Month it would open", choices=[(str(number), name) for number, name in enumerate(MONTHS, start=1)]
    )
    year = forms.ChoiceField(label="Year it would open")
    cost = _pounds("What one place there would cost a year", "Place funding and top-up together.")
    independent_price = _pounds("What an independent place costs a year", "For each child who would get no place here.")
    per_km = _pounds(
        "What transport costs a year for each kilometre",
        "£380 is £1 a kilometre, there and back on 190 school days.",
    )

    def __init__(self, data: Any, *, areas: Sequence[Any], **more: Any) -> None:
        super().__init__(data, **more)
        this = clock.today().year
        self.fields["area"].choices = [("", "Choose"), *((area.public_id, area.name) for area in areas)]  # type: ignore[attr-defined]
        self.fields["year"].choices = [(str(year), str(year)) for year in range(this, this + 11)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """`opens_on`: the first day of the month, which must be to come."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "month" in cleaned and "year" in cleaned:
            cleaned["opens_on"] = date(int(cleaned["year"]), int(cleaned["month"]), 1)
            if cleaned["opens_on"] < clock.today():
                self.add_error("month", "Choose a month that is still to come")
        return cleaned


class CommissionForm(forms.Form):
    """Places commissioned at a setting."""

    urn = forms.CharField(
        label="URN or UKPRN of the setting", max_length=8, help_text="The number in the register of establishments.",
        error_messages={"required": "Enter the setting’s URN or UKPRN"},
    )  # fmt: skip
    area = forms.ChoiceField(label="Area", error_messages={"required": "Choose an area"})
    kind = forms.ChoiceField(label="Kind of place", choices=_KINDS, widget=forms.RadioSelect,
                             error_messages={"required": "Choose a kind of place"})  # fmt: skip
    phase = forms.ChoiceField(label="Phase", choices=_PHASES, widget=forms.RadioSelect,
                              error_messages={"required": "Choose a phase"})  # fmt: skip
    needs = forms.MultipleChoiceField(
        label="For which primary needs", choices=_NEEDS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="None chosen means any.",
    )  # fmt: skip
    number = _number("How many places")
    cost = _pounds("What one place costs a year", "Place funding and top-up together.")
    started_on = DateField(label="From when", noun="the first day", help_text="For example, 1 9 2026")
    source = forms.CharField(
        label="Where these figures stand", max_length=300, help_text="An agreement, a decision, a return.",
        error_messages={"required": "Say where these figures stand"},
    )  # fmt: skip

    def __init__(self, data: Any, *, areas: Sequence[Any]) -> None:
        super().__init__(data)
        self.fields["area"].choices = [("", "Choose"), *((area.public_id, area.name) for area in areas)]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day places are commissioned for."""

    ended_on = DateField(label="The last day", noun="the last day", help_text="For example, 31 8 2027")


class AreaForm(forms.Form):
    """An area to plan by."""

    name = forms.CharField(label="What the area is called", max_length=100,
                           error_messages={"required": "Enter what the area is called"})  # fmt: skip
    postcodes = forms.CharField(
        label="Its postcodes", max_length=1000,
        help_text="Districts such as KT1, or sectors such as KT1 2, with commas between.",
        error_messages={"required": "Enter its postcodes"},
    )  # fmt: skip
    easting = _number("Easting of its middle, metres", "National Grid, six figures.", 0, 700_000)
    northing = _number("Northing of its middle, metres", "National Grid, six figures.", 0, 1_300_000)
