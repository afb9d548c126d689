"""Section E: is each outcome a difference for the person, measurable, and by a day?"""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.plan.checker.document import Item, PlanDocument, Section
from goldenthread.domain.plan.checker.provision import is_none, is_upkeep
from goldenthread.domain.plan.checker.rules import Finding, rules
from goldenthread.domain.plan.checker.words import AnyCase, any_case, listed, matched

OUTCOMES = "E"
_WHEN = any_case("outcomes_when")
# What can be counted or seen, beyond the day itself.
_MEASURE = any_case("outcomes_measure")
# Asked of the whole: "for one hour by the end of the year" would be taken for its day.
_MEASURED_BY_TIME = any_case("outcomes_measured_by_time")
_GIVEN = any_case("outcomes_given")
# What is done, or done without: "will have completed", "with no help from an adult".
_NOT_GIVEN = any_case("outcomes_not_given")
# Whatever comes after these is given.
_PLAINLY_GIVEN = any_case("outcomes_plainly_given")
_SERVICE_FIRST = any_case("outcomes_service_first")
# What somebody was not able to do is open in no way: "pictures he could not name".
_DENIED = AnyCase(r"\b(?:could|might|may) (?:not|never)\b")
# The number of a year is no score.
_YEARS = AnyCase(
    r"\b20\d\d(?: ?[/-] ?(?:20)?\d\d)?\b|\b(?:year|yr|key stage|ks) ?\d{1,2}\b(?! level)"
    r"|\b\d{1,2}(?:st|nd|rd|th)? (?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\b"
)
_NO_LONGER = AnyCase(r"\bno longer\b")
# A line that only says by when, for those under it: "By July 2027", "By the end of Year 6, unless it says otherwise:".
_ONLY_WHEN = AnyCase(
    r"(?:by|before|in|within|during|over|at) (?!.*\b(?:will|can|to be|has|is|shall)\b(?! (?:given|said|stated|set)))"
    r"[^.]{3,100}$"
)
# A line that gives the day of all of them.
_OF_ALL = AnyCase(r"(?:all|these|the)(?: of)?(?: the| these)? outcomes\b")
_STEP = any_case("outcomes_step")


def findings(document: PlanDocument) -> Iterator[Finding]:
    """What is wrong with each outcome."""
    if (section := document.section(OUTCOMES)) is None:
        return
    dated_for_all = dated_above = False
    for place, item in enumerate(section.items):
        only_when = _ONLY_WHEN.match(item.words) and _WHEN.found_in(item.words)
        if item.heading or only_when:
            dated_above = _WHEN.found_in(item.words)
        if _OF_ALL.match(item.words):
            dated_for_all = dated_for_all or _WHEN.found_in(item.words)
        elif not (item.heading or only_when or is_none(item.words) or is_upkeep(item.words) or _STEP.match(item.words)):
            yield from of_item(section, place, item, is_dated=dated_for_all or dated_above)


def of_item(section: Section, place: int, item: Item, *, is_dated: bool = False) -> Iterator[Finding]:
    """What the rules find in one outcome. A service has no measure of its own: only that it is one is said.

    `is_dated`: a line above gives the day for every outcome.
    """
    known, words = rules(), item.words
    said = _NOT_GIVEN.sub(" ", words)
    service = _PLAINLY_GIVEN.search(said) or _GIVEN.search(said) or _SERVICE_FIRST.match(said)
    if service:
        yield Finding(known["outcome.is_service"], section.code, item.line, matched(service), place)
    elif weak := weak_words(words):
        yield Finding(known["outcome.no_measure"], section.code, item.line, weak, place)
    if not (is_dated or _WHEN.found_in(words)):
        yield Finding(known["outcome.no_date"], section.code, item.line, "", place)
    for open_words in () if service else _open_words(words):
        yield Finding(known["outcome.vague"], section.code, item.line, open_words, place)


def _open_words(text: str) -> list[str]:
    found = [matched(each) for each in listed("outcome", "vague").finditer(_DENIED.sub(" ", text))]
    return list(dict.fromkeys(words.lower() for words in found if words != "May"))


def weak_words(text: str) -> str:
    """The word that names no one thing a person could see, where nothing else says what would be seen; '' otherwise."""
    if _MEASURED_BY_TIME.found_in(text) or _MEASURE.found_in(_WHEN.without(_YEARS.without(text))):
        return ""
    weak = listed("outcome", "weak").search(_NO_LONGER.sub(" ", text))
    return matched(weak) if weak else ""
