"""A hidden address in what somebody wrote."""

from __future__ import annotations

import pytest

from goldenthread.domain.withheld import INSTEAD, without_addresses

HIDDEN = ("14 Ferry Street\nWrenbury", "WX1 4AB")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("We live at 14 Ferry Street, Wrenbury.", f"We live at {INSTEAD}, {INSTEAD}."),
        ("our postcode is wx14ab now", f"our postcode is {INSTEAD} now"),
        ("14  ferry\nstreet", INSTEAD),
        ("Nothing here.", "Nothing here."),
        ("", ""),
    ],
)
def test_it_is_taken_out_however_it_is_spaced(text: str, left: str) -> None:
    assert without_addresses(text, HIDDEN) == left


def test_what_is_too_short_to_tell_or_not_hidden_stays() -> None:
    assert without_addresses("He is 12 and likes York.", ["12\nYork", ""]) == "He is 12 and likes York."
    assert without_addresses("A (b) [c] at Place (x)", ["Place (x)"]) == f"A (b) [c] at {INSTEAD}"
