"""Is this plan about one child? Another child's name, and "he" where the plan says "she"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.domain.plan.checker.document import Item, PlanDocument, Section
from goldenthread.domain.plan.checker.first_names import is_first_name
from goldenthread.domain.plan.checker.rules import Finding, packaged, rules

_SHE, _HE, _THEY = (
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in ("she|her|hers|herself", "he|him|his|himself", "they|them|their|theirs|themself|themselves")
)
# Somebody else the pronoun could stand for.
_SOMEBODY = re.compile(
    r"\b(?:mum|mother|dad|father|sister|brother|grandm\w+|grandf\w+|gran|grandad|nan|aunt\w*|uncle|wife|husband|partner|"
    r"mrs|mr|miss|ms|dr|friend|cousin|son|daughter|carer|stepfather|stepmother|boy|girl|woman|man|peer|baby|twin|boyfriend|girlfriend|foster \w+)\b",
    re.IGNORECASE,
)
_NAME = r"[A-Z][a-zà-öø-ÿ]+(?:[-’'][A-Z]?[a-zà-öø-ÿ]+)?"
_VERB = (
    r"(?:will|needs?|requires?|has|is|was|can|cannot|could|finds?|enjoys?|likes?|struggles?|does|would|should|must|might|may|wants?|loves?|works?|"
    r"uses?|said|says|tells?|becomes?|attends?|receives?|benefits?|responds?|often|also|sometimes|knows?|reads?|makes?|takes?|gets?|and h(?:is|er)|himself|herself|"
    r"understands?|speaks?|communicates?|experiences?|shows?|lives?|depends|relies|prefers?|joins?|plays?|feels?|writes?|learns?|goes|to (?:be|have|use|develop|learn|make|take|access|manage|join|speak|read|write|express)|with h(?:is|er|eir))"
)
_SUBJECT = re.compile(rf"(?:^|[.!?;:|“\"]\s*|\b(?:when|if|because|so|that|and|but|where|while|as|by [^,.]{{3,40}}?|[A-Za-z]+ \d{{4}},?) )({_NAME})\s+{_VERB}\b")
_OBJECT = re.compile(
    rf"\b(?:for|with|support|supports|supporting|help|helps|helping|enable|enables|allow|allows|encourage|encourages|teach|teaches|prompt|prompts|give|gives|giving|meet|"
    rf"ensure|ensures|remind|reminds|to|about|of|offer|offers|show|shows|between|train|assess|assesses|see|sees|let|lets|takes|join|joins|alongside|beside|ask|asks|on|from|tell|tells|like|visit|visits) ({_NAME})\b(?!’s? [A-Z]|\s+[A-Z][a-z])"
)
_OWNER = re.compile(rf"\b({_NAME})[’']s\b(?!\s+(?:School|College|Academy|Primary|Hospital|Centre|Nursery|Church|House|Trust|Road|Street|Lane|Syndrome|syndrome|disease|Place|Way|Club|Foundation|[A-Z]))")
# A name that is introduced belongs in the plan: "her brother Tom", "Tom (brother)", "Mrs Hall", "Dr Anne Hall".
_INTRODUCED = (
    r"(?:mum|mother|dad|father|sister|sisters|brother|brothers|parents?|carer|carers|friend|friends|cousin|cousins|aunt|auntie|uncle|nan|gran|grandma|grandmother|grandad|grandfather|twin|"
    r"step\w+|half-\w+|dog|cat|pony|horse|rabbit|pet|hamster|mrs|mr|ms|miss|dr|sir|teacher|therapist|nurse|psychologist|assistant|senco|mentor|worker|named|called|partner|foster \w+|godmother|by|coach|tutor|wife|husband|professor|prof|baby|siblings?|boyfriend|girlfriend)"
)


def findings(document: PlanDocument) -> Iterator[Finding]:
    """Other children's names, and pronouns that do not agree."""
    about = whom(document)
    for section in document.sections:
        for place, item in enumerate(section.items):
            if item.heading:
                continue
            for name in dict.fromkeys(_others(item.words, about)):
                yield Finding(rules()["people.other_child"], section.code, item.line, name, place)
            if slip := _slip(item.words, about):
                yield Finding(rules()["people.wrong_pronoun"], section.code, item.line, slip, place)


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom the plan is about: `names` in lower case, those who belong in it too, and `pronouns` ("" where not clear)."""

    names: frozenset[str]
    pronouns: str


def whom(document: PlanDocument) -> Whom:
    """From what the plan says of the person, else from the name and pronouns it uses most."""
    text = "\n".join(item.words for section in document.sections for item in section.items)
    belongs = set(document.person.names) | {part for name in document.others for part in re.split(r"[\s-]+", name.lower())}
    belongs |= {found[1].lower() for found in re.finditer(rf"\b(?i:{_INTRODUCED}),? (?:is |was |are |who is )?({_NAME})", text)}
    belongs |= {part.lower() for found in re.finditer(rf"\b({_NAME}) (?:and|or|,) ({_NAME})\b", text)
                if {found[1].lower(), found[2].lower()} & belongs - document.person.names for part in found.groups()}  # fmt: skip
    belongs |= {found[1].lower() for found in re.finditer(rf"\b({_NAME})(?: {_NAME})?,? \((?:\w+ ){{0,2}}(?i:{_INTRODUCED})", text)}
    belongs |= {found[1].lower() for found in re.finditer(rf"\b({_NAME})(?: {_NAME})?, (?:his|her|their|the|a|an) (?:\w+ ){{0,2}}(?i:{_INTRODUCED})\b", text)}
    if not document.person.name and (most := _most_named(text)):
        belongs.add(most)
    return Whom(frozenset(belongs), document.person.pronouns or _most_used(text))


def _most_named(text: str) -> str:
    counted = Counter(name.lower() for name in _candidates(text))
    return counted.most_common(1)[0][0] if counted else ""


def _most_used(text: str) -> str:
    counts = {"she": len(_SHE.findall(text)), "he": len(_HE.findall(text))}
    most = max(counts, key=lambda each: counts[each])
    total = sum(counts.values())
    return most if counts[most] >= 4 and counts[most] >= 0.75 * total else ""


def _candidates(text: str) -> Iterator[str]:
    """Words that stand where a child's name stands: who does something, whom it is done for, whose it is."""
    for looked_for in (_SUBJECT, _OBJECT, _OWNER):
        for found in looked_for.finditer(text):
            if found[1].lower() not in _not_names():
                yield found[1]


def _others(text: str, about: Whom) -> Iterator[str]:
    for name in _candidates(text):
        bare = name.lower()
        parts = set(re.split(r"[-’']", bare))
        if bare not in about.names and not parts & about.names and is_first_name(bare):
            yield name


def _slip(text: str, about: Whom) -> str:
    """The first pronoun that contradicts, in a text that names nobody else it could stand for."""
    wrong = {"she": _HE, "he": _SHE}.get(about.pronouns)
    found = wrong.search(text) if wrong else _HE.search(text) or _SHE.search(text) if about.pronouns == "they" else None
    return found.group() if found and not _SOMEBODY.search(text) else ""


def _not_names() -> frozenset[str]:
    return frozenset(packaged("first_names.toml")["not_names"])
