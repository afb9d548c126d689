"""Does each need have provision, and each provision a need? By numbers where a plan gives them, else by topic.

Where a plan holds its thread as links (domain/plan/thread.py) those are asked instead; this is for plans as text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from goldenthread.domain.plan.checker.document import NEEDS, PROVISION, Item, PlanDocument, Section
from goldenthread.domain.plan.checker.language import names_a_medicine
from goldenthread.domain.plan.checker.needs import provision_in
from goldenthread.domain.plan.checker.provision import is_a_placement, is_none, is_upkeep
from goldenthread.domain.plan.checker.rules import Finding, packaged, rules
from goldenthread.domain.plan.checker.words import AnyCase, by_letter

_RARE = 3  # a word of more pieces of provision than this is no sign of what one of them is for
_RANKS = ("particular", "plain", "broad")
_WORD = re.compile(r"[a-z]{5,}")
_WORDS = re.compile(r"\w+")
_NOT_ABLE = AnyCase(r"\b(?:not (?:yet )?(?:been )?able to|unable to)\b")
Placed = tuple[Section, int, Item]
Ranks = tuple[frozenset[str], ...]  # topics by rank


def findings(document: PlanDocument, named: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Needs nothing answers, and provision that answers nothing. Nothing of a part of a plan.

    `named`: names, in lower case, of those the plan speaks of. A name that two sentences share says nothing of either.
    """
    if not document.whole:
        return
    names = AnyCase(rf"\b(?:{'|'.join(map(re.escape, sorted(named - {''}))) or '(?!)'})\b")
    needs, provision = tuple(_placed(document, NEEDS, names)), tuple(_placed(document, PROVISION, names))
    if not needs or not provision:
        return
    about = {item.words: _ranked(item.words) for _, _, item in (*needs, *provision)}
    cited = {ref for each in document.sections if each.code in PROVISION for item in each.items for ref in item.answers}
    for section, place, item in _unmet(needs, provision, about, cited):
        yield Finding(rules()["thread.need_unmet"], section.code, item.line, "", place)
    for section, place, item in _for_nothing(needs, tuple(_placed(document, ("E",), names)), provision, about):
        yield Finding(rules()["thread.provision_for_nothing"], section.code, item.line, "", place)


def _unmet(
    needs: Sequence[Placed], provision: Sequence[Placed], about: Mapping[str, Ranks], cited: set[str]
) -> Iterator[Placed]:
    """Needs that no provision, nor a heading over it, cites; that none is about; that share a rare word with none."""
    offered = frozenset[str]().union(*(rank for _, _, item in provision for rank in about[item.words]))
    shared = _stems_of(provision)
    for need in needs:
        topics = _answered_by(_main(about[need[2].words]))
        said = need[0].items[need[1]].words
        if not (_is_answered(need[2], said, topics, cited, offered) or _stems(need[2].words) & shared):
            yield need


def _for_nothing(
    needs: Sequence[Placed], outcomes: Sequence[Placed], provision: Sequence[Placed], about: Mapping[str, Ranks]
) -> Iterator[Placed]:
    """Provision about what neither a need nor an outcome is about, of topics that provision must answer."""
    wanted = _called_for(rank for _, _, item in needs for rank in about[item.words])
    wanted |= frozenset[str]().union(*(rank for _, _, item in outcomes for rank in _ranked(item.words)))
    called_for = _stems_of(outcomes)
    numbered = {item.ref for _, _, item in needs if item.ref}
    not_judged = frozenset(packaged("topics.toml")["not_judged"]["topics"])
    for placed in provision:
        item = placed[2]
        judged = _main(about[item.words]) - not_judged
        answers = judged & wanted or numbered.intersection(item.answers) or _stems(item.words) & called_for
        if judged and not answers:
            yield placed


def _called_for(topics: Iterable[frozenset[str]]) -> frozenset[str]:
    """These topics, and those of provision that also answers them."""
    named = frozenset[str]().union(*topics)
    related = packaged("topics.toml")["related"]
    return named | {topic for topic, others in related.items() if named.intersection(others)}


def _answered_by(topics: frozenset[str]) -> frozenset[str]:
    """These topics, and those whose provision also answers a need of theirs."""
    answers = packaged("topics.toml")["answered_by"]
    return topics | {other for topic in topics for other in answers.get(topic, ())}


def _stems_of(items: Iterable[Placed]) -> frozenset[str]:
    """The beginnings of words that only a few of these items hold."""
    said = Counter(stem for _, _, item in items for stem in _stems(item.words))
    return frozenset(stem for stem, times in said.items() if times <= _RARE)


def main_topics_of(text: str) -> frozenset[str]:
    """What a sentence is about: names of topics in `topics.toml`, of the most particular rank it has."""
    return _main(_ranked(text))


def _main(ranks: tuple[frozenset[str], ...]) -> frozenset[str]:
    return next((rank for rank in ranks if rank), frozenset())


def _stems(text: str) -> frozenset[str]:
    """The beginnings of the long words of a text that are about something in particular."""
    return frozenset(word[:6] for word in _WORD.findall(text.lower())) - _general()


@cache
def _general() -> frozenset[str]:
    return frozenset(word[:6] for word in " ".join(packaged("topics.toml")["general"]["words"]).split())


def _ranked(text: str) -> tuple[frozenset[str], ...]:
    """By rank. What somebody pastes is not kept: nothing here remembers a text. Each word of it is looked up by how it
    begins, which takes a tenth of the time a pattern for each topic does."""
    plain, found = _no_topic().without(text), tuple(set[str]() for _ in _RANKS)
    for begins in _WORDS.finditer(plain):
        at = begins.start()
        for word, rank, name in _by_beginning().get(plain[at : at + 3], ()):
            if plain.startswith(word, at):
                found[rank].add(name)
    return tuple(map(frozenset, found))


def _is_answered(need: Item, said: str, about: frozenset[str], cited: set[str], offered: frozenset[str]) -> bool:
    if need.ref and need.ref in cited:
        return True
    if not about or _skipped().found_in(_NOT_ABLE.sub(" ", said)) or provision_in(said) or names_a_medicine(said):
        return True  # a strength, a label, what is taken, or nothing a list of topics knows: not for a rule to judge
    return bool(about & offered)


def _placed(document: PlanDocument, codes: tuple[str, ...], names: AnyCase) -> Iterator[Placed]:
    for section in document.sections:
        if section.code in codes:
            for place, item in enumerate(section.items):
                if not (item.heading or is_none(item.words) or is_upkeep(item.words) or is_a_placement(item.words)):
                    yield section, place, replace(item, words=names.without(item.words))


@cache
def _by_beginning() -> dict[str, tuple[tuple[str, int, str], ...]]:
    """Of the first three letters: (words in lower case, their rank, the topic they are a sign of)."""
    listed = packaged("topics.toml")
    by: dict[str, list[tuple[str, int, str]]] = {}
    for rank, heading in enumerate(_RANKS):
        for name, words in listed[heading].items():
            for word in words:
                by.setdefault(word[:3].lower(), []).append((word.lower(), rank, name))
    return {beginning: tuple(words) for beginning, words in by.items()}


@cache
def _no_topic() -> AnyCase:
    return _beginning(packaged("topics.toml")["no_topic"]["words"])


@cache
def _skipped() -> AnyCase:
    return _beginning(packaged("topics.toml")["skipped"]["words"])


def _beginning(words: Iterable[str]) -> AnyCase:
    return AnyCase(rf"\b(?:{by_letter(words)})")
