"""Is this plan about one child? Another child's name, and "he" where the plan says "she"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.domain.plan.checker.document import PlanDocument
from goldenthread.domain.plan.checker.first_names import is_first_name
from goldenthread.domain.plan.checker.rules import Finding, packaged, rules
from goldenthread.domain.plan.checker.words import compiled

_SHE, _HE, _THEY = (
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in ("she|her|hers|herself", "he|him|his|himself", "they|them|their|theirs|themself|themselves")
)
# Somebody else the pronoun could stand for.
_SOMEBODY = compiled("people_somebody")
_NAME = r"[A-Z][a-zà-öø-ÿ]+(?:[-’'][A-Z]?[a-zà-öø-ÿ]+)?"
_SUBJECT = compiled("people_subject")
_OBJECT = compiled("people_object")
_OWNER = compiled("people_owner")
_TWO_NAMES = re.compile(rf"\b({_NAME}) (?:and|or|,) ({_NAME})\b")
# A name that is introduced belongs in the plan: "her brother Tom", "Tom (brother)", "Mrs Hall", "Tom, his brother".
_INTRODUCED = tuple(compiled(f"people_{how}") for how in ("relation_first", "name_in_brackets", "name_explained"))


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
    """Whom the plan is about: `names` in lower case, with those who belong in it; `pronouns` ("" where not clear)."""

    names: frozenset[str]
    pronouns: str


def whom(document: PlanDocument) -> Whom:
    """From what the plan says of the person, else from the name and pronouns it uses most."""
    text = "\n".join(item.words for section in document.sections for item in section.items)
    belongs = set(document.person.names) | {
        part for name in document.others for part in re.split(r"[\s-]+", name.lower())
    }
    for introduced in _INTRODUCED:
        belongs |= {found[1].lower() for found in introduced.finditer(text)}
    for pair in _TWO_NAMES.finditer(text):  # "his parents, Ann and Joe": who is named with one who belongs, belongs
        two = {pair[1].lower(), pair[2].lower()}
        belongs |= two if two & belongs - document.person.names else set()
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
