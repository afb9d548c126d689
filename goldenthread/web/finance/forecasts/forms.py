"""A forecast planned, and a change it supposes, as forms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from goldenthread.domain.forecast.price_growth import GROWING
from goldenthread.domain.forecast.scenarios import Capacity, Edit, Effect, Fee, Joining, Leaving, NewPlaces, Touched
from goldenthread.domain.money.setting_kinds import SettingKind
from goldenthread.domain.sen2.codes import codes
from goldenthread.features.finance.operations.forecasts import MOST_SIMULATIONS, MOST_YEARS, Wanted
from goldenthread.features.finance.operations.refusals import Refused
from goldenthread.web.components.forms import DateField

LAW_CHOICES = (
    ("ours", "Ours: nobody is lost, and uncertainty is whole"),
    ("compatible", "As the open model councils use, to compare with it"),
)
TIED_CHOICES = (
    ("yes", "Follow the forecast tested on England’s authorities, where it can"),
    ("no", "Go on as joining here has gone, which nobody has tested"),
)
AGES = tuple(
    (str(year), "Reception" if year == 0 else f"Year {year}" if year > 0 else f"{-year} before Reception")
    for year in range(-5, 21)
)
KINDS = tuple((kind.value, kind.said) for kind in SettingKind)


def _growth_of(what: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=f"{what}: another growth?",
        required=False,
        min_value=-50,
        max_value=50,
        decimal_places=2,
        help_text="Per hundred a year. Leave empty if it grows as other prices do",
    )


class PlanForm(forms.Form):
    """What is to be forecast."""

    name = forms.CharField(
        label="What is this forecast called?",
        max_length=120,
        help_text="For example, Autumn budget, or New base at Marle",
    )
    years = forms.IntegerField(
        label="How many years ahead?", min_value=1, max_value=MOST_YEARS, initial=5, help_text=f"From 1 to {MOST_YEARS}"
    )
    law = forms.ChoiceField(label="By which law?", choices=LAW_CHOICES, initial="ours", widget=forms.RadioSelect)
    tied = forms.TypedChoiceField(
        label="How is the total of plans found?", choices=TIED_CHOICES, coerce=lambda said: said == "yes",
        initial="yes", widget=forms.RadioSelect,
        help_text="By our law. The open model’s always goes on from its own history",
    )  # fmt: skip
    simulations = forms.IntegerField(
        label="How many simulations?",
        min_value=100,
        max_value=MOST_SIMULATIONS,
        initial=1000,
        help_text="1,000 is enough for any table",
    )
    seed = forms.IntegerField(
        label="Seed",
        min_value=0,
        max_value=2**31 - 1,
        initial=50,
        help_text="The same seed gives the same draws of chance",
    )
    price_growth = forms.DecimalField(
        label="By how many in a hundred do prices grow each year?",
        min_value=-50,
        max_value=50,
        decimal_places=2,
        initial=0,
        help_text="0: today’s prices. What a change itself costs does not grow",
    )
    place_growth = _growth_of("Place funding")
    top_up_growth = _growth_of("Top-ups")
    fee_growth = _growth_of("Whole fees of independent settings")
    income_growth = forms.DecimalField(
        label="By how many in a hundred does the block’s income grow each year?",
        min_value=-50,
        max_value=50,
        decimal_places=2,
        initial=0,
    )

    def wanted(self) -> Wanted:
        """As the operation takes it."""
        given = self.cleaned_data
        return Wanted(
            given["name"].strip(),
            given["law"],
            given["years"],
            given["simulations"],
            given["seed"],
            given["price_growth"],
            given["income_growth"],
            {
                part.value: given[f"{part.value}_growth"]
                for part in GROWING
                if given[f"{part.value}_growth"] is not None
            },
            given["tied"],
        )

    def refuse(self, refused: Refused) -> None:
        """Show why an operation refused."""
        self.add_error(refused.field if refused.field in self.fields else None, str(refused))


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
