"""A change a forecast supposes, as forms: one a kind of change."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from goldenthread.domain.forecast.effects import Effect, Touched
from goldenthread.domain.forecast.scenarios import Capacity, Edit, Fee, Joining, Leaving, NewPlaces
from goldenthread.domain.money.setting_kinds import SettingKind
from goldenthread.domain.sen2.codes import codes
from goldenthread.features.finance.operations.refusals import Refused
from goldenthread.web.components.forms import DateField

AGES = tuple(
    (str(year), "Reception" if year == 0 else f"Year {year}" if year > 0 else f"{-year} before Reception")
    for year in range(-5, 21)
)
KINDS = tuple((kind.value, kind.said) for kind in SettingKind)


class ChangeForm(forms.Form):
    """What every change has: a name, when it works, whom it touches, what it costs."""

    name = forms.CharField(label="What is the change called?", max_length=80)
    starts = DateField(label="From which day?", noun="the day it begins")
    lag_months = forms.IntegerField(
        label="How many months until it first has an effect?", min_value=0, max_value=120, initial=0
    )
    phase_months = forms.IntegerField(
        label="Over how many months does the effect grow to its whole?",
        min_value=0,
        max_value=120,
        initial=0,
        help_text="0 if all at once",
    )
    youngest = forms.TypedChoiceField(
        label="From which school year?",
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "The youngest"), *AGES],
    )
    oldest = forms.TypedChoiceField(
        label="To which school year?", coerce=int, empty_value=None, required=False, choices=[("", "The oldest"), *AGES]
    )
    needs = forms.MultipleChoiceField(
        label="Which primary needs?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen: every need",
    )
    settings = forms.MultipleChoiceField(
        label="Which kinds of setting?",
        required=False,
        choices=KINDS,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen: every kind",
    )
    cost_a_year = forms.DecimalField(
        label="What does the change itself cost a year, in pounds?",
        min_value=0,
        max_value=Decimal(1_000_000_000),
        decimal_places=2,
        initial=0,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["needs"].choices = list(codes("SENtype").items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The youngest is not older than the oldest."""
        given = super().clean() or self.cleaned_data
        low, high = given.get("youngest"), given.get("oldest")
        if low is not None and high is not None and low > high:
            self.add_error("oldest", "The oldest school year must not be before the youngest")
        return given

    def shared(self) -> dict[str, Any]:
        """What every kind of change is made with."""
        given = self.cleaned_data
        return {
            "name": given["name"].strip(),
            "effect": Effect(given["starts"], given["lag_months"], given["phase_months"]),
            "touched": Touched(given["youngest"], given["oldest"], tuple(given["needs"]), tuple(given["settings"])),
            "cost_a_year": given["cost_a_year"],
        }

    def refuse(self, refused: Refused) -> None:
        """Show why an operation refused."""
        self.add_error(refused.field if refused.field in self.fields else None, str(refused))


class _PercentForm(ChangeForm):
    percent = forms.DecimalField(
        label="By how many in a hundred?",
        min_value=-100,
        max_value=400,
        decimal_places=2,
        help_text="Below nought for fewer: -10 is ten in a hundred fewer",
    )
    field_order = ("name", "percent")

    def factor(self) -> float:
        """What a rate or price is multiplied by."""
        return float(1 + self.cleaned_data["percent"] / 100)


class JoiningForm(_PercentForm):
    """Fewer or more new plans."""

    def edit(self) -> Edit:
        """The change."""
        return Joining(factor=self.factor(), **self.shared())


class LeavingForm(_PercentForm):
    """More or fewer plans that end."""

    def edit(self) -> Edit:
        """The change."""
        return Leaving(factor=self.factor(), **self.shared())


class FeeForm(_PercentForm):
    """A price agreed."""

    def edit(self) -> Edit:
        """The change."""
        return Fee(factor=self.factor(), **self.shared())


class PlacesForm(ChangeForm):
    """Places that open."""

    opens_in = forms.ChoiceField(label="In which kind of setting do the places open?", choices=KINDS)
    places = forms.IntegerField(label="How many places?", min_value=1, max_value=10_000)
    field_order = ("name", "opens_in", "places")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["settings"].label = "Whose newcomers would go there instead?"
        self.fields["settings"].help_text = "Children already settled are never moved"
        self.fields["settings"].required = True
        self.fields["settings"].error_messages["required"] = "Choose whose newcomers would go there instead"

    def edit(self) -> Edit:
        """The change."""
        given = self.cleaned_data
        return NewPlaces(opens_in=given["opens_in"], places=given["places"], **self.shared())


class LimitForm(ChangeForm):
    """Places that there are no more of."""

    setting = forms.ChoiceField(label="Which kind of setting has no more places?", choices=KINDS)
    places = forms.IntegerField(label="How many children can it have at once?", min_value=0, max_value=1_000_000)
    goes_to = forms.ChoiceField(label="Where do those go who come past that?", choices=KINDS)
    field_order = ("name", "setting", "places", "goes_to")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("needs", "settings", "youngest", "oldest", "phase_months"):
            del self.fields[name]

    def edit(self) -> Edit:
        """The change."""
        given = self.cleaned_data
        return Capacity(
            name=given["name"].strip(),
            effect=Effect(given["starts"], given["lag_months"]),
            cost_a_year=given["cost_a_year"],
            setting=given["setting"],
            places=given["places"],
            goes_to=given["goes_to"],
        )


FORMS: dict[str, tuple[type[JoiningForm | LeavingForm | FeeForm | PlacesForm | LimitForm], str, str]] = {
    "joining": (
        JoiningForm,
        "Suppose fewer or more new plans",
        "For example, support before a plan is needed, or fewer refusals. "
        "It changes how many join, not who has a plan now.",
    ),
    "leaving": (
        LeavingForm,
        "Suppose that plans end sooner or later",
        "For example, stepping down after a review. It changes how many leave each year.",
    ),
    "places": (
        PlacesForm,
        "Suppose that places open",
        "For example, a new base. Children who would newly go elsewhere take the places until they are full.",
    ),
    "limit": (
        LimitForm,
        "Suppose that a kind of setting is full",
        "For example, special schools with the places they have. Children already settled stay.",
    ),
    "fee": (FeeForm, "Suppose another price", "For example, fees agreed with independent schools. No child moves."),
}
