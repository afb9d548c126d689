"""Check a date: what a page asks, and what it answers."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from lxml import html

from goldenthread.domain.clocks.facts import WHAT_HAPPENED, WORDS
from goldenthread.domain.clocks.register import ALSO_CALLED, CLOCKS, count_dates, read
from goldenthread.domain.statute.duties import duties
from goldenthread.web.components.presenters.phrases import uk_date
from goldenthread.web.law.parts import parts
from tests.web.family.readability import reading_age, words_of
from tests.web.law.asking import any_words, ask, errors, happenings, rules, start_of, typed, words

pytestmark = pytest.mark.django_db


def test_every_clock_can_be_reached_from_something_that_happened() -> None:
    reached = {clock.code for part in parts() for happening in part.happenings for clock in happening.clocks}
    assert reached == set(CLOCKS)
    shown = words(Client().get("/check-a-date/"))  # type: ignore[arg-type]
    for part in parts():
        assert part.name in shown
        for happening in part.happenings:
            assert happening.words in shown


def test_every_happening_answers_with_the_dates_of_the_clocks_it_starts(test_day: date) -> None:
    for path, fact in happenings():
        part = next(each for each in parts() if f"/{each.slug}/" in path)
        happening = part.happening(fact)
        assert happening is not None
        _, day = start_of(happening.clocks[0].code)
        given = {fact: day, **any_words()}
        shown = words(ask(path, **{fact: typed(day)}, **any_words()))
        dates = {uk_date(read(clock.code, given, test_day).original_outer_on) for clock in happening.clocks} - {""}
        found = {each for each in dates if each in shown}
        assert found, f"{path} shows none of {dates}"
        if part.slug != "next-school":  # the kind of move chooses one rule of two
            assert found == dates, path


@pytest.mark.parametrize("code", CLOCKS)
def test_a_rules_page_says_the_law_and_its_answer_the_date_the_register_counts(code: str, test_day: date) -> None:
    row, path = CLOCKS[code].any_row(), f"/check-a-date/rule/{code}/"
    asked = words(Client().get(path))  # type: ignore[arg-type]
    for part in (row.name, row.plain, row.citation, row.uncertain):
        assert re.sub(r"\s+", " ", part) in asked
    start, day = start_of(code)
    counted = count_dates(code, {start: day, **any_words()})
    shown = words(ask(code, **{start: typed(day)}, **any_words()))
    assert uk_date(counted.outer.last_on) in shown and counted.limit.citation in shown
    assert all(step in shown for step in counted.outer.steps)
    if counted.limit.owed_by != "nobody":
        assert f"The safe date to work to is {uk_date(counted.safe.last_on)}." in shown


def test_what_is_not_settled_and_how_far_it_was_checked_are_never_folded_away() -> None:
    uncertain = [code for code, clock in CLOCKS.items() if clock.any_row().uncertain]
    assert len(uncertain) > 5
    for code in uncertain:
        start, day = start_of(code)
        answer = ask(code, **{start: typed(day)}, **any_words())
        tree = html.fromstring(answer.content)
        reading = read(code, {start: day, **any_words()}, day)
        if not reading.limit.uncertain:
            continue  # the words chose another row
        open_words = " ".join(tree.xpath("//main//text()[not(ancestor::details)]"))
        assert reading.limit.uncertain in re.sub(r"\s+", " ", open_words), code
        assert f"(mark {reading.limit.verified})" in open_words


def test_the_code_is_expected_by_and_never_must() -> None:
    answer = ask("C3", consultation_received="2 9 2026")
    card = words(answer, '//*[@id="rule-C3"]')
    assert "Guidance, not law" in card and "Expected by 17 September 2026" in card
    assert "The law says so" not in card
    assert not re.search(r"\bmust\b", card, re.IGNORECASE)
    law = words(ask("C4", request_received="2 9 2026"), '//*[@id="rule-C4"]')
    assert "The law says so" in law and "Must be done by 20 January 2027" in law


def test_a_date_that_comes_by_itself_is_nobodys_to_keep() -> None:
    card = words(ask("CSA", born="5 11 2010"), '//*[@id="rule-CSA"]')
    assert "A date that comes by itself" in card and "25 June 2027" in card
    assert "Who must act" not in card and "Nobody" not in card.split("If the day passes")[0]


def test_a_refusal_that_would_be_late_is_not_called_a_breach(test_day: date) -> None:
    card = words(ask("B5", request_received="2 3 2026"), '//*[@id="rule-B5"]')
    assert "If the council decides not to make a plan: by 22 June 2026" in card
    assert "A no would now be late" in card and "The day has passed" not in card


def test_what_was_done_is_said_to_be_in_time_or_late() -> None:
    in_time = words(ask("C4", request_received="2 3 2026", final_plan_sent="20 7 2026"))
    late = words(ask("C4", request_received="2 3 2026", final_plan_sent="30 7 2026"))
    assert "Done in time" in in_time and "Done late" in late and "10 days late" in late
    ended = words(ask("C4", request_received="2 3 2026", request_withdrawn="20 3 2026"))
    assert "No longer runs" in ended and "the request was withdrawn" in ended


def test_a_certificate_moves_the_last_day_to_appeal_and_its_absence_is_said_to_be_able_to() -> None:
    path = "/check-a-date/disagreeing/notice_sent/"
    alone = words(ask(path, notice_sent="2 9 2026"), '//*[@id="rule-D6"]')
    assert "You have until 2 November 2026" in alone
    assert "the mediation certificate was issued" in alone
    later = words(ask(path, notice_sent="2 9 2026", certificate_issued="20 10 2026"), '//*[@id="rule-D6"]')
    assert "You have until 20 November 2026" in later


def test_the_kind_of_move_and_the_kind_of_adviser_choose_the_rule() -> None:
    move = "/check-a-date/next-school/transfer_on/"
    assert errors(ask(move, transfer_on="1 9 2027")) == ["Answer “Which move is it?”"]
    school = ask(move, transfer_on="1 9 2027", phase="primary_to_secondary")
    assert "14 February 2027" in words(school) and b"rule-F10" not in school.content
    college = ask(move, transfer_on="1 9 2027", phase="post16_to_post16")
    assert b"rule-F10" in college.content and b'id="rule-F9"' not in college.content
    advice = "/check-a-date/advice/advice_requested/"
    assert errors(ask(advice, advice_requested="2 9 2026")) == ["Answer “Who was asked for advice?”"]
    assert "Guidance, not law" in words(ask(advice, advice_requested="2 9 2026", adviser="school"))
    assert "The law says so" in words(ask(advice, advice_requested="2 9 2026", adviser="health"))


def test_an_order_of_the_tribunal_is_narrowed_to_its_kind() -> None:
    path = "/check-a-date/tribunal/order_made/"
    everything = ask(path, order_made="2 9 2026")
    plan = ask(path, order_made="2 9 2026", kind="After an order to make a plan")
    assert b"rule-E5a" in plan.content and b"rule-E2" not in plan.content
    assert b"rule-E5a" in everything.content and b"rule-E2" in everything.content
    assert errors(ask(path, order_made="2 9 2026", kind="nonsense")) == ["Choose one of the answers listed"]


def test_cards_stand_in_the_order_of_their_days_beside_a_picture_and_a_table_of_the_same() -> None:
    answer = ask("/check-a-date/assessment/request_received/", request_received="2 9 2026")
    tree = html.fromstring(answer.content)
    assert tree.xpath("//section/@id")[:1] == ["rule-B1"] and tree.xpath("//section/@id")[-1:] == ["rule-C4"]
    drawn = [each.text for each in tree.xpath('//*[contains(@class, "gt-picture__day")]')]
    listed = [each.text_content().strip() for each in tree.xpath("//main//table/tbody/tr/th")]
    assert drawn == listed and len(drawn) > 5
    assert tree.xpath("//*[local-name()='svg']/@role") == ["img"] and tree.xpath("//*[local-name()='desc']")


def test_an_appeal_the_council_did_not_oppose_is_told_by_its_own_names_and_dates() -> None:
    path = "/check-a-date/tribunal/appeal_conceded/"
    assert "After giving way on assessing" in words(Client().get(path))  # type: ignore[arg-type]
    shown = words(ask(path, appeal_conceded="2 9 2026", kind="After giving way on a plan"))
    assert "After giving way on a plan: send the final plan" in shown and "After an order" not in shown
    assert "After giving way on assessing" not in shown


def test_a_duty_without_a_date_says_so_and_asks_nothing() -> None:
    for code, duty in duties().items():
        answer = Client().get(f"/check-a-date/rule/{code}/")
        shown = words(answer)  # type: ignore[arg-type]
        for part in (duty.name, duty.plain, duty.citation, duty.uncertain):
            assert re.sub(r"\s+", " ", part) in shown, code
        assert "no date to work out" in shown and b"<form" not in answer.content.split(b"<main")[1]


def test_a_rule_is_found_by_another_name_it_goes_by() -> None:
    for code in ALSO_CALLED:
        assert Client().get(f"/check-a-date/rule/{code}/").status_code == 200


def test_a_law_that_was_not_yet_law_is_said_to_be_so() -> None:
    shown = words(ask("C4", request_received="2 9 2010"))
    assert "not in force on 2 September 2010" in shown and "Must be done by" not in shown


def test_no_page_shows_the_code_name_of_a_fact() -> None:
    names = [name for name in (*WHAT_HAPPENED, *WORDS) if "_" in name]
    paths = [path for path, _ in (*happenings(), *rules())]
    for path in ("/check-a-date/", "/check-a-date/rules/", *paths):
        shown = words(Client().get(path))  # type: ignore[arg-type]
        assert not [name for name in names if name in shown], path


def test_an_unknown_rule_or_happening_is_not_found() -> None:
    for path in (
        "rule/Z9/",
        "rule/c4/",
        "rule/<script>/",
        "assessment/born/",
        "nowhere/request_received/",
        "assessment/x/",
    ):
        assert Client().get(f"/check-a-date/{path}").status_code == 404, path
        assert Client().post(f"/check-a-date/{path}").status_code == 404, path


def test_questions_and_answers_can_be_read_at_eleven() -> None:
    pages = [Client().get("/check-a-date/"), Client().get("/check-a-date/disagreeing/notice_sent/")]
    pages += [
        ask(path, **{fact: "2 9 2026" if fact != "born" else "5 11 2010"}, **any_words()) for path, fact in happenings()
    ]  # type: ignore[list-item]
    ages = [reading_age(words_of(each.content.decode())) for each in pages]
    assert sum(ages) / len(ages) <= 11, f"the pages need a reading age of {sum(ages) / len(ages):.1f}"


def test_a_decision_with_a_right_of_appeal_says_so() -> None:
    shown = words(ask("B1", request_received="2 9 2026", assessment_refused="1 10 2026"))
    assert "Your right to appeal" in shown and "s.51(2)(a)" in shown
    assert "Your right to appeal" not in words(ask("B1", request_received="2 9 2026"))
