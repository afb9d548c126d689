"""Sections F, G and H: is each provision specific, and does it say who, how often and how long?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldenthread.domain.plan.checker.document import PROVISION, Item, PlanDocument, Section
from goldenthread.domain.plan.checker.rules import Finding, rules
from goldenthread.domain.plan.checker.words import cased, compiled, listed, matched, pattern, vague

_PROMISES_NOTHING_ELSE = compiled("provision_promises_nothing_else")
# An adult of no stated kind is a provider where their expertise is stated.
_WITH_EXPERTISE = compiled("provision_with_expertise")
# Somebody named with a title or a surname, or by the letters of their work, who does it.
_NAMED_ADULT = compiled("provision_named_adult")
# Those who are to be trained are not those who train them.
_TAUGHT_THEMSELVES = compiled("provision_taught_themselves")
_FORM_LABEL = re.compile(r"\bhow often\b|\boften:", re.IGNORECASE)
_LOOKED_AFTER = re.compile(r"\b(?:review(?:ed|s)?|monitor(?:ed|s)?|evaluated)\b", re.IGNORECASE)
# Words without which a text can say neither of these: the patterns themselves are slow.
_DENIES = re.compile(r"\b(?:no|none|not|nothing|nil|n/?a)\b", re.IGNORECASE)
_MAY_BE_UPKEEP: Final = (
    "review", "monitor", "evaluat", "record", "report", "shared", "discuss", "follow", "everything", "all that",
    "progress", "round", "goes over", "go through", "look", "set", "measured", "meet to",
)  # fmt: skip
_MAY_BE_A_PLACEMENT = re.compile(
    r"\b(?:attend|places?\b|placement|placed|transfer|mov(?:e|ing)|join|start|enrol|admi|induction|remain|stay|educated|settle"
    r"|met\b|receiving|take|named|offered|transition)",
    re.IGNORECASE,
)
_PART = re.compile(r"[;|]|\.(?=\s|$)")


def findings(document: PlanDocument) -> Iterator[Finding]:
    """Vague words, and what each provision does not say."""
    for section in document.sections:
        if section.code in PROVISION:
            for place, item in enumerate(section.items):
                if not item.heading and not is_none(item.words):
                    yield from of_item(section, place, item)


def of_item(section: Section, place: int, item: Item) -> Iterator[Finding]:
    """What the rules find in one provision."""
    known = rules()
    vague = vague_words(item.words)
    missing = (
        () if is_upkeep(item.words) or is_a_placement(item.words) else missing_of(item.words, is_vague=bool(vague))
    )
    for words in vague:
        yield Finding(known["provision.vague"], section.code, item.line, words, place)
    if len(missing) >= 2 and not vague and (bare := _PROMISES_NOTHING_ELSE.search(item.words)):
        yield Finding(known["provision.vague"], section.code, item.line, matched(bare), place)
    for kind in missing:
        yield Finding(known[f"provision.no_{kind}"], section.code, item.line, "", place)


def vague_words(text: str) -> tuple[str, ...]:
    """The vague words of a provision, each once, in the order of the text."""
    found: dict[int, str] = {}
    text = _FORM_LABEL.sub(" ", text)
    for looked_for, precise in vague():
        matches = list(looked_for.finditer(text))
        allowed = [each.span() for each in precise.finditer(text)] if precise and matches else []
        for match in matches:
            if match.group() == "May" or any(begin <= match.start() < end for begin, end in allowed):
                continue
            if not any(begin <= match.start() < begin + len(words) for begin, words in found.items()):
                found[match.start()] = matched(match)
    return tuple(dict.fromkeys(words.lower() for _, words in sorted(found.items())))


def missing_of(text: str, *, is_vague: bool) -> tuple[str, ...]:
    """Which of provider, frequency and duration a provision does not say. What is done once by a day needs neither of
    the last two; `is_vague`: its words are, and then even what has no sessions is asked both, unless it is a thing."""
    said = _without_upkeep(text)
    missing = [] if names_a_provider(text) else ["provider"]
    if _is_done_once(said) or _needs_no_sessions(said):
        return tuple(missing)
    is_thing = bool(pattern("provision", "things_pattern").search(said))
    by_somebody = bool(pattern("provision", "person_pattern").search(said))
    if not (_has_sessions(said) or ((is_vague or by_somebody) and not is_thing)):
        return tuple(missing)
    has_often = _says_how_often(said) or bool(pattern("provision", "event_pattern").match(said))
    has_long = bool(pattern("provision", "long_pattern").search(said) or _has_no_length(said))
    return (*missing, *(() if has_often else ("frequency",)), *(() if has_long else ("duration",)))


def names_a_provider(text: str) -> bool:
    """Whether somebody is said to do it: a role, a service, or an adult with what they are trained in; not "staff"."""
    said = _TAUGHT_THEMSELVES.sub(" ", pattern("provision", "not_a_role").sub(" ", text))
    return bool(
        listed("provision", "roles", True).search(said) or _WITH_EXPERTISE.search(text) or _NAMED_ADULT.search(text)
    )


def _has_no_length(text: str) -> bool:
    """Whether it is a thing sent, kept, worn or said, and nothing taught with it."""
    taught = pattern("provision", "taught_pattern").search(pattern("provision", "no_session_pattern").sub(" ", text))
    return not taught and bool(pattern("provision", "no_length_pattern").search(text))


def _says_how_often(text: str) -> bool:
    return bool(listed("provision", "often").search(text) or pattern("provision", "often_pattern").search(text))


def _has_sessions(text: str) -> bool:
    """Whether it is given at times of its own (teaching, a visit), and is not a thing or a way of working."""
    return bool(
        pattern("provision", "session_pattern").search(pattern("provision", "no_session_pattern").sub(" ", text))
    )


def _needs_no_sessions(text: str) -> bool:
    """Equipment, and ways of working that hold all the time."""
    return any(pattern("provision", each).search(text) for each in ("equipment_pattern", "manner_pattern"))


def _is_done_once(text: str) -> bool:
    if pattern("provision", "on_a_day_pattern").search(text):
        return True
    return bool(pattern("provision", "once_pattern").search(text) and pattern("provision", "once_things").search(text))


def is_none(text: str) -> bool:
    """Whether it only says that there is nothing."""
    return bool(_DENIES.search(text) and pattern("provision", "none").match(text.strip()))


def is_upkeep(text: str) -> bool:
    """Whether it is about looking after provision (a review of it), not provision itself."""
    said = text.lower()
    return any(word in said for word in _MAY_BE_UPKEEP) and bool(pattern("provision", "upkeep").search(text.strip()))


def is_a_placement(text: str) -> bool:
    """Whether it only says where somebody will be educated."""
    if not _MAY_BE_A_PLACEMENT.search(text) or _has_sessions(text) or _says_how_often(text):
        return False
    if cased("section_i", "placed_at").search(text) or pattern("section_i", "going_to_a_type").search(text):
        return True
    return bool(pattern("section_i", "going").search(text) and cased("section_i", "setting").search(text))


def _without_upkeep(text: str) -> str:
    """How often something is reviewed does not say how often it is given."""
    left = ". ".join(part for part in _PART.split(text) if not _LOOKED_AFTER.search(part))
    return left if left.strip(" .|;") else text
