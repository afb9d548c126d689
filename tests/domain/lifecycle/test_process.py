"""Where a case stands in its process, and the page that draws it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goldenthread.domain.clocks.register import CLOCKS
from goldenthread.domain.lifecycle.annual_review import ANNUAL_REVIEW
from goldenthread.domain.lifecycle.diagram import PROCESSES, mermaid, states_markdown
from goldenthread.domain.lifecycle.needs_assessment import NEEDS_ASSESSMENT
from goldenthread.domain.lifecycle.process import Process

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "states.md"


def test_the_page_of_states_is_as_the_code_writes_it() -> None:
    assert PAGE.read_text(encoding="utf-8") == states_markdown()


@pytest.mark.parametrize("process", PROCESSES, ids=lambda process: process.name)
def test_every_stage_has_an_owner_or_is_an_end_and_names_clocks_and_stages_that_exist(process: Process) -> None:
    known = {stage.code for stage in process.stages}
    for stage in process.stages:
        assert bool(stage.turn) == bool(stage.next_step)
        assert set(stage.clocks) <= set(CLOCKS)
        assert set(stage.follows) <= known
        assert stage.reached_by
        assert f"{stage.code}: " in mermaid(process)


def test_a_case_stands_where_its_latest_fact_put_it() -> None:
    facts = {"request_received": date(2024, 9, 2), "assess_decision_notified": date(2024, 10, 1)}
    before, after = (NEEDS_ASSESSMENT.standing(facts, day) for day in (date(2024, 9, 30), date(2024, 10, 1)))
    assert before is not None and after is not None
    assert (before.code, after.code) == ("requested", "assessing")


def test_a_decision_and_notice_on_one_day_stand_at_the_later_stage() -> None:
    day = date(2025, 11, 3)
    stage = ANNUAL_REVIEW.standing({"review_decided": day, "amendment_notice_sent": day}, day)
    assert stage is not None and stage.code == "amending"


def test_a_case_with_no_facts_stands_nowhere_and_an_ended_one_is_nobodys_turn() -> None:
    assert NEEDS_ASSESSMENT.standing({}, date(2026, 1, 1)) is None
    ended = ANNUAL_REVIEW.standing({"plan_ceased": date(2025, 1, 1)}, date(2026, 1, 1))
    assert ended is not None and ended.is_end


def test_a_stage_that_does_not_exist_is_named() -> None:
    with pytest.raises(KeyError, match="no stage 'nowhere'"):
        NEEDS_ASSESSMENT.stage("nowhere")
