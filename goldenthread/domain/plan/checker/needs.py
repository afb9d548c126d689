"""Sections B, C and D: provision that stands among the needs, and labels that say nothing of what is hard."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.domain.plan.checker.document import NEEDS, Item, PlanDocument, Section
from goldenthread.domain.plan.checker.provision import is_none, vague_words
from goldenthread.domain.plan.checker.rules import Finding, rules
from goldenthread.domain.plan.checker.words import any_case, cased, matched, pattern

_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_GOES_TO = {"B": "F", "C": "G", "D": "H1 or H2"}
_BY_WHOM = any_case("needs_by_whom")
_AT_SET_TIMES = any_case("needs_at_set_times")
_FOR_A_SET_TIME = any_case("needs_for_a_set_time")
_DIAGNOSIS = any_case("needs_diagnosis")


def findings(document: PlanDocument) -> Iterator[Finding]:
    """Provision among the needs, and bare diagnoses."""
    for section in document.sections:
        if section.code in NEEDS:
            for place, item in enumerate(section.items):
                if not item.heading and not is_none(item.words):
                    yield from of_item(section, place, item)


def of_item(section: Section, place: int, item: Item) -> Iterator[Finding]:
    """What the rules find in one need."""
    if found := provision_in(item.words):
        rule = rules()["needs.holds_provision"]
        yield Finding(rule, section.code, item.line, found, place, _GOES_TO[section.code])
        for words in vague_words(item.words):
            if words == "should":
                continue  # said once already: it is what makes this provision
            yield Finding(rules()["provision.vague"], section.code, item.line, words, place)
    if _DIAGNOSIS.match(item.words):
        yield Finding(rules()["needs.diagnosis_only"], section.code, item.line, "", place)


def provision_in(text: str) -> str:
    """The words that promise or prescribe provision; '' where there are none."""
    for sentence in _SENTENCE.split(text):
        if bare := pattern("needs", "bare").search(sentence):
            return matched(bare)
        prescribed = pattern("needs", "prescribed").search(sentence)
        if prescribed and not pattern("needs", "described").found_in(sentence):
            return matched(prescribed)
        promise = pattern("needs", "promise").search(sentence)
        if not promise or pattern("needs", "history").found_in(sentence):
            continue
        doer = pattern("needs", "doer").search(sentence)
        if doer and not cased("section_i", "setting").search(sentence):
            return matched(doer)
        if given := pattern("needs", "given").search(sentence):
            return f"{matched(promise)} … {matched(given)}"
    return _given_now(text)


def _given_now(text: str) -> str:
    """What somebody gives at set times, for a set time: the words that say how long; '' where it is not all said."""
    for sentence in _SENTENCE.split(text):
        if pattern("needs", "history").found_in(sentence) or not _BY_WHOM.found_in(sentence):
            continue
        if _AT_SET_TIMES.found_in(sentence) and (long := _FOR_A_SET_TIME.search(sentence)):
            return matched(long)
    return ""
