"""What a family reads of what it was told, how it chooses to be told, and the link that needs no account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.journal.models import Entry, Look, LookedAt
from goldenthread.foundation.notify import links
from goldenthread.foundation.notify.models import Message, Preference
from goldenthread.foundation.people.models import Adult, Child, Tie
from tests.builders import a_child, an_account, an_adult, signed_in, tie
from tests.web.family.families import HIDDEN_ADDRESS, a_family, a_parent_in_hiding, asked_and_late, final_late
from tests.web.family.readability import reading_age, words_of

pytestmark = pytest.mark.django_db


def told(child: Child, adult: Adult, subject: str = "Something for Amira is late", state: str = "sent") -> Message:
    return Message.rows.create(
        once_key=f"{subject}{adult.pk}", child=child, adult=adult, kind="late", subject=subject, state=state,
        body="Dear Salma,\n\n# What has happened\n\nIt is late.\n\n* Call us.", not_before=clock.now(), channel="email",
        queued_at=clock.now(), sent_at=clock.now(),
    )  # fmt: skip


def adult_of(account: User) -> Adult:
    return Adult.objects.get(account=account)


def test_a_parent_reads_what_was_sent_to_them_and_not_what_was_sent_to_another() -> None:
    child, parent = a_family()
    other = a_parent_in_hiding(child)
    told(child, adult_of(parent))
    told(child, adult_of(parent), "Not sent yet", state="queued")
    told(child, other, "Only for Bilal")
    page = signed_in(parent).get(reverse("family_messages", args=[child.public_id])).content.decode()
    assert "Something for Amira is late" in page and "It is late." in page
    assert "Only for Bilal" not in page and "Not sent yet" not in page
    assert "<script" not in page.split("<main")[1].split("</main>")[0]
    on_childs_page = signed_in(parent).get(reverse("family_child", args=[child.public_id])).content.decode()
    assert "Something for Amira is late" in on_childs_page and "Only for Bilal" not in on_childs_page


def test_a_family_chooses_how_it_is_told_and_the_childs_story_says_so() -> None:
    child, parent = a_family()
    browser, here = signed_in(parent), reverse("family_preferences")
    assert browser.get(here).status_code == 200
    given = {"version": "0", "channel": "text", "format": "large_print", "language": "Somali"}
    assert browser.post(here, given).status_code == 302
    kept = Preference.objects.get(adult=adult_of(parent))
    assert (kept.channel, kept.format, kept.language, kept.version) == ("text", "large_print", "Somali", 1)
    assert Entry.objects.get(kind="preference.changed").about == child.public_id
    again = browser.post(here, {**given, "channel": "letter"})
    assert again.status_code == 409 and "Someone else changed this first" in again.content.decode()
    assert Preference.objects.get().channel == "text"
    wrong = browser.post(here, {"version": "1"})
    assert wrong.status_code == 400 and "Say how we should tell you things" in wrong.content.decode()


def test_nobody_but_a_family_has_the_page_of_choices() -> None:
    assert signed_in(an_account(Role.SENCO)).get(reverse("family_preferences")).status_code == 404
    assert Client().get(reverse("family_preferences")).status_code == 302


def test_the_pages_can_be_read_at_eleven() -> None:
    child, parent = a_family()
    final_late(child)
    told(child, adult_of(parent))
    token = links.make(Message.rows.get(), at=clock.now())
    browser = signed_in(parent)
    pages = [
        browser.get(reverse("family_messages", args=[child.public_id])),
        browser.get(reverse("family_preferences")),
        Client().get(reverse("family_link", args=[token])),
        opened(token, child),
    ]
    for page in pages:
        text = words_of(page.content.decode())
        assert reading_age(text) <= 11, (reading_age(text), text)


def opened(token: str, child: Child, **other: int):
    born = child.born_on
    assert born is not None
    given = {"day": born.day, "month": born.month, "year": born.year} | other
    cache.clear()
    return Client().post(
        reverse("family_link", args=[token]), {f"born_on_{name}": str(value) for name, value in given.items()}
    )  # fmt: skip


def a_link() -> tuple[str, Child, User]:
    child, parent = a_family()
    asked_and_late(child)
    return links.make(told(child, adult_of(parent)), at=clock.now()), child, parent


def test_a_link_shows_the_childs_story_and_nothing_else_and_the_look_is_theirs() -> None:
    token, child, parent = a_link()
    a_parent_in_hiding(child)
    asks = Client().get(reverse("family_link", args=[token]))
    assert "Amira" not in asks.content.decode()
    page = opened(token, child)
    body = page.content.decode()
    assert page.status_code == 200
    for said in ("Amira", "The council is deciding", "Who has it", "Why it is late", "What you can do next"):
        assert said in body
    for hidden in (HIDDEN_ADDRESS, "Bilal", "Khan", "/family/children/", child.public_id, "Marle Primary"):
        assert hidden not in body
    look = Look.objects.get(page="link in a message")
    assert (look.by, look.children_count) == (parent.public_id, 1)
    assert LookedAt.objects.get(look_number=look.number).child == child.public_id
    assert (asks["Referrer-Policy"], page["Referrer-Policy"]) == ("strict-origin", "no-referrer")
    for answer in (asks, page):
        assert "noindex" in answer["X-Robots-Tag"] and answer["Cache-Control"] == "no-store, private"


def test_every_reason_it_does_not_open_has_the_same_answer() -> None:
    token, child, _ = a_link()

    def without_token(page: object, token: str) -> str:
        import re

        text = page.content.decode()  # type: ignore[attr-defined]
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
        return re.sub(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", "", text).replace(token, "")

    wrong = opened(token, child, year=2011)
    unknown = opened("x" * 43, child)
    Tie.objects.filter(child=child, kind="parent").update(ended_on=clock.today() - timedelta(days=1))
    ended = opened(token, child)
    assert {page.status_code for page in (wrong, unknown, ended)} == {400}
    assert without_token(wrong, token) == without_token(unknown, "x" * 43) == without_token(ended, token)
    assert not Look.objects.filter(page="link in a message").exists()


@pytest.mark.parametrize("token", ["a", "..", "é", "a" * 300, "%00", "' OR 1=1--"])
def test_whatever_is_typed_as_a_link_is_answered_calmly(token: str) -> None:
    child = a_child()
    path = reverse("family_link", args=["TOKEN"]).replace("TOKEN", token)
    assert Client().get(path).status_code in (200, 400, 404)
    born = {"born_on_day": "4", "born_on_month": "3", "born_on_year": "2015"}
    cache.clear()
    assert Client().post(path, born).status_code in (400, 404)
    assert child


def test_too_many_dates_from_one_place_are_refused() -> None:
    token, child, _ = a_link()
    cache.clear()
    path, born = (
        reverse("family_link", args=[token]),
        {"born_on_day": "1", "born_on_month": "1", "born_on_year": "2011"},
    )
    answers = [Client().post(path, born).status_code for _ in range(61)]
    assert answers[-1] == 429
    cache.clear()


def tries(token: str, times: int, **where: str) -> list[int]:
    """The answers to so many wrong dates, from these addresses."""
    born = {"born_on_day": "1", "born_on_month": "1", "born_on_year": "2011"}
    path = reverse("family_link", args=[token])
    return [Client(**where).post(path, born).status_code for _ in range(times)]


def test_one_link_is_tried_only_so_often_wherever_from_and_another_still_answers() -> None:
    token, _, _ = a_link()
    cache.clear()
    answers = [tries(token, 1, REMOTE_ADDR=f"192.0.2.{number}")[0] for number in range(1, 12)]
    assert answers == [400] * 10 + [429]
    assert tries("another" + token, 1, REMOTE_ADDR="192.0.2.1") == [400]
    cache.clear()


@pytest.mark.parametrize(("proxies", "last"), [(0, 429), (1, 400)])
def test_whoever_asks_is_told_apart_by_what_trusted_proxies_say_alone(proxies: int, last: int, settings: Any) -> None:
    """Without a trusted proxy the header is anybody's to write, and a new one in each request changes nothing; with
    one, only what that proxy added counts, whatever was there before it."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    cache.clear()
    for number in range(60):
        assert tries(f"link{number}", 1, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 203.0.113.1") == [400]
    assert tries("link60", 1, HTTP_X_FORWARDED_FOR="198.51.100.99, 203.0.113.1") == [429]
    assert tries("link61", 1, HTTP_X_FORWARDED_FOR="203.0.113.1, 203.0.113.2") == [last]
    cache.clear()


def test_another_parent_sees_only_that_somebody_of_the_family_looked() -> None:
    child, parent = a_family()
    asked_and_late(child)
    without_account = an_adult("Bilal Khan")
    tie(child, "parent", who=without_account, parental_responsibility=True)
    token = links.make(told(child, without_account), at=clock.now())
    assert opened(token, child).status_code == 200
    page = signed_in(parent).get(reverse("family_looks", args=[child.public_id])).content.decode()
    assert "The page behind a link in a message" in page and "Someone in the family" in page
    assert "Bilal" not in page
