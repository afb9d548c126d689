"""The form of an item saves itself while it is typed: nothing lost or added twice, two people told of each other."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from goldenthread.features.casework.models import BroughtPlanRow, PlanItem, PlanItemBefore, PlanSection
from goldenthread.features.casework.operations import plan_bringing, plan_item_places, plan_items
from goldenthread.features.casework.queries.plan_brought import offered_by
from goldenthread.foundation import clock
from goldenthread.foundation.ids import new_id
from goldenthread.foundation.journal import reading
from goldenthread.foundation.journal.reading import count_looks_at
from tests import builders as a
from tests.drafting import a_case
from tests.plan_advice import a_case_with_advice

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> SimpleNamespace:
    return a_case()


def save(case: SimpleNamespace, who: Any = None, by_itself: bool = True, **given: Any) -> Any:
    sent = {"item": "new", "part": "need", "section": "B", "version": "0", **given}
    more = {"headers": {"accept": "application/json"}} if by_itself else {}
    address = reverse("child_draft_items", args=[case.amira.public_id])
    return a.signed_in(who or case.priya).post(address, sent, **more)


def written(case: SimpleNamespace) -> int:
    return sum("wrote a part" in str(each) for each in reading.story_of(case.amira.public_id))


def test_a_new_item_is_added_once_and_then_changed(case: SimpleNamespace) -> None:
    looks, own = count_looks_at(case.amira.public_id), new_id()
    first = save(case, text="Talk", new_id=own).json()
    assert (first["item"], first["version"], first["partly"]) == (own, 1, False)
    again = save(case, text="Talk", new_id=own).json()
    assert again["item"] == own and PlanItem.rows.count() == 1
    second = save(case, item=own, text="Talking is hard.", area="communication", version=again["version"]).json()
    row = PlanItem.rows.get()
    assert (row.text, row.area, row.version) == ("Talking is hard.", "communication", second["version"])
    assert "Talking is hard." in PlanSection.rows.get(code="B").text
    assert not PlanItemBefore.rows.exists() and written(case) == 1
    assert count_looks_at(case.amira.public_id) == looks


def test_the_first_save_of_another_sitting_or_writer_keeps_what_was_there(case: SimpleNamespace) -> None:
    row = plan_items.save_item(
        request=case.request, by=a.viewer(case.owen), on=clock.today(), part="need", given={"text": "What Owen wrote."}
    )
    told = save(case, item=row.public_id, text="What Priya", version=1).json()
    told = save(case, item=row.public_id, text="What Priya wrote.", version=told["version"]).json()
    assert [each.said["text"] for each in PlanItemBefore.rows.all()] == ["What Owen wrote."]
    PlanItem.rows.update(saved_at=clock.now() - timedelta(minutes=11))
    told = save(case, item=row.public_id, text="A day later.", version=told["version"]).json()
    assert [each.said["text"] for each in PlanItemBefore.rows.order_by("id")][1:] == ["What Priya wrote."]
    long = save(case, item=row.public_id, text="x " * 200, version=told["version"]).json()
    save(case, item=row.public_id, text="Gone", version=long["version"])
    assert PlanItemBefore.rows.order_by("id").last().said["text"].startswith("x x")  # type: ignore[union-attr]


def test_two_who_change_one_item_are_told_and_nothing_is_lost(case: SimpleNamespace) -> None:
    item = save(case, text="First").json()["item"]
    assert save(case, case.owen, item=item, text="His", version=1).status_code == 200
    told = save(case, item=item, text="Hers", version=1)
    assert told.status_code == 409
    assert told.json() == {"by": "Owen Bell", "at": told.json()["at"], "changed": True, "what": "need"}
    page = save(case, by_itself=False, item=item, text="Hers", version=1)
    assert page.status_code == 409 and 'name="over"' in page.content.decode()
    assert "His" in page.content.decode() and ">Hers</textarea>" in page.content.decode().replace("\n", "")
    assert save(case, by_itself=False, item=item, text="Hers", version=2).status_code == 302
    assert "His" in [each.said["text"] for each in PlanItemBefore.rows.all()]


def test_what_was_taken_out_meanwhile_is_said_and_saved_again_on_a_word(case: SimpleNamespace) -> None:
    own = new_id()
    item = save(case, text="First", new_id=own).json()["item"]
    plan_item_places.remove_item(
        request=case.request, by=a.viewer(case.owen), on=clock.today(), item_id=item, version=1, reason="Twice."
    )
    told = save(case, item=item, text="First, more", version=1, new_id=own)
    assert told.status_code == 409 and "taken out meanwhile" in told.json()["problem"]
    page = save(case, by_itself=False, item=item, text="First, more", version=1, new_id=own)
    assert page.status_code == 409 and "It was taken out" in page.content.decode()
    assert save(case, by_itself=False, text="First, more", new_id=own).status_code == 302
    assert PlanItem.rows.get(removed_on=None).text == "First, more"


def test_a_first_save_sent_twice_with_other_words_shows_both(case: SimpleNamespace) -> None:
    own = new_id()
    save(case, text="Talk", new_id=own)
    page = save(case, by_itself=False, text="Talking", new_id=own)
    assert page.status_code == 409 and f'name="item" value="{own}"' in page.content.decode()
    assert PlanItem.rows.get().text == "Talk"


def test_half_typed_is_said_and_the_rest_is_saved(case: SimpleNamespace) -> None:
    assert save(case, text=" ").json() == {"problem": "Write the need"} and not PlanItem.rows.exists()
    told = save(case, part="outcome", section="E", text="Reads a story.", by_when_day="3")
    assert told.status_code == 200 and told.json()["partly"] and told.json()["besides"]
    assert PlanItem.rows.get().text == "Reads a story." and PlanItem.rows.get().by_when is None
    too_long = save(case, text="x" * 4_001)
    assert too_long.status_code == 400 and "4000" in too_long.json()["problem"].replace(",", "")


def test_the_reason_for_other_words_than_the_advice_may_come_after_them() -> None:
    case = a_case_with_advice()
    told = save(case, text="Reads few words.", sources=[case.need.public_id]).json()
    assert "Say below why the words are not those of the advice." in told["besides"]
    address = reverse("child_draft_items", args=[case.amira.public_id])
    assert "it rests on. Say why." in a.signed_in(case.priya).get(address).content.decode()
    by_hand = save(
        case, by_itself=False, item=told["item"], text="Reads few.", version=1, sources=[case.need.public_id]
    )
    assert by_hand.status_code == 400 and "Say why the words are not" in by_hand.content.decode()
    told = save(
        case, item=told["item"], text="Reads few.", version=1, sources=[case.need.public_id], changed_because="Short."
    ).json()
    assert told["besides"] == "" and PlanItem.rows.get().changed_because == "Short."
    assert "it rests on. Say why." not in a.signed_in(case.priya).get(address).content.decode()


def test_care_is_proposed_for_the_other_section_and_left_where_it_is(case: SimpleNamespace) -> None:
    text = "Two hours of short breaks each week."
    told = save(case, part="provision", section="H2", text=text).json()
    assert told["besides"].startswith("H1 is proposed in place of H2.") and PlanItem.rows.get().section == "H2"
    client, address = a.signed_in(case.priya), reverse("child_draft_items", args=[case.amira.public_id])
    assert "H1 is proposed in place of H2." in client.get(address).content.decode()
    form = client.get(address, {"item": told["item"]}).content.decode()
    assert "H1 is proposed</strong>" in form and "s.2(6)(c)" in form and "difference between H1 and H2" in form
    told = save(case, part="provision", section="H1", item=told["item"], text=text, version=1).json()
    assert told["besides"] == "" and "is proposed in place" not in client.get(address).content.decode()
    save(case, part="provision", section="F", text="Speech therapy at home.")
    assert "is proposed in place" not in client.get(address).content.decode()


def test_a_line_of_a_plan_brought_in_is_made_an_item_by_its_first_save(case: SimpleNamespace) -> None:
    offered = offered_by(case.amira, "plan.txt", b"Section B\nTalking is hard.")
    plan_bringing.bring_in_plan(
        request=case.request, offered=offered, texts=[], rows=[], by=a.viewer(case.priya), on=clock.today()
    )
    row = BroughtPlanRow.rows.get()
    told = save(case, text="Talking is har", brought=row.public_id).json()
    save(case, item=told["item"], text="Talking is hard", brought=row.public_id, version=1)
    row.refresh_from_db()
    assert row.item is not None and row.item.public_id == told["item"] and PlanItem.rows.count() == 1
    told = save(case, case.owen, text="Talking", brought=row.public_id)
    assert told.status_code == 409 and "meanwhile" in told.json()["problem"] and PlanItem.rows.count() == 1


def test_who_may_not_work_on_the_case_saves_nothing(case: SimpleNamespace) -> None:
    for who in (case.mother, case.senco):
        assert save(case, who, text="Not theirs").status_code == 404
    assert not PlanItem.rows.exists()
