"""A manager weighs the plan checker's rules for the partnership, says why, and the journal keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.domain.plan.checker.check import check_paragraph
from goldenthread.domain.plan.checker.rules import Level
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.journal.models import Entry
from goldenthread.foundation.partnership import checker_tuning, queries
from tests.builders import an_account, signed_in

pytestmark = pytest.mark.django_db
NOTHING: dict[str, Any] = {"levels": {}, "allowed": []}


@pytest.fixture(autouse=True)
def _read_afresh() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def manager() -> Client:
    return signed_in(an_account(Role.TEAM_MANAGER, name="Ngozi Umeh"))


def form(client: Client) -> dict[str, str]:
    return dict(client.get(reverse("plan_rules")).context["form"].initial)


def kinds(text: str) -> set[str]:
    return {each.rule.kind for each in check_paragraph("F", text, tuning=checker_tuning.tuning())}


def test_a_rule_is_weighed_and_a_word_allowed_with_a_reason_that_is_kept(manager: Client, test_day: date) -> None:
    assert {"vague_wording", "no_duration"} <= kinds("Access to the Harbour Base every week with the teacher.")
    given = form(manager) | {
        "provision_no_duration": "off",
        "allowed": "Access to\n",
        "thread_need_unmet": "suggestion",
    }
    assert manager.post(reverse("plan_rules"), given).status_code == 400
    assert manager.post(reverse("plan_rules"), given | {"reason": "Our base sets its own times"}).status_code == 302
    assert kinds("Access to the Harbour Base every week with the teacher.") == set()
    assert checker_tuning.tuning().levels == {"thread.need_unmet": Level.SUGGESTION}
    entry = Entry.objects.get(kind="partnership.checker_tuned")
    assert entry.reason == "Our base sets its own times"
    levels = {"provision.no_duration": "off", "thread.need_unmet": "suggestion"}
    assert entry.data == {"levels": levels, "allowed": ["access to"]}


def test_the_second_of_two_is_told_and_changes_nothing(manager: Client) -> None:
    mine = form(manager) | {"provision_no_duration": "off", "reason": "Tried"}
    theirs = form(manager) | {"provision_no_frequency": "off", "reason": "Tried too"}
    assert manager.post(reverse("plan_rules"), mine).status_code == 302
    answer = manager.post(reverse("plan_rules"), theirs)
    assert answer.status_code == 409 and b"Someone else changed the rules first" in answer.content
    assert checker_tuning.tuning().off == {"provision.no_duration"}


@pytest.mark.parametrize("altered", ["", "[]", "{", '{"levels": 3, "allowed": []}', '{"levels": {}}'])
def test_a_form_somebody_altered_is_refused(manager: Client, altered: str) -> None:
    assert manager.post(reverse("plan_rules"), form(manager) | {"before": altered}).status_code == 400


def test_a_stop_cannot_be_tuned_away_and_lists_have_a_length(manager: Client, test_day: date) -> None:
    for levels in ({"whole.section_missing": "off"}, {"no.such_rule": "off"}, {"provision.vague": "stop"}):
        with pytest.raises(checker_tuning.CannotBeTuned):
            checker_tuning.tune(levels=levels, allowed=(), before=NOTHING, reason="x", by=None, on=test_day)  # type: ignore[arg-type]
    many = form(manager) | {"allowed": "\n".join(f"word {n}" for n in range(101)), "reason": "x"}
    assert manager.post(reverse("plan_rules"), many).status_code == 400


def test_saving_what_stands_needs_no_reason_and_leaves_no_entry(manager: Client) -> None:
    assert manager.post(reverse("plan_rules"), form(manager)).status_code == 302
    assert not Entry.objects.filter(kind="partnership.checker_tuned").exists()
