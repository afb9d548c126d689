"""What a refusal's notice must contain, worked by hand from the regulations."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.domain.lifecycle.refusal_notice import NO_PLAN, refusal_notice
from goldenthread.domain.statute.assessment_test import failed_questions, must_assess
from goldenthread.domain.statute.plan_test import failed_plan_questions


def test_a_refusal_told_on_14_october_2026() -> None:
    failed = failed_questions(may_have_needs=True, may_need_plan=False)
    notice = refusal_notice(date(2026, 10, 14), failed, advice_service="Marle SENDIASS")
    assert notice.contact_by == date(2026, 12, 14)
    assert notice.appeal_by == date(2026, 12, 14)
    texts = {item.name: item.text for item in notice.items}
    assert list(texts) == [
        "The decision and the reasons for it", "The right to appeal", "The time limits", "Mediation",
        "Disagreement resolution", "Information and advice",
    ]  # fmt: skip
    assert "s.36(8)(b)" in texts["The decision and the reasons for it"]
    assert "s.36(8)(a)" not in texts["The decision and the reasons for it"]
    assert "certificate" in texts["The right to appeal"]
    assert "14 December 2026" in texts["The time limits"]
    assert "Marle SENDIASS" in texts["Information and advice"]
    assert "social care officers" in notice.recipients


def test_a_refusal_of_a_plan_told_on_14_october_2026() -> None:
    notice = refusal_notice(date(2026, 10, 14), failed_plan_questions(needs_plan=False), kind=NO_PLAN)
    assert (notice.contact_by, notice.appeal_by) == (date(2026, 12, 14), date(2026, 12, 14))
    texts = {item.name: item for item in notice.items}
    assert "s.37(1)" in texts["The decision and the reasons for it"].text
    assert texts["The right to appeal"].citation == "Children and Families Act 2014, s.51(2)(b)"
    assert "not to issue a plan" in texts["The right to appeal"].text
    assert "recommend what health and social care" in texts["The tribunal’s recommendations"].text
    assert all("5(3)" not in item.citation for item in notice.items)
    assert "reg 10(1)" in notice.recipients_citation


@pytest.mark.parametrize(
    ("needs", "plan", "assess", "failed"),
    [(True, True, True, []), (True, False, False, ["may_need_plan"]), (False, True, False, ["may_have_needs"]),
     (False, False, False, ["may_have_needs", "may_need_plan"])],
)  # fmt: skip
def test_the_law_asks_both_questions(needs: bool, plan: bool, assess: bool, failed: list[str]) -> None:
    assert must_assess(may_have_needs=needs, may_need_plan=plan) is assess
    assert [each.code for each in failed_questions(may_have_needs=needs, may_need_plan=plan)] == failed
