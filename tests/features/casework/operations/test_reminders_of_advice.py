"""Late advice is told to whoever answers for the service, by contact or role; where nobody is, the team is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.features.casework.models import Advice
from goldenthread.features.casework.operations import reminders
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.notify.models import Message
from goldenthread.foundation.people.models import Child, Organisation, ServiceContact
from tests import builders as a
from tests.foundation.notify.outboxes import a_stub, drain
from tests.web.family.families import a_family, ago

pytestmark = pytest.mark.django_db
TODAY = clock.today()
SIX_WEEKS = 42


def late_advice(
    weeks: int, kind: str = "medical", body: Organisation | None = None, **child: object
) -> tuple[Child, Organisation, Advice]:
    """Advice asked of a service that is so many weeks late today, to the day."""
    made, _ = a_family(**child)  # type: ignore[arg-type]
    service = body or a.a_health_service("Marle Therapies", email="inbox@therapies.example")
    asked = ago(SIX_WEEKS + 7 * weeks)
    request = a.a_request(made, fields={"outcome": "Y"}, request_received=ago(130), assess_decision_notified=asked)
    advice = a.an_advice(request, kind, fields={"organisation": service}, advice_requested=asked)
    a.tie(made, "attends" if service.kind == "school" else "health", at=service)
    a.reckon(made)
    return made, service, advice


def escalated() -> list[Message]:
    reminders.queue(by=journal.SYSTEM, on=TODAY)
    return list(Message.rows.filter(kind="escalated").order_by("part"))


def contact(service: Organisation, part: str, email: str) -> None:
    ServiceContact.objects.create(organisation=service, part=part, name="Mo Bright", email=email)


def test_the_team_is_reminded_before_and_on_the_day_and_nobody_above_it() -> None:
    for weeks in (-1, 0):
        Message.rows.all().delete()
        _, service, _ = late_advice(weeks)
        assert escalated() == []
        (row,) = Message.rows.filter(organisation=service)
        assert row.part == "" and "Advice for A K is needed" in row.subject
        assert "SEND Regulations 2014, reg 8(1)" in row.body and "This is law." in row.body


def test_a_week_late_the_recorded_manager_is_told_by_initials_alone() -> None:
    _, service, _ = late_advice(1)
    contact(service, "manager_of_the_body", "boss@therapies.example")
    (row,) = escalated()
    assert (row.organisation, row.part, row.state) == (service, "manager_of_the_body", "queued")
    assert row.subject == "Advice for A K from Marle Therapies is 1 week late"
    assert "Find out what holds the advice up" in row.body and "This is law." in row.body
    assert "Amira" not in row.body
    with a_stub() as stub:
        drain()
        assert "boss@therapies.example" in {each["to"] for each in stub.held.notifications}


def test_two_weeks_late_the_designated_officer_is_told_too() -> None:
    _, service, _ = late_advice(2)
    contact(service, "manager_of_the_body", "boss@therapies.example")
    a.an_account(Role.DESIGNATED_CLINICAL_OFFICER, at=service, name="Dr Elin Hughes")
    assert [row.part for row in escalated()] == ["designated_officer", "manager_of_the_body"]


def test_a_school_without_a_contact_has_whoever_leads_it() -> None:
    school = a.a_school("Sallow School", email="office@sallow.example")
    a.an_account(Role.SCHOOL_LEADER, at=school)
    late_advice(1, "setting", school)
    (row,) = escalated()
    assert (row.organisation, row.part) == (school, "manager_of_the_body")
    assert "It is not law." in row.body


def test_with_nobody_recorded_the_childs_team_is_told_so_once() -> None:
    child, service, _ = late_advice(1)
    (row,) = escalated()
    assert row.organisation is not None and row.organisation.name == "Marle SEND team" and row.part == ""
    assert row.subject == "Advice for A K is late, and nobody is recorded to tell"
    assert "We would now tell the manager of the service. Nobody is recorded." in row.body
    assert "Ask your team’s manager to record who that is" in row.body
    with clock.frozen(TODAY + timedelta(days=14)):
        reminders.queue(by=journal.SYSTEM, on=clock.today())
    assert Message.rows.filter(kind="escalated", subject__contains="nobody is recorded").count() == 1
    assert child.pk == row.child_id


def test_no_designated_officer_is_missed_where_there_is_none_by_rule() -> None:
    school = a.a_school("Sallow School", email="office@sallow.example")
    late_advice(2, "setting", school)
    assert escalated() == []  # its missing manager was told of a week ago


def test_advice_asked_of_nobody_by_name_is_told_to_the_team() -> None:
    child, _ = a_family()
    asked = ago(SIX_WEEKS + 7)
    request = a.a_request(child, fields={"outcome": "Y"}, request_received=ago(130), assess_decision_notified=asked)
    a.an_advice(request, "psychology", advice_requested=asked)
    a.reckon(child)
    (row,) = escalated()
    assert row.organisation is not None and row.organisation.name == "Marle SEND team"


def test_of_a_restricted_record_whoever_answers_learns_nothing_of_the_child() -> None:
    _, service, _ = late_advice(1, sensitivity="restricted")
    contact(service, "manager_of_the_body", "boss@therapies.example")
    (row,) = escalated()
    assert row.subject == "Advice for a child from Marle Therapies is 1 week late"
    assert "A K" not in row.body + row.subject and "Amira" not in row.body


def test_a_service_that_has_no_more_to_do_with_the_child_is_told_nothing() -> None:
    child, service, _ = late_advice(1)
    contact(service, "manager_of_the_body", "boss@therapies.example")
    child.ties.filter(organisation=service).update(ended_on=ago(1))  # type: ignore[attr-defined]
    assert all(row.organisation != service for row in escalated())


def test_asked_twice_on_one_day_nothing_is_written_twice() -> None:
    _, service, _ = late_advice(1)
    contact(service, "manager_of_the_body", "boss@therapies.example")
    first = len(escalated())
    assert len(escalated()) == first == 1


def test_many_cost_no_more_queries_than_one() -> None:
    def queries(families: int) -> int:
        for _ in range(families):
            _, service, _ = late_advice(1)
            contact(service, "manager_of_the_body", "boss@therapies.example")
        with CaptureQueriesContext(
            connection,
        ) as made:
            reminders.queue(by=journal.SYSTEM, on=TODAY)
        return len(made.captured_queries)

    queries(1)
    Message.rows.all().delete()
    one = queries(0)
    Message.rows.all().delete()
    assert queries(6) <= one
