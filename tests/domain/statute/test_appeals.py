"""Rights of appeal and the two gates before them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.domain.clocks import count_dates
from goldenthread.domain.statute.appeals import (
    Gate,
    UnknownRight,
    appeal_gate,
    appeal_rights,
    certificate_needed,
    not_appealable,
)

SENT = date(2024, 10, 14)
CONTACT_BY = count_dates("D1", {"notice_sent": SENT}).outer.last_on
APPEAL_BY = count_dates("D6", {"notice_sent": SENT}).outer.last_on


def gate(refs: set[str], on: date, **more: date) -> Gate:
    return appeal_gate(refs, on, contact_by=CONTACT_BY, appeal_by=APPEAL_BY, **more).gate


@pytest.mark.parametrize("ref", ["a", "b", "c(i)", "c(ii)", "d", "e", "f"])
def test_every_right_but_the_placement_needs_a_certificate(ref: str) -> None:
    assert certificate_needed([ref])


def test_an_appeal_about_the_school_alone_needs_none_and_with_anything_else_does() -> None:
    assert not certificate_needed(["c(iii)"]) and not certificate_needed(["c(iii)", "c(iv)"])
    assert certificate_needed(["c(ii)", "c(iii)"])
    assert gate({"c(iii)"}, APPEAL_BY) is Gate.MAY_APPEAL


def test_a_refusal_to_assess_after_two_months_without_contact_leaves_only_asking_for_leave() -> None:
    assert gate({"a"}, CONTACT_BY) is Gate.NEEDS_CERTIFICATE
    assert gate({"a"}, CONTACT_BY + timedelta(days=1)) is Gate.LEAVE_ONLY
    assert gate({"a"}, CONTACT_BY + timedelta(days=1), adviser_contacted=CONTACT_BY) is Gate.NEEDS_CERTIFICATE


def test_with_a_certificate_the_time_is_the_tribunals() -> None:
    certified = {"certificate_issued": date(2024, 12, 1)}
    assert gate({"a"}, APPEAL_BY, **certified) is Gate.MAY_APPEAL
    assert gate({"a"}, APPEAL_BY + timedelta(days=1), **certified) is Gate.OUT_OF_TIME
    assert gate({"a"}, date(2024, 11, 1), **certified) is Gate.NEEDS_CERTIFICATE  # not given yet on that day


def test_recommendations_are_open_on_every_appeal_but_a_refusal_to_assess() -> None:
    assert [ref for ref, right in appeal_rights().items() if not right.recommendations] == ["a"]


def test_a_detained_person_can_appeal_three_decisions_and_not_needs_or_provision() -> None:
    assert set(appeal_rights(detained=True)) == {"a", "b", "c"}
    with pytest.raises(UnknownRight, match="c\\(i\\)"):
        certificate_needed(["c(i)"], detained=True)
    assert not certificate_needed(["c"], detained=True)


def test_an_unknown_right_and_no_right_at_all_are_named() -> None:
    with pytest.raises(UnknownRight, match="z"):
        certificate_needed(["z"])
    with pytest.raises(UnknownRight, match="without a ground"):
        certificate_needed([])


def test_what_cannot_be_appealed_says_what_can_be_done_instead() -> None:
    assert {each.what for each in not_appealable()} >= {"being late", "a draft plan"}
    budget = next(each for each in not_appealable() if "budget" in each.what)
    assert "review its decision" in budget.instead and "tribunal" not in budget.instead
