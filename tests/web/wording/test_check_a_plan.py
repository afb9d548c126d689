"""Anyone pastes a section or a plan and reads what is not clear. Nothing they paste is kept or run."""

from __future__ import annotations

import logging

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from goldenthread.foundation.journal.models import Entry, Look
from tests.domain.plan.checker.test_what_is_found import WHOLE

pytestmark = pytest.mark.django_db
CHECK, TYPING, RULES = "/check-a-plan/", "/check-a-plan/as-you-type/", "/check-a-plan/rules/"


def body(given: dict[str, str], path: str = CHECK, status: int = 200) -> str:
    answer = Client(enforce_csrf_checks=True).post(path, given)
    assert answer.status_code == status and answer["Cache-Control"] == "no-store" and not answer.cookies
    return answer.content.decode()


def test_a_section_is_checked_and_each_finding_says_why_with_an_example() -> None:
    said = body({"section": "F", "text": "Access to speech therapy as required.", "stage": "draft"})
    assert "“access to” can mean anything or nothing" in said and "Say how often" in said
    assert "Code 9.69" in said and "But this:" in said and "Access to speech therapy as required." in said


def test_a_whole_plan_is_checked_by_its_headings() -> None:
    assert "found nothing to change" in body({"section": "whole", "text": WHOLE})
    assert "Section D: Social care needs" in body({"section": "whole", "text": WHOLE.replace("Section D\n", "")})


def test_what_cannot_be_checked_is_said_beside_the_box() -> None:
    assert "Paste some words to check" in body({"section": "F", "text": " \n"}, status=400)
    assert "Choose what this is" in body({"text": "x"}, status=400)
    assert "No section was found" in body({"section": "whole", "text": "Ben needs help."}, status=400)
    assert "Select a valid choice" in body({"section": "Z", "text": "x"}, status=400)
    assert "more than 300 pages" in body({"section": "F", "text": "word " * 150_000}, status=400)
    assert Client().post(CHECK, {"section": "F", "text": "x" * 3_000_000}).status_code == 413


def test_three_hundred_pages_are_answered_with_the_first_lines_to_mend() -> None:
    said = body({"section": "F", "text": "Access to support.\n" * 3_000})
    assert "And 2,800 more lines with" in said


def test_nothing_in_the_words_is_run() -> None:
    script = "<script>alert(1)</script> support <img src=x onerror=alert(1)>"
    for said in (body({"section": "F", "text": script}), body({"section": "F", "text": script, "name": script[:50]})):
        assert "<script>alert" not in said and "<img src=x" not in said and "&lt;script&gt;" in said
    assert "<script>alert" not in body({"section": "F", "text": "access to <script>alert(1)</script>"}, TYPING)


def test_a_paragraph_is_answered_while_it_is_typed() -> None:
    said = body({"section": "F", "text": "Access to help."}, TYPING)
    assert '"count": ' in said and "can mean anything" in said
    for nothing in ({"section": "", "text": "x"}, {"section": "F", "text": ""}, {"section": "Q", "text": "x"}):
        assert '"count": 0' in body(nothing, TYPING)
    assert '"count": 0' in body({"section": "F", "text": "x" * 50_000}, TYPING)
    assert Client().get(TYPING).status_code == 405


def test_every_rule_is_shown_with_its_authority_and_how_often_the_checker_is_right() -> None:
    said = Client().get(RULES).content.decode()
    assert "SEND Regulations 2014, reg 12(1)" in said and "95% sure it is" in said and said.count("All kinds") >= 2
    assert "Plans by two writers we had never read" in said and "None to count" not in said


def test_nothing_is_written_or_logged(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    before = (Session.objects.count(), Entry.objects.count(), Look.objects.count())
    with caplog.at_level(logging.DEBUG):
        body({"section": "F", "text": "Zebediah needs access to help.", "name": "Zebediah"})
        body({"section": "F", "text": "Zebediah needs access to help."}, TYPING)
    assert (Session.objects.count(), Entry.objects.count(), Look.objects.count()) == before
    assert "Zebediah" not in caplog.text + "".join(capfd.readouterr())
    assert "Zebediah" not in Client().get(CHECK, {"text": "Zebediah"}).content.decode()
