"""What is wrong, odd or meant to do harm: refused in a sentence, shown harmlessly, and never an error of ours."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from goldenthread.domain.clocks.facts import WHAT_HAPPENED, WORDS
from tests.web.law.asking import any_words, ask, boxes, errors, happenings, rules, words

pytestmark = pytest.mark.django_db
NOTICE = "/check-a-date/disagreeing/notice_sent/"
SCRIPT = "<script>alert(1)</script>"


def test_no_date_is_asked_for_by_what_happened() -> None:
    for path, fact in happenings():
        found = errors(ask(path, **any_words()))
        assert found == [f"Enter the date {WHAT_HAPPENED[fact]}"], path


def test_a_rule_with_several_starts_asks_for_any_one_of_them() -> None:
    found = errors(ask("C4"))
    assert found == [
        "Enter the date the council received the request for an assessment, or the date the child or young person was "
        "brought to the council's attention"
    ]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("31 2 2026", "must be a real date"),
        ("0 1 2026", "must be a real date"),
        ("1 13 2026", "must be a real date"),
        ("1 1 1800", "must be 1 January 1900 or later"),
        ("1 1 9999", "must be 31 December 2200 or earlier"),
        ("1 1 26", "Year must include 4 numbers"),
        ("-1 1 2026", "must be a real date"),
        ("1 1 " + "9" * 500, "Year must include 4 numbers"),
        ("9" * 5000 + " 1 2026", "must be a real date"),
        ("1 " + "9" * 5000 + " 2026", "must be a real date"),
        ("١ ١ ٢٠٢٦٩", "Year must include 4 numbers"),
        (f"{SCRIPT} 1 2026", "must be a real date"),
    ],
)
def test_a_date_that_cannot_be_is_refused_in_a_sentence(day: str, said: str) -> None:
    answer = ask(NOTICE, notice_sent=day)
    assert answer.status_code == 200
    assert len(errors(answer)) == 1 and said in errors(answer)[0]
    assert b"<script>alert" not in answer.content
    assert "<title>Error: " in answer.content.decode()


def test_a_birth_date_in_the_future_and_a_certificate_before_the_notice_are_refused_in_words(test_day: date) -> None:
    assert errors(ask("CSA", born=f"1 1 {test_day.year + 1}")) == [
        "The date the person was born must be today or in the past"
    ]
    assert errors(ask(NOTICE, notice_sent="2 6 2026", certificate_issued="1 5 2026")) == [
        "The date the mediation certificate was issued (1 May 2026) cannot be before the date the written notice of "
        "the decision was sent (2 June 2026)."
    ]


def test_facts_in_an_order_that_cannot_be_are_refused_beside_the_later_one() -> None:
    found = errors(ask("C4", request_received="2 9 2026", final_plan_sent="1 9 2026"))
    assert found == [
        "The date the final plan was sent (1 September 2026) cannot be before the date the council received the "
        "request for an assessment (2 September 2026)."
    ]


def test_a_rule_that_another_governs_says_so_in_words() -> None:
    found = errors(ask("F9", transfer_on="1 9 2027", phase="post16_to_post16"))
    assert len(found) == 1 and "From one college or sixth form to another" in found[0] and "F10" in found[0]


def test_no_error_names_a_fact_by_its_code_name() -> None:
    names = re.compile("|".join(name for name in (*WHAT_HAPPENED, *WORDS) if "_" in name))
    backwards = {"notice_sent": "2 6 2026", "certificate_issued": "1 5 2026"}
    move = {"transfer_on": "1 9 2027", "phase": "post16_to_post16"}
    for path, _ in rules():
        for sent in (boxes(), any_words(), boxes(**backwards, **move)):
            assert not [each for each in errors(Client().post(path, sent)) if names.search(each)], path  # type: ignore[arg-type]


def test_words_that_are_not_among_the_answers_are_refused_and_not_echoed() -> None:
    answer = ask("/check-a-date/advice/advice_requested/", advice_requested="2 9 2026", adviser=SCRIPT)
    assert errors(answer) == ["Choose one of the answers listed"] and SCRIPT.encode() not in answer.content


def test_everything_at_once_is_answered_and_what_was_not_asked_is_left_alone() -> None:
    dates = {fact: "2 9 2026" for fact in WHAT_HAPPENED if fact != "born"}
    for path, _ in (*happenings(), *rules()):
        answer = Client().post(path, boxes(**dates, **any_words()) | {"__proto__": "x", "csrf": "y", "want": SCRIPT})
        assert answer.status_code == 200, path
        assert SCRIPT.encode() not in answer.content
    only = words(ask("C4", request_received="2 9 2026", born="5 11 2010"))
    assert "2010" not in only


def test_too_much_is_refused() -> None:
    answer = Client().post(NOTICE, boxes(notice_sent="2 9 2026") | {"more": "x" * 120_000})
    assert answer.status_code == 413 and "no-store" in answer["Cache-Control"]
    many = {f"fact_{number}": "x" for number in range(3_000)}
    assert Client().post(NOTICE, many).status_code in (400, 413)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused(method: str) -> None:
    for path in (NOTICE, "/check-a-date/", "/how-it-works/", "/check-a-date/rule/C4/"):
        assert getattr(Client(), method)(path).status_code == 405


def test_a_null_character_and_odd_bytes_do_no_harm() -> None:
    assert ask(NOTICE, notice_sent="2\x00 9 2026").status_code == 200
    assert (
        Client()
        .post(NOTICE, b"\xff\xfe=%ff&notice_sent_day=%00", content_type="application/x-www-form-urlencoded")
        .status_code
        == 200
    )
    assert Client().post(NOTICE, b"{}", content_type="application/json").status_code == 200
