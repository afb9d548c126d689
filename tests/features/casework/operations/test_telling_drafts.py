"""Who is told that they may read a draft, and that what they said of it is answered; and who is not."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from goldenthread.features.casework.models import Advice, DraftAnswer
from goldenthread.features.casework.operations import draft_answers, drafts_shown
from goldenthread.features.casework.operations.draft_answers import Said
from goldenthread.features.casework.queries.draft_for_advisers import draft_for
from goldenthread.foundation import clock
from goldenthread.foundation.notify.models import Message
from goldenthread.foundation.people.models import Tie
from tests import builders as a
from tests.drafting import day, serve
from tests.plan_advisers import a_case_of_many, fill, show, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> SimpleNamespace:
    made = a_case_of_many()
    fill(made)
    return made


def body_of(case: SimpleNamespace, kind: str) -> int:
    [row] = Advice.rows.filter(request=case.request, kind=kind)
    assert row.organisation_id is not None
    return int(row.organisation_id)


def told(kind: str) -> list[Message]:
    return list(Message.rows.filter(kind=kind).select_related("organisation", "adult").order_by("id"))


def said_by(case: SimpleNamespace, kind: str, comments: dict[str, str]) -> DraftAnswer:
    who = case.who[kind]
    seen = draft_for(case.amira, a.viewer(who), on=clock.today())
    assert seen is not None
    return drafts_shown.comment(told=seen, comments=comments, send=True, by=a.viewer(who), on=clock.today())


def reply_to_all(case: SimpleNamespace, answer: DraftAnswer, changed: tuple[str, ...] = ()) -> None:
    for comment in answer.comments.order_by("id"):
        draft_answers.reply(
            comment=comment, text="Put right.", changed=[code for code in changed if code == comment.code], was="",
            by=a.viewer(case.priya), on=clock.today(),
        )  # fmt: skip


def test_each_body_of_whose_advice_something_stands_there_is_told_once(case: SimpleNamespace) -> None:
    copy = show(case)
    messages = told("draft_shown")
    bodies = {body_of(case, kind) for kind in case.who}
    assert len(messages) == len(bodies) and {each.organisation_id for each in messages} == bodies
    for each in messages:
        assert case.amira.surname not in each.subject + each.body and case.amira.forename not in each.subject
        assert "/draft/" in each.body or "Sign in" in each.body
        assert "Provision by" not in each.body and "Need by" not in each.body, "a word of the plan left in a message"
    about = {"request": case.request, "was": copy.public_id, "by": a.viewer(case.priya), "on": clock.today()}
    drafts_shown.stop_showing(**about, reason="Too early.")
    assert {each.state for each in told("draft_shown")} == {Message.State.NOT_SENT}
    assert copy.public_id in messages[0].once_key


def test_a_body_that_has_no_more_to_do_with_the_child_is_not_told(case: SimpleNamespace) -> None:
    gone = body_of(case, "sensory")
    Tie.objects.filter(child=case.amira, organisation_id=gone).update(ended_on=day(1))
    show(case)
    assert gone not in {each.organisation_id for each in told("draft_shown")}


def test_an_adviser_is_told_when_the_last_comment_is_answered_and_what_changed(case: SimpleNamespace) -> None:
    show(case)
    answer = said_by(case, "social_care", {"H1": "Say so plainly.", "": "And mend the rest."})
    first, last = answer.comments.order_by("id")
    draft_answers.reply(comment=first, text="Yes.", changed=[], was="", by=a.viewer(case.priya), on=clock.today())
    assert told("comments_answered") == []
    typed(case, "H1", "We give nothing under the 1970 Act.")
    draft_answers.reply(comment=last, text="Done.", changed=["H1"], was="", by=a.viewer(case.priya), on=clock.today())
    [message] = told("comments_answered")
    assert message.organisation_id == answer.organisation_id
    assert "Section H1 of the draft changed because of it." in message.body
    last.refresh_from_db()
    was = last.replied_at.isoformat()
    draft_answers.reply(
        comment=last, text="Put better.", changed=[], was=was, by=a.viewer(case.priya), on=clock.today()
    )
    assert len(told("comments_answered")) == 1, "told once, however often an answer is put better"


def test_of_the_family_only_who_said_it_is_told(case: SimpleNamespace) -> None:
    copy = serve(case)
    answer = draft_answers.save_answer(
        copy=copy, comments={"F": "More help please.", "B": "She can read."}, said=Said("no"),
        by=a.viewer(case.mother), on=clock.today(),
    )  # fmt: skip
    draft_answers.send_answer(copy=copy, by=a.viewer(case.mother), on=clock.today())
    Message.rows.all().delete()
    reply_to_all(case, answer)
    [message] = told("comments_answered")
    assert message.adult is not None and message.adult.account_id == case.mother.pk and message.carries_link
    assert "Nothing in the draft changed because of it." in message.body
    assert "More help please." not in message.body
