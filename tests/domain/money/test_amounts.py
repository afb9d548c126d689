"""Exact money, and everything that is refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.money.amounts import (
    Amount,
    Scale,
    UnitsMixed,
    millions,
    pounds,
    thousands,
)  # fmt: skip
from goldenthread.domain.money.reading import NotAnAmount, heading_scale, read_amount

MONEY = st.decimals(min_value=-(10**9), max_value=10**9, places=2).map(Amount)


def test_a_count_or_a_float_does_not_add_to_money() -> None:
    for other in (5, 5.0, Decimal(5), "£5"):
        with pytest.raises(UnitsMixed):
            pounds(5) + other  # type: ignore[operator]
        with pytest.raises(UnitsMixed):
            other + pounds(5)  # type: ignore[operator]
    with pytest.raises(UnitsMixed):
        pounds(5) * 0.5
    with pytest.raises(UnitsMixed):
        Amount(30.5)  # type: ignore[arg-type]


def test_thousands_and_millions_add_only_once_one_is_converted() -> None:
    with pytest.raises(UnitsMixed, match="in £k .* in £m"):
        thousands("30973") + millions("4.677")
    both = thousands("30973").at(Scale.MILLIONS) + millions("4.677")
    assert both == pounds(35_650_000) and both.said() == "£35.65m"


def test_amounts_are_equal_by_their_pounds_and_shown_in_their_scale() -> None:
    assert millions("30.973") == thousands(30_973) == pounds(30_973_000)
    assert millions("-4.21").said() == "−£4.21m"
    assert thousands("30973").said() == "£30,973k" and pounds("21076.4").said() == "£21,076"
    assert pounds("0.5").rounded() == 1 and pounds("-0.5").rounded() == -1  # halves away from nought


@given(MONEY, st.integers(1, 12))
def test_the_months_of_a_year_add_to_it_within_a_millionth_of_a_pound(amount: Amount, part: int) -> None:
    both = amount * Fraction(part, 12) + amount * Fraction(12 - part, 12)
    assert abs((both - amount).pounds) <= Decimal("0.000001")


def test_a_ratio_is_exact() -> None:
    assert pounds(1).ratio(pounds(3)) == Fraction(1, 3)


@pytest.mark.parametrize(
    ("text", "heading", "expected"),
    [
        ("20.59", "£m", millions("20.59")),
        ("(25.32)", "£m", millions("-25.32")),
        ("−4.21", "£m", millions("-4.21")),
        ("(5)", "£", pounds(-5)),
        ("5.500", "£", pounds("5.5")),
        ("20.59123456", "£m", pounds("20591234.56")),
        ("-5", "£", pounds(-5)),
        ("£30.97m", "£", millions("30.97")),
        ("£30,973k", "£", thousands(30_973)),
        ("30,973", "£000", thousands(30_973)),
        ("£21,076", "£", pounds(21_076)),
        ("£4.677", "£m", millions("4.677")),
    ],
)
def test_what_is_written_plainly_is_read(text: str, heading: str, expected: Amount) -> None:
    assert read_amount(text, heading) == expected


@pytest.mark.parametrize(
    ("text", "heading", "why"),
    [
        ("£30,973", "£m", "pound sign and no decimals, but its heading says £m"),
        ("23,929", "£m", "23.929 billion pounds: it is probably thousands"),
        ("£30,973k", "£m", "is in £k, but its heading says £m"),
        ("30.97m", "£k", "is in £m, but its heading says £k"),
        ("1,470", "pupils", "names no scale"),
        ("about 20", "£m", "not an amount"),
        ("(20.59", "£m", "not an amount"),
        ("1,47", "£", "not an amount"),
        ("12.345", "£", "fractions of a penny"),
        ("0.00000000000000000000000001", "£", "fractions of a penny"),
        ("1.234567", "£k", "fractions of a penny"),
        ("£20.591234567m", "£", "fractions of a penny"),
        ("(-5)", "£", "has brackets and a minus sign"),
        ("(−£4.21)", "£m", "has brackets and a minus sign"),
        ("", "£", "Nothing is written"),
        ("9,999,999,999", "£", "more than £2,000m"),
    ],
)
def test_what_contradicts_its_heading_is_refused_with_the_reason(text: str, heading: str, why: str) -> None:
    with pytest.raises(NotAnAmount, match=why.replace("(", r"\(")):
        read_amount(text, heading)


def test_headings() -> None:
    assert heading_scale("£m") is heading_scale("£ million") is Scale.MILLIONS
    assert heading_scale("£000s") is heading_scale("£'000") is heading_scale("£k") is Scale.THOUSANDS
    assert heading_scale("£") is Scale.POUNDS
