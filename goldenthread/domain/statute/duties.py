"""Duties without a number of days: what must be done at once, as soon as practicable, or all the time.

They have codes beside the limits', so that every rule of the process can be asked for; they never have a date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from goldenthread.domain.statute.limits import Strength
from goldenthread.domain.statute.packaged import packaged_table


@dataclass(frozen=True, slots=True)
class Duty:
    """One row of duties.toml. `when` says in words what stands where a limit has days. The rest as in `Limit`."""

    code: str
    name: str
    plain: str
    when: str
    strength: Strength
    owed_by: str
    owed_to: str
    citation: str
    in_force_from: date
    verified: str
    checked_on: date
    in_force_to: date | None = None
    uncertain: str = ""


@cache
def duties() -> dict[str, Duty]:
    """Every duty by its code, in the order of the process."""
    rows = packaged_table("duties.toml")["duty"]
    return {row["code"]: Duty(**{**row, "strength": Strength(row["strength"])}) for row in rows}
