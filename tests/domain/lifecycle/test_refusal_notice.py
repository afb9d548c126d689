"""What a refusal's notice must contain, worked by hand from the regulations."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.domain.lifecycle.refusal_notice import refusal_notice
from goldenthread.domain.statute.assessment_test import failed_questions, must_assess


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


@pytest.mark.parametrize(
    ("needs", "plan", "assess", "failed"),
    [(True, True, True, []), (True, False, False, ["may_need_plan"]), (False, True, False, ["may_have_needs"]),
     (False, False, False, ["may_have_needs", "may_need_plan"])],
)  # fmt: skip
def test_the_law_asks_both_questions(needs: bool, plan: bool, assess: bool, failed: list[str]) -> None:
    assert must_assess(may_have_needs=needs, may_need_plan=plan) is assess
    assert [each.code for each in failed_questions(may_have_needs=needs, may_need_plan=plan)] == failed
