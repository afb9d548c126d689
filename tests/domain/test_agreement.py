"""Agreement between several people, against worked examples from the literature and by hand."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.agreement import FEWEST_FOR_KAPPA, agreement

# The example most often worked: 14 people, 10 subjects, 5 categories; kappa 0.210.
WORKED = (
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
)  # fmt: skip


def test_fleiss_kappa_of_the_worked_example() -> None:
    ratings = [[str(place) for place, count in enumerate(row) for _ in range(count)] for row in WORKED]
    found = agreement(ratings)
    assert (found.questions, found.answers, found.alike) == (10, 140, 1)
    assert found.observed == pytest.approx(0.378, abs=0.0005)
    assert found.kappa == pytest.approx(0.210, abs=0.0005)


def test_a_few_questions_are_counted_without_a_kappa() -> None:
    found = agreement([["met", "met", "more"], ["met", "met"], ["met"], []])
    assert (found.questions, found.answers, found.alike, found.kappa) == (2, 5, 1, None)
    assert found.observed == pytest.approx((1 / 3 + 1) / 2)


def test_nothing_and_everybody_always_the_same_have_no_kappa() -> None:
    assert agreement([]).observed is None
    assert agreement([["met", "met"]] * FEWEST_FOR_KAPPA).kappa is None


@given(st.lists(st.lists(st.sampled_from(["met", "not_met", "more"]), max_size=6), max_size=30))
def test_it_never_claims_more_than_full_agreement(ratings: list[list[str]]) -> None:
    found = agreement(ratings)
    assert found.questions == sum(len(each) > 1 for each in ratings) and found.alike <= found.questions
    assert found.observed is None or 0 <= found.observed <= 1
    assert found.kappa is None or found.kappa <= 1 + 1e-12
    if found.kappa is not None and Counter(len(set(each)) for each in ratings if len(each) > 1).keys() == {1}:
        assert found.kappa == pytest.approx(1)
