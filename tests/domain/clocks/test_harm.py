"""The ranking sum."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.clocks.harm import VULNERABILITIES, explain_harm, harm_base, harm_score
from goldenthread.domain.clocks.register import CLOCKS


def test_a_late_plan_outweighs_a_late_report() -> None:
    assert harm_base("C4") > harm_base("F8") > harm_base("F1") > harm_base("F4")


def test_vulnerability_points_add_up_and_stop_at_thirty() -> None:
    assert harm_base("C4", ["looked_after"]) == 75
    assert harm_base("C4", ["looked_after", "looked_after"]) == 75
    assert harm_base("C4", list(VULNERABILITIES)) == 90


def test_an_unknown_vulnerability_is_an_error_and_not_nought() -> None:
    with pytest.raises(KeyError):
        harm_base("C4", ["tall"])


def test_the_sum_is_said_as_it_was_done() -> None:
    assert explain_harm("C4", ["looked_after", "under_five"], 5) == (
        "85 points: 60 because without a final plan there is no provision, no place and no appeal; "
        "20 because the child is looked after by a council and is under five; 5 for 5 days late."
    )


@given(st.sampled_from(sorted(CLOCKS)), st.sets(st.sampled_from(sorted(VULNERABILITIES))), st.integers(-400, 400))
def test_later_is_never_ranked_lower_and_the_score_stays_in_its_bounds(rule: str, groups: set[str], days: int) -> None:
    base = harm_base(rule, groups)
    assert harm_score(base, days) <= harm_score(base, days + 1)
    assert base - 60 <= harm_score(base, days) <= base + 60
    assert explain_harm(rule, groups, days).startswith(f"{harm_score(base, days)} points")
