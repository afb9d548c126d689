"""The guard against counting a saving twice.

Two opportunities that change the same money in the same year (the same line, for the same group of children or for
everybody's) cannot both count in full: a child who never comes to an independent school cannot also have their fee
brought down. Of those that overlap, together they are worth

* where the money they work on (the base) is known: base × (1 − Π(1 − value ÷ base)), each working on what the others
  leave;
* where it is not: the largest of them, and no more.

Who is credited with how much of that is settled by order (a waterfall: each counts what it adds to those before it) or
by shares the partnership has agreed. Either way the parts add to the joint value exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from goldenthread.domain.money.amounts import NOTHING, Amount, total
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.domain.money.opportunity_list import MoneyLine

EVERYBODY = ""


class CannotShare(ValueError):
    """Values, base or shares do not fit each other; the message says which."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one opportunity alone would be worth in one year, above nought. `group` EVERYBODY: all money on the line."""

    opportunity: str
    year: FinancialYear
    line: MoneyLine
    group: str
    value: Amount


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
    """A claim and what of it counts. `full` is False where the guard counts less than was claimed."""

    claim: Claim
    counts: Amount

    @property
    def full(self) -> bool:
        """Whether all of it counts."""
        return self.counts == self.claim.value


def overlaps(claims: Sequence[Claim]) -> tuple[Overlap, ...]:
    """Every pair that cannot both count in full, in the order given."""
    return tuple(
        Overlap(a.opportunity, b.opportunity, a.year, a.line, a.group or b.group)
        for a, b in combinations(claims, 2)
        if _meet(a, b)
    )


def pools(claims: Sequence[Claim]) -> tuple[tuple[Claim, ...], ...]:
    """The claims in sets within which each overlaps with another of the set, directly or through a third."""
    found: list[list[Claim]] = []
    for claim in claims:
        touching = [pool for pool in found if any(_meet(claim, each) for each in pool)]
        joined = [each for pool in touching for each in pool] + [claim]
        found = [pool for pool in found if pool not in touching] + [joined]
    order = {id(claim): place for place, claim in enumerate(claims)}
    return tuple(tuple(sorted(pool, key=lambda each: order[id(each)])) for pool in found)


def joint_value(pool: Sequence[Claim], base: Amount | None) -> Amount:
    """What claims that overlap are worth together. Raises CannotShare where one claims more than its base."""
    if base is None:
        return max((claim.value for claim in pool), default=NOTHING)
    left = Fraction(1)
    for claim in pool:
        if claim.value < NOTHING or claim.value > base:
            raise CannotShare(f"{claim.opportunity} claims {claim.value.said()} of {base.said()} in {claim.year}.")
        left *= 1 - claim.value.ratio(base) if base > NOTHING else 1
    return base * (1 - left)


def waterfall(
    claims: Sequence[Claim], bases: Mapping[tuple[FinancialYear, MoneyLine], Amount] | None = None
) -> tuple[Counted, ...]:
    """Each claim with what it adds to those before it in the order given. Raises CannotShare."""
    found: dict[int, Amount] = {}
    for pool in pools(claims):
        base = (bases or {}).get((pool[0].year, pool[0].line))
        before = pool[0].value * 0
        for place, claim in enumerate(pool):
            upto = joint_value(pool[: place + 1], base)
            found[id(claim)] = upto - before
            before = upto
    return tuple(Counted(claim, found[id(claim)]) for claim in claims)


def shared(pool: Sequence[Claim], shares: Sequence[Fraction], base: Amount | None = None) -> tuple[Counted, ...]:
    """Claims that overlap, each credited with an agreed share of their joint value; no share above what it claimed.

    Raises CannotShare unless the shares add to one and fit the claims.
    """
    if len(shares) != len(pool) or sum(shares) != 1 or min(shares, default=Fraction(0)) < 0:
        raise CannotShare("Give each opportunity a share, none below nought, that add to one.")
    joint = joint_value(pool, base)
    counted = [Counted(claim, joint * share) for claim, share in zip(pool, shares, strict=True)]
    for each in counted:
        if each.counts > each.claim.value:
            raise CannotShare(f"{each.claim.opportunity} would be credited with more than it is worth alone.")
    return tuple(counted)


def counted_total(counted: Sequence[Counted], year: FinancialYear) -> Amount:
    """What all of them are worth in a year, nothing twice."""
    return total(each.counts for each in counted if each.claim.year == year)


def _meet(a: Claim, b: Claim) -> bool:
    """Same year and line, different opportunities, and a group in common."""
    if a.year != b.year or a.line is not b.line or a.opportunity == b.opportunity:
        return False
    return a.group == b.group or EVERYBODY in (a.group, b.group)
