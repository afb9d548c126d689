"""The guard against counting a saving twice.

Two opportunities that change the same money in the same year (the same line, for the same group of children or for
everybody's) cannot both count in full: a child who never comes to an independent school cannot also have their fee
brought down. How much of one is left when another is done is not known, so of the opportunities on one line in one year

* those for one group are together worth the largest of them;
* those for different groups, which are taken to share nobody, add;
* those for everybody are together worth the largest of them, and may be the very money of the groups.

Together they are worth the larger of the sum over the groups and the largest for everybody: the least they can come to,
and never less for another opportunity. Each is credited, in order, with what it adds to those before it, so the parts
add to the whole exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from goldenthread.domain.money.amounts import NOTHING, Amount, total
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.domain.money.opportunity_list import MoneyLine

EVERYBODY = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one opportunity alone would be worth in one year, in pounds, above nought. `group` EVERYBODY: all money on
    the line.
    """

    opportunity: str
    year: FinancialYear
    line: MoneyLine
    group: str
    value: Amount

    @property
    def whose(self) -> str:
        """The group as it is compared: two people write one name with other spaces or capitals."""
        return " ".join(self.group.split()).casefold()


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two opportunities that change the same money in a year."""

    first: str
    second: str
    year: FinancialYear
    line: MoneyLine
    group: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A claim and what of it counts: less than was claimed where the guard took something off."""

    claim: Claim
    counts: Amount


def overlaps(claims: Sequence[Claim]) -> tuple[Overlap, ...]:
    """Every pair that changes the same money, in the order given."""
    return tuple(
        Overlap(a.opportunity, b.opportunity, a.year, a.line, a.group or b.group)
        for a, b in combinations(claims, 2)
        if _meet(a, b)
    )


def waterfall(claims: Sequence[Claim]) -> tuple[Counted, ...]:
    """Each claim with what it adds to those before it in the order given. The order moves the credit, never the sum."""
    largest: dict[tuple[FinancialYear, MoneyLine], dict[str, Amount]] = {}
    found = []
    for claim in claims:
        on_line = largest.setdefault((claim.year, claim.line), {})
        before = _together(on_line)
        on_line[claim.whose] = max(on_line.get(claim.whose, NOTHING), claim.value)
        found.append(Counted(claim, _together(on_line) - before))
    return tuple(found)


def _together(largest: Mapping[str, Amount]) -> Amount:
    """What the claims on one line in one year are worth, from the largest of each group and of everybody."""
    groups = total(value for whose, value in largest.items() if whose != EVERYBODY)
    return max(groups, largest.get(EVERYBODY, NOTHING))


def _meet(a: Claim, b: Claim) -> bool:
    """Same year and line, different opportunities, and a group in common."""
    if a.year != b.year or a.line is not b.line or a.opportunity == b.opportunity:
        return False
    return a.whose == b.whose or EVERYBODY in (a.whose, b.whose)
