"""The opportunities a register begins with, and the words for what an opportunity may touch."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources


class Flow(StrEnum):
    """What an opportunity changes. A saving is modelled on the flow, never on the total."""

    JOINING = "joining"
    LEAVING = "leaving"
    SETTING_MIX = "setting_mix"
    UNIT_COST = "unit_cost"
    PLACES = "places"
    SERVICES = "services"
    CONTRIBUTIONS = "contributions"
    INCOME = "income"

    @property
    def said(self) -> str:
        """For a reader."""
        return {
            "joining": "How many children begin to have a plan",
            "leaving": "How many plans end",
            "setting_mix": "Where children are placed",
            "unit_cost": "What a placement costs",
            "places": "How many places are paid for",
            "services": "What services cost",
            "contributions": "What health and social care pay",
            "income": "What comes in",
        }[self.value]


class MoneyLine(StrEnum):
    """Whose money: the line of the budget that an opportunity changes."""

    GRANT = "grant"
    TOP_UPS = "top_ups"
    INDEPENDENT_FEES = "independent_fees"
    PLACES = "places"
    ALTERNATIVE = "alternative_provision"
    POST_16 = "post_16"
    SERVICES = "services"
    CONTRIBUTIONS = "contributions"
    NEW_PLANS = "new_plans"
    PLANS_THAT_END = "plans_that_end"

    @property
    def said(self) -> str:
        """For a reader."""
        return {
            "grant": "Grant and other income",
            "top_ups": "Top-ups in state schools",
            "independent_fees": "Independent and non-maintained fees",
            "places": "Place funding",
            "alternative_provision": "Alternative provision",
            "post_16": "Colleges and training",
            "services": "Services",
            "contributions": "Contributions from health and social care",
            "new_plans": "The cost of new plans",
            "plans_that_end": "The cost of plans that could end",
        }[self.value]


@dataclass(frozen=True, slots=True)
class KindOfOpportunity:
    """One the register begins with. `group` blank: everybody's money on the line."""

    number: int
    title: str
    workstream: str
    flow: Flow
    line: MoneyLine
    group: str


@cache
def opportunities_to_consider() -> tuple[KindOfOpportunity, ...]:
    """The 26 of opportunities.toml."""
    text = (resources.files(__package__) / "opportunities.toml").read_text(encoding="utf-8")
    return tuple(
        KindOfOpportunity(
            row["number"], row["title"], row["workstream"], Flow(row["flow"]), MoneyLine(row["line"]), row["group"]
        )
        for row in tomllib.loads(text)["opportunity"]
    )
