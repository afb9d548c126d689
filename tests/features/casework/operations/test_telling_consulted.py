"""A body asked about a place is told what is asked, by when, under which rule and where to answer; and reminded."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.test import override_settings

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.messages.consulting import reminder_days
from goldenthread.features.casework.models import Consultation
from goldenthread.features.casework.operations import consultations, reminders, telling
from goldenthread.features.casework.queries.consultations import reading_of
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.notify.models import Message
from tests import builders as a
from tests.drafting import a_case, day, serve, write
from tests.foundation.notify.outboxes import a_stub, drain

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> SimpleNamespace:
    made = a_case()
    write(made)
    serve(made)
    Message.rows.all().delete()
    made.other.email = "office@sallow.example"
    made.other.save()
    return made


def consult(case: SimpleNamespace, ago: int = 0) -> Consultation:
    return consultations.consult(
        request=case.request, organisation=case.other, received_on=day(ago), asked_by_family=True, note="",
        by=a.viewer(case.priya), on=clock.today(), version=version_of(case.amira.pk),
    )  # fmt: skip


def answer(case: SimpleNamespace, row: Consultation) -> None:
    consultations.answer_consultation(
        consultation=row, reply=consultations.Reply(True), answered_on=clock.today(), version=row.version,
        by=a.viewer(case.senco), on=clock.today(),
    )  # fmt: skip


def remind(days_from_now: int) -> list[Message]:
    before = set(Message.rows.values_list("pk", flat=True))
    on = clock.today() + timedelta(days=days_from_now)
    with clock.frozen(on):
        reminders.queue(by=journal.SYSTEM, on=on)
    return list(Message.rows.exclude(pk__in=before).filter(organisation__isnull=False))


def test_it_is_told_what_is_asked_by_when_under_which_rule_and_where(case: SimpleNamespace) -> None:
    with override_settings(PUBLIC_ADDRESS="https://send.example"):
        consult(case)
    row = Message.rows.get()
    assert row.kind == "consultation_asked" and row.organisation == case.other and row.state == "queued"
    assert row.subject == "A place for A K"
    assert "about a place for Amira K. The family of Amira K asked for this place." in row.body
    assert "* Say if you can meet the needs in it." in row.body
    assert f"Your answer is expected by {said(day(-15))}." in row.body
    assert "paragraph 9.83. The Code expects this. It is not law." in row.body
    assert f"https://send.example/partners/children/{case.amira.public_id}/consultation/" in row.body
    assert "North team has it." in row.body
    assert "Khan" not in row.body + row.subject and "must" not in row.body


def test_without_an_inbox_whoever_acts_for_it_is_told_at_their_own_address(case: SimpleNamespace) -> None:
    case.other.email = ""
    case.other.save()
    consult(case)
    assert Message.rows.get().state == "queued"
    with a_stub() as stub:
        drain()
        assert [each["to"] for each in stub.held.notifications] == [case.senco.email]


def test_with_nobody_at_all_a_person_sees_that_it_could_not_go(case: SimpleNamespace) -> None:
    case.other.email = ""
    case.other.save()
    case.senco.grants.all().delete()
    a.grant(a.an_account(), Role.EHC_COORDINATOR, case.other)  # holds a role there, and does not answer for it
    consult(case)
    assert Message.rows.get().state == "given_up"


def test_it_is_reminded_before_at_and_after_its_day_and_not_for_ever(case: SimpleNamespace) -> None:
    row = consult(case)
    days = [(each - clock.today()).days for each in reminder_days(_expected(row))]
    assert len(days) == 6
    told = [remind(each) for each in days]
    assert [len(each) for each in told] == [1] * 6
    assert told[0][0].subject == "A place for A K"
    assert told[2][0].subject == "Your answer about a place for A K has not come"
    assert "was expected by" in told[2][0].body and "It has not come yet." in told[2][0].body
    assert remind(days[2]) == [] and remind(days[-1] + 7) == []


def test_a_machine_that_was_off_that_night_reminds_the_next(case: SimpleNamespace) -> None:
    row = consult(case)
    due = (reminder_days(_expected(row))[1] - clock.today()).days
    assert len(remind(due + 2)) == 1
    assert remind(due + 3) == []


def test_an_answer_ends_the_reminding_and_stops_what_has_not_left(case: SimpleNamespace) -> None:
    row = consult(case)
    due = (reminder_days(_expected(row))[0] - clock.today()).days
    answer(case, row)
    assert Message.rows.get().state == "not_sent"
    assert remind(due) == []


def test_a_question_taken_back_is_reminded_of_no_more(case: SimpleNamespace) -> None:
    row = consult(case)
    due = (reminder_days(_expected(row))[0] - clock.today()).days
    consultations.withdraw_consultation(
        consultation=row, reason="Asked in error.", by=a.viewer(case.priya), on=clock.today()
    )
    assert Message.rows.get().state == "not_sent"
    assert remind(due) == []


def test_a_message_that_is_no_longer_the_bodys_is_not_told_to_the_family(case: SimpleNamespace) -> None:
    consult(case)
    assert telling.readdress(Message.rows.get()) == []
    assert Message.rows.count() == 1


def test_one_put_on_record_long_after_is_no_news(case: SimpleNamespace) -> None:
    with clock.frozen(clock.today() + timedelta(days=40)):
        consultations.consult(
            request=case.request, organisation=case.other, received_on=day(41), asked_by_family=False, note="",
            by=a.viewer(case.priya), on=clock.today(), version=version_of(case.amira.pk),
        )  # fmt: skip
    assert not Message.rows.filter(organisation=case.other).exists()


def _expected(row: Consultation) -> date:
    found = reading_of(row, clock.today()).original_outer_on
    assert found is not None
    return found
