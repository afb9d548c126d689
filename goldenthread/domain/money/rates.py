"""The national rates of high-needs funding, dated, each with its source and whether we have read it there."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources

from goldenthread.domain.money.amounts import Amount


class NoRate(LookupError):
    """No rate of this name was in force on the day; the message names both."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate: pounds a year from a day. `verified` is False where we know it from memory alone; `note` says what."""

    code: str
    name: str
    amount: Amount
    from_on: date
    source: str
    verified: bool
    note: str = ""


@cache
def national_rates() -> tuple[Rate, ...]:
    """Every rate of rates.toml."""
    text = (resources.files(__package__) / "rates.toml").read_text(encoding="utf-8")
    return tuple(
        Rate(
            row["code"], row["name"], Amount(Decimal(row["amount"])), row["from"], row["source"], row["verified"],
            row.get("note", ""),
        )
        for row in tomllib.loads(text)["rate"]
    )  # fmt: skip


def rate(code: str, on: date, rates: tuple[Rate, ...] | None = None) -> Rate:
    """The rate in force on a day, the newest that had begun. Raises NoRate."""
    found = [each for each in rates or national_rates() if each.code == code and each.from_on <= on]
    if not found:
        raise NoRate(f"No rate “{code}” was in force on {on.isoformat()}.")
    return max(found, key=lambda each: each.from_on)
