"""The pages on which an adviser reads their parts of a draft plan, comments and is answered; and health agrees G."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.features.casework.models import DraftAnswer, HealthAgreement, PlanComment, PlanItem
from goldenthread.features.casework.operations import plan_items
from goldenthread.foundation import clock
from goldenthread.foundation.journal.reading import count_looks_at
from tests import builders as a
from tests.drafting import serve
from tests.plan_advisers import a_case_of_many, fill, show, typed

pytestmark = pytest.mark.django_db
MOST_QUERIES = 22  # with what the gate and the frame of every page ask


@pytest.fixture
def case() -> SimpleNamespace:
    made = a_case_of_many()
    fill(made)
    return made


def get(case: SimpleNamespace, name: str, who: Any, **query: Any) -> Any:
    return a.signed_in(who).get(reverse(name, args=[case.amira.public_id]), query)


def post(case: SimpleNamespace, name: str, who: Any, **data: Any) -> Any:
    return a.signed_in(who).post(reverse(name, args=[case.amira.public_id]), data)


def body(response: Any) -> str:
    return str(response.content.decode())


def box(case: SimpleNamespace, who: Any, code: str) -> str:
    """The name of the box under the one item of theirs in a section."""
    found = re.search(rf'name="(comment_{code}_\w{{14}})"', body(get(case, "partner_draft", who)))
    assert found is not None
    return found[1]


def test_an_adviser_comes_to_their_parts_from_their_list_and_each_look_is_kept(case: SimpleNamespace) -> None:
    who = case.who["psychology"]
    assert "No draft plan is shown to you now" in body(get(case, "partner_draft", who))
    show(case)
    address, looks = reverse("partner_draft", args=[case.amira.public_id]), count_looks_at(case.amira.public_id)
    assert address in body(a.signed_in(who).get(reverse("partner_work")))
    assert address in body(get(case, "partner_child", who))
    page = body(get(case, "partner_draft", who))
    assert "Provision by psychology." in page and "Only what rests on your advice." in page
    assert "by medical" not in page and "by sensory" not in page and "Outcome by social_care" not in page
    assert count_looks_at(case.amira.public_id) == looks + 3


def test_an_adviser_saves_sends_and_reads_the_answer_without_javascript(case: SimpleNamespace) -> None:
    who, copy = case.who["psychology"], show(case)
    item = box(case, who, "F")
    saved = post(case, "partner_draft", who, copy=copy.public_id, **{item: "Twice a week.\r\n<b>Not</b> once."})
    assert saved.status_code == 302
    assert (
        "Twice a week." in body(get(case, "partner_draft", who))
        and not DraftAnswer.rows.filter(sent_on=None).count() > 1
    )
    assert "Twice a week." not in body(get(case, "child_draft_answers", case.priya)), "not sent yet"
    sent = post(case, "partner_draft", who, copy=copy.public_id, send="1", **{item: "Twice a week.\n<b>Not</b> once."})
    assert sent.status_code == 302
    staff = body(get(case, "child_draft_answers", case.priya))
    assert "Twice a week." in staff and "&lt;b&gt;Not" in staff and "Psychology Adviser, Marle psychology" in staff
    beside = body(get(case, "child_draft", case.priya, section="F"))
    assert "What was said about this section" in beside and "Twice a week." in beside and "Item F" in beside
    comment = PlanComment.rows.get()
    form = body(get(case, "child_draft_answers", case.priya, item=comment.pk))
    assert "Your answer to the adviser" in form
    given = {"item": comment.pk, "text": "The school cannot staff it twice.", "was": ""}
    assert post(case, "child_draft_answers", case.priya, **given).status_code == 302
    page = body(get(case, "partner_draft", who))
    assert "Not changed, because:" in page and "The school cannot staff it twice." in page
    meanwhile = post(case, "child_draft_answers", case.owen, **given)
    assert meanwhile.status_code == 409 and "Someone else answered this first" in body(meanwhile)
    other = body(get(case, "partner_draft", case.who["medical"]))
    assert "Twice a week." not in other and "The school cannot staff it twice." not in other


def test_what_changed_because_of_it_is_named_and_not_shown_to_the_adviser(case: SimpleNamespace) -> None:
    who, copy = case.who["social_care"], show(case)
    post(case, "partner_draft", who, copy=copy.public_id, comment_H1="Say so plainly.", send="1")
    typed(case, "H1", "A secret of another family.")
    given = {"item": PlanComment.rows.get().pk, "text": "Done.", "changed": ["H1"], "was": ""}
    post(case, "child_draft_answers", case.priya, **given)
    page = body(get(case, "partner_draft", who))
    assert "<strong>Changed:</strong> Done." in page and "A secret of another family." not in page


def test_the_family_is_told_who_commented_on_what_and_not_the_words(case: SimpleNamespace) -> None:
    who, copy = case.who["psychology"], show(case)
    post(case, "partner_draft", who, copy=copy.public_id, comment_F="Twice a week.", send="1")
    serve(case, ago=1)
    page = body(get(case, "family_draft", case.mother))
    assert "Marle psychology wrote to us about section F" in page and "We have not answered yet." in page
    assert "Twice a week." not in page
    post(case, "child_draft_answers", case.priya, item=PlanComment.rows.get().pk, text="No.", was="")
    assert "We left it as it was." in body(get(case, "family_draft", case.mother))


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({}, 400, "Write what you think of a part before you send it"),
        ({"comment_F": "x" * 8_001}, 400, "no more than 8,000 letters"),
        ({"comment_F": "Kept words", "copy": "aaaaaaaaaaaaaa"}, 409, "Kept words"),
        ({"comment_A": "Sneaked in"}, 400, "Write what you think of a part before you send it"),
        ({"comment_G_aaaaaaaaaaaaaa": "Sneaked in"}, 400, "Write what you think"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_sent(
    case: SimpleNamespace, wrong: dict[str, str], status: int, said: str
) -> None:
    copy = show(case)
    response = post(case, "partner_draft", case.who["psychology"], **{"copy": copy.public_id, "send": "1", **wrong})
    assert response.status_code == status and said in body(response)
    assert not DraftAnswer.rows.filter(sent_on__isnull=False).exists()


def test_who_is_not_asked_or_not_an_adviser_reads_nothing(case: SimpleNamespace) -> None:
    copy = show(case)
    for who in (case.priya, case.mother, case.senco):
        assert get(case, "partner_draft", who).status_code == 404
    assert "No draft plan is shown to you now" in body(get(case, "partner_draft", case.pupils))
    assert post(case, "partner_draft", case.pupils, copy=copy.public_id, send="1").status_code == 404
    for who in (*case.who.values(), case.pupils, case.priya):
        assert get(case, "partner_health", who).status_code == 404
    for who in (*case.who.values(), case.officer, case.mother):
        for name in ("child_draft", "child_draft_advisers", "child_health_agreement", "child_draft_answers"):
            assert get(case, name, who).status_code == 404


def test_a_hidden_home_is_taken_out_of_what_an_adviser_reads_but_for_whom_the_matrix_lets_see_it(
    case: SimpleNamespace,
) -> None:
    row, by = PlanItem.rows.get(request=case.request, text="Provision by psychology."), a.viewer(case.priya)
    given = {"text": "Help at 12 Secret Walk each day.", "changed_because": "Said plainly."}
    plan_items.save_item(
        request=case.request, part="provision", given=given, item_id=row.public_id, version=row.version, by=by,
        on=clock.today(),
    )  # fmt: skip
    typed(case, "H1", "Help at 12 Secret Walk each evening.")
    show(case)  # and then the family asks that their home be hidden
    case.amira.address, case.amira.postcode, case.amira.address_hidden = "12 Secret Walk", "ZZ1 9ZZ", True
    case.amira.save()
    psychologist = body(get(case, "partner_draft", case.who["psychology"]))
    assert "Secret Walk" not in psychologist and "Help at [address withheld] each day." in psychologist
    assert "Help at 12 Secret Walk each evening." in body(get(case, "partner_draft", case.who["social_care"]))


def agreement(case: SimpleNamespace, **more: Any) -> dict[str, Any]:
    form = get(case, "partner_health", case.officer).context["form"]
    first = {name: form[name].value() for name in ("copy", "was", "for_body")}
    return {**first, "agrees": "yes", "reason": "", **more}


def test_the_officer_reads_c_and_g_agrees_and_the_coordinator_and_the_final_plan_know(case: SimpleNamespace) -> None:
    assert "No draft plan is shown to you now" in body(get(case, "partner_health", case.officer))
    show(case)
    page = body(get(case, "partner_health", case.officer))
    assert "Provision by medical." in page and "Need by medical." in page and "by psychology" not in page
    assert post(case, "partner_health", case.officer, **agreement(case)).status_code == 302
    row = HealthAgreement.rows.get()
    assert (row.agrees, row.officer, row.for_body) == (True, "Dr Una Byrne", "Marle medical")
    assert "That holds: the section has not changed since." in body(get(case, "partner_health", case.officer))
    assert "Agreed" in body(get(case, "child_draft", case.priya))
    assert "agrees section G as it is now" in body(get(case, "child_health_agreement", case.priya))


def test_the_officer_who_does_not_agree_says_why_and_may_change_their_mind(case: SimpleNamespace) -> None:
    show(case)
    assert post(case, "partner_health", case.officer, **agreement(case, agrees="no")).status_code == 400
    given = agreement(case, agrees="no", reason="There is no such clinic.")
    assert post(case, "partner_health", case.officer, **given).status_code == 302
    assert "There is no such clinic." in body(get(case, "child_health_agreement", case.priya))
    late = post(case, "partner_health", case.officer, **given)
    assert late.status_code == 409 and "somebody answered, after you opened this page" in body(late)
    assert post(case, "partner_health", case.officer, **agreement(case)).status_code == 302
    assert [row.agrees for row in HealthAgreement.rows.order_by("id")] == [False, True]


def test_the_officers_list_has_g_until_it_is_answered_and_again_once_other_words_are_shown(
    case: SimpleNamespace,
) -> None:
    work, address = reverse("partner_work"), reverse("partner_health", args=[case.amira.public_id])

    def listed(who: Any) -> bool:
        return address in body(a.signed_in(who).get(work))

    assert not listed(case.officer)
    show(case)
    assert listed(case.officer) and not listed(case.who["medical"]) and not listed(case.pupils)
    post(case, "partner_health", case.officer, **agreement(case))
    assert not listed(case.officer)
    typed(case, "H1", "Other words.")
    show(case)
    assert not listed(case.officer), "section G says the same"
    row = PlanItem.rows.get(request=case.request, section="G")
    given = {"text": "Less of it.", "changed_because": "Said shorter."}
    plan_items.save_item(
        request=case.request, part="provision", given=given, item_id=row.public_id, version=row.version,
        by=a.viewer(case.priya), on=clock.today(),
    )  # fmt: skip
    show(case)
    assert listed(case.officer)


@pytest.mark.parametrize("wrong", [{"agrees": "maybe"}, {"agrees": ""}, {"for_body": ""}, {"was": "x"}, {"copy": ""},
                                   {"for_body": "x" * 201}, {"was": "-1"}])  # fmt: skip
def test_a_malformed_answer_is_refused(case: SimpleNamespace, wrong: dict[str, str]) -> None:
    show(case)
    assert post(case, "partner_health", case.officer, **agreement(case, **wrong)).status_code == 400
    assert not HealthAgreement.rows.exists()


def test_the_pages_stay_within_their_queries(case: SimpleNamespace) -> None:
    copy = show(case)
    post(case, "partner_draft", case.who["medical"], copy=copy.public_id, comment_G="Right.", send="1")
    post(case, "partner_health", case.officer, **agreement(case))
    counts = {}
    asked = [("partner_draft", case.who["medical"]), ("partner_draft", case.officer), ("partner_health", case.officer)]
    for name, who in [*asked, ("child_draft_advisers", case.priya), ("child_health_agreement", case.priya)]:
        browser = a.signed_in(who)
        browser.get(reverse(name, args=[case.amira.public_id]))
        with CaptureQueriesContext(connection) as made:
            browser.get(reverse(name, args=[case.amira.public_id]))
        counts[name, who.name] = len(
            [each for each in made if not each["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
        )
    assert {name: count for name, count in counts.items() if count > MOST_QUERIES} == {}, counts
