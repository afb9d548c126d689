"""What people see when something goes wrong, and the headers on every answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from goldenthread.web.components import errors, headers

SECRET = "Amira Wexford"


def request_for(path: str = f"/children/{SECRET}") -> HttpRequest:
    request = RequestFactory().get(path)
    request.id = "ABCD-2345-WXYZ"  # type: ignore[attr-defined]
    return request


PAGES: dict[int, Callable[[HttpRequest], HttpResponse]] = {
    400: lambda request: errors.bad_request(request, ValueError(SECRET)),
    403: lambda request: errors.forbidden(request, PermissionDenied(SECRET)),
    404: lambda request: errors.not_found(request, ValueError(SECRET)),
    409: lambda request: errors.conflict(request),
    413: lambda request: errors.too_large(request, "2 GB"),
    429: lambda request: errors.too_many(request),
    500: lambda request: errors.server_error(request),
}


@pytest.mark.django_db
@pytest.mark.parametrize("status", PAGES)
def test_an_error_page_says_what_to_do_gives_a_reference_and_names_nobody(status: int) -> None:
    answer = PAGES[status](request_for())
    body = answer.content.decode()
    assert answer.status_code == status
    assert body.count("<h1") == 1 and "govuk-body" in body
    assert "ABCD-2345-WXYZ" in body
    assert SECRET not in body and "Traceback" not in body


@pytest.mark.django_db
def test_a_stale_form_is_told_apart_from_a_page_one_may_not_open() -> None:
    assert b"run out of time" in errors.csrf_failure(request_for(), "CSRF cookie not set.").content
    assert b"run out of time" not in errors.forbidden(request_for()).content


def test_the_500_page_is_drawn_without_a_database() -> None:
    # pytest-django refuses any query here, as a database that is down would.
    assert b"there is a problem" in errors.server_error(request_for()).content


def test_an_error_page_whose_frame_cannot_be_drawn_is_still_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> HttpResponse:
        raise DatabaseError("down")

    monkeypatch.setattr(errors, "render", broken)
    answer = errors.not_found(request_for())
    assert answer.status_code == 404 and b"ABCD-2345-WXYZ" in answer.content
    monkeypatch.setattr(errors, "render_to_string", broken)
    answer = errors.server_error(request_for())
    assert answer.status_code == 500 and b"ABCD-2345-WXYZ" in answer.content


@pytest.mark.django_db
def test_a_page_that_is_not_there_is_answered_by_our_own_page() -> None:
    answer = Client().get("/no/such/page")
    assert answer.status_code == 404 and b"Page not found" in answer.content
    assert answer["X-Request-ID"].encode() in answer.content


@pytest.mark.django_db
def test_every_answer_carries_the_security_headers() -> None:
    answer = Client().get("/accessibility")
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_a_page_is_not_kept_by_the_browser_of_anyone_with_a_session() -> None:
    client = Client()
    assert not client.get("/accessibility").has_header("Cache-Control")
    client.cookies[settings.SESSION_COOKIE_NAME] = "something"
    assert client.get("/accessibility")["Cache-Control"] == "no-store"
    assert client.get("/partnership.css")["Cache-Control"] == "public, max-age=86400"


@pytest.mark.django_db
def test_a_plain_request_id_from_a_proxy_is_kept_and_any_other_is_replaced() -> None:
    assert Client().get("/privacy", headers={"X-Request-ID": "7f3a-9b21-cc04"})["X-Request-ID"] == "7f3a-9b21-cc04"
    made = Client().get("/privacy", headers={"X-Request-ID": "a b<script>"})["X-Request-ID"]
    assert "<" not in made and len(made) == 14


def test_request_ids_differ_and_hold_no_letters_that_look_alike() -> None:
    ids = {headers.new_id() for _ in range(500)}
    assert len(ids) == 500
    assert not set("".join(ids)) & set("0O1IlAEU")
