"""Duties without a date: cited, checked, and never given one."""

from __future__ import annotations

import re
from datetime import date

import pytest

from goldenthread.domain.clocks import CLOCKS, NoDate, count_dates
from goldenthread.domain.lifecycle.diagram import PROCESSES
from goldenthread.domain.statute.appeals import appeal_rights
from goldenthread.domain.statute.duties import duties
from goldenthread.domain.statute.limits import limits

# The reference's rules, A to L; two of them are halves of one sentence, and the detained persons' section is a list.
REFERENCE = (
    [f"A{n}" for n in range(1, 5)] + [f"B{n}" for n in range(1, 6)] + [f"C{n}" for n in range(1, 7)]
    + [f"D{n}" for n in range(1, 8)] + [f"E{n}" for n in range(1, 13)] + [f"F{n}" for n in range(1, 17)]
    + [f"G{n}" for n in range(1, 5)] + [f"H{n}" for n in range(1, 7)] + [f"I{n}" for n in range(1, 6)]
    + [f"L{n}" for n in range(1, 8)]
)  # fmt: skip
PARTS = {"H5": ("H5a", "H5b")}


@pytest.mark.parametrize("code", REFERENCE)
def test_every_rule_of_the_reference_is_a_limit_or_a_duty(code: str) -> None:
    assert all(part in CLOCKS or part in duties() for part in PARTS.get(code, (code,)))


@pytest.mark.parametrize("duty", duties().values(), ids=lambda duty: duty.code)
def test_a_duty_is_whole_cited_and_says_when_in_words(duty) -> None:
    assert duty.plain.endswith(".") and duty.when and duty.citation and duty.owed_by
    assert date(2025, 11, 22) < duty.checked_on <= date(2026, 11, 22)
    assert duty.verified == "P" or duty.uncertain
    assert duty.code not in CLOCKS


def test_a_duty_is_never_given_a_date_and_the_sentence_says_why() -> None:
    with pytest.raises(NoDate, match=re.escape("Rule C5 is a duty without a date. When: at once and all the time")):
        count_dates("C5", {"final_plan_sent": "2025-01-20"})


def test_what_follows_a_limit_is_a_stage_that_is_drawn() -> None:
    stages = {stage.code for process in PROCESSES for stage in process.stages}
    assert {code for row in limits() for code in row.next} <= stages


def test_every_right_of_appeal_a_limit_names_is_one() -> None:
    letters = {ref.partition("(")[0] for ref in appeal_rights()}
    assert {letter for row in limits() for letter in row.appeal.split(", ") if letter} <= letters
