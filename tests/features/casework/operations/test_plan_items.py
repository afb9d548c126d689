"""A plan assembled from advice: taken with its source and links, changed with a reason, taken out with a reason."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from goldenthread.domain.advice.report import NEED, OUTCOME, PROVISION
from goldenthread.features.casework.models import (
    DroppedAdvice,
    PlanCopy,
    PlanItem,
    PlanItemBefore,
    PlanSection,
    PlanSectionBefore,
)
from goldenthread.features.casework.operations import plan_assembling as assembling
from goldenthread.features.casework.operations import plan_item_places, plan_sections
from goldenthread.features.casework.operations import plan_items as writing
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.queries.plan_advice import advice_rows, conflicts_in, with_current_sources
from goldenthread.features.casework.queries.plan_drafts import is_sound
from goldenthread.features.casework.queries.plan_items import items_of
from goldenthread.foundation import clock
from goldenthread.foundation.journal.models import Entry
from tests import builders as a
from tests.drafting import a_case, day, serve, write
from tests.plan_advice import a_case_with_advice, a_report, a_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> SimpleNamespace:
    return a_case_with_advice()


def common(case: SimpleNamespace, who: str = "priya") -> dict[str, Any]:
    return {"request": case.request, "by": a.viewer(getattr(case, who)), "on": clock.today()}


def take(case: SimpleNamespace, *entries: str) -> list[PlanItem]:
    return assembling.take_advice(**common(case), entries=entries or case.entries)


def item(part: str) -> PlanItem:
    return PlanItem.rows.get(part=part, removed_on=None)


def text(code: str) -> str:
    return PlanSection.rows.get(code=code).text


def kinds(case: SimpleNamespace) -> list[str]:
    found = Entry.objects.filter(about=case.amira.public_id, kind__startswith="plan.").order_by("number")
    return [row.kind for row in found]


def test_taken_advice_keeps_its_words_source_and_links(case: SimpleNamespace) -> None:
    take(case)
    need, outcome, provision = item(NEED), item(OUTCOME), item(PROVISION)
    assert (provision.text, provision.how_often, provision.duty) == (
        "Reading taught by sound.", "Five times a week", "local_authority",
    )  # fmt: skip
    assert list(provision.serves.all()) == [outcome] and list(outcome.serves.all()) == [need]
    assert [each.sources[0].report for each in items_of(case.request.pk)] == [1, 1, 1, 1]
    assert "F1: Reading taught by sound. (for E1, meeting B1)" in text("F")
    assert "plan.items_taken" in kinds(case)


def test_links_are_carried_whichever_is_taken_first(case: SimpleNamespace) -> None:
    for entry in reversed(case.entries):
        take(case, entry)
    assert list(item(PROVISION).serves.all()) == [item(OUTCOME)]
    assert list(item(OUTCOME).serves.all()) == [item(NEED)]
    take(case)
    assert PlanItem.rows.count() == 4


def test_only_advice_submitted_for_this_plan_and_not_held_back_is_taken(case: SimpleNamespace) -> None:
    other = a_case_with_advice()
    draft = a_row(a_report(case, "medical", state="draft", submitted_at=None, submitted_on=None), NEED, "Unsaid.")
    kept = a_row(a_report(case, "social_care", withheld_because="Would harm somebody."), NEED, "Held back.")
    for entry in (other.need, draft, kept):
        with pytest.raises(NotNow):
            take(case, entry.public_id)
    assert not PlanItem.rows.exists()


def test_a_hidden_home_is_taken_out_of_the_words() -> None:
    case = a_case(address="3 Fern Close\nMarle", postcode="ZZ9 9AA", address_hidden=True)
    take(case, a_row(a_report(case), NEED, "Will not leave 3 Fern Close alone.").public_id)
    assert "Fern Close" not in item(NEED).text and "Fern Close" not in text("B")


def test_what_was_typed_is_kept_when_items_replace_it_and_items_close_the_box(case: SimpleNamespace) -> None:
    write(case)
    take(case)
    assert PlanSectionBefore.rows.get(section__code="B").text == "What section B says."
    row = PlanSection.rows.get(code="B")
    with pytest.raises(NotNow, match="written from its items"):
        plan_sections.save_section(**common(case), code="B", text="Typed over.", version=row.version)
    plan_sections.save_section(**common(case), code="C", text="Still typed.", version=1)
    assert text("C") == "Still typed."


def test_a_section_typed_word_for_word_as_its_items_say_is_theirs_from_then_on(case: SimpleNamespace) -> None:
    plan_sections.save_section(**common(case), code="B", text="Needs\n\nB1: Hers", version=0)
    row = writing.save_item(**common(case), part=NEED, given={"text": "Hers"})
    section = PlanSection.rows.get(code="B")
    assert (section.text, section.version, section.from_items) == ("Needs\n\nB1: Hers", 1, True)
    with pytest.raises(NotNow, match="written from its items"):
        plan_sections.save_section(**common(case), code="B", text="Typed over.", version=1)
    plan_item_places.remove_item(**common(case), item_id=row.public_id, version=1, reason="Not so.")
    assert not PlanSection.rows.get(code="B").from_items


def test_a_section_that_lost_its_last_item_is_empty_and_open_again(case: SimpleNamespace) -> None:
    take(case)
    row = item(PROVISION)
    plan_item_places.remove_item(
        **common(case), item_id=row.public_id, version=row.version, reason="School does it for everyone."
    )
    section = PlanSection.rows.get(code="F")
    assert (section.text, section.from_items) == ("", False)
    plan_sections.save_section(**common(case), code="F", text="Typed.", version=section.version)
    kept = PlanItem.rows.get(part=PROVISION)
    assert (kept.removed_on, kept.removed_because) == (clock.today(), "School does it for everyone.")
    assert DroppedAdvice.rows.get().reason == "School does it for everyone."
    assert "(for" not in text("E") and "plan.item_removed" in kinds(case)


def test_nothing_is_taken_out_without_a_reason(case: SimpleNamespace) -> None:
    take(case)
    with pytest.raises(ReasonNeeded):
        plan_item_places.remove_item(**common(case), item_id=item(NEED).public_id, version=1, reason="  ")
    assert item(NEED).removed_on is None


def test_other_words_than_the_advice_need_a_reason(case: SimpleNamespace) -> None:
    take(case)
    row, given = item(PROVISION), {"how_often": "Once a week", "funded_by": "Marle Primary"}
    with pytest.raises(ReasonNeeded):
        writing.save_item(**common(case), part=PROVISION, item_id=row.public_id, version=1, given=given)
    assert item(PROVISION).how_often == "Five times a week" and not PlanItemBefore.rows.exists()
    given["changed_because"] = "The family asked for less."
    writing.save_item(**common(case), part=PROVISION, item_id=row.public_id, version=1, given=given)
    assert "How often: Once a week" in text("F") and "Funded by: Marle Primary" in text("F")
    assert PlanItemBefore.rows.get().said["how_often"] == "Five times a week"
    shown = next(each for each in items_of(case.request.pk) if each.item.part == PROVISION)
    assert shown.is_changed and shown.item.changed_because == "The family asked for less."


def test_whose_duty_follows_the_section_unless_somebody_said_otherwise(case: SimpleNamespace) -> None:
    take(case)
    row, given = item(PROVISION), {"section": "G", "duty": "local_authority"}
    writing.save_item(**common(case), part=PROVISION, item_id=row.public_id, version=1, given=given)
    assert item(PROVISION).duty == "health" and text("F") == "" and "G1: Reading" in text("G")
    writing.save_item(**common(case), part=PROVISION, item_id=row.public_id, version=2, given={"duty": "social_care"})
    writing.save_item(**common(case), part=PROVISION, item_id=row.public_id, version=3, given={"section": "H2"})
    assert (item(PROVISION).section, item(PROVISION).duty) == ("H2", "social_care")


def test_the_second_of_two_writers_is_given_back_theirs_and_overwrites_nothing(case: SimpleNamespace) -> None:
    row = writing.save_item(**common(case), part=NEED, given={"text": "Hers", "area": "care"})
    assert row.section == "D"
    writing.save_item(**common(case), part=NEED, item_id=row.public_id, version=1, given={"text": "Hers again"})
    with pytest.raises(writing.ItemChanged) as changed:
        writing.save_item(**common(case, "owen"), part=NEED, item_id=row.public_id, version=1, given={"text": "His"})
    assert changed.value.now is not None and changed.value.now.text == "Hers again"
    writing.save_item(**common(case, "owen"), part=NEED, item_id=row.public_id, version=2, given={"text": "His"})
    assert [each.said["text"] for each in PlanItemBefore.rows.order_by("id")] == ["Hers", "Hers again"]
    with pytest.raises(writing.ItemChanged):
        plan_item_places.remove_item(**common(case), item_id=row.public_id, version=2, reason="Not now.")


def test_saving_what_stands_already_is_no_new_version(case: SimpleNamespace) -> None:
    take(case)
    row = item(PROVISION)
    given = {"text": row.text, "how_often": row.how_often, "sources": [case.provision.public_id]}
    about = {"part": PROVISION, "item_id": row.public_id, "version": 1}
    entries = len(kinds(case))
    for by_itself in (True, False):
        same = writing.save_item(**common(case), **about, given=given, by_itself=by_itself)
        assert (same.version, same.saved_by, same.saved_at) == (1, row.saved_by, row.saved_at)
    assert len(kinds(case)) == entries and not PlanItemBefore.rows.exists()
    more = {"how_often": "Daily", "changed_because": "The family asked for it."}
    assert writing.save_item(**common(case, "owen"), **about, given=more).version == 2, "at the version they read"


def test_items_move_among_their_own_and_the_numbers_follow(case: SimpleNamespace) -> None:
    for words in ("First", "Second"):
        writing.save_item(**common(case), part=OUTCOME, given={"text": words})
    first = PlanItem.rows.get(text="First")
    assert not plan_item_places.move_item(**common(case), item_id=first.public_id, up=True)
    assert plan_item_places.move_item(**common(case), item_id=first.public_id, up=False)
    assert text("E") == "E1: Second\n\nE2: First" and kinds(case).count("plan.item_moved") == 1


def test_links_outside_the_plan_and_unknown_tags_are_left_out(case: SimpleNamespace) -> None:
    take(case)
    other = writing.save_item(**common(a_case()), part=NEED, given={"text": "Of another child"})
    need = PlanItem.rows.get(part=NEED, request=case.request)
    row = writing.save_item(
        **common(case), part=OUTCOME,
        given={"text": "Has a friend.", "serves": [other.public_id, need.public_id, "nonsense"],
               "tags": ["heard", "invented"], "hopes": ["I want\na friend."]},
    )  # fmt: skip
    assert [each.public_id for each in row.serves.all()] == [need.public_id]
    assert row.tags == ["heard"] and row.hopes == ["I want a friend."]


def test_left_out_with_a_reason_and_taken_back(case: SimpleNamespace) -> None:
    entry = case.provision.public_id
    with pytest.raises(ReasonNeeded):
        assembling.leave_advice_out(**common(case), entries=[entry], reason=" ")
    assembling.leave_advice_out(**common(case), entries=[entry], reason="School does it for everyone.")
    assert next(row for row in advice_rows(case.request.pk) if row.id == entry).left_out
    assembling.take_back_left_out(**common(case), entry_id=entry)
    assert all(row.waits for row in advice_rows(case.request.pk))
    assembling.leave_advice_out(**common(case), entries=[entry], reason="Again.")
    take(case, entry)
    assert not DroppedAdvice.rows.exists()
    with pytest.raises(NotNow):
        assembling.leave_advice_out(**common(case), entries=[entry], reason="It is in the plan.")


def test_an_item_may_rest_on_two_advices_and_then_need_not_differ(case: SimpleNamespace) -> None:
    take(case)
    weekly = a_row(a_report(case, "medical"), PROVISION, "Reading taught by sound.", how_often="Once a week")
    (conflict,) = conflicts_in(advice_rows(case.request.pk))
    assert conflict.differences == (("How often", "Five times a week", "Once a week"),)
    both = [case.provision.public_id, weekly.public_id]
    given = {"how_often": "Once a week", "who": "", "how_long": "", "sources": [*both, case.need.public_id]}
    writing.save_item(**common(case), part=PROVISION, item_id=item(PROVISION).public_id, version=1, given=given)
    assert item(PROVISION).how_often == "Once a week"
    assert {each.public_id for each in item(PROVISION).sources.all()} == set(both)


def test_advice_corrected_since_it_was_taken_still_counts_as_taken(case: SimpleNamespace) -> None:
    take(case)
    case.report.state = "superseded"
    case.report.save()
    again = a_report(case, "psychology", number=2, advice=case.report.advice)
    now = a_row(again, NEED, "Reads 20 of 100 common words.", area="cognition", carried_from=case.need)
    (row,) = [each for each in advice_rows(case.request.pk) if each.entry.part == NEED]
    assert row.id == now.public_id and row.taken == (item(NEED).public_id,) and row.is_corrected
    (shown,) = [each for each in items_of(case.request.pk) if each.item.part == NEED]
    assert shown.sources[0].is_corrected and with_current_sources([shown.item], [row])[0].sources == (now.public_id,)


def test_a_sent_copy_keeps_its_items_and_answers_for_them(case: SimpleNamespace) -> None:
    write(case)
    take(case)
    copy = serve(case)
    kept = {each["part"]: each for each in copy.items}
    assert kept[PROVISION]["number"] == "F1" and kept[PROVISION]["serves"] == [kept[OUTCOME]["id"]]
    assert kept[OUTCOME]["by_when"] == "2030-07-16" and kept[NEED]["sources"][0]["report"] == 1
    assert "how_often" not in kept[NEED] and is_sound(PlanCopy.rows.get())
    copy.items = []
    assert not is_sound(copy)


def test_a_section_too_long_for_a_plan_is_refused_and_nothing_is_half_saved(case: SimpleNamespace) -> None:
    common_part = {**common(case), "part": NEED}
    writing.save_item(**common_part, given={"text": "a" * 40_000})
    with pytest.raises(NotNow, match="longer than 60,000"):
        writing.save_item(**common_part, given={"text": "b" * 40_000})
    assert PlanItem.rows.count() == 1 and "b" * 100 not in text("B")


def test_nothing_is_written_once_the_plan_is_made(case: SimpleNamespace) -> None:
    a.a_milestone(case.request, "final_plan_sent", day(1))
    with pytest.raises(NotNow):
        take(case)
    with pytest.raises(NotNow):
        writing.save_item(**common(case), part=NEED, given={"text": "Late."})
