"""Each step tells whoever is to be told, in the same transaction, once; and no one else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction

from goldenthread.features.casework.models import Request
from goldenthread.features.casework.operations import exceptions, intake_telling, milestones, reminders, telling
from goldenthread.features.casework.operations.lateness import say_why_late
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.notify.models import Message, Preference
from goldenthread.foundation.people.models import Adult, Child, Tie
from tests.builders import (
    a_child,
    a_request,
    a_school,
    a_team,
    an_account,
    an_adult,
    an_advice,
    reckon,
    tie,
    viewer,
)
from tests.web.family.families import HIDDEN_ADDRESS, a_family, a_parent_in_hiding, ago
from tests.web.family.readability import reading_age

pytestmark = pytest.mark.django_db
TODAY = clock.today()


def reachable(child: Child) -> Child:
    Adult.objects.filter(ties__child=child, kind="family").update(email="family@example.org", phone="07700900123")
    return child


def recorded(child: Child, fact: str, on: date = TODAY, request: Request | None = None) -> Request:
    request = request or Request.rows.create(child=child)
    milestones.record(of=request, fact=fact, happened_on=on, by=journal.SYSTEM, on=TODAY)
    return request


def test_each_fact_of_a_request_is_told_to_the_family_once() -> None:
    child, _ = a_family()
    reachable(child)
    request = recorded(child, "request_received", ago(20))
    for fact, kind in (
        ("assess_decision_notified", "decision_told"), ("draft_served", "draft_sent"), ("final_plan_sent", "final_sent")
    ):  # fmt: skip
        recorded(child, fact, TODAY, request)
        assert Message.rows.filter(kind=kind).count() == 1
    first = Message.rows.get(kind="clock_started")
    assert first.subject == "We have begun work on the request to assess Amira"
    assert "Marle SEND team has it. Ask for Priya Nair." in first.body
    assert first.carries_link and first.text


def test_the_message_is_not_there_where_the_step_was_not_kept() -> None:
    child, _ = a_family()
    with pytest.raises(RuntimeError), transaction.atomic():
        recorded(child, "request_received")
        raise RuntimeError
    assert not Message.rows.exists()


def test_what_happened_long_ago_is_no_news() -> None:
    child, _ = a_family()
    recorded(child, "request_received", ago(40))
    assert not Message.rows.exists()


def test_both_parents_are_told_and_neither_learns_of_the_others_home() -> None:
    child, _ = a_family()
    a_parent_in_hiding(child)
    reachable(child)
    a_brother = a_child("Zachariah", "Khan")
    tie(a_brother, "parent", who=Adult.objects.get(name="Salma Khan"), parental_responsibility=True)
    recorded(child, "request_received")
    rows = list(Message.rows.all())
    assert {row.adult.name for row in rows if row.adult} == {"Salma Khan", "Bilal Khan"}
    for row in rows:
        everything = row.subject + row.body + row.text
        for hidden in (HIDDEN_ADDRESS, "WX1 9ZZ", "Marle Primary School", "Zachariah", "07700"):
            assert hidden not in everything


def test_a_relative_without_parental_responsibility_is_told_nothing() -> None:
    child = a_child()
    tie(child, "parent", who=an_adult("Aunt", email="aunt@example.org"))
    tie(child, "parent", who=an_adult("Gone", email="g@example.org"), parental_responsibility=True, ended_on=ago(1))
    recorded(child, "request_received")
    assert not Message.rows.exists()


def test_a_young_person_is_told_as_you_and_the_parent_is_not() -> None:
    child, _ = a_family(born_on=ago(18 * 366))
    Tie.objects.filter(child=child, kind="parent").update(young_person_agrees=True)
    tie(child, "self", who=an_adult("Amira Khan", "young_person", email="amira@example.org"))
    recorded(child, "draft_served", request=a_request(child, request_received=ago(50)))
    row = Message.rows.get()
    assert row.adult is not None and row.adult.kind == "young_person"
    assert row.subject == "Your draft plan has been sent"
    assert "This is about you." in row.body and "Amira’s" not in row.body


def test_a_school_is_asked_for_advice_with_initials_in_the_heading() -> None:
    child, _ = a_family()
    request = a_request(child, fields={"outcome": "Y"}, request_received=ago(40), assess_decision_notified=ago(2))
    advice = an_advice(request, "setting")
    milestones.record(of=advice, fact="advice_requested", happened_on=TODAY, by=journal.SYSTEM, on=TODAY)
    row = Message.rows.get()
    assert row.organisation is not None and row.organisation.name == "Marle Primary School"
    assert row.subject == "Advice for A K is needed"
    assert "about Amira K" in row.body and "Khan" not in row.body
    assert row.state == Message.State.GIVEN_UP, "nothing is held to reach the school by: a person sees it"


def test_a_correction_stops_what_has_not_left_and_tells_again_who_was_told() -> None:
    child, _ = a_family()
    reachable(child)
    request = recorded(child, "draft_served", ago(1))

    def put_right(day: date | None) -> None:
        milestones.correct(
            of=request, fact="draft_served", happened_on=day, reason="Typed wrongly", by=journal.SYSTEM, on=TODAY
        )  # fmt: skip

    put_right(ago(2))
    assert list(Message.rows.order_by("id").values_list("state", flat=True)) == ["not_sent", "queued"]
    Message.rows.filter(state="queued").update(state="delivered")
    put_right(None)
    last = Message.rows.order_by("id").last()
    assert last is not None and last.kind == "correction"
    assert "That was a mistake. It has not happened. We are sorry." in last.body


def test_an_exception_is_told_in_the_laws_words_and_not_in_ours() -> None:
    child, _ = a_family()
    request = a_request(child, fields={"outcome": "Y"}, request_received=ago(100), assess_decision_notified=ago(60))
    reckon(child)
    exceptions.claim(
        of=request, rule="C4", category="EXCEPTIONAL", fact="The father went to prison.", reason="It fits.", facts={},
        by=journal.SYSTEM, on=TODAY, version=version_of(child.pk),
    )  # fmt: skip
    body = Message.rows.get().body
    assert "something exceptional happened in the life of the child or family" in body
    assert "prison" not in body


def test_a_request_told_to_the_council_is_told_to_the_family() -> None:
    child, _ = a_family()
    staff = viewer(an_account(Role.EHC_COORDINATOR, a_team()))
    intake_telling.tell(
        child=child, told={}, who="parent", channel="phone", asked_by="Salma Khan", relation="Mum",
        received_on=TODAY, said="School hurts.", by=staff, on=TODAY,
    )  # fmt: skip
    row = Message.rows.get()
    assert row.kind == "request_received"
    assert "The council says if it will assess. This must be done by" in row.body
    assert "School hurts" not in row.body


def test_reminders_are_written_once_a_day_and_say_what_is_late() -> None:
    child, _ = a_family()
    reachable(child)
    a_request(child, request_received=ago(45))  # six weeks ended three days ago
    reckon(child)
    found = reminders.queue(by=journal.SYSTEM, on=TODAY)
    assert (found.messages, found.children) == (1, 1)
    assert reminders.queue(by=journal.SYSTEM, on=TODAY).messages == 0
    row = Message.rows.get()
    assert row.subject == "Something for Amira is late"
    assert "# Why it is late" in row.body and "3 days late" in row.body
    later = TODAY + timedelta(days=40)
    assert reminders.queue(by=journal.SYSTEM, on=later).messages == 1


def test_a_school_is_reminded_of_its_advice_each_week() -> None:
    child, _ = a_family()
    school = a_school("Sallow School", email="office@sallow.example")
    request = a_request(child, fields={"outcome": "Y"}, request_received=ago(90), assess_decision_notified=ago(56))
    an_advice(request, "setting", fields={"organisation": school}, advice_requested=ago(56))
    tie(child, "attends", at=school)
    reckon(child)
    rows = Message.rows.filter(organisation=school)
    for _ in range(2):
        reminders.queue(by=journal.SYSTEM, on=TODAY)
    assert rows.get().subject == "Advice for A K is late"
    reminders.queue(by=journal.SYSTEM, on=TODAY + timedelta(days=7))
    assert rows.count() == 2


def test_why_it_is_late_is_told_once_the_team_says_it() -> None:
    child, _ = a_family()
    request = a_request(child, request_received=ago(60))
    say_why_late(
        child=child, limit=f"B1-request-{request.pk}", why="Two of us were ill [http://x.example](y).",
        hoped_by=TODAY + timedelta(days=7), after=0, by=journal.SYSTEM, on=TODAY,
    )  # fmt: skip
    row = Message.rows.get()
    assert "The team says why: Two of us were ill" in row.body and "[" not in row.body
    assert "They hope to do it by 23 November 2026." in row.body or "They hope to do it by" in row.body
    assert "ill" not in row.text.replace("will", "")


def test_a_language_chosen_is_in_the_message() -> None:
    child, parent = a_family()
    Preference.objects.create(
        adult=Adult.objects.get(account=parent), language="Polish", changed_at=clock.now(), changed_by="x"
    )
    recorded(child, "request_received")
    assert "someone who speaks Polish" in Message.rows.get().body


def test_a_message_no_longer_for_its_reader_is_written_again_for_whom_it_is() -> None:
    child, _ = a_family(born_on=ago(18 * 366))
    parent = Adult.objects.get(name="Salma Khan")
    row = Message.rows.create(
        once_key="old", child=child, adult=parent, kind="late", subject="s", body="b", not_before=clock.now(),
        queued_at=clock.now(),
    )  # fmt: skip
    tie(child, "self", who=an_adult("Amira Khan", "young_person", email="amira@example.org"))
    (made,) = telling.readdress(row)
    assert made.adult is not None and made.adult.name == "Amira Khan"
    assert reading_age(made.body.replace("#", "").replace("\n\n", ". ")) <= 11
