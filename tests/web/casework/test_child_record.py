"""The child page: their words first, every date explained, and nothing shown to anyone who may not see it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from goldenthread.domain.calendars.wording import said
from goldenthread.features.casework.operations import milestones
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.access.viewers import viewer_for
from goldenthread.foundation.journal.models import Look, LookedAt
from goldenthread.foundation.partnership import queries as partnerships
from tests import builders as a

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> SimpleNamespace:
    """A child of nine with a plan, a review, a mother whose address is hidden, and a coordinator."""
    team = a.a_team("North team")
    priya = a.an_account(Role.EHC_COORDINATOR, at=team, name="Priya Shah")
    colleague = a.an_account(Role.EHC_COORDINATOR, at=team, name="Owen Bell")
    school = a.a_school("Wrenbury Primary")
    amira = a.a_child(
        "Amira", "Khan", known_as="Mimi", pronouns="she/her", born_on=date(2017, 3, 4), upn="A123456789012",
        address="1 Secret Row", postcode="ZZ1 1ZZ", address_hidden=True, in_their_words="I like maps.",
        in_their_words_on=date(2026, 5, 6), in_their_words_how="said to her teacher, with pictures",
    )  # fmt: skip
    mother = a.an_adult("Sana Khan", phone="01632 960001", address="1 Secret Row", address_hidden=True)
    a.tie(amira, "parent", who=mother, relationship="Mum", parental_responsibility=True)
    a.tie(amira, "case_team", at=team)
    a.tie(amira, "allocated", who=priya)
    a.tie(amira, "attends", at=school)
    plan = a.a_plan(amira, needs=("ASD", "SLCN"), plan_started=date(2025, 1, 10))
    a.a_placement(plan, school, entry_on=date(2025, 1, 10))
    a.a_named_setting(plan, school)
    review = a.a_review(plan, meeting_held=clock.today() - timedelta(days=40))
    a.reckon(amira)
    return SimpleNamespace(
        team=team, priya=priya, colleague=colleague, school=school, amira=amira, plan=plan, review=review
    )


def page(account: object, child: object, name: str = "child") -> str:
    answer = a.signed_in(account).get(reverse(name, args=[child.public_id]))
    assert answer.status_code == 200
    return answer.content.decode()


def status(account: object, child: object, name: str = "child") -> int:
    return a.signed_in(account).get(reverse(name, args=[child.public_id])).status_code


def test_their_own_words_come_before_anything_else(case: SimpleNamespace) -> None:
    text = page(case.priya, case.amira)
    assert "I like maps." in text
    assert "Recorded on 6 May 2026, said to her teacher, with pictures" in text
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", text)
    assert headings[0] == "In their own words"


def test_a_child_whose_words_nobody_wrote_down_is_not_passed_over(case: SimpleNamespace) -> None:
    case.amira.in_their_words = ""
    case.amira.save()
    assert "We have not written down Mimi’s own words yet" in page(case.priya, case.amira)


def test_every_open_clock_says_when_why_and_by_what_law(case: SimpleNamespace) -> None:
    text = page(case.priya, case.amira)
    held = clock.today() - timedelta(days=40)
    assert "Decide after the review" in text
    assert said(held + timedelta(weeks=4)) in text
    assert f"On {said(held)} the review meeting was held." in text
    assert "reg 20(10)" in text
    assert "How the days were counted" in text
    assert "What could lift this limit" in text
    assert "It is 12 days late" in text


def test_the_rights_holder_and_the_day_it_changes_are_said(case: SimpleNamespace) -> None:
    text = page(case.priya, case.amira)
    assert "The rights are the parents&#x27; until 24 June 2033. From the next day they belong to Mimi." in text


def test_a_young_person_past_school_age_holds_the_rights(case: SimpleNamespace) -> None:
    case.amira.born_on = date(2008, 3, 4)
    case.amira.save()
    assert "The rights are Mimi&#x27;s own." in page(case.priya, case.amira)


def test_a_correction_shows_what_the_day_was_who_changed_it_and_why(case: SimpleNamespace) -> None:
    held = clock.today() - timedelta(days=40)
    day = held - timedelta(days=3)
    milestones.correct(
        of=case.review, fact="meeting_held", happened_on=day, reason="The minutes give an earlier day",
        by=viewer_for(case.priya), on=clock.today(),
    )  # fmt: skip
    text = page(case.priya, case.amira)
    assert f"by Priya Shah: it was {said(held)}. Why: The minutes give an earlier day" in text
    assert "Corrected" in text
    assert said(day + timedelta(weeks=4)) in text


def test_what_never_happened_stands_in_the_timeline_as_taken_back(case: SimpleNamespace) -> None:
    milestones.correct(
        of=case.review, fact="meeting_held", happened_on=None, reason="Entered on the wrong child",
        by=viewer_for(case.priya), on=clock.today(),
    )  # fmt: skip
    text = page(case.priya, case.amira)
    assert "Taken back" in text
    assert "This never happened." in text
    assert "Decide after the review" not in text


def test_a_stranger_and_another_team_find_no_such_page(case: SimpleNamespace) -> None:
    south = a.an_account(Role.EHC_COORDINATOR, at=a.a_team("South team"))
    for account in (south, a.an_account(Role.SENCO, at=a.a_school()), a.an_account(Role.PARENT), a.an_account()):
        assert status(account, case.amira) == 404


def test_a_restricted_child_is_open_to_their_coordinator_alone_among_coordinators(case: SimpleNamespace) -> None:
    assert status(case.colleague, case.amira) == 200
    case.amira.sensitivity = "restricted"
    case.amira.save()
    assert status(case.colleague, case.amira) == 404
    assert "Restricted record" in page(case.priya, case.amira)


def test_a_hidden_address_is_shown_only_to_those_who_may_see_it(case: SimpleNamespace) -> None:
    assert "1 Secret Row" in page(case.priya, case.amira)
    text = page(case.colleague, case.amira)
    assert "1 Secret Row" not in text and "ZZ1 1ZZ" not in text
    assert text.count("Address is hidden") == 2


def test_the_people_around_a_child_are_left_out_for_those_who_may_not_see_them(case: SimpleNamespace) -> None:
    assert "Sana Khan" in page(case.priya, case.amira)
    head = a.an_account(Role.SCHOOL_LEADER, at=case.school)
    text = page(head, case.amira)
    assert "Sana Khan" not in text and "01632 960001" not in text and "Secret Row" not in text
    assert "People around" not in text


def test_identifiers_are_left_out_for_those_who_may_not_see_them(case: SimpleNamespace) -> None:
    assert "A123456789012" in page(case.priya, case.amira)
    head = a.an_account(Role.SCHOOL_LEADER, at=case.school)
    assert "A123456789012" not in page(head, case.amira)


def test_who_looked_is_for_those_who_may_see_it(case: SimpleNamespace) -> None:
    page(case.colleague, case.amira)
    assert "Owen Bell" in page(case.priya, case.amira)
    senco = a.an_account(Role.SENCO, at=case.school)
    assert "Who looked" not in page(senco, case.amira)
    assert status(senco, case.amira, "child_looks") == status(senco, case.amira, "child_story") == 404
    assert "Owen Bell" in page(case.priya, case.amira, "child_looks")


def test_each_of_the_three_pages_records_its_own_look(case: SimpleNamespace) -> None:
    for name in ("child", "child_story", "child_looks"):
        page(case.priya, case.amira, name)
    assert list(Look.objects.order_by("number").values_list("page", flat=True)) == [
        "child record",
        "child story",
        "who looked",
    ]
    assert set(LookedAt.objects.values_list("child", flat=True)) == {case.amira.public_id}


def test_the_story_tells_what_was_done_and_why(case: SimpleNamespace) -> None:
    milestones.correct(
        of=case.review, fact="meeting_held", happened_on=clock.today() - timedelta(days=44),
        reason="The minutes give an earlier day", by=viewer_for(case.priya), on=clock.today(),
    )  # fmt: skip
    text = page(case.priya, case.amira, "child_story")
    assert "Priya Shah corrected a date" in text
    assert "The minutes give an earlier day" in text


def test_the_plan_shows_its_needs_setting_and_reviews(case: SimpleNamespace) -> None:
    text = page(case.priya, case.amira)
    assert "Autistic spectrum disorder (main need)" in text
    assert "Wrenbury Primary, from 10 January 2025" in text
    assert "Annual review" in text


def test_facts_that_cannot_be_are_said_and_hide_nothing_else(case: SimpleNamespace) -> None:
    a.a_milestone(case.plan, "plan_made", date(1066, 10, 14))
    text = page(case.priya, case.amira)
    assert "Plan: these dates cannot all be true" in text
    assert "1066" in text
    assert "I like maps." in text


def test_the_page_asks_at_most_15_questions_of_the_database(case, django_assert_max_num_queries) -> None:
    request = a.a_request(case.amira, request_received=date(2024, 5, 1), final_plan_sent=date(2024, 9, 1))
    a.an_advice(request, "medical", advice_requested=date(2024, 6, 1), advice_received=date(2024, 7, 1))
    client = a.signed_in(case.priya)
    client.get(reverse("child", args=[case.amira.public_id]))
    partnerships.current()
    with django_assert_max_num_queries(15):
        assert client.get(reverse("child", args=[case.amira.public_id])).status_code == 200


def test_headings_go_down_one_level_at_a_time_and_the_title_names_the_child(case: SimpleNamespace) -> None:
    text = page(case.priya, case.amira)
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", text)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    assert "<title>Amira Khan" in text
