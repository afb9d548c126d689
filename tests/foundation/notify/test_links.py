"""A link in a message: one child, one adult, a week, a few times; then nothing, and it never says why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.foundation import clock
from goldenthread.foundation.notify import links
from goldenthread.foundation.notify.models import AccessLink, Message
from goldenthread.foundation.people.models import Tie
from tests.builders import an_adult, tie
from tests.foundation.notify.outboxes import a_reader, a_stub, drain, queued

pytestmark = pytest.mark.django_db
BORN = date(2015, 3, 4)


@pytest.fixture
def message() -> Message:
    return queued(*a_reader())


def opens(token: str, born_on: date = BORN, *, days: float = 0) -> bool:
    try:
        links.open_with(token, born_on, at=clock.now() + timedelta(days=days))
    except links.NotOpened:
        return False
    return True


def test_it_opens_for_whoever_knows_the_date_of_birth_for_a_week(message: Message) -> None:
    token = links.make(message, at=clock.now())
    child, viewer = links.open_with(token, BORN, at=clock.now())
    assert (child.pk, viewer.adult_id) == (message.child_id, message.adult_id)
    assert opens(token, days=6.9)
    assert not opens(token, days=7.1)
    assert not opens("nothing")
    assert not opens(token + "x")


def test_only_a_hash_of_it_is_kept(message: Message) -> None:
    token = links.make(message, at=clock.now())
    row = AccessLink.rows.get()
    assert token not in [str(value) for value in vars(row).values()]


def test_five_wrong_dates_end_it_and_each_use_counts(message: Message) -> None:
    token = links.make(message, at=clock.now())
    for _ in range(links.WRONG_TRIES):
        assert not opens(token, date(2015, 3, 5))
    assert not opens(token)
    token = links.make(message, at=clock.now())
    assert [opens(token) for _ in range(links.USES + 1)] == [True] * links.USES + [False]


def test_it_ends_with_the_tie_and_with_the_right(message: Message) -> None:
    for change in ({"ended_on": clock.today() - timedelta(days=1)}, {"parental_responsibility": False}):
        token = links.make(message, at=clock.now())
        Tie.objects.update(ended_on=None, parental_responsibility=True)
        assert opens(token)
        Tie.objects.update(**change)
        assert not opens(token)
        Tie.objects.update(ended_on=None, parental_responsibility=True)
        assert not opens(token), "a link that ended came back"


def test_a_newer_link_for_the_same_message_ends_the_older(message: Message) -> None:
    first, second = links.make(message, at=clock.now()), links.make(message, at=clock.now())
    assert not opens(first) and opens(second)


def test_it_shows_the_child_of_the_message_and_no_brother(message: Message) -> None:
    from tests.builders import a_child

    brother = a_child("Bilal", born_on=date(2012, 1, 2))
    tie(brother, "parent", who=message.adult, parental_responsibility=True)
    token = links.make(message, at=clock.now())
    assert not opens(token, date(2012, 1, 2))


def test_a_message_carries_its_link_and_the_outbox_does_not(message: Message) -> None:
    with a_stub() as stub:
        child, parent = a_reader()
        row = queued(child, parent, link=True)
        drain()
        body = stub.held.notifications[-1]["content"]["body"]
    token = body.rsplit("/family/link/", 1)[1].strip("/\n ")
    assert opens(token)
    row.refresh_from_db()
    assert token not in row.body and "http" not in row.body


def test_an_adult_with_no_account_has_no_look_in_another_familys_name(message: Message) -> None:
    other = an_adult("Somebody else")
    assert other.public_id != links.open_with(links.make(message, at=clock.now()), BORN, at=clock.now())[1].public_id
