"""What is typed is used for the answer and is gone: no cookie, no session, no entry, no log, no address, no cache."""

from __future__ import annotations

import logging

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from goldenthread.foundation.journal.models import Entry, Look
from tests.web.law.asking import STATIC_PAGES, ask, happenings, rules

pytestmark = pytest.mark.django_db
NOTICE = "/check-a-date/disagreeing/notice_sent/"
FACTS = {"notice_sent": "17 3 2031", "certificate_issued": "29 4 2031"}  # a year nothing else would write


@pytest.mark.parametrize("want", ["", "change", "everything", "calendar"])
def test_no_answer_sets_a_cookie_or_may_be_kept(want: str) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = ask(NOTICE, client, **FACTS, want=want)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies and not client.cookies
    assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_no_page_sets_a_cookie() -> None:
    client = Client()
    for path in (*STATIC_PAGES, *(path for path, _ in (*happenings(), *rules()))):
        assert client.get(path).status_code == 200
    assert not client.cookies


def test_nothing_is_written_anywhere(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    before = (Session.objects.count(), Entry.objects.count(), Look.objects.count())
    cache.clear()
    with caplog.at_level(logging.DEBUG):
        for want in ("", "change", "calendar"):
            ask(NOTICE, **FACTS, want=want)
        ask(NOTICE, notice_sent="31 2 2031", certificate_issued="29 4 2031")
    assert (Session.objects.count(), Entry.objects.count(), Look.objects.count()) == before
    assert not list(getattr(cache, "_cache", {}))
    written = caplog.text + "".join(capfd.readouterr())
    assert "2031" not in written and "notice_sent_day" not in written


def test_dates_in_an_address_are_not_read() -> None:
    answer = Client().get(NOTICE, {"notice_sent_day": "17", "notice_sent_month": "3", "notice_sent_year": "2026"})
    assert b'value="17"' not in answer.content and b'value="2026"' not in answer.content


def test_an_answer_asks_the_database_only_what_every_page_does(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    Client().get("/about")
    with CaptureQueriesContext(connection) as ordinary:
        Client().get("/about")
    for path in (*STATIC_PAGES, NOTICE):
        with django_assert_num_queries(len(ordinary)):
            Client().get(path)
    with django_assert_num_queries(len(ordinary)):
        ask(NOTICE, **FACTS)


def test_pages_are_light() -> None:
    for path, fact in happenings():
        answer = ask(
            path, **{fact: "2 9 2026" if fact != "born" else "5 11 2010"}, adviser="school", phase="infant_to_junior"
        )
        assert len(answer.content) < 120_000, path
    for path in STATIC_PAGES:
        assert len(Client().get(path).content) < 120_000, path
