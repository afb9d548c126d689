"""Who holds a right on a day where somebody lacks capacity: a representative, or a young person's alternative person.

Children and Families Act 2014, section 80; SEND Regulations 2014, regulations 63 and 64 and Schedule 3. Whether
somebody lacks capacity is found by people about one decision (Mental Capacity Act 2005); it is never inferred.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from goldenthread.domain.calendars.school_years import compulsory_school_age_ends
from goldenthread.domain.calendars.wording import said
from goldenthread.domain.statute.packaged import packaged_table
from goldenthread.domain.statute.right_holder import right_holder

Person = Literal["parent", "young person", "representative of the parent", "representative of the young person"]


class NoRightHolder(ValueError):
    """Nobody can exercise the right as things are recorded; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """What has been found and who has been appointed, on the day. A representative is a deputy or an attorney."""

    parent_lacks: bool = False
    parent_represented: bool = False
    young_person_lacks: bool = False
    young_person_represented: bool = False


@dataclass(frozen=True, slots=True)
class RightHolders:
    """Everybody who holds the right on the day, and why, in one or two sentences with the source."""

    people: tuple[Person, ...]
    why: str
    citation: str


def right_holders(
    born_on: date, on: date, provision: str = "reg 5(1)", capacity: Capacity | None = None
) -> RightHolders:
    """Who is told, consulted or may act under a provision (`reg 13(1)`, `s.51(1)`). Raises NoRightHolder.

    The default is a provision that is read as the alternative person instead, as most are. One Schedule 3 does not list
    stays the young person's own.
    """
    found = capacity or Capacity()
    ends_on = compulsory_school_age_ends(born_on).last_on
    if right_holder(born_on, on) == "parent":
        why = f"Compulsory school age ends on {said(ends_on)}; until then the right is the parent's."
        return RightHolders((_parent(found),), why + _represented(found.parent_lacks), _parents_source(found))
    why = f"Compulsory school age ended on {said(ends_on)}, so the right is the young person's own."
    if not found.young_person_lacks:
        return RightHolders(("young person",), why, "Children and Families Act 2014, s.83(2)")
    return _without_capacity(provision, found)


def is_read(provision: str) -> Literal["both", "instead", "own"]:
    """How a provision is read where the young person lacks capacity: `both` and `instead` as Schedule 3 lists them."""
    if provision in _listed("both"):
        return "both"
    return "instead" if provision in _listed("instead") else "own"


def alternative_person(capacity: Capacity) -> Person:
    """The young person's representative, else the parent, else the parent's representative (regulation 64(2))."""
    if capacity.young_person_represented:
        return "representative of the young person"
    return _parent(capacity)


def _without_capacity(provision: str, capacity: Capacity) -> RightHolders:
    alternative = alternative_person(capacity)
    reading = is_read(provision)
    if reading == "own":
        why = f"Schedule 3 does not list {provision}, so it stays the young person's own although capacity is lacking."
        return RightHolders(("young person",), why, "SEND Regulations 2014, reg 64 and Schedule 3")
    if reading == "both":
        why = f"The young person lacks capacity; {provision} is read as the young person and the {alternative}."
        return RightHolders(
            ("young person", alternative), why, "SEND Regulations 2014, reg 64 and Schedule 3, Parts 1 and 3"
        )
    why = f"The young person lacks capacity; {provision} is read as the {alternative} instead."
    return RightHolders((alternative,), why, "SEND Regulations 2014, reg 64 and Schedule 3, Parts 2 and 4")


def _parent(capacity: Capacity) -> Person:
    if not capacity.parent_lacks:
        return "parent"
    if capacity.parent_represented:
        return "representative of the parent"
    raise NoRightHolder("The parent lacks capacity and no representative is recorded: a deputy or attorney is needed.")


def _represented(lacks: bool) -> str:
    return " The parent lacks capacity, so a representative acts." if lacks else ""


def _parents_source(capacity: Capacity) -> str:
    return "SEND Regulations 2014, reg 63" if capacity.parent_lacks else "Children and Families Act 2014, s.83"


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(packaged_table("schedule3.toml")[name])
