"""Health agrees section G of exactly these words, as a step of its own, and sending the final plan reads it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from goldenthread.features.casework.models import HealthAgreement, PlanCopy, PlanItem
from goldenthread.features.casework.operations import health_agreements as operations
from goldenthread.features.casework.operations import placements, plan_copies, plan_item_places, plan_items
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.draft_answers import NoLongerAsked
from goldenthread.features.casework.operations.milestones import InTheFuture, ReasonNeeded
from goldenthread.features.casework.queries.health_agreements import (
    Agreement,
    agreement_on,
    fingerprint_of_text,
    text_now,
)
from goldenthread.features.casework.queries.plan_drafts import text_in
from goldenthread.foundation import clock
from goldenthread.foundation.journal.models import Entry
from tests import builders as a
from tests.drafting import finish, serve
from tests.plan_advisers import a_case_of_many, fill, show, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> SimpleNamespace:
    made = a_case_of_many()
    fill(made)
    return made


def answer(case: SimpleNamespace, copy: PlanCopy, *, agrees: bool = True, reason: str = "", was: int = 0) -> Any:
    said = operations.Answer(agrees, reason, "Dr Una Byrne", "Marle ICB")
    return operations.answer_here(
        copy=copy, answer=said, organisation=case.health, was=was, by=a.viewer(case.officer), on=clock.today()
    )


def recorded(case: SimpleNamespace, **more: Any) -> HealthAgreement:
    given = {
        "answer": operations.Answer(True, "", "Dr Noor, clinical lead", "Marle ICB"), "how": "letter",
        "said_on": clock.today(), "checked": fingerprint_of_text(text_now(case.request.pk)), "was": 0,
        "by": a.viewer(case.priya), "on": clock.today(), **more,
    }  # fmt: skip
    return operations.record_answer(request=case.request, **given)


def standing(case: SimpleNamespace) -> Agreement:
    found = agreement_on(case.request.pk, text_now(case.request.pk))
    assert found is not None
    return found


def reword_g(case: SimpleNamespace, text: str) -> None:
    row = PlanItem.rows.get(request=case.request, section="G")
    given = {"text": text, "changed_because": "Said shorter."}
    plan_items.save_item(
        request=case.request, part="provision", given=given, item_id=row.public_id, version=row.version,
        by=a.viewer(case.priya), on=clock.today(),
    )  # fmt: skip


def test_it_is_kept_who_agreed_for_whom_on_which_day_and_of_which_words(case: SimpleNamespace) -> None:
    copy = show(case)
    row = answer(case, copy)
    assert (row.officer, row.for_body, row.organisation, row.said_on) == (
        "Dr Una Byrne", "Marle ICB", case.health, clock.today(),
    )  # fmt: skip
    assert row.copy == copy and row.text == text_in(copy)["G"] and row.fingerprint == fingerprint_of_text(row.text)
    assert "Provision by medical." in row.text and standing(case).agrees_now
    entry = Entry.objects.get(kind="plan.health_answered")
    assert entry.about == case.amira.public_id
    assert (entry.data["agrees"], entry.data["for_body"], entry.data["copy"]) == (True, "Marle ICB", copy.public_id)


def test_a_later_change_of_g_makes_it_not_hold_and_putting_it_back_does(case: SimpleNamespace) -> None:
    answer(case, show(case))
    reword_g(case, "Less of it.")
    assert not standing(case).holds and standing(case).said == "Changed since"
    reword_g(case, "Provision by medical.")
    assert standing(case).agrees_now


def test_a_change_of_another_section_leaves_it_standing(case: SimpleNamespace) -> None:
    answer(case, show(case))
    typed(case, "H1", "Other words.")
    assert standing(case).agrees_now


def test_health_that_does_not_agree_says_why_and_stops_the_final_plan(case: SimpleNamespace) -> None:
    serve(case)
    copy = show(case)
    with pytest.raises(ReasonNeeded):
        answer(case, copy, agrees=False, reason=" ")
    row = answer(case, copy, agrees=False, reason="We have no such clinic.")
    with pytest.raises(plan_copies.Stopped, match="does not agree section G as it stands: We have no such clinic"):
        finish(case)
    answer(case, copy, was=row.pk)
    sent = finish_again(case)
    assert sent.health_agreed_by == "Dr Una Byrne, for Marle ICB"
    assert sent.health_agreed_how.startswith("Said here on ") and sent.health_agreed_how.endswith(", of this text")


def finish_again(case: SimpleNamespace) -> PlanCopy:
    """As `finish`, once the place is decided."""
    placements.take_back_placement(request=case.request, reason="Again", by=a.viewer(case.priya), on=clock.today())
    return finish(case)


def test_an_agreement_to_other_words_is_not_put_in_the_final_plan(case: SimpleNamespace) -> None:
    answer(case, show(case))
    reword_g(case, "Less of it.")
    serve(case)
    sent = finish(case, health_agreed_by="Dr Noor", health_agreed_how="By letter of today")
    assert (sent.health_agreed_by, sent.health_agreed_how) == ("Dr Noor", "By letter of today")


def test_an_answer_by_letter_is_recorded_of_the_words_as_they_stand(case: SimpleNamespace) -> None:
    row = recorded(case)
    assert (row.how, row.copy, row.text) == ("letter", None, text_now(case.request.pk)) and standing(case).agrees_now
    with pytest.raises(plan_copies.TextChanged):
        recorded(case, checked="0" * 64, was=row.pk)
    with pytest.raises(InTheFuture):
        recorded(case, said_on=clock.today() + timedelta(days=1), was=row.pk)
    assert HealthAgreement.rows.count() == 1


def test_the_second_of_two_is_shown_what_the_first_said(case: SimpleNamespace) -> None:
    copy = show(case)
    first = answer(case, copy)
    with pytest.raises(operations.AnsweredMeanwhile) as met:
        answer(case, copy, agrees=False, reason="No.")
    assert met.value.row == first and standing(case).agrees_now


def test_only_the_draft_shown_last_is_answered_and_only_while_a_plan_is_written(case: SimpleNamespace) -> None:
    old = show(case)
    typed(case, "H1", "Other words.")
    new = show(case)
    with pytest.raises(NoLongerAsked):
        answer(case, old)
    serve(case)
    finish(case)
    with pytest.raises(NotNow):
        answer(case, new)


def test_an_empty_section_is_not_agreed() -> None:
    case = a_case_of_many()
    row, by = PlanItem.rows.get(request=case.request, section="G"), a.viewer(case.priya)
    plan_item_places.remove_item(
        request=case.request, item_id=row.public_id, version=row.version, reason="Not so", by=by, on=clock.today()
    )
    with pytest.raises(operations.NothingToAgree):
        answer(case, show(case))
