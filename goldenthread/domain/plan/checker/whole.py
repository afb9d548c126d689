"""What is asked of a plan as a whole: every section there, section I right for its stage, adulthood prepared for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldenthread.domain.plan.checker.document import PROVISION, Item, PlanDocument, Section, Stage
from goldenthread.domain.plan.checker.rules import Finding, rules
from goldenthread.domain.plan.checker.words import AnyCase, any_case, cased, matched, pattern
from goldenthread.domain.plan.differences import unseen_changes

SETTING = "I"
NEEDED = ("A", "B", "C", "D", "E", "F", "G", "H", "I", "K")
_ADULTHOOD = any_case("whole_adulthood")
# What somebody would like is not what the plan says; section A is full of it.
_WISH = any_case("whole_wish")
_OF_A_SETTING = re.compile(
    r"(?:Primary|Infant|Junior|Secondary|High|Grammar|Community|Special|Church|C\.?E|RC|Catholic|Free|Nursery|Academ|School|"
    r"College|Sixth|school|University|Centre|Unit|Playgroup|Kindergarten)"
)
# A unit or a centre where nobody is educated.
_NOT_FOR_LEARNING = re.compile(
    r"(?:Eye|Hospital|Health|Medical|Hearing|Development|Leisure|Sports|Assessment|Youth) (?:Unit|Centre)$"
)
_TYPES: Final = ("special", "mainstream", "independent", "residential", "base", "unit", "provision", "centre")
_ABOUT_WHAT_WILL_BE = ("E", *PROVISION)
_AHEAD = AnyCase(r"\b(?:will|shall|to|from|by|is to|are to)\b")
_YEAR_NINE = 9
_SHOWN = 60  # characters of words that are no name and no type, and yet fill in section I


def findings(document: PlanDocument) -> Iterator[Finding]:
    """What is missing from a whole plan, and what stands in section I too early."""
    if document.whole:
        yield from _missing(document)
        yield from _adulthood(document)
    yield from _setting(document)
    if document.stage is not Stage.FINAL:
        yield from _placements(document)
    if (both := document.section("H")) and both.items:
        yield Finding(rules()["whole.h1_h2_together"], "H", both.line)


def against_draft(document: PlanDocument, draft: PlanDocument) -> Iterator[Finding]:
    """Sections of a final plan that are not as the draft had them."""
    was, now = (
        {each.code: "\n".join(item.text for item in each.items) for each in plan.sections} for plan in (draft, document)
    )
    for changed in unseen_changes(was, now, {}):
        section = document.section(changed.section)
        yield Finding(rules()["whole.unlike_draft"], changed.section, section.line if section else 0)


def named_settings(section: Section) -> Iterator[tuple[int, Item, str]]:
    """The items of section I that name a school or college or a type of one: the place of each, itself, the words."""
    for place, item in enumerate(section.items):
        named = cased("section_i", "setting").search(item.words)
        if named and named.group().lower() not in ("school", "college", "the school", "the college"):
            yield place, item, matched(named)
            continue
        kind = pattern("section_i", "type").search(item.words)
        if kind and not pattern("section_i", "blank").found_in(item.words):
            yield place, item, matched(kind)
        elif not (kind or item.heading or pattern("section_i", "nothing_yet").found_in(item.words)):
            yield place, item, item.words[:_SHOWN]


def _missing(document: PlanDocument) -> Iterator[Finding]:
    by_code = {section.code: section for section in document.sections}
    for code in NEEDED:
        has_parts = code == "H" and "H" not in by_code and ("H1" in by_code or "H2" in by_code)
        parts = ["H1", "H2"] if has_parts else [code]
        for part in parts:
            section = by_code.get(part)
            left_blank = code == SETTING and section is not None and document.stage is not Stage.FINAL
            if (section is None or not section.items) and not left_blank:
                yield Finding(rules()["whole.section_missing"], part, section.line if section else 0)


def _setting(document: PlanDocument) -> Iterator[Finding]:
    section = document.section(SETTING)
    if section is None:
        return
    named = tuple(named_settings(section))
    if document.stage is Stage.FINAL:
        if not named and section.items and all(pattern("section_i", "blank").search(i.words) for i in section.items):
            yield Finding(rules()["whole.final_without_setting"], SETTING, section.items[0].line, "", 0)
        return
    rule = "whole.setting_in_draft" if document.stage is Stage.DRAFT else "whole.setting_maybe_draft"
    for place, item, words in named:
        yield Finding(rules()[rule], SETTING, item.line, words, place)


def _placements(document: PlanDocument) -> Iterator[Finding]:
    """Where a draft says somebody will go: any place but that they attend now, and any kind of place."""
    now = _attended_now(document)
    for section in document.sections:
        if section.code in (SETTING, "K"):
            continue
        for place, item in enumerate(section.items):
            if not item.heading and (found := _placed(section.code, item, now)) and not _WISH.found_in(item.words):
                yield Finding(rules()["whole.placement_in_draft"], section.code, item.line, found, place)


def _may_name_a_setting(text: str) -> bool:
    """Whether a name of one could be in it at all: the pattern for a whole name is slow."""
    return bool(_OF_A_SETTING.search(text))


def _names_a_type(text: str) -> bool:
    said = text.lower()
    return any(word in said for word in _TYPES)


def _placed(code: str, item: Item, now: frozenset[str]) -> str:
    of_a_type = _names_a_type(item.words) and pattern("section_i", "going_to_a_type").search(item.words)
    placed_at = cased("section_i", "placed_at").search(item.words)
    if not (of_a_type or placed_at or _may_name_a_setting(item.words)):
        return ""
    for going in pattern("section_i", "going").finditer(item.words):
        named = cased("section_i", "setting").search(item.words, max(0, going.start() - 60), going.end() + 70)
        if named and not _NOT_FOR_LEARNING.search(named.group()):
            return matched(named)
    if plainly := of_a_type or placed_at:
        return matched(plainly)
    if code in _ABOUT_WHAT_WILL_BE and _AHEAD.found_in(item.words):
        for named in cased("section_i", "setting").finditer(item.words):
            if matched(named).lower() not in now and not _NOT_FOR_LEARNING.search(named.group()):
                return matched(named)
    return ""


def _attended_now(document: PlanDocument) -> frozenset[str]:
    """The places named where needs, views and advice are told, but for those somebody is going to."""
    return frozenset(
        matched(named).lower()
        for _, item in document.items("A", "B", "C", "D", "K")
        if _may_name_a_setting(item.words) and not pattern("section_i", "going").found_in(item.words)
        for named in cased("section_i", "setting").finditer(item.words)
    )


def _adulthood(document: PlanDocument) -> Iterator[Finding]:
    if document.person.school_year is None or document.person.school_year < _YEAR_NINE:
        return
    if not any(_ADULTHOOD.found_in(item.words) for _, item in document.items(*PROVISION)):
        section = document.section("F")
        yield Finding(rules()["whole.no_preparing_for_adulthood"], "F", section.line if section else 0)
