"""An exact amount of money in pounds, with the scale it is written in: pounds, thousands or millions.

Sums are exact: nothing is rounded before it is shown, but for a share that no decimal can hold (a third), which is
settled to a millionth of a pound. Amounts of two scales do not add until one is converted, and nothing that is not
money (a count, a float) adds to money at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import Enum
from fractions import Fraction
from typing import Final


class UnitsMixed(TypeError):
    """Two things that do not add: money and a count, or amounts of two scales."""


class Scale(Enum):
    """How an amount is written: one of it is `value` pounds."""

    POUNDS = 1
    THOUSANDS = 1_000
    MILLIONS = 1_000_000

    @property
    def heading(self) -> str:
        """As at the top of a column."""
        return {1: "£", 1_000: "£k", 1_000_000: "£m"}[self.value]

    @property
    def suffix(self) -> str:
        """As after a number."""
        return self.heading[1:]


PENNY: Final = Decimal("0.01")
_PRECISION: Final = 60  # digits kept: more than any sum of money has
_FINEST: Final = Decimal("0.000001")
MINUS: Final = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True, order=True)
class Amount:
    """`pounds` exactly; below nought for money owed. Two amounts are equal when their pounds are, whatever their
    scale. Raises UnitsMixed for a float, which is not exact.
    """

    pounds: Decimal
    scale: Scale = field(default=Scale.POUNDS, compare=False)

    def __post_init__(self) -> None:
        if not isinstance(self.pounds, Decimal) or not self.pounds.is_finite():
            raise UnitsMixed(f"An amount is a finite Decimal of pounds, not {self.pounds!r}.")

    def at(self, scale: Scale) -> Amount:
        """The same money, written in another scale."""
        return Amount(self.pounds, scale)

    def __add__(self, other: object) -> Amount:
        with localcontext(prec=_PRECISION):
            return Amount(self.pounds + self._same(other).pounds, self.scale)

    def __sub__(self, other: object) -> Amount:
        with localcontext(prec=_PRECISION):
            return Amount(self.pounds - self._same(other).pounds, self.scale)

    def __radd__(self, other: object) -> Amount:
        raise UnitsMixed(f"{other!r} is not money and cannot be added to {self.said()}.")

    def __neg__(self) -> Amount:
        return Amount(-self.pounds, self.scale)

    def __mul__(self, times: object) -> Amount:
        """So many times this: an int, a Decimal or a Fraction. Raises UnitsMixed for money times money or a float."""
        if isinstance(times, bool) or not isinstance(times, int | Decimal | Fraction):
            raise UnitsMixed(f"Money is multiplied by a number of things or an exact share, not by {times!r}.")
        with localcontext(prec=_PRECISION):
            if isinstance(times, Fraction):
                shared = self.pounds * times.numerator / times.denominator
                return Amount(shared if _is_short(shared) else shared.quantize(_FINEST, ROUND_HALF_UP), self.scale)
            return Amount(self.pounds * times, self.scale)

    def ratio(self, whole: Amount) -> Fraction:
        """This as a share of another amount, exactly. Raises ZeroDivisionError for a share of nothing."""
        return Fraction(self.pounds) / Fraction(whole.pounds)

    def rounded(self, scale: Scale = Scale.POUNDS, places: int = 0) -> Decimal:
        """The number written at a scale with so many decimal places, halves away from nought. For showing only."""
        return (self.pounds / scale.value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)

    def said(self, scale: Scale | None = None, places: int | None = None) -> str:
        """'£30.97m', '£30,973k', '−£412'. Millions have two places unless told, the others none."""
        scale = scale or self.scale
        number = self.rounded(scale, (2 if scale is Scale.MILLIONS else 0) if places is None else places)
        return f"{MINUS if number < 0 else ''}£{abs(number):,}{scale.suffix}"

    def _same(self, other: object) -> Amount:
        if not isinstance(other, Amount):
            raise UnitsMixed(f"{other!r} is not money and cannot be added to or taken from {self.said()}.")
        if other.scale is not self.scale:
            raise UnitsMixed(
                f"{self.said()} is in {self.scale.heading} and {other.said()} in {other.scale.heading}: "
                "convert one with at() first."
            )
        return other


NOTHING: Final = Amount(Decimal(0))


def pounds(number: int | str | Decimal) -> Amount:
    """So many pounds."""
    return _of(number, Scale.POUNDS)


def thousands(number: int | str | Decimal) -> Amount:
    """So many thousand pounds."""
    return _of(number, Scale.THOUSANDS)


def millions(number: int | str | Decimal) -> Amount:
    """So many million pounds."""
    return _of(number, Scale.MILLIONS)


def total(amounts: Iterable[Amount], scale: Scale = Scale.POUNDS) -> Amount:
    """The sum, all of one scale; nought of nothing. Raises UnitsMixed."""
    found = Amount(Decimal(0), scale)
    for amount in amounts:
        found = found + amount
    return found


def _is_short(number: Decimal) -> bool:
    """Whether a quotient ended before the digits kept did."""
    return len(number.as_tuple().digits) < _PRECISION


def _of(number: int | str | Decimal, scale: Scale) -> Amount:
    if isinstance(number, bool) or not isinstance(number, int | str | Decimal):
        raise UnitsMixed(f"Money is an int, a Decimal or its text, not {number!r}.")
    return Amount(Decimal(number) * scale.value, scale)
