"""Time limits: `limit(code, on=...)` finds the one row in force, or says by name what is wrong.

The law in force on the day a clock starts is the law that governs it. Rows live in law/*.toml. A row may have `also`:
rows of the same code that say only what differs (an appeal the authority did not oppose, a detained person).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Final

from goldenthread.domain.calendars.counting import Period, Unit
from goldenthread.domain.calendars.wording import said
from goldenthread.domain.statute.packaged import packaged_table


class UnknownRule(LookupError):
    """No row has this code."""


class NotInForce(LookupError):
    """Rows have this code, and none is in force on the day."""


class AmbiguousLaw(LookupError):
    """More than one row is in force on the day: the table is wrong."""


class Strength(StrEnum):
    """How binding a limit is. CODE and PRACTICE are expectations, never breaches."""

    ACT = "ACT"
    REG = "REG"
    RULE = "RULE"
    CASE = "CASE"
    CODE = "CODE"
    PRACTICE = "PRACTICE"

    @property
    def is_legal_duty(self) -> bool:
        """Whether missing it breaks the law."""
        return self not in (Strength.CODE, Strength.PRACTICE)

    @property
    def said(self) -> str:
        """`an Act of Parliament`, `regulations` and so on."""
        return STRENGTHS_SAID[self]


STRENGTHS_SAID: Final[Mapping[Strength, str]] = MappingProxyType(
    {
        Strength.ACT: "an Act of Parliament",
        Strength.REG: "regulations",
        Strength.RULE: "tribunal rules",
        Strength.CASE: "a court's reading of the regulations",
        Strength.CODE: "the SEND Code of Practice, which is guidance and not law",
        Strength.PRACTICE: "common practice, which is not law",
    }
)


class Counting(StrEnum):
    """Which formula a limit counts by."""

    WITHIN = "within"
    BEGINNING_WITH = "beginning_with"
    BEFORE = "before"
    AT_LEAST_BEFORE = "at_least_before"
    TRIBUNAL_FILING = "tribunal_filing"
    TRIBUNAL_WORKING_DAYS = "tribunal_working_days"
    IMMEDIATELY = "immediately"
    SCHOOL_LEAVING = "school_leaving"
    ACADEMIC_YEAR_OF_25 = "academic_year_of_25"


@dataclass(frozen=True, slots=True)
class Limit:
    """One row. `variant` tells apart rows of one code that both apply (by phase, or as limbs of a "later of").

    `period` is None for a named day (`before_month`, `before_day`) and for the end of compulsory school age.
    `verified` is P (primary text read), S (secondary source) or M (a reading or memory), as checked on `checked_on`.
    """

    code: str
    name: str
    plain: str
    counting: Counting
    strength: Strength
    owed_by: str
    owed_to: str
    citation: str
    family_actor: str
    family_duty: str
    in_force_from: date
    verified: str
    checked_on: date
    in_force_to: date | None = None
    variant: str = ""
    period: Period | None = None
    before_month: int | None = None
    before_day: int | None = None
    before_year: int | None = None  # None: the year of the fact counted from
    uncertain: str = ""
    # Binds only if this is what is decided: until then its passing breaks nothing ("the council decides not to...").
    only_if: str = ""
    # What a family is told instead of "must ... by" where nobody owes anything: "Until {date} ... {name}".
    family_says: str = ""
    next: tuple[str, ...] = ()  # stages (domain/lifecycle) that doing it leads to
    appeal: str = ""  # the right of appeal (appeals.toml) against what is decided

    @property
    def key(self) -> str:
        """`E5` or, for a row that says what differs, `E5/unopposed`: how exceptions name the rows that admit them."""
        return f"{self.code}/{self.variant}" if self.variant else self.code

    def in_force(self, on: date) -> bool:
        """Whether the row is law on the day (both ends counted)."""
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)

    @property
    def is_legal_duty(self) -> bool:
        """False for what the Code or practice only expects."""
        return self.strength.is_legal_duty

    @property
    def needed_period(self) -> Period:
        """The period of a row that is counted in one. Raises ValueError for a row without."""
        if self.period is None:
            raise ValueError(f"Rule {self.code} is not counted as a period.")
        return self.period


# The order a case passes through them, and of every list of rules.
FILES: Final = (
    "identification",
    "assessment",
    "plan",
    "mediation_and_appeal",
    "tribunal",
    "reviews",
    "phase_transfer",
    "reassessment",
    "moving",
    "ceasing",
    "detention",
    "schools_and_publication",
    "rights",
)


@cache
def limits() -> tuple[Limit, ...]:
    """Every row, in the order of the table."""
    return tuple(_limit(row) for name in FILES for row in _with_variants(packaged_table(f"law/{name}.toml")["limit"]))


@cache
def codes() -> tuple[str, ...]:
    """Every rule code, once, in the order of the table."""
    return tuple(dict.fromkeys(row.code for row in limits()))


def rows_of_code(code: str, variant: str = "") -> tuple[Limit, ...]:
    """Every row of a code and variant, whatever its years; empty for an unknown one."""
    return _by_code().get((code, variant), ())


@lru_cache(maxsize=65_536)
def limit(code: str, *, on: date, variant: str = "") -> Limit:
    """The one row for a code in force on a day.

    Raises UnknownRule, NotInForce or AmbiguousLaw, each naming the rule and the day.
    """
    rows = rows_of_code(code, variant)
    if not rows and variant and rows_of_code(code):
        raise NotInForce(f"Rule {code} has no form for: {variant.replace('_', ', ')}. No such limit is in the law.")
    return only_row(rows, code, on)


def only_row(rows: tuple[Limit, ...], code: str, on: date) -> Limit:
    """The single row in force among rows of one code; the same errors as `limit`."""
    if not rows:
        raise UnknownRule(f"There is no rule {code!r}. Known rules: {', '.join(codes())}.")
    found = [row for row in rows if row.in_force(on)]
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousLaw(f"{len(found)} rows of rule {code} are in force on {said(on)}; exactly one should be.")
    spans = "; ".join(_span(row) for row in rows)
    raise NotInForce(f"Rule {code} was not in force on {said(on)}. It is in force {spans}.")


def _span(row: Limit) -> str:
    return f"from {said(row.in_force_from)}" + (f" to {said(row.in_force_to)}" if row.in_force_to else "")


@cache
def _by_code() -> Mapping[tuple[str, str], tuple[Limit, ...]]:
    keyed: dict[tuple[str, str], list[Limit]] = {}
    for row in limits():
        keyed.setdefault((row.code, row.variant), []).append(row)
    return {key: tuple(rows) for key, rows in keyed.items()}


def _with_variants(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        plain = {name: value for name, value in row.items() if name != "also"}
        yield plain
        for differing in row.get("also", ()):
            held = {"name": f"{row['name']} (a detained person)"} if differing["variant"].startswith("detained") else {}
            yield {**plain, **held, **differing}


def _limit(row: Mapping[str, Any]) -> Limit:
    fields = dict(row)
    value, unit = fields.pop("value", None), fields.pop("unit", None)
    fields["period"] = Period(value, Unit(unit)) if value else None
    fields["next"] = tuple(fields.get("next", ()))
    fields["counting"] = Counting(fields["counting"])
    fields["strength"] = Strength(fields["strength"])
    return Limit(**fields)
