"""Rows of a plan from elsewhere become items: nothing lost, nothing added twice, and out again as they came."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from goldenthread.domain.plan.interchange.reading import plan_of_json
from goldenthread.features.casework.models import BroughtPlan, BroughtPlanRow, PlanItem, PlanSection, PlanSectionBefore
from goldenthread.features.casework.operations import plan_bringing as operations
from goldenthread.features.casework.operations import plan_item_places
from goldenthread.features.casework.operations import plan_items as writing
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.plan_assembling import take_advice
from goldenthread.features.casework.operations.plan_copies import Stopped
from goldenthread.features.casework.operations.plan_sections import save_section
from goldenthread.features.casework.queries.plan_brought import NoPlan, as_plain, from_plain, offered_by
from goldenthread.features.casework.queries.plan_interchange import exported
from goldenthread.features.casework.queries.plans_brought import (
    in_the_plan_already,
    places_brought,
    plan_brought,
    plans_brought,
    row_brought,
    rows_brought,
)
from goldenthread.foundation import clock
from goldenthread.foundation.journal import reading
from goldenthread.foundation.people.models import Child
from goldenthread.foundation.people.operations import name_tokens
from tests import builders as a
from tests.drafting import a_case, serve, write
from tests.plan_advice import a_case_with_advice

pytestmark = pytest.mark.django_db
ROWS = {
    "B": [
        {"id": "s1", "part": "strength", "section": "B", "text": "Remembers  maps.\nAll of them."},
        {"id": "b1", "number": "B1", "part": "need", "section": "B", "text": "Talking is hard.",
         "area": "communication"},
        {"id": "b2", "number": "B2", "part": "need", "section": "B", "text": "Reads 14 words."},
    ],
    "D": [{"id": "d1", "number": "D1", "part": "need", "section": "D", "text": "Needs company.", "area": "care"}],
    "E": [
        {
            "id": "e1", "number": "E1", "part": "outcome", "section": "E", "text": "Orders lunch alone.",
            "by_when": "2027-07-16", "measure": "Four days of five.", "hopes": ["I want to order lunch."],
            "tags": ["i_1", "made-elsewhere"], "tags_say": ["i_1", "made-elsewhere"], "serves": ["b1", "b2"],
            "changed_because": "Shorter.",
            "sources": [{"id": "adv1", "advice": "a1", "report": 2, "name": "Speech therapist: Marle"}],
        }
    ],
    "F": [
        {
            "id": "f1", "number": "F1", "part": "provision", "section": "F", "text": "Speech therapy.",
            "who": "A therapist", "expertise": "HCPC", "how_often": "Weekly", "how_long": "30 minutes",
            "ratio": "1:1", "place": "Quiet room", "starts_on": "2026-09-02", "reviewed": "Each term",
            "funded_by": "The council", "duty": "local_authority",
            "duty_says": "The local authority (Children and Families Act 2014, s.42(2))", "serves": ["e1"],
            "sources": [{"id": "adv2", "advice": "a1"}],
        }
    ],
}  # fmt: skip


@pytest.fixture
def case() -> SimpleNamespace:
    return a_case()


def a_file(rows: dict[str, Any] | None = None, **sections: str) -> bytes:
    rows = ROWS if rows is None else rows
    codes = {*rows, *sections}
    plan = {
        "format": "goldenthread-plan", "version": 1, "plan_type": "ehc_plan", "stage": "final",
        "child": {"name": "Amira Khan"}, "placements": [{"name": "Sallow Bank School", "urn": "100001"}],
        "sections": {
            code: {"text": sections.get(code, f"Text of {code}"), **({"items": rows[code]} if code in rows else {})}
            for code in sorted(codes)
        },
    }  # fmt: skip
    return json.dumps(plan).encode()


def common(case: SimpleNamespace, who: str = "priya") -> dict[str, Any]:
    return {"request": case.request, "by": a.viewer(getattr(case, who)), "on": clock.today()}


def bring(case: SimpleNamespace, data: bytes, rows: tuple[str, ...] = (), name: str = "plan.json", **more: Any) -> Any:
    offered = from_plain(json.loads(json.dumps(as_plain(offered_by(case.amira, name, data)))))
    return operations.bring_in_plan(**common(case), offered=offered, texts=more.pop("texts", ()), rows=rows, **more)


def rows_out(case: SimpleNamespace) -> dict[str, list[dict[str, Any]]]:
    plan = plan_of_json(exported(case.amira, serve(case)))
    return {code: each["items"] for code, each in plan["sections"].items() if "items" in each}


def test_rows_become_items_and_go_out_again_as_they_came(case: SimpleNamespace) -> None:
    write(case)
    done = bring(case, a_file(), rows=("B", "D", "E", "F"))
    assert done.items == 6 and PlanItem.rows.count() == 6
    assert rows_out(case) == ROWS
    provision = PlanItem.rows.get(part="provision")
    assert [each.text for each in provision.serves.all()] == ["Orders lunch alone."]
    assert "Speech therapy. (for E1, meeting B1, B2)" in PlanSection.rows.get(code="F").text
    assert PlanSectionBefore.rows.get(section__code="F").text == "What section F says."


def test_an_export_brought_into_another_childs_draft_comes_out_the_same_with_links_to_no_advice_there() -> None:
    case = a_case_with_advice()
    write(case)
    take_advice(**common(case), entries=case.entries)
    first = exported(case.amira, serve(case))
    other = a_case(upn="A123456789012")
    write(other)
    assert bring(other, first.encode(), rows=("B", "E", "F")).items == 4
    given = {code: each["items"] for code, each in json.loads(first)["sections"].items() if "items" in each}
    assert rows_out(other) == given
    assert all(not row.sources.exists() for row in PlanItem.rows.filter(request=other.request))


def test_the_same_file_again_adds_nothing_and_what_was_sent_from_here_is_known() -> None:
    case = a_case_with_advice()
    write(case)
    take_advice(**common(case), entries=case.entries)
    sent = exported(case.amira, serve(case)).encode()
    offered = offered_by(case.amira, "plan.json", sent)
    assert in_the_plan_already(case.request.pk, offered) == {row.ref for row in offered.rows}
    assert bring(case, sent, rows=("B", "E", "F")).items == 0 and PlanItem.rows.count() == 4
    assert bring(case, a_file(), rows=("B",)).items == 3
    assert bring(case, a_file(), rows=("B",)).items == 0
    assert BroughtPlan.rows.count() == 2


def test_links_are_joined_to_rows_that_come_later(case: SimpleNamespace) -> None:
    bring(case, a_file(), rows=("F",))
    assert not PlanItem.rows.get(part="provision").serves.exists()
    bring(case, a_file(), rows=("B", "E"))
    assert PlanItem.rows.get(part="provision").serves.get().part == "outcome"
    assert PlanItem.rows.get(part="outcome").serves.count() == 2


def test_advice_of_this_plan_is_joined_as_the_source() -> None:
    case = a_case_with_advice()
    source = {"id": case.need.public_id, "advice": case.report.advice.public_id, "report": 1, "name": "Marle"}
    row = {"id": "b1", "part": "need", "section": "B", "text": "Reads 14 of 100 common words.", "sources": [source]}
    bring(case, a_file({"B": [row]}), rows=("B",))
    assert [each.public_id for each in PlanItem.rows.get().sources.all()] == [case.need.public_id]


def test_rows_that_cannot_be_items_say_why_and_what_an_item_cannot_hold_is_named(case: SimpleNamespace) -> None:
    rows = {
        "B": [
            {"id": "1", "part": "provision", "text": "Help hidden in B."},
            {"id": "2", "part": "need", "text": " "},
            {"id": "3", "part": "need", "text": "x" * 4_001},
            {"id": "4", "part": "need", "text": "Kept", "who": "A teacher", "serves": ["1"]},
        ],
        "F": [{"id": "5", "part": "provision", "text": "Help", "who": "y" * 301}],
    }
    done = bring(case, a_file(rows), rows=("B", "F"))
    assert done.items == 1 and PlanItem.rows.get().text == "Kept"
    kept = {each.row.ref: each.row for each in rows_brought(done.plan)}
    assert "stands in F or G" in kept["1"].why_not and "no words" in kept["2"].why_not
    assert "4,000" in kept["3"].why_not and "“Who does it” is longer than 300" in kept["5"].why_not
    assert kept["4"].left == ("Who does it", "1 of its links (here a need is for nothing)")


def test_a_hidden_home_does_not_come_in_with_the_words(case: SimpleNamespace) -> None:
    Child.rows.filter(pk=case.amira.pk).update(address="14 Fern Close\nMarle", address_hidden=True)
    case.request.refresh_from_db()
    bring(case, a_file({"B": [{"id": "b", "part": "need", "text": "Lives at 14 Fern Close."}]}), rows=("B",))
    assert "Fern Close" not in PlanItem.rows.get().text


def test_what_an_item_rests_on_elsewhere_leaves_without_a_hidden_home_and_not_with_another_childs_name(
    case: SimpleNamespace,
) -> None:
    name_tokens.refresh([a.a_child("Bartholomew", "Wintercrest").pk])
    Child.rows.filter(pk=case.amira.pk).update(address="14 Fern Close\nMarle", address_hidden=True)
    case.request.refresh_from_db()
    write(case)
    named = [{"id": "adv1", "advice": "a1", "name": "Mother, 14 Fern Close"}]
    bring(case, a_file({"F": [{**ROWS["F"][0], "serves": [], "sources": named}]}), rows=("F",))
    assert rows_out(case)["F"][0]["sources"] == [{**named[0], "name": "Mother, [address withheld]"}]
    named[0]["name"] = "Bartholomew Wintercrest"
    bring(case, a_file({"F": [{**ROWS["F"][0], "id": "f2", "serves": [], "sources": named}]}), rows=("F",))
    with pytest.raises(Stopped, match="Section F, whose advice an item rests on: adv1 a1 Bartholomew"):
        rows_out(case)


WORDS = b"""Plan of Amira
Section B
Talking is hard for Amira.
Section F
A therapist works with Amira for 30 minutes weekly.
She likes it.
Section H
Two hours of short breaks each week.
Help with washing at home.
Section I
Sallow Bank School"""  # fmt: skip


def test_lines_of_a_document_become_items_with_their_quotation(case: SimpleNamespace) -> None:
    done = bring(case, WORDS, name="plan.txt", texts=("B", "F", "I"), care={0: "H2", 1: "H1"})
    assert done.texts.filled == ("B", "F", "H1", "H2") and done.items == 0
    texts = dict(PlanSection.rows.values_list("code", "text"))
    assert texts["H1"] == "Help with washing at home." and "I" not in texts
    rows = {each.row.section: each for each in rows_brought(done.plan) if each.row.promises}
    promise = rows["F"]
    assert promise.row.said == {"text": "A therapist works with Amira for 30 minutes weekly.",
                                "how_often": "weekly", "how_long": "30 minutes", **(
                                    {"who": promise.row.said["who"]} if "who" in promise.row.said else {})}  # fmt: skip
    made = operations.add_rows(**common(case), plan_id=done.plan.public_id, rows={promise.id: ""})
    assert [(row.part, row.section, row.how_long) for row in made] == [("provision", "F", "30 minutes")]
    assert PlanSectionBefore.rows.filter(section__code="F", text__contains="She likes it.").exists()
    with pytest.raises(NotNow, match="H1 or H2"):
        operations.add_rows(**common(case), plan_id=done.plan.public_id, rows={rows["H"].id: ""})
    operations.add_rows(**common(case), plan_id=done.plan.public_id, rows={rows["H"].id: "H2"})
    assert PlanItem.rows.filter(section="H2").count() == 1
    (place,) = places_brought(case.request.pk)
    assert (place.said, place.find, place.plan.pk) == ("Sallow Bank School", "Sallow Bank School", done.plan.pk)


def test_what_is_set_aside_stays_listed_and_can_come_back(case: SimpleNamespace) -> None:
    plan = bring(case, WORDS, name="plan.txt").plan
    ids = [each.id for each in rows_brought(plan)]
    told = {**common(case), "plan_id": plan.public_id}
    assert operations.set_aside(**told, rows=ids[:2]) == 2 and operations.set_aside(**told, rows=ids[:2]) == 0
    assert operations.add_rows(**told, rows={ids[0]: ""}) == []
    assert [each.is_set_aside for each in rows_brought(plan)][:3] == [True, True, False]
    assert operations.set_aside(**told, rows=ids[:1], back=True) == 1
    (row,) = operations.add_rows(**told, rows={ids[0]: ""})
    kept = row_brought(case.request.pk, ids[0])
    assert kept is not None and kept.item == row.public_id and not kept.waits
    assert plans_brought(case.request.pk)[0].waiting == len(ids) - 2
    told = [str(each) for each in reading.story_of(case.amira.public_id)]
    assert sum("set parts of a plan brought in aside" in each for each in told) == 2


def test_an_item_taken_out_frees_its_row_and_one_written_from_a_row_rests_on_it(case: SimpleNamespace) -> None:
    plan = bring(case, WORDS, name="plan.txt").plan
    first = rows_brought(plan)[0]
    given = {"text": "Talking is hard.", "area": "communication"}
    row = writing.save_item(**common(case), part="need", given=given, brought=first.id)
    assert row_brought(case.request.pk, first.id).item == row.public_id  # type: ignore[union-attr]
    with pytest.raises(NotNow, match="meanwhile"):
        writing.save_item(**common(case, "owen"), part="need", given=given, brought=first.id)
    assert PlanItem.rows.count() == 1
    plan_item_places.remove_item(**common(case), item_id=row.public_id, version=1, reason="Said twice.")
    again = writing.save_item(**common(case), part="need", given=given, brought=first.id)
    assert row_brought(case.request.pk, first.id).item == again.public_id  # type: ignore[union-attr]


def test_a_plan_of_the_wrong_child_is_thrown_away_until_something_rests_on_it(case: SimpleNamespace) -> None:
    plan = bring(case, WORDS, name="plan.txt").plan
    told = {**common(case), "plan_id": plan.public_id}
    operations.forget_plan(**told)
    assert not BroughtPlanRow.rows.exists()
    with pytest.raises(NotNow, match="thrown away"):
        operations.set_aside(**told, rows=[])
    plan = bring(case, WORDS, name="plan.txt").plan
    told["plan_id"] = plan.public_id
    operations.add_rows(**told, rows={rows_brought(plan)[0].id: ""})
    with pytest.raises(NotNow, match="their source"):
        operations.forget_plan(**told)
    assert plan_brought(case.request.pk, plan.public_id) is not None


def test_a_plan_of_which_a_part_was_ever_made_stays_whatever_became_of_the_part(case: SimpleNamespace) -> None:
    plan = bring(case, WORDS, name="plan.txt").plan
    told = {**common(case), "plan_id": plan.public_id}
    (row,) = operations.add_rows(**told, rows={rows_brought(plan)[0].id: ""})
    plan_item_places.remove_item(**common(case), item_id=row.public_id, version=1, reason="Not so.")
    assert operations.set_aside(**told, rows=[rows_brought(plan)[0].id]) == 1
    kept = rows_brought(plan)[0]
    assert (kept.item, kept.is_set_aside, kept.was_item) == ("", True, True)
    with pytest.raises(NotNow, match="their source"):
        operations.forget_plan(**told)


def test_a_plan_stays_while_the_draft_still_says_what_was_filled_in_from_it(case: SimpleNamespace) -> None:
    done = bring(case, WORDS, name="plan.txt", texts=("B", "F"), care={1: "H1"})
    told = {**common(case), "plan_id": done.plan.public_id}
    with pytest.raises(NotNow, match="still in sections B, F and H1"):
        operations.forget_plan(**told)
    for code, who in (("B", "priya"), ("H1", "owen")):
        save_section(**common(case, who), code=code, text="Typed anew.", version=1)
    words = "A therapist works  with Amira for 30 minutes weekly.\nAnd more."
    save_section(**common(case), code="F", text=words, version=1)
    with pytest.raises(NotNow, match="still in section F"):
        operations.forget_plan(**told)
    save_section(**common(case), code="F", text="", version=2)
    assert operations.forget_plan(**told) == ["H1"], "what another wrote over is kept beside it"
    assert not BroughtPlan.rows.exists()


def test_more_rows_than_a_plan_has_are_refused(case: SimpleNamespace) -> None:
    rows = {"F": [{"id": str(place), "part": "provision", "text": "x"} for place in range(1_501)]}
    with pytest.raises(NoPlan, match="1,500 rows"):
        offered_by(case.amira, "plan.json", a_file(rows))
