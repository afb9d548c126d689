"""A manager changes what outcomes are tagged with, says why, and plans tagged already keep their words."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from goldenthread.domain.plan.outcome_frameworks import prepares_for_adulthood
from goldenthread.features.casework.models import PlanSection
from goldenthread.features.casework.operations import plan_items
from goldenthread.features.casework.queries.plan_items import plain_items
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.journal.models import Entry
from goldenthread.foundation.partnership import outcome_changes, queries
from goldenthread.foundation.partnership.outcome_frameworks import frameworks_here, frameworks_now
from tests import builders as a
from tests.drafting import a_case

pytestmark = pytest.mark.django_db
WORDS = "I am safe, and people understand what could harm me"


@pytest.fixture(autouse=True)
def _read_afresh() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def manager() -> Client:
    return a.signed_in(a.an_account(Role.TEAM_MANAGER, name="Ngozi Umeh"))


def first(client: Client, do: str, code: str = "") -> dict[str, str]:
    page = client.get(reverse("plan_outcomes"), {"do": do, "code": code})
    assert page.status_code == 200
    initial = {name: value for name, value in page.context["form"].initial.items() if name != "said"}
    return {"do": do, "code": code, "reason": "Agreed with the forum", **initial}


def post(client: Client, given: dict[str, Any], **more: Any) -> Any:
    return client.post(reverse("plan_outcomes"), {**given, **more})


def offered() -> dict[str, str]:
    return {code: says for each in frameworks_here() for code, says in each.offered}


def said_in_section_e() -> str:
    text = str(PlanSection.rows.get(code="E").text)
    return next((line for line in text.splitlines() if line.startswith("Framework: ")), "")


def test_what_comes_with_the_product_is_shown_until_somebody_changes_it(manager: Client) -> None:
    page = manager.get(reverse("plan_outcomes")).content.decode()
    assert WORDS in page and "Employment, training and further education" in page
    assert len(offered()) == 10 and not Entry.objects.filter(kind="partnership.outcomes_changed").exists()


def test_an_outcome_tagged_already_keeps_its_words_and_a_new_one_has_the_new(manager: Client) -> None:
    case = a_case()
    given = {"request": case.request, "part": "outcome", "by": a.viewer(case.priya), "on": clock.today()}
    row = plan_items.save_item(**given, given={"text": "Crosses the road alone.", "tags": ["safe"]})
    assert post(manager, first(manager, "reword", "safe"), says="I feel safe").status_code == 302
    assert WORDS not in offered().values() and offered()["i-feel-safe"] == "I feel safe"
    assert said_in_section_e() == f"Framework: {WORDS}"
    words = {"text": "Crosses the High Street alone.", "tags": ["safe"]}
    plan_items.save_item(**given, given=words, item_id=row.public_id, version=1)
    assert said_in_section_e() == f"Framework: {WORDS}"
    other = plan_items.save_item(**given, given={"text": "Sleeps alone.", "tags": ["safe", "i-feel-safe"]})
    assert other.tags == ["i-feel-safe"], "a new tag is one of those offered"
    text = PlanSection.rows.get(code="E").text
    assert f"Framework: {WORDS}" in text and "Framework: I feel safe" in text
    entry = Entry.objects.get(kind="partnership.outcomes_changed")
    assert entry.reason == "Agreed with the forum"
    assert (entry.data["was"], entry.data["says"]) == (WORDS, "I feel safe")


def test_the_form_of_an_outcome_offers_what_is_used_and_keeps_what_it_carries(manager: Client) -> None:
    case = a_case()
    given = {"request": case.request, "part": "outcome", "by": a.viewer(case.priya), "on": clock.today()}
    row = plan_items.save_item(**given, given={"text": "Crosses the road alone.", "tags": ["safe"]})
    assert post(manager, first(manager, "stop", "safe")).status_code == 302
    address = reverse("child_draft_items", args=[case.amira.public_id])
    staff = a.signed_in(case.priya)
    assert f"{WORDS} (" not in staff.get(address, {"part": "outcome", "item": "new"}).content.decode()
    held = staff.get(address, {"item": row.public_id}).content.decode()
    assert f"{WORDS} (what children and young people should feel, no longer used)" in held


def test_a_framework_is_added_renamed_stopped_and_brought_back(manager: Client) -> None:
    added = {"name": "Marle’s promises", "source": "Marle forum, 2026", "first": "I have a say"}
    assert post(manager, first(manager, "add"), **added).status_code == 302
    [ours] = [each for each in frameworks_here() if each.name == "Marle’s promises"]
    assert post(manager, first(manager, "add_outcome", ours.code), says="I belong").status_code == 302
    renamed = {"name": "What we promise", "source": "Marle forum, 2026"}
    assert post(manager, first(manager, "name", ours.code), **renamed).status_code == 302
    assert [(each.name, len(each.outcomes)) for each in frameworks_here()][-1] == ("What we promise", 2)
    assert post(manager, first(manager, "stop_all", ours.code)).status_code == 302
    assert "I belong" not in offered().values()
    assert "Not used" in manager.get(reverse("plan_outcomes")).content.decode()
    assert post(manager, first(manager, "back_all", ours.code)).status_code == 302
    assert "I belong" in offered().values()


def test_an_outcome_stopped_by_mistake_is_used_again(manager: Client) -> None:
    post(manager, first(manager, "stop", "carers"))
    assert "carers" not in offered()
    assert post(manager, first(manager, "back", "carers")).status_code == 302 and "carers" in offered()


def test_preparing_for_adulthood_cannot_be_taken_away_and_reworded_it_still_counts(manager: Client) -> None:
    refused = post(manager, first(manager, "stop_all", "adulthood"))
    assert refused.status_code == 400 and "the law asks for it from Year 9" in refused.content.decode()
    case = a_case()
    given = {"request": case.request, "by": a.viewer(case.priya), "on": clock.today()}
    outcome = plan_items.save_item(**given, part="outcome", given={"text": "Works in a café.", "tags": ["employment"]})
    help = {"text": "A job coach.", "serves": [outcome.public_id]}
    plan_items.save_item(**given, part="provision", given=help)
    assert post(manager, first(manager, "reword", "employment"), says="I have a job I like").status_code == 302
    assert [each.text for each in prepares_for_adulthood(plain_items(case.request.pk), frameworks_here())]
    assert [each.code for each in frameworks_here() if each.adulthood] == ["adulthood"]


@pytest.mark.parametrize(
    ("do", "code", "wrong"),
    [
        ("reword", "safe", {"says": " "}), ("reword", "safe", {"says": "x" * 201}), ("reword", "safe", {"reason": " "}),
        ("reword", "safe", {"says": "i am AS healthy as i can be"}),
        ("add", "", {"name": "", "source": "x", "first": "y"}),
        ("add", "", {"name": "preparing FOR adulthood", "source": "x", "first": "y"}), ("stop", "safe", {"reason": ""}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_changes_nothing(manager: Client, do: str, code: str, wrong: dict[str, str]) -> None:
    before = frameworks_now()
    answer = post(manager, {**first(manager, do, code), **wrong})
    assert answer.status_code == 400 and frameworks_now() == before
    assert not Entry.objects.filter(kind="partnership.outcomes_changed").exists()


@pytest.mark.parametrize("query", [{"do": "x"}, {"do": "reword", "code": "none"}, {"do": "name", "code": "<b>"},
                                   {"do": "stop", "code": "adulthood"}])  # fmt: skip
def test_no_such_change(manager: Client, query: dict[str, str]) -> None:
    assert manager.get(reverse("plan_outcomes"), query).status_code == 404
    assert manager.post(reverse("plan_outcomes"), query).status_code == 404


def test_the_second_of_two_is_told_and_changes_nothing(manager: Client) -> None:
    mine, theirs = first(manager, "reword", "safe"), first(manager, "stop", "safe")
    assert post(manager, mine, says="I feel safe").status_code == 302
    answer = post(manager, theirs)
    assert answer.status_code == 409 and "Someone else changed the frameworks first" in answer.content.decode()
    assert post(manager, {**mine, "before": "0" * 16}, says="x").status_code == 409
    assert offered()["i-feel-safe"] == "I feel safe"


def test_too_many_is_refused(manager: Client, test_day: date) -> None:
    by = a.viewer(a.an_account(Role.TEAM_MANAGER))
    for number in range(outcome_changes.MOST_STATEMENTS - 4):
        before = outcome_changes.fingerprint(frameworks_now())
        outcome_changes.add_statement(
            framework="adulthood", says=f"Number {number}", before=before, reason="x", by=by, on=test_day
        )
    answer = post(manager, first(manager, "add_outcome", "adulthood"), says="One more")
    assert answer.status_code == 400 and "20 outcomes or fewer" in answer.content.decode()


def test_a_tag_another_process_made_is_read_afresh() -> None:
    assert "i-feel-safe" not in offered()
    row, _ = queries.Partnership.objects.get_or_create(id=1)
    kept = [{"code": "c", "name": "N", "source": "S", "adulthood": True, "is_retired": False, "earlier": [],
             "outcomes": [{"code": "i-feel-safe", "says": "I feel safe"}]}]  # fmt: skip
    queries.Partnership.objects.filter(pk=row.pk).update(outcome_frameworks=kept)
    assert "i-feel-safe" not in offered(), "kept for a minute"
    assert [each.code for each in frameworks_here(["i-feel-safe"])] == ["c"]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_change_stands(test_day: date) -> None:
    by, before = a.viewer(a.an_account(Role.TEAM_MANAGER)), outcome_changes.fingerprint(frameworks_now())
    outcomes: list[str] = []
    both = threading.Barrier(2)

    def reword(says: str) -> None:
        both.wait()
        try:
            outcome_changes.reword_statement(code="safe", says=says, before=before, reason="x", by=by, on=test_day)
            outcomes.append("saved")
        except outcome_changes.ChangedMeanwhile:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=reword, args=(says,)) for says in ("One", "Other")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved", "told"]
