"""Names of medicines, words nobody explains, and sentences too hard to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.domain.plan.checker.document import Item, PlanDocument, Section
from goldenthread.domain.plan.checker.rules import Finding, rules
from goldenthread.domain.plan.checker.words import AnyCase, compiled, first_words, listed, matched, table

_EXPLAINED = compiled("language_explained")
# What stands before a term that is explained there: "an approach to talking (SCERTS", "called SCERTS".
_EXPLAINS = re.compile(
    r"(?:\w[\w’' -]{6,} \((?:the |an? |called |known as |using )?|\b(?:called|known as|named) )$", re.IGNORECASE
)
_WORD, _VOWELS, _END = re.compile(r"[a-z’']+"), re.compile(r"[aeiouy]+"), re.compile(r"[.!?]+(?:\s|$)")
_LETTERS = re.compile(r"[A-Z](?<=\b[A-Z])(?:[A-Z]{1,6}|[A-Z]{0,2}[a-z][A-Z]{1,4})s?\b(?![’'-]?\d)")
_PART_OF_A_WORD = re.compile(r"[\w-]")
_TOKEN = re.compile(r"[^\W_]+")
HARDEST = 18.0  # years of age
_FEWEST_WORDS = 20  # fewer say nothing of how hard a text is


def findings(document: PlanDocument) -> Iterator[Finding]:
    """Medicines, unexplained words (each once, where it first stands) and hard paragraphs."""
    whole = " ".join(item.words for section in document.sections for item in section.items)
    plain = whole.lower()
    seen, syllables = set[str](), _Syllables()
    for section in document.sections:
        for place, item in enumerate(section.items):
            tokens = _tokens(item.words)
            yield from _drugs(section, place, item, tokens)
            yield from _jargon(section, place, item, tokens, (whole, plain), seen)
            if section.code != "K":
                yield from _hard(section, place, item, syllables)


def reading_age(text: str) -> float:
    """The age in years of a reader who would follow it (Flesch and Kincaid's grade, plus five); 0 of a short text."""
    return _age(text, _Syllables())


def _age(text: str, syllables: _Syllables) -> float:
    words = _WORD.findall(text.lower())
    if len(words) < _FEWEST_WORDS:
        return 0.0
    sentences = max(1, len(_END.findall(text.strip() + " ")))
    spoken = sum(syllables[word] for word in words)
    return max(0.0, 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59 + 5)


def names_a_medicine(text: str) -> bool:
    """Whether a medicine is named, by its own name or a brand."""
    return bool(_tokens(text) & first_words("health", "drugs") and listed("health", "drugs").found_in(text))


def _drugs(section: Section, place: int, item: Item, tokens: set[str]) -> Iterator[Finding]:
    if not tokens & first_words("health", "drugs"):
        return
    for drug in dict.fromkeys(matched(found).lower() for found in listed("health", "drugs").finditer(item.words)):
        yield Finding(rules()["health.drug"], section.code, item.line, drug, place)


def _jargon(
    section: Section, place: int, item: Item, tokens: set[str], whole: tuple[str, str], seen: set[str]
) -> Iterator[Finding]:
    may_hold = tokens & first_words("language", "jargon")
    listed_terms = [found.group() for found in _terms().finditer(item.words)] if may_hold else []
    for term in dict.fromkeys([*(term for term in listed_terms if not _LETTERS.fullmatch(term)), *_letters(item.text)]):
        if term.lower() in seen:
            continue
        seen.add(term.lower())
        if not _is_explained(term, *whole):
            yield Finding(rules()["language.jargon"], section.code, item.line, term, place)


def _tokens(text: str) -> set[str]:
    return set(_TOKEN.findall(text.lower()))


def _letters(text: str) -> list[str]:
    """Words made of capital letters that not everybody knows."""
    if text.isupper():
        return []
    found = _LETTERS.findall(text)
    known = table("language")["known"] if found else ()
    return [term for term in found if term not in known and term.rstrip("s") not in known]


def _hard(section: Section, place: int, item: Item, syllables: _Syllables) -> Iterator[Finding]:
    age = _age(item.words, syllables)
    if age > HARDEST:
        yield Finding(rules()["language.hard_to_read"], section.code, item.line, f"{age:.0f} years or more", place)


def _terms() -> AnyCase:
    return listed("language", "jargon")


def _is_explained(term: str, whole: str, plain: str) -> bool:
    """In brackets after it, in brackets around it after the words themselves, or in words beside it.

    `plain` is the whole in lower case.
    """
    sought = term.lower()
    begins = plain.find(sought)
    while begins >= 0:
        ends = begins + len(sought)
        alone = not _PART_OF_A_WORD.match(plain[begins - 1 : begins]) and not _PART_OF_A_WORD.match(
            plain[ends : ends + 1]
        )
        if alone and (_EXPLAINED.match(whole, ends) or _EXPLAINS.search(whole, max(0, begins - 40), begins)):
            return True
        begins = plain.find(sought, ends)
    return False


class _Syllables(dict[str, int]):
    """How many syllables a word in lower case has, each word of a plan counted once."""

    def __missing__(self, word: str) -> int:
        found = len(_VOWELS.findall(word))
        silent = word.endswith("e") and not word.endswith(("le", "ee")) and found > 1
        self[word] = max(1, found - silent)
        return self[word]
