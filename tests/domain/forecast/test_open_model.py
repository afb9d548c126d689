"""The compatible law against the open model written a second time; our law's mean against its own simulation is
elsewhere.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from goldenthread.domain.forecast.law import Law
from goldenthread.domain.forecast.laws import COMPATIBLE, LAWS, law_for
from goldenthread.domain.forecast.mean import exact_mean
from tests.forecasts import Authority, invented
from tests.open_model import expected

YEARS = 6


def agrees(authority: Authority) -> Law:
    law = law_for(COMPATIBLE, authority.inputs, YEARS)
    found = exact_mean(law)
    counts, lost = expected(authority, YEARS)
    for year, states in enumerate(counts):
        wanted = np.zeros(law.space.size)
        for (age, need, setting), children in states.items():
            wanted[law.space.state(age, need, setting)] += children
        np.testing.assert_allclose(found.counts[year], wanted, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(found.dropped, lost, rtol=1e-9, atol=1e-9)
    return law


@pytest.mark.parametrize("seed", range(12))
def test_every_state_and_year_is_the_open_models(seed: int) -> None:
    law = agrees(invented(seed))
    assert law.start.sum() > 100


@settings(max_examples=25, deadline=None)
@given(some.integers(0, 10**6), some.integers(8, 60))
def test_so_with_few_children(seed: int, children: int) -> None:
    authority = invented(seed, children)
    if any(row.next_setting != "NONSEND" for row in authority.rows):
        agrees(authority)


def test_the_invented_authorities_have_what_is_awkward() -> None:
    """Without this the comparison could pass by there being nothing to compare."""
    laws = [law_for(COMPATIBLE, invented(seed).inputs, YEARS) for seed in range(12)]
    means = [exact_mean(law) for law in laws]
    assert sum(mean.dropped.sum() > 1 for mean in means) >= 6
    assert sum(mean.joined.sum() > 50 for mean in means) >= 6
    for law in laws:
        assert (law.known & ~law.moves).any() or (law.known & law.moves).any()
    assert any((law.known & ~law.moves).any() for law in laws)
    assert any((law.known & law.moves).any() for law in laws)
    assert any(not (law.population > 0).all() or (law.joining.sum(axis=1) == 0).any() for law in laws)


@pytest.mark.parametrize("name", LAWS)
@pytest.mark.parametrize("seed", range(6))
def test_the_mean_loses_nobody_it_does_not_say(name: str, seed: int) -> None:
    found = exact_mean(law_for(name, invented(seed).inputs, YEARS))
    before, after = found.counts[:-1].sum(axis=1), found.counts[1:].sum(axis=1)
    gone = found.left.sum(axis=1) + found.dropped
    np.testing.assert_allclose(before + found.joined.sum(axis=1), after + gone, rtol=1e-12)
    if name != COMPATIBLE:
        assert not found.dropped.any()
