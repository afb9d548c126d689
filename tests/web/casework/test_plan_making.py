"""Making a plan on its pages: assembled from advice, changed, moved, taken out, and its thread seen."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.domain.advice.report import NEED, OUTCOME, PROVISION, STRENGTH
from goldenthread.features.casework.models import DroppedAdvice, PlanItem, PlanItemBefore, PlanSection
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from tests import builders as a
from tests.drafting import write
from tests.plan_advice import a_case_with_advice, a_report, a_row

pytestmark = pytest.mark.django_db
MOST_QUERIES = 45
PAGES = ("child_draft_items", "child_draft_advice", "child_draft_thread")


@pytest.fixture
def case() -> SimpleNamespace:
    made = a_case_with_advice()
    made.browser = a.signed_in(made.priya)
    return made


def get(case: SimpleNamespace, name: str, **query: Any) -> str:
    answer = case.browser.get(reverse(name, args=[case.amira.public_id]), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def post(case: SimpleNamespace, name: str, asker: Any = None, **data: Any) -> Any:
    browser = a.signed_in(asker) if asker else case.browser
    return browser.post(reverse(name, args=[case.amira.public_id]), data)


def take(case: SimpleNamespace) -> None:
    assert post(case, "child_draft_advice", do="take", entry=case.entries).status_code == 302


def item(part: str) -> PlanItem:
    return PlanItem.rows.get(part=part, removed_on=None)


def form_of(row: PlanItem, **more: Any) -> dict[str, Any]:
    names = ("text", "section", "who", "how_often", "how_long", "measure", "area")
    given = {name: getattr(row, name) for name in names}
    lists = {
        "serves": [each.public_id for each in row.serves.all()],
        "sources": [each.public_id for each in row.sources.all()],
    }
    return {"item": row.public_id, "part": row.part, "version": row.version, **given, **lists, **more}


def test_advice_is_listed_by_part_and_taken_into_the_plan(case: SimpleNamespace) -> None:
    page = get(case, "child_draft_advice")
    assert "Reads 14 of 100 common words." in page and "Marle psychology, version 1" in page
    assert "4 pieces wait for you to decide" in page
    take(case)
    page = get(case, "child_draft_items")
    assert "F1" in page and "How often: Five times a week" in page and f"#advice-{case.provision.public_id}" in page
    assert "In the plan:" in get(case, "child_draft_advice")


def test_all_that_waits_is_taken_at_once_but_what_is_held_back(case: SimpleNamespace) -> None:
    a_row(a_report(case, "social_care", withheld_because="Serious harm."), NEED, "Kept from the family.")
    assert "Held back from the family" in get(case, "child_draft_advice")
    post(case, "child_draft_advice", do="take_all")
    assert PlanItem.rows.count() == 4


def test_nothing_chosen_and_no_reason_are_said(case: SimpleNamespace) -> None:
    answer = post(case, "child_draft_advice", do="take")
    assert answer.status_code == 400 and "Choose at least one piece of advice" in answer.content.decode()
    answer = post(case, "child_draft_advice", do="leave", entry=case.provision.public_id)
    assert answer.status_code == 400 and "Say why the plan does not carry" in answer.content.decode()
    post(case, "child_draft_advice", do="leave", entry=case.provision.public_id, reason="It <b>ended</b>.")
    assert "Left out by Priya Shah, because: It &lt;b&gt;ended&lt;/b&gt;." in get(case, "child_draft_advice")
    post(case, "child_draft_advice", back=case.provision.public_id)
    assert not DroppedAdvice.rows.exists()


def test_advice_that_does_not_agree_stands_side_by_side(case: SimpleNamespace) -> None:
    a_row(a_report(case, "medical"), PROVISION, "Reading taught by sound.", how_often="Once a week")
    page = get(case, "child_draft_advice")
    assert "How often: Five times a week, or Once a week" in page and "Marle medical" in page


def test_an_item_is_changed_with_its_reason_and_the_section_follows(case: SimpleNamespace) -> None:
    take(case)
    row = item(PROVISION)
    assert "Five times a week" in get(case, "child_draft_items", item=row.public_id)
    answer = post(case, "child_draft_items", **form_of(row, how_often="Once a week"))
    assert answer.status_code == 400 and "Say why the words are not those of the advice" in answer.content.decode()
    answer = post(case, "child_draft_items", **form_of(row, how_often="Once a week", changed_because="Agreed."))
    assert answer.status_code == 302 and answer["Location"].endswith(f"#item-{row.public_id}")
    assert "How often: Once a week" in PlanSection.rows.get(code="F").text
    page = get(case, "child_draft_items")
    assert "Changed from the advice because: Agreed." in page and "What the advice says" in page


def test_a_new_item_with_dates_tags_and_hopes(case: SimpleNamespace) -> None:
    write(case, A="I want to be a vet.\n\nMum wants me to have friends.")
    take(case)
    assert "I want to be a vet." in get(case, "child_draft_items", part=OUTCOME)
    answer = post(
        case, "child_draft_items", item="new", part=OUTCOME, version=0, text="Travels to college alone.",
        serves=item(NEED).public_id, hopes="I want to be a vet.", tags=["living", "ambitious"], by_when_day=16,
        by_when_month=7, by_when_year=2030, measure="Twice in one week.",
    )  # fmt: skip
    assert answer.status_code == 302
    row = PlanItem.rows.get(text="Travels to college alone.")
    assert (row.by_when, row.tags, row.hopes) == (date(2030, 7, 16), ["living", "ambitious"], ["I want to be a vet."])
    assert (
        "Framework: I am ambitious and achieve the best I can; Independent living"
        in PlanSection.rows.get(code="E").text
    )


def test_the_second_of_two_writers_sees_what_changed_and_loses_nothing(case: SimpleNamespace) -> None:
    take(case)
    row = item(STRENGTH)
    hers = form_of(row, text="Hers.", changed_because="As said at the meeting.")
    assert post(case, "child_draft_items", **hers).status_code == 302
    answer = post(case, "child_draft_items", asker=case.owen, **{**hers, "text": "His."})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Someone else changed this first" in page
    assert "Priya Shah saved:" in page and "Hers." in page and "His." in page
    assert item(STRENGTH).text == "Hers."
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version and int(version[1]) == 2
    post(case, "child_draft_items", asker=case.owen, **{**hers, "text": "His.", "version": 2})
    assert item(STRENGTH).text == "His." and PlanItemBefore.rows.filter(said__text="Hers.").exists()


def test_an_item_is_moved_and_taken_out_with_a_reason(case: SimpleNamespace) -> None:
    for words in ("First.", "Second."):
        post(case, "child_draft_items", item="new", part=OUTCOME, version=0, text=words)
    first = PlanItem.rows.get(text="First.")
    post(case, "child_draft_items", move=f"down.{first.public_id}")
    assert PlanSection.rows.get(code="E").text == "E1: Second.\n\nE2: First."
    assert "Take this outcome out?" in get(case, "child_draft_items", remove=first.public_id)
    answer = post(case, "child_draft_items", do="remove", item=first.public_id, version=first.version, reason="")
    assert answer.status_code == 400 and "Say why it is taken out" in answer.content.decode()
    post(case, "child_draft_items", do="remove", item=first.public_id, version=1, reason="The family asked.")
    assert "because: The family asked." in get(case, "child_draft_items")
    assert PlanSection.rows.get(code="E").text == "E1: Second."


def test_a_section_with_items_is_shown_and_not_typed_in(case: SimpleNamespace) -> None:
    take(case)
    page = get(case, "child_draft", section="F")
    assert "written from what the plan is made of" in page and "<textarea" not in page
    answer = post(case, "child_draft", section="F", version=1, text="Typed over.")
    assert answer.status_code == 400 and "written from its items" in answer.content.decode()
    assert "<textarea" in get(case, "child_draft", section="C")


def test_findings_stand_beside_each_item_and_on_the_draft_with_their_authority(case: SimpleNamespace) -> None:
    vague = a_row(a_report(case, "medical"), PROVISION, "Access to regular support as appropriate.")
    post(case, "child_draft_advice", do="take", entry=vague.public_id)
    page = get(case, "child_draft_items")
    assert "Strong warning:" in page and "L v Clarke" in page and "The thread is broken here:" in page
    draft = get(case, "child_draft")
    assert "Section I is missing" not in draft and "Made from its parts" in draft
    assert "What the checker says" in draft and "Section A is missing or empty" in draft and "Strong warning: " in draft


def test_from_year_nine_the_draft_says_whether_it_prepares_for_adulthood() -> None:
    case = a_case_with_advice(born_on=date(clock.today().year - 16, 3, 4))
    case.browser = a.signed_in(case.priya)
    take(case)
    assert "No provision here works towards an outcome tagged" in get(case, "child_draft")
    row = item(OUTCOME)
    row.tags = ["living"]
    row.save()
    assert "Some provision works towards an outcome tagged with it." in get(case, "child_draft")


def test_a_younger_child_is_not_told_of_adulthood(case: SimpleNamespace) -> None:
    assert "Preparing for adulthood" not in get(case, "child_draft")


def test_the_thread_is_drawn_and_said_in_a_table(case: SimpleNamespace) -> None:
    assert "no thread to draw" in get(case, "child_draft_thread")
    take(case)
    page = get(case, "child_draft_thread")
    assert "<svg" in page and f"#item-{item(NEED).public_id}" in page and "The thread in words" in page
    assert "Every need, outcome and provision is joined" in page
    assert "Nothing in sections F, G or H answers this need" not in get(case, "child_draft_items")
    row = item(PROVISION)
    post(case, "child_draft_items", do="remove", item=row.public_id, version=row.version, reason="No longer.")
    page = get(case, "child_draft_thread")
    assert "No provision meets this need." in page and "No provision works towards this outcome." in page


def test_whatever_changes_stands_in_the_childs_history(case: SimpleNamespace) -> None:
    take(case)
    row = item(PROVISION)
    post(case, "child_draft_items", **form_of(row, how_often="Once a week", changed_because="Agreed."))
    post(case, "child_draft_items", do="remove", item=row.public_id, version=2, reason="The family asked.")
    manager = a.an_account(Role.TEAM_MANAGER, at=case.team)
    story = a.signed_in(manager).get(reverse("child_story", args=[case.amira.public_id])).content.decode()
    for said in ("took advice into a draft plan", "wrote a part of a draft plan", "took a part out of a draft plan"):
        assert said in story
    assert "The family asked." in story


def test_whoever_does_not_work_on_the_case_sees_none_of_it(case: SimpleNamespace) -> None:
    for who in (case.mother, case.senco):
        for name in PAGES:
            answer = a.signed_in(who).get(reverse(name, args=[case.amira.public_id]))
            assert answer.status_code in (403, 404)


def test_nothing_here_without_a_plan_being_written_and_closed_once_it_is_made(case: SimpleNamespace) -> None:
    take(case)
    a.a_milestone(case.request, "final_plan_sent", clock.today())
    assert "closed" in get(case, "child_draft_items")
    assert post(case, "child_draft_advice", do="take", entry=case.entries).status_code == 400


def test_pages_ask_for_the_same_number_of_queries_however_many_items(case: SimpleNamespace) -> None:
    take(case)
    counted = []
    for more in (0, 12):
        for number in range(more):
            post(case, "child_draft_items", item="new", part=NEED, version=0, section="B", text=f"Need {number}.")
        for name in PAGES:
            with CaptureQueriesContext(connection) as found:
                get(case, name)
            counted.append(len(found))
    assert counted[:3] == counted[3:] and max(counted) <= MOST_QUERIES, counted


def test_a_need_that_another_adviser_denies_stands_beside_it(case: SimpleNamespace) -> None:
    other = a_report(case, "speech")
    a_row(case.report, NEED, "Reading is hard: she guesses from the first letter.", area="cognition")
    a_row(other, NEED, "Reading is age-appropriate, with no concerns.", area="cognition")
    body = get(case, "child_draft_advice")
    assert "one says that there is no such need" in body and "she guesses from the first letter" in body
