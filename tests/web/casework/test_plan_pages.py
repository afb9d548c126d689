"""A plan from its first section to the final plan, over the pages of staff, the family and a school that is asked."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.features.casework.models import (
    Consultation,
    DraftAnswer,
    Milestone,
    PlanComment,
    PlanCopy,
    PlanSection,
)
from goldenthread.features.casework.operations import consultations as asking
from goldenthread.features.casework.operations.assessment_steps import record_step
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.journal.reading import count_looks_at
from goldenthread.foundation.people.operations import name_tokens
from tests import builders as a
from tests.drafting import a_case, day, serve, write

pytestmark = pytest.mark.django_db
MOST_QUERIES = 22  # the last page before a plan goes looks it over for other children's names and hidden homes


def boxes(name: str, on: Any) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


@pytest.fixture
def case() -> SimpleNamespace:
    return a_case(in_their_words="I like maps.")


def get(case: SimpleNamespace, name: str, who: Any = None, **query: Any) -> HttpResponse:
    return a.signed_in(who or case.priya).get(reverse(name, args=[case.amira.public_id]), query)


def post(case: SimpleNamespace, name: str, who: Any = None, headers: Any = None, **data: Any) -> HttpResponse:
    given = {"version": version_of(case.amira.pk), **data}
    return a.signed_in(who or case.priya).post(
        reverse(name, args=[case.amira.public_id]), given, headers=headers or {}
    )  # fmt: skip


def body(response: HttpResponse) -> str:
    return response.content.decode()


def hidden(response: HttpResponse, name: str) -> str:
    return str(response.context["form"][name].value())


def consult(case: SimpleNamespace) -> Consultation:
    return asking.consult(
        request=case.request, organisation=case.other, received_on=day(3), asked_by_family=True, note="",
        by=a.viewer(case.priya), on=clock.today(), version=version_of(case.amira.pk),
    )  # fmt: skip


def test_the_childs_page_leads_to_the_draft_and_its_sections(case: SimpleNamespace) -> None:
    assert reverse("child_draft", args=[case.amira.public_id]) in body(get(case, "child"))
    page = body(get(case, "child_draft"))
    assert "Section B: Special educational needs" in page and "Blank in a draft" in page


def test_a_section_is_saved_as_typed_without_javascript(case: SimpleNamespace) -> None:
    typed = "First <i>line</i>\r\n\r\n  indented"
    response = post(case, "child_draft", section="B", version=0, text=typed, stay="1")
    assert response.status_code == 302
    page = get(case, "child_draft", section="B")
    assert "First &lt;i&gt;line&lt;/i&gt;" in body(page)
    assert PlanSection.rows.get(code="B").text == "First <i>line</i>\n\n  indented"


def test_it_saves_by_itself_says_when_and_is_no_look(case: SimpleNamespace) -> None:
    looks = count_looks_at(case.amira.public_id)
    response = post(case, "child_draft", headers={"Accept": "application/json"}, section="B", version=0, text="Words")
    told = json.loads(response.content)
    assert told["version"] == 1 and told["saved_at"][-2:] in ("am", "pm")
    assert count_looks_at(case.amira.public_id) == looks


def test_the_second_of_two_people_sees_both_texts(case: SimpleNamespace) -> None:
    post(case, "child_draft", section="B", version=0, text="What Priya wrote")
    again = post(case, "child_draft", who=case.owen, section="B", version=0, text="What Owen wrote")
    page = body(again)
    assert again.status_code == 409 and "What Priya wrote" in page and "What Owen wrote" in page
    assert "Priya Shah" in page
    by_itself = post(
        case, "child_draft", case.owen, {"Accept": "application/json"}, section="B", version=0, text="Mine"
    )
    assert by_itself.status_code == 409 and json.loads(by_itself.content)["by"] == "Priya Shah"
    post(case, "child_draft", who=case.owen, section="B", version=1, text="Both")
    assert "What Priya wrote" in body(get(case, "child_draft", section="B"))


def test_section_a_offers_what_the_family_said_already(case: SimpleNamespace) -> None:
    assert "I like maps." in body(get(case, "child_draft", section="A"))
    post(case, "child_draft", section="A", version=0, text="Amira says:", take="words")
    assert PlanSection.rows.get(code="A").text == "Amira says:\n\nI like maps."


@pytest.mark.parametrize("query", [{"section": "Z"}, {"section": "b"}, {"copy": "x"}, {"copy": "\x00"[:0] + "'"}])
def test_no_such_section_or_copy(case: SimpleNamespace, query: dict[str, str]) -> None:
    assert get(case, "child_draft", **query).status_code == 404


@pytest.mark.parametrize("data", [{"version": "x"}, {"version": "-1"}, {"version": ""}, {"text": "x" * 60_001}])
def test_a_malformed_save_is_refused_and_loses_nothing(case: SimpleNamespace, data: dict[str, str]) -> None:
    response = post(case, "child_draft", **{"section": "B", "version": "0", "text": "Kept here", **data})
    assert response.status_code == 400 and not PlanSection.rows.exists()
    assert data.get("text", "Kept here")[:50] in body(response)


def test_pages_before_the_decision_say_what_is_missing(case: SimpleNamespace) -> None:
    ben = a.a_child("Ben", "Moss")
    a.tie(ben, "case_team", at=case.team)
    names = ("child_draft", "child_draft_serve", "child_draft_answers", "child_consultations", "child_placement")
    for name in (*names, "child_final_plan"):
        response = a.signed_in(case.priya).get(reverse(name, args=[ben.public_id]))
        assert response.status_code == 200 and "Record what happened" in body(response)


def test_an_incomplete_draft_cannot_be_sent(case: SimpleNamespace) -> None:
    write(case, D="", I="Marle Primary")
    page = get(case, "child_draft_serve")
    assert "Section D is empty" in body(page) and "Section I is filled in" in body(page)
    assert "Record that the draft was sent" not in body(page)
    sent = post(case, "child_draft_serve", checked=hidden(page, "checked"), **boxes("happened_on", clock.today()),
                **boxes("answer_by", day(-14)))  # fmt: skip
    assert sent.status_code == 409 and not PlanCopy.rows.exists()


def test_a_draft_is_sent_with_its_days_and_too_few_are_refused(case: SimpleNamespace) -> None:
    write(case)
    page = get(case, "child_draft_serve")
    given = {"checked": hidden(page, "checked"), **boxes("happened_on", clock.today())}
    short = post(case, "child_draft_serve", **given, **boxes("answer_by", day(-13)))
    assert short.status_code == 400 and "at least 15 days" in body(short)
    assert post(case, "child_draft_serve", **given, **boxes("answer_by", day(-14))).status_code == 302
    assert PlanCopy.rows.get().answer_by == day(-14)
    assert "The family has until the end of" in body(get(case, "child_draft"))


def test_the_family_reads_the_draft_writes_saves_and_sends(case: SimpleNamespace) -> None:
    write(case)
    copy = serve(case, ago=2)
    assert reverse("family_draft", args=[case.amira.public_id]) in body(get(case, "family_child", case.mother))
    page = body(get(case, "family_draft", case.mother))
    assert "What section B says." in page and "You have until the end of" in page
    given = {"copy": copy.public_id, "comment_B": "She reads well.\r\nYes.", "asks_for": "Elm School", "agrees": "no"}
    assert post(case, "family_draft", case.mother, **given).status_code == 302
    assert "She reads well." in body(get(case, "family_draft", case.mother))
    assert "She reads well." not in body(get(case, "child_draft_answers"))  # not sent: hers alone
    assert "She reads well." not in body(get(case, "family_draft", case.father))
    sent = post(case, "family_draft", case.mother, **given, wants_meeting="on", send="1")
    assert sent.status_code == 302
    assert Milestone.rows.get(fact="representations_made", is_current=True).happened_on == clock.today()
    staff = body(get(case, "child_draft_answers"))
    assert "She reads well." in staff and "Elm School" in staff and "Asks for a meeting" in staff
    assert "She reads well." not in body(get(case, "family_draft", case.father))


def test_too_long_a_comment_is_refused_and_not_lost(case: SimpleNamespace) -> None:
    write(case)
    copy = serve(case, ago=2)
    long = post(case, "family_draft", case.mother, copy=copy.public_id, comment_B="word " * 2000)
    assert long.status_code == 400 and "no more than 8,000 letters" in body(long) and "word word" in body(long)


def test_an_empty_answer_is_not_sent_and_one_to_an_older_draft_is_shown_the_new(case: SimpleNamespace) -> None:
    write(case)
    first = serve(case, ago=4)
    empty = post(case, "family_draft", case.mother, copy=first.public_id, send="1")
    assert empty.status_code == 400 and "Write what you think" in body(empty)
    write(case, F="More help.")
    serve(case, ago=1)
    late = post(case, "family_draft", case.mother, copy=first.public_id, comment_F="About the old one", send="1")
    assert late.status_code == 409 and "newer draft" in body(late) and "About the old one" in body(late)
    assert not DraftAnswer.rows.filter(sent_on__isnull=False).exists() and not PlanComment.rows.exists()


def test_what_was_written_and_not_sent_about_an_older_draft_is_not_lost(case: SimpleNamespace) -> None:
    write(case)
    first = serve(case, ago=4)
    post(case, "family_draft", case.mother, copy=first.public_id, comment_F="Half a thought")
    write(case, F="More help.")
    second = serve(case, ago=1)
    assert "Half a thought" in body(get(case, "family_draft", case.mother))
    post(case, "family_draft", case.mother, copy=second.public_id, comment_F="A whole thought", send="1")
    page = body(get(case, "family_draft", case.mother))
    assert "A whole thought" in page and "Half a thought" not in page


def _answered(case: SimpleNamespace) -> Any:
    write(case)
    copy = serve(case)
    post(case, "family_draft", case.mother, copy=copy.public_id, comment_F="More help.", wants_meeting="on", send="1")
    return DraftAnswer.rows.get()


def test_staff_answer_each_comment_and_the_meeting_and_the_family_sees_it(case: SimpleNamespace) -> None:
    answer = _answered(case)
    comment = answer.comments.get()
    write(case, F="Two hours a week more.")
    saved = post(case, "child_draft_answers", item=comment.pk, text="Yes: two hours.", changed=["F"], was="")
    assert saved.status_code == 302
    arranged = post(
        case, "child_draft_answers", meeting=answer.public_id, said="At school", **boxes("meeting_on", day(-3))
    )
    assert arranged.status_code == 302
    page = body(get(case, "family_draft", case.mother))
    assert "Yes: two hours." in page and "Two hours a week more." in page and "At school" in page
    meanwhile = post(case, "child_draft_answers", case.owen, item=comment.pk, text="No.", was="")
    assert meanwhile.status_code == 409 and "Yes: two hours." in body(meanwhile) and "No." in body(meanwhile)
    assert post(case, "child_draft_answers", item="1x", text="a").status_code == 404


def test_a_school_is_asked_and_answers_from_the_draft_alone(case: SimpleNamespace) -> None:
    write(case)
    serve(case, ago=10)
    assert "Sallow Bank" in body(get(case, "child_consultations", find="sallow"))
    asked = post(
        case, "child_consultations", organisation=case.other.public_id, find="sallow", **boxes("happened_on", day(3))
    )
    assert asked.status_code == 302
    row = Consultation.rows.get()
    work = body(a.signed_in(case.senco).get(reverse("partner_work")))
    assert "What you are asked to do" in work and "Amira Khan" in work
    page = body(get(case, "partner_consultation", case.senco))
    assert "What section B says." in page and "not the law’s" in page
    for closed in ("partner_child", "child", "family_draft", "child_draft"):
        assert get(case, closed, case.senco).status_code == 404
    none = post(case, "partner_consultation", case.senco, item=row.public_id, version=0, can_meet_needs="no")
    assert none.status_code == 400 and "at least one ground" in body(none)
    given = {"item": row.public_id, "version": 0, "can_meet_needs": "no", "grounds": ["unsuitable"], "reasons": "Full."}
    assert post(case, "partner_consultation", case.senco, **given).status_code == 302
    assert "Full." in body(get(case, "child_consultations", item=row.public_id))
    stale = post(case, "partner_consultation", case.senco, **{**given, "reasons": "Other"})
    assert stale.status_code == 409 and "Full." in body(stale) and "Other" in body(stale)
    assert "What you are asked to do" not in body(a.signed_in(case.senco).get(reverse("partner_work")))


def test_who_was_asked_is_shown_to_those_who_work_on_the_case_alone(case: SimpleNamespace) -> None:
    write(case)
    serve(case, ago=10)
    consult(case)
    own = a.an_account(Role.SENCO, at=case.attends)
    assert "Sallow Bank" in body(get(case, "child"))
    assert "Sallow Bank" not in body(get(case, "partner_child", own))
    assert "Sallow Bank" not in body(get(case, "family_child", case.mother))


def test_the_draft_of_a_request_that_was_withdrawn_waits_for_nobody(case: SimpleNamespace) -> None:
    write(case)
    serve(case, ago=2)
    record_step(
        request=case.request, step="withdraw", happened_on=clock.today(), by=a.viewer(case.priya), on=clock.today(),
        version=version_of(case.amira.pk),
    )  # fmt: skip
    assert "answer the draft plan" not in body(get(case, "family_child", case.mother))
    assert get(case, "family_draft", case.mother).status_code == 200


def test_a_question_taken_back_closes_the_page(case: SimpleNamespace) -> None:
    write(case)
    serve(case, ago=10)
    row = consult(case)
    back = {"item": row.public_id, "back": "yes", "back-reason": "Asked the wrong school"}
    assert post(case, "child_consultations", **back).status_code == 302
    assert get(case, "partner_consultation", case.senco).status_code == 404


def test_an_unanswered_question_is_past_what_is_expected_and_never_late(case: SimpleNamespace) -> None:
    write(case)
    serve(case, ago=30)
    asking.consult(
        request=case.request, organisation=case.other, received_on=day(29), asked_by_family=False, note="",
        by=a.viewer(case.priya), on=clock.today(), version=version_of(case.amira.pk),
    )  # fmt: skip
    work = body(a.signed_in(case.senco).get(reverse("partner_work")))
    assert "past what is expected" in work and "days late" not in work


def test_the_final_plan_from_the_place_to_the_familys_page(case: SimpleNamespace) -> None:
    _answered(case)
    consult(case)
    stopped = get(case, "child_final_plan")
    assert "Section I is empty" in body(stopped) and "no answer yet" in body(stopped)
    placed = post(
        case, "child_placement", organisation=case.other.public_id, setting_type="Special school", route="as_asked",
        reasons="Right for her.", decided_by="Ngozi Umeh", **boxes("decided_on", clock.today()),
    )  # fmt: skip
    assert placed.status_code == 302
    page = get(case, "child_final_plan")
    assert "Sana Khan, Omar Khan" in body(page)
    given = {
        "checked": hidden(page, "checked"), "signed_by": "N. Umeh", "health_agreed_by": "Marle ICB",
        "health_agreed_how": "By letter", "sent_to_0": "Both", "sent_to_1": "Sallow Bank", "sent_to_2": "Marle ICB",
        **boxes("happened_on", clock.today()),
    }  # fmt: skip
    assert post(case, "child_final_plan", **{**given, "sent_to_2": ""}).status_code == 400
    assert post(case, "child_final_plan", **given).status_code == 302
    assert get(case, "partner_consultation", case.senco).status_code == 404
    family = body(get(case, "family_plan", case.mother))
    assert [text in family for text in ("Sallow Bank", "right to appeal", "New in section I", "Both")] == [1, 1, 1, 0]
    assert reverse("family_plan", args=[case.amira.public_id]) in body(get(case, "family_child", case.mother))
    assert "Sallow Bank School" in body(get(case, "child_final_plan"))


def test_a_family_reads_why_the_place_is_not_the_one_they_asked_for(case: SimpleNamespace) -> None:
    write(case)
    serve(case)
    given = {
        "organisation": "", "setting_type": "Mainstream primary school", "route": "not_as_asked",
        "asked_for": "Elm School", "reasons": "Nobody there can teach by signing.", "decided_by": "Ngozi Umeh",
        **boxes("decided_on", clock.today()),
    }  # fmt: skip
    refused = post(case, "child_placement", **given)
    assert refused.status_code == 400 and "Choose the ground" in body(refused)
    assert post(case, "child_placement", **given, grounds=["unsuitable"]).status_code == 302
    page = get(case, "child_final_plan")
    post(
        case, "child_final_plan", checked=hidden(page, "checked"), signed_by="N. Umeh", health_agreed_by="ICB",
        health_agreed_how="By letter", sent_to_0="Both", sent_to_1="ICB", **boxes("happened_on", clock.today()),
    )  # fmt: skip
    family = body(get(case, "family_plan", case.mother))
    assert "You asked for Elm School" in family and "is not right for the child" in family and "signing" in family


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_what_was_sent_is_there_as_a_file(case: SimpleNamespace, form: str, start: bytes) -> None:
    write(case)
    copy = serve(case)
    for response in (
        get(case, "family_draft", case.mother, **{"as": form}),
        get(case, "child_draft", copy=copy.public_id, **{"as": form}),
    ):
        assert response.status_code == 200 and response.content.startswith(start)
        assert "attachment" in response["Content-Disposition"]
    assert get(case, "family_draft", case.mother, **{"as": "exe"}).status_code == 404


def test_the_pages_stay_within_their_queries(case: SimpleNamespace) -> None:
    _answered(case)
    consult(case)
    asked = [("child_draft", case.priya), ("child_draft_serve", case.priya), ("child_draft_answers", case.priya)]
    asked += [("child_consultations", case.priya), ("child_placement", case.priya), ("child_final_plan", case.priya)]
    asked += [("family_draft", case.mother), ("family_plan", case.mother), ("partner_consultation", case.senco)]
    counts = {}
    for name, who in asked:
        browser = a.signed_in(who)
        browser.get(reverse(name, args=[case.amira.public_id]))
        with CaptureQueriesContext(
            connection,
        ) as made:
            browser.get(reverse(name, args=[case.amira.public_id]))
        counts[name] = len([each for each in made if not each["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))])
    assert {name: count for name, count in counts.items() if count > MOST_QUERIES} == {}, counts


def test_a_text_that_names_another_child_is_not_sent_until_somebody_has_looked(case: SimpleNamespace) -> None:
    other = a.a_child("Oisín", "Healy")
    name_tokens.refresh([other.pk])
    write(case)
    post(case, "child_draft", section="B", version=1, text="She works with Oisin Healy each day.")
    page = get(case, "child_draft_serve")
    assert "This seems to name somebody else" in body(page) and "Section B:" in body(page)
    assert "Record that the draft was sent" not in body(page)
    sent = post(case, "child_draft_serve", checked=hidden(page, "checked"), **boxes("happened_on", clock.today()),
                **boxes("answer_by", day(-20)))  # fmt: skip
    assert sent.status_code == 409 and not PlanCopy.rows.exists()
    assert "Say why they may stand" in body(post(case, "child_draft_serve", do="let_go", reason=" "))
    assert post(case, "child_draft_serve", do="let_go", reason="His mother agrees in writing").status_code == 302
    assert "Record that the draft was sent" in body(get(case, "child_draft_serve"))
    post(case, "child_draft", section="B", version=2, text="She works with Oisin Healy, A123456789012.")
    assert "A123456789012" in body(get(case, "child_draft_serve"))  # another thing: looked at afresh


def test_a_hidden_home_in_the_text_stops_it_whatever_anybody_says(case: SimpleNamespace) -> None:
    father = a.an_adult("Omar Khan", address="9 Quiet Close", postcode="WM9 9ZZ", address_hidden=True)
    a.tie(case.amira, "parent", who=father, parental_responsibility=True)
    write(case)
    post(case, "child_draft", section="A", version=1, text="She sleeps at 9 Quiet Close on Fridays.")
    page = get(case, "child_draft_serve")
    assert "an address that is kept hidden" in body(page) and "Record that the draft was sent" not in body(page)
    post(case, "child_draft_serve", do="let_go", reason="It is fine")
    assert "an address that is kept hidden" in body(get(case, "child_draft_serve"))
