"""Which request a return means, from what it says and what is held: the surest sign first, each request once."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.features.returns.operations.matching import ReviewSign, Sign, match_requests, match_reviews

RECEIVED, STARTED = date(2024, 2, 3), date(2024, 6, 20)


def sign(received: date | None = None, started: date | None = None, **more: Any) -> Sign:
    given = {"has_plan": started is not None, "plan_ceased_on": None, "outcome": "Y" if received else "H", **more}
    return Sign(received_on=received, plan_started_on=started, **given)


def review(held: date | None = None, decided: date | None = None, **more: Any) -> ReviewSign:
    return ReviewSign(
        **{"kind": "annual", "held_on": held, "decided_on": decided, "due_on": None, "final_on": None, **more}
    )


def test_the_day_received_tells_a_request() -> None:
    assert match_requests([sign(RECEIVED)], [sign(date(2023, 1, 9)), sign(RECEIVED)]) == [1]


def test_the_start_of_its_plan_tells_a_request_that_is_historical_now() -> None:
    assert match_requests([sign(None, STARTED)], [sign(date(2023, 1, 9)), sign(RECEIVED, STARTED)]) == [1]


def test_a_refused_request_is_not_taken_for_the_one_a_later_plan_came_from() -> None:
    refused = sign(date(2023, 9, 4), outcome="N", closed=True)
    assert match_requests([sign(None, STARTED)], [refused]) == [None]


def test_a_day_received_corrected_by_a_few_days_is_the_same_request() -> None:
    assert match_requests([sign(date(2024, 2, 8))], [sign(RECEIVED)]) == [0]
    assert match_requests([sign(date(2024, 9, 8))], [sign(RECEIVED)]) == [None]


def test_a_plan_still_in_force_is_meant_before_one_that_ended() -> None:
    ended = sign(None, date(2019, 1, 7), plan_ceased_on=date(2021, 7, 31))
    now = sign(None, date(2022, 6, 20))
    assert match_requests([sign(None, date(2025, 9, 1))], [ended, now]) == [1]


@st.composite
def signs(draw: st.DrawFn) -> Sign:
    days = st.none() | st.dates(date(2019, 1, 1), date(2026, 1, 1))
    started = draw(days)
    return sign(
        draw(days), started, has_plan=started is not None or draw(st.booleans()), outcome=draw(st.sampled_from("YNAWH"))
    )


@given(st.lists(signs(), max_size=5), st.lists(signs(), max_size=5))
def test_no_request_is_meant_twice(said: list[Sign], held: list[Sign]) -> None:
    found = [place for place in match_requests(said, held) if place is not None]
    assert len(found) == len(set(found))


@given(st.lists(signs(), max_size=5))
def test_what_was_just_brought_in_is_found_again_in_full(said: list[Sign]) -> None:
    assert sorted(place for place in match_requests(said, said) if place is not None) == list(range(len(said)))


def test_a_decision_joins_the_meeting_it_followed() -> None:
    assert match_reviews([review(None, date(2024, 11, 1))], [review(date(2024, 10, 7))]) == [0]
    assert match_reviews([review(None, date(2026, 3, 1))], [review(date(2024, 10, 7))]) == [None]


def test_a_meeting_day_corrected_is_told_by_its_decision() -> None:
    assert match_reviews(
        [review(date(2024, 10, 8), date(2024, 11, 1))], [review(date(2024, 10, 7), date(2024, 11, 1))]
    ) == [0]


def test_a_phase_review_is_told_by_its_due_day_and_never_taken_for_an_annual_one() -> None:
    phase = review(kind="phase", due_on=date(2026, 2, 15))
    assert match_reviews([phase], [review(date(2025, 11, 3)), phase]) == [1]
    assert match_reviews([phase], [review(date(2025, 11, 3))]) == [None]
