"""Does each need have provision, and each provision a need? By numbers where a plan gives them, else by topic.

Where a plan holds its thread as links (domain/plan/thread.py) those are asked instead; this is for plans as text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from goldenthread.domain.plan.checker.document import NEEDS, PROVISION, Item, PlanDocument, Section
from goldenthread.domain.plan.checker.needs import provision_in
from goldenthread.domain.plan.checker.provision import is_none, is_upkeep
from goldenthread.domain.plan.checker.rules import Finding, packaged, rules

_RARE = 3  # a word of more pieces of provision than this is no sign of what one of them is for
_RANKS = ("particular", "plain", "broad")
_WORD = re.compile(r"[a-z]{5,}")
Placed = tuple[Section, int, Item]


def findings(document: PlanDocument) -> Iterator[Finding]:
    """Needs nothing answers, and provision that answers nothing. Nothing of a part of a plan."""
    needs, provision = tuple(_placed(document, NEEDS)), tuple(_placed(document, PROVISION))
    if not document.whole or not needs or not provision:
        return
    cited = {ref for _, _, item in provision for ref in item.answers}
    offered = set().union(*(topics_of(item.words) for _, _, item in provision))
    said = Counter(stem for _, _, item in provision for stem in _stems(item.words))
    shared = frozenset(stem for stem, times in said.items() if times <= _RARE)
    for section, place, item in needs:
        if not (_is_answered(item, cited, offered) or _stems(item.words) & shared):
            yield Finding(rules()["thread.need_unmet"], section.code, item.line, "", place)
    wanted = set().union(*(topics_of(item.words) for _, _, item in needs))
    numbered = {item.ref for _, _, item in needs if item.ref}
    for section, place, item in provision:
        about = main_topics_of(item.words) - frozenset(packaged("topics.toml")["not_judged"]["topics"])
        if about and not about & wanted and not numbered.intersection(item.answers):
            yield Finding(rules()["thread.provision_for_nothing"], section.code, item.line, "", place)


@cache
def topics_of(text: str) -> frozenset[str]:
    """What a sentence is about: names of topics in `topics.toml`, of every rank."""
    return frozenset().union(*_ranked(text))


@cache
def main_topics_of(text: str) -> frozenset[str]:
    """The same, of its most particular rank only."""
    return next((rank for rank in _ranked(text) if rank), frozenset())


def _stems(text: str) -> frozenset[str]:
    """The beginnings of the long words of a text that are about something in particular."""
    return frozenset(word[:6] for word in _WORD.findall(text.lower())) - _general()


@cache
def _general() -> frozenset[str]:
    return frozenset(word[:6] for word in " ".join(packaged("topics.toml")["general"]["words"]).split())


@cache
def _ranked(text: str) -> tuple[frozenset[str], ...]:
    """By rank. Looking for plain words first spares most of the patterns, which is most of the time a plan takes."""
    plain = text.lower()
    here = {name for word, name in _topic_words() if word in plain}
    return tuple(frozenset(name for name in here & rank.keys() if rank[name].search(text)) for rank in _topics())


def _is_answered(need: Item, cited: set[str], offered: set[str]) -> bool:
    if need.ref and need.ref in cited:
        return True
    about = main_topics_of(need.words)
    if not about or _skipped().search(need.words) or provision_in(need.words):
        return True  # a strength, a label, or nothing a list of topics knows: not for a rule to judge
    return bool(about & offered)


def _placed(document: PlanDocument, codes: tuple[str, ...]) -> Iterator[Placed]:
    for section in document.sections:
        if section.code in codes:
            for place, item in enumerate(section.items):
                if not (item.heading or is_none(item.words) or is_upkeep(item.words)):
                    yield section, place, item


@cache
def _topics() -> tuple[dict[str, re.Pattern[str]], ...]:
    listed = packaged("topics.toml")
    return tuple({name: _beginning(words) for name, words in listed[rank].items()} for rank in _RANKS)


@cache
def _topic_words() -> tuple[tuple[str, str], ...]:
    """(word in lower case, the topic it is a sign of)."""
    listed = packaged("topics.toml")
    return tuple((word.lower(), name) for rank in _RANKS for name, words in listed[rank].items() for word in words)


@cache
def _skipped() -> re.Pattern[str]:
    return _beginning(packaged("topics.toml")["skipped"]["words"])


def _beginning(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + ")", re.IGNORECASE)
