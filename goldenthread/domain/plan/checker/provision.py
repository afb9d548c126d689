"""Sections F, G and H: is each provision specific, and does it say who, how often and how long?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.domain.plan.checker.document import PROVISION, Item, PlanDocument, Section
from goldenthread.domain.plan.checker.rules import Finding, rules
from goldenthread.domain.plan.checker.words import AnyCase, any_case, cased, compiled, listed, matched, pattern, vague

_PROMISES_NOTHING_ELSE = any_case("provision_promises_nothing_else")
# An adult of no stated kind is a provider where their expertise is stated.
_WITH_EXPERTISE = any_case("provision_with_expertise")
# Somebody named with a title or a surname, or by the letters of their work, who does it.
_NAMED_ADULT = compiled("provision_named_adult")
# Those who are to be trained are not those who train them.
_TAUGHT_THEMSELVES = any_case("provision_taught_themselves")
_OF_EVERYBODY = AnyCase(
    r"\b(?:all|every|each|whichever) (?:the |of the )?(?:staff|adults?|teachers?|members? of staff)\b"
    r"(?!.*\b(?:approach\w*|strateg\w+|support\w*|aware\w*|training)\b)"
)
_FORM_LABEL = AnyCase(r"\bhow often\b|\boften:")
_LOOKED_AFTER = AnyCase(r"\b(?:review(?:ed|s)?|monitor(?:ed|s)?|evaluated)\b")
# Words without which a text can say neither of these: the patterns themselves are slow.
_DENIES = AnyCase(r"\b(?:no|none|not|nothing|nil|n/?a)\b")
_MAY_BE_UPKEEP = AnyCase(
    "review|monitor|evaluat|record|report|shared|discuss|follow|everything|all that|progress|round|goes over|go through"
    "|look|set|measured|meet to|below|above|everything under"
)
_MAY_BE_A_PLACEMENT = AnyCase(
    r"\b(?:attend|places?\b|placement|placed|transfer|mov(?:e|ing)|join|start|enrol|admi|induction|remain|stay|educated|settle"
    r"|met\b|receiving|take|named|offered|transition)"
)
# A review by a clinician is what is given, and not how provision is looked after.
_GIVEN_AS_REVIEW = any_case("provision_given_as_review")
# How often, in words that would be taken for how long: "every six weeks", "once every half-term".
_EVERY_SO_LONG = any_case("provision_every_so_long")
# How long, in words that would be taken for how often: "for one hour each time".
_FOR_SO_LONG_EACH_TIME = AnyCase(r"\b(?:minutes?|mins|hours?) (?:each|every) time\b")
# Somebody, of no stated kind, whenever it comes up: all who are there are asked to do it.
_BY_WHOEVER_IS_THERE = any_case("provision_by_whoever_is_there")
_ADULTS = AnyCase(r"(?:all |the )?(?:subject |class )?(?:adults|teachers|staff|tutors)\b")
# The one who is somebody's: not any "key adult".
_THEIR_KEY_ADULT = AnyCase(r"\b(?:the|his|her|their|[\w-]+[’']s) key adult\b")
# How everybody is to think of somebody: no one provides it, and it is vague instead.
_A_FRAME_OF_MIND = any_case("provision_a_frame_of_mind")
_IS_TO_ATTEND = any_case("provision_is_to_attend")
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
    nobody = _A_FRAME_OF_MIND.found_in(text) or (not is_vague and _needs_nobody_named(text))
    missing = [] if nobody or names_a_provider(text) else ["provider"]
    if _is_done_once(said) or _needs_no_sessions(said):
        return tuple(missing)
    is_thing = pattern("provision", "things_pattern").found_in(said)
    by_somebody = pattern("provision", "person_pattern").found_in(said)
    if not (_has_sessions(said) or ((is_vague or by_somebody) and not is_thing)):
        return tuple(missing)
    has_often = _says_how_often(said) or bool(pattern("provision", "event_pattern").match(said))
    has_long = pattern("provision", "long_pattern").found_in(_EVERY_SO_LONG.without(said)) or _has_no_length(said)
    return (*missing, *(() if has_often else ("frequency",)), *(() if has_long else ("duration",)))


def names_a_provider(text: str) -> bool:
    """Whether somebody is said to do it: a role, a service, or an adult with what they are trained in; not "staff"."""
    said = _TAUGHT_THEMSELVES.without(pattern("provision", "not_a_role").without(text))
    named = listed("provision", "roles", True).found_in(said) or _WITH_EXPERTISE.found_in(text)
    return named or _THEIR_KEY_ADULT.found_in(text) or bool(_NAMED_ADULT.search(text))


def _needs_nobody_named(text: str) -> bool:
    """A thing and where it stands; or what every adult does all day, so that each of them is asked to do it."""
    all_do = any(each.found_in(text) for each in (_OF_EVERYBODY, _BY_WHOEVER_IS_THERE))
    manner = _ADULTS.match(text) and pattern("provision", "manner_pattern").found_in(text)
    return all_do or bool(manner) or _stands_there(text)


def _stands_there(text: str) -> bool:
    """A thing, and nothing taught with it."""
    is_taught = pattern("provision", "taught_pattern").found_in(text)
    return not is_taught and pattern("provision", "standing_pattern").found_in(text)


def _has_no_length(text: str) -> bool:
    """Whether it is a thing sent, kept, worn or said, and nothing taught with it."""
    taught = pattern("provision", "taught_pattern").found_in(pattern("provision", "no_session_pattern").without(text))
    return not taught and pattern("provision", "no_length_pattern").found_in(text)


def _says_how_often(text: str) -> bool:
    said = _FOR_SO_LONG_EACH_TIME.without(text)
    return listed("provision", "often").found_in(said) or pattern("provision", "often_pattern").found_in(said)


def _has_sessions(text: str) -> bool:
    """Whether it is given at times of its own (teaching, a visit), and is not a thing or a way of working."""
    return pattern("provision", "session_pattern").found_in(pattern("provision", "no_session_pattern").without(text))


def _needs_no_sessions(text: str) -> bool:
    """Equipment, and ways of working that hold all the time."""
    at_all_times = any(pattern("provision", each).found_in(text) for each in ("equipment_pattern", "manner_pattern"))
    return at_all_times or _stands_there(text)


def _is_done_once(text: str) -> bool:
    if pattern("provision", "on_a_day_pattern").found_in(text):
        return True
    return pattern("provision", "once_pattern").found_in(text) and pattern("provision", "once_things").found_in(text)


def is_none(text: str) -> bool:
    """Whether it only says that there is nothing."""
    return _DENIES.found_in(text) and bool(pattern("provision", "none").match(text.strip()))


def is_upkeep(text: str) -> bool:
    """Whether it is about looking after provision (a review of it), not provision itself."""
    return _MAY_BE_UPKEEP.found_in(text) and pattern("provision", "upkeep").found_in(text.strip())


def is_a_placement(text: str) -> bool:
    """Whether it only says where somebody will be educated."""
    if not _MAY_BE_A_PLACEMENT.found_in(text):
        return False
    if _IS_TO_ATTEND.match(text) and cased("section_i", "setting").search(text):
        return True
    if _has_sessions(text) or _says_how_often(text):
        return False
    if cased("section_i", "placed_at").search(text) or pattern("section_i", "going_to_a_type").found_in(text):
        return True
    return pattern("section_i", "going").found_in(text) and bool(cased("section_i", "setting").search(text))


def _without_upkeep(text: str) -> str:
    """How often something is reviewed does not say how often it is given."""
    left = ". ".join(part for part in _PART.split(text) if _is_given(part))
    return left if left.strip(" .|;") else text


def _is_given(part: str) -> bool:
    return not _LOOKED_AFTER.found_in(part) or _GIVEN_AS_REVIEW.found_in(part)
