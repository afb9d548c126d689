"""How the process works, and its Easy Read version: drawn from the data, and easy to read.

Easy Read is measured by what its makers ask for: one idea a sentence, so short sentences; short words; hard words
explained; a picture with words for it beside each idea.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from lxml import etree, html

from goldenthread.domain.clocks.facts import WHAT_HAPPENED
from goldenthread.domain.clocks.reference import rows_of
from goldenthread.domain.clocks.register import CLOCKS
from goldenthread.domain.lifecycle.diagram import PROCESSES
from goldenthread.domain.statute.duties import duties
from goldenthread.web.law import easy_words
from goldenthread.web.law.easy_words import DUTIES, KEY_WORDS, PICTURES, STAGES
from tests.web.family.readability import reading_age, words_of
from tests.web.law.asking import words

pytestmark = pytest.mark.django_db
HOW, EASY = "/how-it-works/", "/how-it-works/easy-read/"
MOST_WORDS_A_SENTENCE, MOST_WORDS_IN_ONE, MOST_LONG_WORDS = 10, 18, 0.03
LONG = 11  # letters


def page(path: str) -> html.HtmlElement:
    return html.fromstring(Client().get(path).content)


def easy_sentences() -> list[str]:
    """Every sentence of the Easy Read page, but for the list of hard words."""
    found = page(EASY).xpath('//*[contains(@class, "gt-easy__row")]//p')
    return [re.sub(r"\s+", " ", each.text_content()).strip() for each in found]


def test_every_stage_of_every_process_is_told_with_who_acts_next() -> None:
    shown = words(Client().get(HOW))  # type: ignore[arg-type]
    for process in PROCESSES:
        for stage in process.stages:
            assert stage.name in shown and stage.next_step in shown and stage.appeal in shown


def test_every_limit_is_told_and_leads_to_the_page_that_counts_it() -> None:
    tree = page(HOW)
    links = set(tree.xpath("//main//a/@href"))
    assert {f"/check-a-date/rule/{code}/" for code in CLOCKS} <= links
    shown = re.sub(r"\s+", " ", tree.xpath("string(//main)"))
    for code in CLOCKS:
        row = rows_of(code)[0]
        if row.period:
            assert str(row.period) in shown, code
    for link in links:
        if link.startswith("/"):
            assert Client().get(link).status_code == 200, link


def test_every_duty_without_a_date_is_told_and_leads_to_its_page() -> None:
    tree = page(HOW)
    links = tree.xpath("//main//a/@href")
    shown = re.sub(r"\s+", " ", tree.xpath("string(//main)"))
    for code, duty in duties().items():
        assert f"/check-a-date/rule/{code}/" in links and duty.name in shown


def test_what_is_guidance_is_marked_and_never_said_to_bind() -> None:
    items = page(HOW).xpath('//ul[contains(@class, "gt-steps__limits")]/li')
    tagged = [each for each in items if each.xpath('.//*[contains(@class, "govuk-tag")][text()="Guidance, not law"]')]
    guidance = [each.text_content() for each in tagged]
    assert guidance and not [text for text in guidance if re.search(r"\bmust\b", text)]


def test_both_pages_can_be_read_by_a_child() -> None:
    easy = reading_age(words_of(Client().get(EASY).content.decode()))
    how = reading_age(words_of(Client().get(HOW).content.decode()))
    assert easy <= 7.5, f"Easy Read needs a reading age of {easy:.1f}"
    assert how <= 10, f"How it works needs a reading age of {how:.1f}"


def test_easy_read_has_short_sentences_and_short_words() -> None:
    sentences = easy_sentences()
    counts = [len(re.findall(r"[\w’']+", each)) for each in sentences]
    assert len(sentences) > 40
    assert sum(counts) / len(counts) <= MOST_WORDS_A_SENTENCE
    assert [each for each, count in zip(sentences, counts, strict=True) if count > MOST_WORDS_IN_ONE] == []
    used = re.findall(r"[a-z’']+", " ".join(sentences).lower())
    explained = {word.lower() for word, _ in KEY_WORDS}
    long = [word for word in used if len(word) >= LONG and word.rstrip("s") not in explained]
    assert len(long) / len(used) <= MOST_LONG_WORDS, sorted(set(long))


def test_easy_read_has_one_sentence_in_a_paragraph() -> None:
    assert [each for each in easy_sentences() if re.search(r"[.!?] \w", each)] == []


def test_every_hard_word_that_is_used_is_explained() -> None:
    used = " ".join(easy_sentences()).lower()
    hard = ("advice", "appeal", "assessment", "draft", "mediation", "review", "tribunal")
    explained = [word.lower() for word, _ in KEY_WORDS]
    assert [word for word in hard if word in used and word not in explained] == []
    assert explained == sorted(explained)


def test_every_idea_has_a_picture_with_words_for_it() -> None:
    rows = page(EASY).xpath('//*[contains(@class, "gt-easy__row")]')
    assert len(rows) > 20
    for row in rows:
        pictures = row.xpath("./img/@alt | ./*[local-name()='svg']/@aria-label")
        assert len(pictures) == 1 and pictures[0], row.text_content()
        assert len(row.xpath(".//p")) <= 4


def test_numbers_in_easy_read_are_those_of_the_law() -> None:
    shown = words(Client().get(EASY))  # type: ignore[arg-type]
    for code in ("B1", "B5", "C4", "C2", "F1", "F5", "D1", "D6", "G1", "H3"):
        row = rows_of(code)[0]
        assert str(row.period) in shown and row.period, code
    told = {str(row.period) for code in CLOCKS for row in rows_of(code) if row.period}
    numbers = re.findall(r"\d+ (?:working )?(?:day|week|month)s?", shown)
    assert numbers and set(numbers) <= told
    by_hand = [part for each in (*(told for _, told in STAGES.values()), *DUTIES.values()) for part in each]
    assert [part for part in by_hand if re.search(r"\d", part)] == [], "a number typed by hand"


def test_a_stage_with_no_words_of_its_own_is_told_in_those_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(easy_words, "STAGES", {})
    shown = words(Client().get(EASY))  # type: ignore[arg-type]
    for stage in PROCESSES[0].stages:
        assert f"{stage.name}." in shown


def test_every_stage_has_easy_words_and_every_picture_is_there_and_is_only_a_drawing() -> None:
    stages = {f"{process.name}/{stage.code}" for process in PROCESSES for stage in process.stages}
    assert set(STAGES) <= stages
    assert {picture for picture, _ in STAGES.values()} <= set(PICTURES)
    for name in PICTURES:
        path = finders.find(f"law/pictures/{name}.svg")
        assert path, name
        tree = etree.fromstring(Path(path).read_bytes())
        assert tree.get("viewBox") == "0 0 120 120"
        assert not tree.xpath("//*[local-name()='script' or local-name()='style' or local-name()='image']")
        assert not tree.xpath("//@style | //@href")


def test_no_page_names_a_fact_by_its_code_name() -> None:
    for path in (HOW, EASY):
        shown = words(Client().get(path))  # type: ignore[arg-type]
        assert not [name for name in WHAT_HAPPENED if "_" in name and name in shown]


def test_the_start_page_and_every_foot_lead_here() -> None:
    for path in ("/", "/about"):
        links = page(path).xpath("//a/@href")
        assert "/check-a-date/" in links and HOW in links
    assert EASY in page("/").xpath("//main//a/@href")
