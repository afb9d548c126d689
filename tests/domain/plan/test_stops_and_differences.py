"""What stops a draft or a final plan, and what counts as a change the family has not seen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.plan.differences import same_words, unseen_changes
from goldenthread.domain.plan.stops import draft_stops, final_stops
from goldenthread.domain.statute.naming_a_setting import grounds, routes
from goldenthread.domain.statute.plan_sections import plan_sections

CODES = ["A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K"]
FULL = {code: f"Text of {code}" for code in CODES if code not in ("I", "J")}
ANSWER_BY, ON = date(2026, 11, 15), date(2026, 11, 16)
texts = st.dictionaries(st.sampled_from(CODES), st.text(max_size=12))


def test_the_sections_are_those_regulation_12_names_in_its_order() -> None:
    assert list(plan_sections()) == CODES
    assert all("reg 12" in section.citation for section in plan_sections().values())
    assert [code for code, section in plan_sections().items() if not section.in_draft] == ["I"]
    assert [code for code, section in plan_sections().items() if not section.needed] == ["J"]


def test_a_full_draft_is_not_stopped_and_needs_no_section_j() -> None:
    assert draft_stops(FULL) == ()


@pytest.mark.parametrize("code", sorted(FULL))
def test_each_missing_section_stops_a_draft(code: str) -> None:
    assert [stop.section for stop in draft_stops({**FULL, code: "  \n"})] == [code]


def test_section_i_filled_in_stops_a_draft() -> None:
    (stop,) = draft_stops({**FULL, "I": "Marle Primary"})
    assert stop.section == "I" and "s.38(5)" in stop.citation


def test_a_final_plan_needs_section_i_and_waits_until_the_family_has_had_its_days() -> None:
    stops = final_stops(FULL, served=True, answer_by=ANSWER_BY, on=ANSWER_BY)
    assert [stop.section for stop in stops] == ["I", ""]
    assert final_stops({**FULL, "I": "Marle"}, served=True, answer_by=ANSWER_BY, on=ON) == ()


def test_nothing_is_final_without_a_draft() -> None:
    (stop,) = final_stops({**FULL, "I": "Marle"}, served=False, answer_by=None, on=ON)
    assert "No draft" in stop.text


def test_a_change_the_family_has_not_seen_stops_the_final_plan() -> None:
    now = {**FULL, "F": "Less help", "I": "Marle"}
    unseen = unseen_changes(FULL, now, {})
    assert [(each.section, each.was, each.now) for each in unseen] == [("F", "Text of F", "Less help")]
    assert [stop.section for stop in final_stops(now, served=True, answer_by=None, on=ON, unseen=unseen)] == ["F"]


def test_a_change_shown_in_an_answer_is_seen_and_a_later_one_is_not() -> None:
    agreed = {"F": ["More help"]}
    assert unseen_changes(FULL, {**FULL, "F": "More  help\n"}, agreed) == ()
    assert [each.section for each in unseen_changes(FULL, {**FULL, "F": "More help, at times"}, agreed)] == ["F"]


@given(texts, texts)
def test_what_differs_is_what_is_said_otherwise_than_section_i(was: dict[str, str], now: dict[str, str]) -> None:
    found = [each.section for each in unseen_changes(was, now, {})]
    assert found == [c for c in CODES if c != "I" and not same_words(was.get(c, ""), now.get(c, ""))]
    assert unseen_changes(was, was, {}) == ()
    assert unseen_changes(was, now, {code: [now.get(code, "")] for code in CODES}) == ()


def test_the_grounds_are_the_three_of_section_39_4_and_each_route_names_its_part_of_the_act() -> None:
    assert [ground.citation[-10:] for ground in grounds().values()] == ["s.39(4)(a)", "9(4)(b)(i)", "(4)(b)(ii)"]
    assert [code for code, route in routes().items() if route.needs_ground] == ["not_as_asked"]
