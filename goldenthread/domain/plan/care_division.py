"""Proposes whether social care stands in H1 or H2, with its reason. A person decides; nothing is filled in.

H1 is what must be made for a disabled child under 18 under section 2 of the Chronically Sick and Disabled Persons Act
1970; H2 is any other social care reasonably required. SEND Regulations 2014, regulation 12(1)(h).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Final

from goldenthread.domain.sen2.findings import age_on

H1, H2 = "H1", "H2"
DIFFERENCE: Final = (
    "H1 is care that must be given to a disabled child under 18 under section 2 of the Chronically Sick and Disabled"
    " Persons Act 1970. H2 is any other social care that is reasonably required."
)
DIFFERENCE_LAW: Final = "SEND Regulations 2014, reg 12(1)(h); Children and Families Act 2014, s.37(2)(e) and (f)"


@dataclass(frozen=True, slots=True)
class Division:
    """H1 or H2, why in a sentence, and where the law says so."""

    code: str
    reason: str
    citation: str


def division_proposed(text: str, born_on: date | None, on: date) -> Division | None:
    """Where this care seems to belong on that day, by its words and the child's age; None where the date of birth is
    not known."""
    if born_on is None:
        return None
    table = _table()
    if age_on(born_on, on) >= table["adult_from"]:
        return Division(
            H2, "From 18, section 2 of the 1970 Act gives no care: it comes under other Acts.", table["law"]
        )
    plain = text.lower().replace("'", "’")
    if apart := _first(table["apart"], plain):
        return Division(
            H2, f"This speaks of {apart['name']}, which is not among the services of section 2.", apart["law"]
        )
    if service := _first(table["service"], plain):
        law = f"Chronically Sick and Disabled Persons Act 1970, {service['law']}"
        return Division(
            H1, f"This seems to be a service that section 2 of the 1970 Act lists, for a child under 18:"
            f" {service['name']}.", law,
        )  # fmt: skip
    return Division(
        H2, "Nothing in its words is among the services that section 2 of the 1970 Act lists.", table["law"]
    )


def _first(rows: Iterable[dict[str, Any]], plain: str) -> dict[str, Any] | None:
    return next((row for row in rows if any(each.search(plain) for each in row["words"])), None)


@cache
def _table() -> dict[str, Any]:
    text = (resources.files(__package__) / "care_division.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    for row in (*table["service"], *table["apart"]):
        row["words"] = [re.compile(each) for each in row["words"]]
    return table
