"""A forecast to be planned, as a form."""

from __future__ import annotations

from django import forms

from goldenthread.domain.forecast.price_growth import GROWING
from goldenthread.features.finance.operations.forecasts import MOST_SIMULATIONS, MOST_YEARS, Wanted
from goldenthread.features.finance.operations.refusals import Refused

LAW_CHOICES = (
    ("ours", "Ours: nobody is lost, and uncertainty is whole"),
    ("compatible", "As the open model councils use, to compare with it"),
)
TIED_CHOICES = (
    ("yes", "Follow the forecast tested on England’s authorities, where it can"),
    ("no", "Go on as joining here has gone, which nobody has tested"),
)


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
