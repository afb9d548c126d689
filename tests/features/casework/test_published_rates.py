"""The published rates: read as shipped, checked against the figures as published."""

from __future__ import annotations

import pytest

from goldenthread.domain.lifecycle.hearing import Asked
from goldenthread.features.casework.queries.published_rates import (
    ENGLAND,
    authority_like,
    neighbours_of,
    published,
    together,
)


def test_england_is_as_published() -> None:
    england = published()[ENGLAND]
    assert england.assess and (england.assess.count, england.assess.total) == (101_045, 101_045 + 38_889)
    assert england.issue and (england.issue.count, england.issue.total) == (98_547, 98_547 + 6_404)


def test_every_authority_has_ten_neighbours_that_are_authorities_and_not_itself() -> None:
    everyone = {code: row for code, row in published().items() if code != ENGLAND}
    assert len(everyone) == 153
    for code in everyone:
        near = neighbours_of(code)
        assert len({row.code for row in near}) == 10 and code not in {row.code for row in near}
    assert neighbours_of("999") == []


def test_neighbours_together_are_their_sum() -> None:
    near = neighbours_of("314")
    assert [row.name for row in near][:3] == ["Sutton", "Merton", "Hertfordshire"]
    found = together(near, Asked.ASSESS)
    assert found and found.count == sum(row.assess.count for row in near if row.assess)
    assert together([], Asked.ISSUE) is None


@pytest.mark.parametrize(
    ("like", "name"),
    [("kingston", "Kingston upon Thames"), ("kent", "Kent"), ("kensington-and-chelsea", "Kensington and Chelsea")],
)
def test_the_area_a_demonstration_is_like_is_found_by_name(like: str, name: str) -> None:
    assert published()[authority_like(like)].name == name
    assert authority_like("england") == ENGLAND and authority_like("") == "" and authority_like("atlantis") == ""
