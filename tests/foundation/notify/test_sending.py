"""What is in the outbox leaves once, goes another way when one fails, and never to somebody it is no longer for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from goldenthread.demo.notify_stub import NotifyStub
from goldenthread.foundation import clock, journal
from goldenthread.foundation.journal.models import Entry
from goldenthread.foundation.notify import by_hand, claims, outbox, receipts, sending
from goldenthread.foundation.notify.govuk import sender
from goldenthread.foundation.notify.models import Attempt, Message
from goldenthread.foundation.people.models import Adult, Child, Tie
from tests.builders import a_school, an_adult, tie
from tests.foundation.notify.outboxes import a_reader, a_stub, again, drain, queued, wants

pytestmark = pytest.mark.django_db
State = Message.State


@pytest.fixture
def stub() -> Iterator[NotifyStub]:
    with a_stub() as made:
        yield made


def due_now(message: Message) -> None:
    Message.rows.filter(pk=message.pk).update(not_before=clock.true_now(), receipt_at=clock.true_now())


def test_an_email_leaves_with_its_reference_and_arrives(stub: NotifyStub) -> None:
    message = queued(*a_reader())
    assert drain().sent == 1
    taken = stub.held.notifications[0]
    assert (taken["to"], taken["reference"]) == ("salma@example.org", f"{message.public_id}-email")
    assert taken["content"]["subject"] == "Something for Amira is late"
    assert again(message).state == State.SENT
    due_now(message)
    account = sender()
    assert account is not None
    assert receipts.read(account) == {"delivered": 1, "failed": 0}
    assert again(message).state == State.DELIVERED
    kinds = list(Entry.objects.filter(about=message.child.public_id).values_list("kind", flat=True))
    assert kinds == ["message.queued", "message.sent"]


def test_asked_for_twice_it_is_written_once(stub: NotifyStub) -> None:
    child, parent = a_reader()
    assert queued(child, parent).pk == queued(child, parent).pk
    drain()
    assert queued(child, parent) and drain().sent == 0
    assert len(stub.held.notifications) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_fails_for_now_is_tried_again_later(stub: NotifyStub, status: int) -> None:
    message = queued(*a_reader())
    stub.held.next_answers.append(status)
    assert drain().again_later == 1
    row = again(message)
    assert row.state == State.FOR_NOW and str(status) in row.error
    assert row.not_before > clock.true_now() + timedelta(seconds=40)
    assert drain().sent == 0  # not yet
    due_now(message)
    assert drain().sent == 1
    assert [each.outcome for each in Attempt.objects.order_by("id")] == ["for_now", "sent"]


def test_an_answer_that_was_lost_is_looked_for_before_it_is_sent_again(stub: NotifyStub) -> None:
    message = queued(*a_reader())
    stub.held.lose_answers = 1
    assert drain().again_later == 1
    assert len(stub.held.notifications) == 1
    due_now(message)
    assert drain().sent == 1
    assert len(stub.held.notifications) == 1, "it was sent twice"
    assert again(message).provider_id == stub.held.notifications[0]["id"]


def test_a_service_that_is_not_there_is_tried_again(stub: NotifyStub) -> None:
    message = queued(*a_reader())
    stub.stop()
    assert drain().again_later == 1
    assert again(message).state == State.FOR_NOW
    assert "salma" not in again(message).error


def test_what_is_refused_falls_from_email_to_text_to_letter(stub: NotifyStub) -> None:
    message = queued(*a_reader(email="nobody@nowhere", phone="020 7946 0000"))
    found = drain()
    row = again(message)
    assert (found.another_way, found.by_hand) == (1, 1)
    assert (row.state, row.channel, row.failed_channels) == (State.BY_HAND, "letter", ["email", "text"])
    assert row.error == "The sending service refused it (400): Not a UK mobile number"
    assert stub.held.notifications == []


def test_what_could_not_be_delivered_falls_to_the_next_way(stub: NotifyStub) -> None:
    message = queued(*a_reader(email="perm-fail@simulator.notify"))
    drain()
    due_now(message)
    account = sender()
    assert account is not None and receipts.read(account)["failed"] == 1
    assert drain().sent == 1
    row = again(message)
    assert (row.channel, row.failed_channels) == ("text", ["email"])
    assert stub.held.notifications[-1]["content"]["body"] == "It is late."


def test_six_times_for_now_is_another_way(stub: NotifyStub) -> None:
    message = queued(*a_reader())
    stub.held.next_answers.extend([500] * 6)
    for _ in range(6):
        due_now(message)
        drain()
    assert again(message).failed_channels == ["email"]
    assert drain().sent == 1 or again(message).state == State.SENT


def test_a_refused_key_stops_at_the_first_message_and_says_so() -> None:
    with a_stub() as stub:
        first, second = queued(*a_reader()), queued(*a_reader())
        from django.test import override_settings

        wrong = {**stub.settings(), "key": stub.key()[:-1] + "0"}
        with override_settings(NOTIFY=wrong):
            found = drain()
        assert "403" in found.stopped
        assert (again(first).state, again(second).state) == (State.GIVEN_UP, State.QUEUED)
        by_hand.try_again(message=first, by=journal.SYSTEM)
        assert drain().sent == 2


def test_a_team_only_key_is_refused_with_its_reason() -> None:
    with a_stub("team"):
        message = queued(*a_reader(phone="", address=""))
        drain()
        assert again(message).state == State.GIVEN_UP
        assert "team-only API key" in again(message).error


def test_the_address_is_read_when_it_is_sent(stub: NotifyStub) -> None:
    child, parent = a_reader()
    message = queued(child, parent)
    Adult.objects.filter(pk=parent.pk).update(email="new@example.org")
    drain()
    assert stub.held.notifications[0]["to"] == "new@example.org"
    removed = queued(child, parent, key="second")
    Adult.objects.filter(pk=parent.pk).update(email="", phone="", address="")
    drain()
    assert again(removed).state == State.GIVEN_UP
    assert again(message).state == State.SENT


def test_nobody_whose_tie_ended_or_who_lost_the_right_receives_it(stub: NotifyStub) -> None:
    for change in ({"ended_on": clock.today() - timedelta(days=1)}, {"parental_responsibility": False}):
        child, parent = a_reader()
        message = queued(child, parent)
        Tie.objects.filter(child=child, adult=parent).update(**change)
        assert drain().not_sent == 1
        assert again(message).state == State.NOT_SENT
    assert stub.held.notifications == []


def test_nobody_is_told_by_itself_of_a_child_who_has_died(stub: NotifyStub) -> None:
    child, parent = a_reader()
    message = queued(child, parent)
    Child.rows.filter(pk=child.pk).update(died_on=clock.today())
    drain()
    assert again(message).state == State.NOT_SENT


def test_once_the_rights_are_the_young_persons_the_message_is_not_the_parents(stub: NotifyStub) -> None:
    child, parent = a_reader()
    message = queued(child, parent)
    Child.rows.filter(pk=child.pk).update(born_on=clock.today() - timedelta(days=17 * 366))
    tie(child, "self", who=an_adult("Amira Khan", "young_person", email="amira@example.org"))
    Tie.objects.filter(child=child, adult=parent).update(young_person_agrees=True)
    told: list[Message] = []
    drain(readdress=told.append)
    assert [each.pk for each in told] == [message.pk]
    assert again(message).state == State.NOT_SENT


@pytest.mark.parametrize(
    ("chosen", "state", "channel"),
    [
        ({"channel": "text"}, State.SENT, "text"),
        ({"channel": "letter"}, State.BY_HAND, "letter"),
        ({"channel": "call"}, State.BY_HAND, "call"),
        ({"channel": "email", "format": "easy_read"}, State.BY_HAND, "letter"),
        ({"channel": "email", "format": "large_print"}, State.SENT, "email"),
    ],
)
def test_it_goes_as_its_reader_chose(stub: NotifyStub, chosen: dict[str, str], state: str, channel: str) -> None:
    child, parent = a_reader()
    wants(parent, **chosen)
    message = queued(child, Adult.objects.get(pk=parent.pk))
    drain()
    assert (again(message).state, again(message).channel) == (state, channel)


def test_a_letter_is_done_by_one_person_once(stub: NotifyStub) -> None:
    message = queued(*a_reader(email="", phone=""))
    assert message.state == State.BY_HAND
    by_hand.done(message=message, by=journal.SYSTEM)
    with pytest.raises(by_hand.NotNow, match="done by a person"):
        by_hand.done(message=message, by=journal.SYSTEM)
    assert again(message).state == State.DONE_BY_HAND


def test_two_workers_never_hold_one_message(stub: NotifyStub) -> None:
    queued(*a_reader())
    at = clock.true_now()
    first, second = claims.claim(at=at), claims.claim(at=at)
    assert first is not None and second is None
    taken_over = claims.claim(at=at + claims.LEASE + timedelta(seconds=1))
    assert taken_over is not None
    assert not claims.write(first, state=State.SENT), "a worker thought dead wrote"
    assert claims.write(taken_over, state=State.SENT)


def test_a_worker_held_up_past_its_lease_sends_nothing(stub: NotifyStub) -> None:
    message = queued(*a_reader())
    long_ago = clock.true_now() - claims.LEASE
    Message.rows.filter(pk=message.pk).update(not_before=long_ago)
    held = claims.claim(at=long_ago)
    account = sender()
    assert held is not None and account is not None
    sending.send_one(held, account)
    assert stub.held.notifications == []
    assert again(message).state in (State.FOR_NOW, State.SENDING)


def test_a_body_is_told_only_while_it_has_to_do_with_the_child(stub: NotifyStub) -> None:
    child, _ = a_reader()
    school = a_school(email="office@marle.example")
    tie(child, "attends", at=school)
    first = queued(child, school)
    drain()
    assert again(first).state == State.SENT
    Tie.objects.filter(organisation=school).update(ended_on=clock.today() - timedelta(days=1))
    second = queued(child, school, key="second")
    drain()
    assert again(second).state == State.NOT_SENT


def test_what_was_put_right_before_it_left_does_not_leave(stub: NotifyStub) -> None:
    child, parent = a_reader()
    message = queued(child, parent, key="draft_served:x")
    stopped, told = outbox.withdraw("draft_served:x", by=journal.SYSTEM, on=clock.today(), at=clock.now())
    assert (stopped, told) == (1, None)
    drain()
    assert again(message).state == State.NOT_SENT and stub.held.notifications == []
