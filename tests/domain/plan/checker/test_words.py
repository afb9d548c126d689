"""Patterns of any case are asked of a text in lower case first: that must never change what is found."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.plan.checker.rules import packaged
from goldenthread.domain.plan.checker.words import AnyCase

ROOT = Path(__file__).resolve().parents[4]


def sources() -> dict[str, str]:
    """Every pattern of the two files that takes any case, but those that name a group or tell cases apart in a part."""
    found = {name: text for name, text in packaged("patterns.toml").items() if text.startswith("(?i)")}
    for part, entries in packaged("words.toml").items():
        if isinstance(entries, dict):
            found |= {f"{part}.{name}": text for name, text in entries.items() if isinstance(text, str)}
    return {name: text for name, text in found.items() if "(?P" not in text and "(?-i" not in text}


def sentences() -> list[str]:
    """Sentences of the plans that come with the product, as they stand and in capitals."""
    paths = sorted((ROOT / "examples" / "plans" / "tuned").glob("*.json"))[:12]
    words = [text for path in paths for text in texts_of(json.loads(path.read_text()))]
    return [*words, *(text.upper() for text in words)]


def texts_of(part: object) -> list[str]:
    if isinstance(part, str):
        return [part] if " " in part else []
    within = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return [text for each in within for text in texts_of(each)]


@pytest.mark.parametrize("name", sorted(sources()))
def test_what_is_found_is_what_the_pattern_itself_finds(name: str) -> None:
    source = sources()[name]
    quick, plain = AnyCase(source), re.compile(source.removeprefix("(?i)"), re.IGNORECASE)
    texts = sentences()
    assert len(texts) > 500
    for text in texts:
        found, expected = quick.search(text), plain.search(text)
        assert quick.found_in(text) == bool(expected)
        assert (found and found.span()) == (expected and expected.span()), text
        assert [each.span() for each in quick.finditer(text)] == [each.span() for each in plain.finditer(text)]
        assert quick.times_in(text) == sum(1 for _ in plain.finditer(text))
        assert quick.sub("·", text) == plain.sub("·", text)
        assert quick.without(text) == plain.sub(" ", text).lower()
        assert bool(quick.match(text)) == bool(plain.match(text))


@given(st.text("aAbBwWdDsS19 .’ÉéÀà", max_size=30))
def test_letters_after_a_backslash_keep_their_meaning(text: str) -> None:
    source = r"\bA\w+|[A-Z]\d|\W[BD]\B"
    expected = re.search(source, text, re.IGNORECASE)
    found = AnyCase(source).search(text)
    assert (found and found.span()) == (expected and expected.span())
