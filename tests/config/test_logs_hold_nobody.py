"""Logs hold ids and paths, never a name, a number, a form's contents or what somebody searched for."""

from __future__ import annotations

import io
import json
import logging
import logging.config

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client, RequestFactory

SECRET = "Zebedee Quarrington"


@pytest.fixture
def log() -> io.StringIO:
    """What production's own handlers and formatters write."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    formatter = logging.config.dictConfig(settings.LOGGING) or logging.getLogger().handlers[0].formatter
    handler.setFormatter(formatter)
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def test_an_error_is_one_line_of_json_without_the_request_that_caused_it(log: io.StringIO) -> None:
    request: HttpRequest = RequestFactory().post("/search/", {"q": SECRET})
    logging.getLogger("django.request").error("Internal Server Error: %s", "/search/", extra={"request": request})
    line = json.loads(log.getvalue())
    assert line["levelname"] == "ERROR"
    assert SECRET not in log.getvalue()
    assert "request" not in line


@pytest.mark.django_db
def test_searching_and_losing_ones_way_leave_no_name_in_the_log(log: io.StringIO) -> None:
    client = Client(raise_request_exception=False)
    client.get("/search/", {"q": SECRET})
    client.get(f"/children/{SECRET}/")
    client.post("/accounts/login/", {"login": f"{SECRET}@example.test", "password": SECRET})
    assert SECRET not in log.getvalue()
