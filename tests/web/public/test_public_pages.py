"""The pages everyone may read: they open, they hold nothing hidden, and a ten-year-old can read them."""

from __future__ import annotations

import re

import pytest
from django.test import Client, override_settings
from lxml import html

PAGES = ["/", "/about", "/accessibility", "/privacy", "/cookies"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_opens_for_anyone_has_one_heading_and_a_title(path: str) -> None:
    answer = Client().get(path)
    tree = html.fromstring(answer.content)
    assert answer.status_code == 200
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("string(//title)").count("–") >= 1
    assert tree.xpath('//a[@class="govuk-skip-link"]/@href') == ["#main-content"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_has_no_script_or_style_the_policy_would_refuse(path: str) -> None:
    tree = html.fromstring(Client().get(path).content)
    assert all(script.get("src", "").startswith("/static/") and not script.text for script in tree.xpath("//script"))
    assert not tree.xpath("//style | //@style | //@onclick")


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_can_be_read_at_ten(path: str) -> None:
    tree = html.fromstring(Client().get(path).content)
    blocks = tree.xpath("//main//*[self::p or self::li or self::td]")
    text = " ".join(each.text_content().strip().rstrip(".") + "." for each in blocks)
    assert reading_age(text) <= 11, f"{path} needs a reading age of {reading_age(text):.1f}"


def test_the_measure_tells_plain_words_from_official_ones() -> None:
    plain = "You can see your page. We tell you what comes next. You can ask us to put it right."
    official = (
        "The administering authority may, notwithstanding the aforementioned provisions, disseminate information "
        "pertaining to identifiable individuals where a statutory obligation necessitates its communication."
    )
    assert reading_age(plain) < 9 < 18 < reading_age(official)


@pytest.mark.django_db
def test_the_way_into_the_demo_is_shown_in_the_demo_only() -> None:
    assert b"Step into the demo" not in Client().get("/").content
    with override_settings(DEMO=True):
        assert b"Step into the demo" in Client().get("/").content


def reading_age(text: str) -> float:
    """Return the age at which a text can be read: the Flesch-Kincaid grade (Kincaid and others, 1975) plus five."""
    sentences = [each for each in re.split(r"[.!?:]+", text) if re.search("[a-z]", each)]
    words = re.findall(r"[A-Za-z']+", text)
    syllables = sum(map(syllable_count, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59 + 5


def syllable_count(word: str) -> int:
    """Return about how many syllables a word has: its groups of vowels, less a silent e."""
    word = word.lower().strip("'")
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = (
        word.endswith("e") and not word.endswith(("le", "ee")) or re.search(r"[^td]ed$|[^aeiou]es$", word) is not None
    )
    return max(1, groups - silent)
