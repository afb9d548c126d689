from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.sen2 import upn


@pytest.mark.parametrize("number", ["A950000178301", "H243278544154", "X845212818005"])
def test_a_right_check_letter_is_accepted(number):
    assert upn.check_letter_is_right(number)


@pytest.mark.parametrize("number", ["R247962919251", "X428558133462"])
def test_a_wrong_check_letter_is_found(number):
    assert upn.has_upn_shape(number)
    assert not upn.check_letter_is_right(number)


@pytest.mark.parametrize(
    "number", ["A95000017830", "A9500001783011", "1950000178301", "a950000178301", "", "A95000017830٣"]
)
def test_what_is_not_a_letter_and_twelve_digits_has_not_the_shape_of_a_upn(number):
    assert not upn.has_upn_shape(number)


def test_a_temporary_number_ends_in_a_letter_and_its_check_letter_is_not_judged():
    assert upn.is_temporary("A95000017830B")
    assert upn.check_letter_is_right("A95000017830B")


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 11), st.integers(1, 9))
def test_changing_one_digit_changes_the_check_letter(digits, at, by):
    changed = digits[:at] + str((int(digits[at]) + by) % 10) + digits[at + 1 :]
    assert upn.check_letter(digits) != upn.check_letter(changed)
