"""Cases shared out end as even as can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.lifecycle.sharing_out import share_out


@given(st.integers(0, 60), st.dictionaries(st.text("abcdefgh", min_size=1), st.integers(0, 40), min_size=1))
def test_everybody_who_gets_a_case_ends_within_one_of_each_other(cases: int, loads: dict[str, int]) -> None:
    given_to = share_out(range(cases), loads)
    assert list(given_to) == list(range(cases))
    after = {who: load + sum(each == who for each in given_to.values()) for who, load in loads.items()}
    received = [after[who] for who in set(given_to.values())]
    if received:
        assert max(received) - min(received) <= 1
        assert all(load >= max(received) - 1 for load in after.values())


def test_of_equals_the_first_named_comes_first() -> None:
    assert share_out(["x", "y", "z"], {"b": 1, "a": 1}) == {"x": "b", "y": "a", "z": "b"}


def test_nobody_to_give_to_is_said() -> None:
    with pytest.raises(ValueError, match="nobody"):
        share_out(["x"], {})
