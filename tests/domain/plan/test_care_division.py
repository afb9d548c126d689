"""H1 or H2 is proposed with its reason, from the child's age and the services section 2 of the 1970 Act lists."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.domain.plan.care_division import division_proposed

TODAY = date(2026, 9, 2)
CHILD, ADULT = date(2016, 3, 4), date(2008, 9, 2)


@pytest.mark.parametrize(
    "text, code, law",
    [
        ("A care worker helps Amira wash and dress at home each morning.", "H1", "(a)"),
        ("Two hours of short breaks each week.", "H1", "(c)"),
        ("A befriender takes Amira to a youth club on Saturdays.", "H1", "(c)"),
        ("A taxi to and from her activities.", "H1", "(d)"),
        ("A hoist and a ramp are fitted.", "H1", "(e)"),
        ("One week of holiday with a helper.", "H1", "(f)"),
        ("Meals are delivered on school days.", "H1", "(g)"),
        ("A telephone with large keys.", "H1", "(h)"),
        ("A toy library visits every month.", "H1", "(b)"),
        ("Two nights of overnight short breaks each month.", "H2", "9.69"),
        ("A social worker's visit each month under a child in need plan.", "H2", "s.17"),
        ("A mentor meets him weekly to talk about friends.", "H2", "s.37(2)"),
    ],
)
def test_by_the_services_the_act_lists(text: str, code: str, law: str) -> None:
    found = division_proposed(text, CHILD, TODAY)
    assert found is not None and found.code == code and law in found.citation and found.reason


def test_from_eighteen_it_is_never_h1_and_without_a_birthday_nothing_is_proposed() -> None:
    short_breaks = "Two hours of short breaks each week."
    found = division_proposed(short_breaks, ADULT, TODAY)
    assert found is not None and found.code == "H2" and "From 18" in found.reason
    day_before = division_proposed(short_breaks, date(2008, 9, 3), TODAY)
    assert day_before is not None and day_before.code == "H1"
    assert division_proposed(short_breaks, None, TODAY) is None


def test_a_huge_paste_is_answered_at_once() -> None:
    found = division_proposed("help with " * 20_000, CHILD, TODAY)
    assert found is not None and found.code == "H2"
