"""A draft shown to advisers: to whom, which parts, what they say of it, and what the family is told."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from goldenthread.features.casework.models import DraftAnswer, Milestone, PlanComment, PlanCopy, PlanItem
from goldenthread.features.casework.operations import draft_answers, drafts_shown, plan_copies, plan_items
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.operations.outgoing import let_go
from goldenthread.features.casework.queries import draft_answers as queries
from goldenthread.features.casework.queries.draft_for_advisers import ForAdviser, draft_for, shown_to, waiting_for
from goldenthread.features.casework.queries.plan_changes import comparable
from goldenthread.features.casework.queries.plan_drafts import (
    agreed_texts,
    copies_of,
    is_sound,
    latest_draft,
    latest_shown,
    standing_of,
    texts_of,
    unseen_in,
)
from goldenthread.features.casework.queries.plan_interchange import exported
from goldenthread.features.casework.queries.plan_look_over import look_over, paper_key
from goldenthread.foundation import clock
from goldenthread.foundation.journal.models import Entry
from goldenthread.foundation.people.operations import name_tokens
from tests import builders as a
from tests.drafting import finish, serve
from tests.plan_advisers import a_case_of_many, fill, school_is_asked, show, typed

pytestmark = pytest.mark.django_db
TYPED = {"A": "She likes maps.", "K": "The advice.", "H1": "Nothing under the 1970 Act."}


@pytest.fixture
def case() -> SimpleNamespace:
    made = a_case_of_many()
    for code, text in TYPED.items():
        typed(made, code, text)
    return made


def seen(case: SimpleNamespace, who: Any) -> ForAdviser | None:
    return draft_for(case.amira, a.viewer(who), on=clock.today())


def waiting(who: Any) -> list[PlanCopy]:
    return waiting_for(a.viewer(who), on=clock.today())


def words(told: ForAdviser) -> str:
    return "\n".join(
        " ".join([part.text, *(f"{each.text} {each.facts}" for each in part.pieces)]) for part in told.parts
    )


def test_nothing_is_shown_before_somebody_shows_it_and_says_why(case: SimpleNamespace) -> None:
    assert all(seen(case, who) is None for who in (*case.who.values(), case.officer))
    with pytest.raises(ReasonNeeded):
        show(case, " \n")
    copy = show(case)
    assert (copy.kind, copy.number, copy.sent_on, is_sound(copy)) == ("shown", 1, clock.today(), True)
    entry = Entry.objects.get(kind="plan.shown_to_advisers")
    assert entry.reason == "So that they can say whether it is right." and entry.data["number"] == 1


@pytest.mark.parametrize("kind", ["psychology", "medical", "social_care", "sensory"])
def test_each_adviser_reads_their_own_advice_in_it_and_no_word_of_anothers(case: SimpleNamespace, kind: str) -> None:
    show(case)
    told = seen(case, case.who[kind])
    assert told is not None
    text = words(told)
    for other in case.who:
        for part in ("Need", "Outcome", "Provision"):
            assert (f"{part} by {other}." in text) is (other == kind), (kind, other, part)
    assert "She likes maps." not in text and "The advice." not in text
    assert ("Nothing under the 1970 Act." in text) is (kind == "social_care")


def test_whoever_agrees_for_health_reads_c_and_g_whole_and_the_therapist_does_not(case: SimpleNamespace) -> None:
    show(case)
    officer, therapist = seen(case, case.officer), seen(case, case.who["medical"])
    assert officer is not None and therapist is not None
    assert {part.code for part in officer.parts if part.is_whole} == {"C", "G"} and officer.may_agree
    assert not any(part.is_whole for part in therapist.parts) and not therapist.may_agree


def test_a_school_asked_without_its_name_is_the_pupils_own_and_may_say_that_nothing_is_theirs(
    case: SimpleNamespace,
) -> None:
    show(case)
    assert seen(case, case.pupils) is None, "not asked for advice"
    school_is_asked(case)
    told = seen(case, case.pupils)
    assert told is not None and told.parts == () and list(told.places) == [""]
    assert told.organisation == case.attends and seen(case, case.senco) is None


def test_what_is_shown_does_not_change_until_it_is_shown_again_and_may_be_stopped(case: SimpleNamespace) -> None:
    first = show(case)
    with pytest.raises(NotNow):
        show(case)
    typed(case, "H1", "Other words.")
    told = seen(case, case.who["social_care"])
    assert told is not None and "Nothing under the 1970 Act." in words(told)
    second = show(case)
    assert second.number == 2 and latest_shown(case.request.pk) != first
    about = {"request": case.request, "by": a.viewer(case.priya), "on": clock.today()}
    with pytest.raises(ReasonNeeded):
        drafts_shown.stop_showing(**about, was=second.public_id, reason=" ")
    with pytest.raises(NotNow, match="again meanwhile"):
        drafts_shown.stop_showing(**about, was=first.public_id, reason="Wrong")
    drafts_shown.stop_showing(**about, was=second.public_id, reason="Wrong")
    assert (
        seen(case, case.who["social_care"]) is None
        and waiting_for(a.viewer(case.who["medical"]), on=clock.today()) == []
    )
    assert Entry.objects.filter(kind="plan.copy_taken_back", reason="Wrong").count() == 2


def test_another_childs_name_and_a_hidden_home_stop_it(case: SimpleNamespace) -> None:
    case.amira.address, case.amira.postcode, case.amira.address_hidden = "12 Secret Walk", "ZZ1 9ZZ", True
    case.amira.save()
    typed(case, "A", "She lives at 12 Secret Walk.")
    case.request.refresh_from_db()
    with pytest.raises(plan_copies.Stopped):
        show(case)
    assert latest_shown(case.request.pk) is None


def changed(case: SimpleNamespace, because: str) -> None:
    row = PlanItem.rows.get(request=case.request, section="G")
    plan_items.save_item(
        request=case.request, part="provision", given={"text": "Less of it.", "changed_because": because},
        item_id=row.public_id, version=row.version, by=a.viewer(case.priya), on=clock.today(),
    )  # fmt: skip


def test_another_childs_name_or_a_hidden_home_in_an_item_alone_stops_it_too(case: SimpleNamespace) -> None:
    name_tokens.refresh([a.a_child("Bartholomew", "Wintercrest").pk])
    case.amira.address, case.amira.postcode, case.amira.address_hidden = "12 Secret Walk", "ZZ1 9ZZ", True
    case.amira.save()
    case.request.refresh_from_db()
    fill(case)
    changed(case, "As for Bartholomew Wintercrest.")
    for send in (show, serve):
        with pytest.raises(plan_copies.Stopped, match="Section G, why an item is not as advised: As for Bartholomew"):
            send(case)
    request = case.request
    look = look_over(case.amira, request.pk, request.public_id, {}, on=clock.today())
    about = {"by": a.viewer(case.priya), "on": clock.today()}
    let_go(child=case.amira, paper=paper_key(request.public_id), found=look.named, reason="A therapist.", **about)
    assert show(case).number == 1
    changed(case, "She lives at 12 Secret Walk.")
    for send in (show, serve):
        with pytest.raises(plan_copies.Stopped, match="Section G, why an item is not as advised: it has an address"):
            send(case)
    assert latest_shown(case.request.pk).number == 1  # type: ignore[union-attr]


def comment(case: SimpleNamespace, kind: str, comments: dict[str, str], *, send: bool = True) -> DraftAnswer:
    told = seen(case, case.who[kind])
    assert told is not None
    return drafts_shown.comment(told=told, comments=comments, send=send, by=a.viewer(case.who[kind]), on=clock.today())


def place(case: SimpleNamespace, kind: str, code: str) -> str:
    told = seen(case, case.who[kind])
    assert told is not None
    return next(each for each in told.places if each.startswith(f"{code}:"))


def test_a_comment_is_kept_sent_and_answered_and_is_no_step_of_the_case(case: SimpleNamespace) -> None:
    show(case)
    item = place(case, "psychology", "F")
    comment(case, "psychology", {item: "Half", "": ""}, send=False)
    assert queries.adviser_answers(case.request.pk) == [], "not sent: theirs alone"
    answer = comment(case, "psychology", {item: "Twice a week, not once.", "F": "All else is right."})
    assert {(each.code, bool(each.item), each.text) for each in answer.comments.all()} == {
        ("F", True, "Twice a week, not once."), ("F", False, "All else is right."),
    }  # fmt: skip
    assert answer.organisation and answer.organisation.name == "Marle psychology"
    assert not Milestone.rows.filter(fact="representations_made").exists()
    assert queries.to_answer(case.request.pk) == queries.Waiting(0, 0, 2)
    assert [each.text for each in queries.said_of(case.request.pk, "F")] == [
        each.text for each in answer.comments.order_by("id")
    ]
    assert Entry.objects.filter(kind="draft.adviser_commented", about=case.amira.public_id).exists()


def test_no_comment_stands_on_a_part_that_is_not_shown(case: SimpleNamespace) -> None:
    show(case)
    others = place(case, "medical", "G")
    for wrong in ({others: "x"}, {"A": "x"}, {"I": "x"}, {"F:aaaaaaaaaaaaaa": "x"}):
        with pytest.raises(drafts_shown.NotShown):
            comment(case, "psychology", wrong)
    with pytest.raises(draft_answers.CommentTooLong):
        comment(case, "psychology", {"F": "x" * (draft_answers.LONGEST_COMMENT + 1)})
    with pytest.raises(draft_answers.NothingSaid):
        comment(case, "psychology", {"F": " "})
    assert not PlanComment.rows.exists() and not DraftAnswer.rows.filter(sent_on__isnull=False).exists()


def test_a_draft_shown_again_takes_comments_on_the_older_no_more_and_loses_none(case: SimpleNamespace) -> None:
    show(case)
    old = seen(case, case.who["psychology"])
    assert old is not None
    comment(case, "psychology", {"F": "Half a thought"}, send=False)
    typed(case, "H1", "Other words.")
    new = show(case)
    with pytest.raises(draft_answers.NoLongerAsked):
        drafts_shown.comment(
            told=old, comments={"F": "Late"}, send=True, by=a.viewer(case.who["psychology"]), on=clock.today()
        )
    writing, sent = queries.own_comments(new, a.viewer(case.who["psychology"]), old.bodies)
    assert writing is not None and [each.text for each in writing.comments.all()] == ["Half a thought"] and sent == []


def test_a_colleague_sees_what_their_body_sent_and_another_body_does_not(case: SimpleNamespace) -> None:
    copy = show(case)
    comment(case, "medical", {"": "A colleague may read this."})
    officer = seen(case, case.officer)
    stranger = seen(case, case.who["psychology"])
    assert officer is not None and stranger is not None
    assert len(queries.own_comments(copy, a.viewer(case.officer), officer.bodies)[1]) == 1
    assert queries.own_comments(copy, a.viewer(case.who["psychology"]), stranger.bodies)[1] == []


def test_what_changed_because_of_an_adviser_is_not_what_the_family_was_shown(case: SimpleNamespace) -> None:
    fill(case)
    served = serve(case)
    show(case)
    answer = comment(case, "social_care", {"H1": "Say so plainly."})
    typed(case, "H1", "We give nothing under the 1970 Act.")
    draft_answers.reply(
        comment=answer.comments.get(), text="Said plainly.", changed=["H1"], was="", by=a.viewer(case.priya),
        on=clock.today(),
    )  # fmt: skip
    assert answer.comments.get().changed == {"H1": "We give nothing under the 1970 Act."}
    assert agreed_texts(case.request.pk) == {}
    texts = {code: row.text for code, row in texts_of(case.request.pk).items()}
    assert [each.section for each in unseen_in(served, texts, agreed_texts(case.request.pk))] == ["H1"]
    with pytest.raises(plan_copies.Stopped, match="H1 is not as the family saw it"):
        finish(case)


def test_the_family_and_what_was_sent_know_nothing_of_the_copy_that_was_shown(case: SimpleNamespace) -> None:
    fill(case)
    show(case)
    assert copies_of(case.amira) == [] == comparable(case.amira, for_family=True) and standing_of(case.amira) == (
        None,
        None,
    )
    served = serve(case)
    assert PlanCopy.rows.filter(kind="shown").count() == 1 and latest_draft(case.request.pk) == served
    assert standing_of(case.amira) == (served, None) and '"kind": "shown"' not in exported(case.amira, served)


def test_it_is_over_when_the_final_plan_is_sent(case: SimpleNamespace) -> None:
    fill(case)
    serve(case)
    show(case)
    old = seen(case, case.who["medical"])
    assert old is not None and waiting(case.who["medical"])
    finish(case)
    assert (
        seen(case, case.who["medical"]) is None and waiting_for(a.viewer(case.who["medical"]), on=clock.today()) == []
    )
    with pytest.raises(draft_answers.NoLongerAsked):
        drafts_shown.comment(told=old, comments={"": "x"}, send=True, by=a.viewer(case.officer), on=clock.today())
    with pytest.raises(NotNow):
        show(case)


def test_who_would_see_what_is_said_before_it_is_shown(case: SimpleNamespace) -> None:
    copy = show(case)
    assert {each.name: (each.items, each.whole) for each in shown_to(copy, case.amira, on=clock.today())} == {
        "Educational psychologist: Marle psychology": (3, ()), "Health: Marle medical": (3, ()),
        "Social care: Marle social_care": (3, ("H1", "H2")), "Sensory teacher: Marle sensory": (3, ()),
    }  # fmt: skip


def test_a_draft_waits_on_the_list_of_each_body_until_it_has_said_something(case: SimpleNamespace) -> None:
    copy = show(case)
    for who in case.who.values():
        assert waiting_for(a.viewer(who), on=clock.today()) == [copy]
    assert (
        waiting_for(a.viewer(case.senco), on=clock.today()) == [] == waiting_for(a.viewer(case.priya), on=clock.today())
    )
    comment(case, "sensory", {"": "Right."})
    assert waiting(case.who["sensory"]) == [] and waiting(case.who["medical"]) == [copy]
