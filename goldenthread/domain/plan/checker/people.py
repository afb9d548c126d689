"""Is this plan about one child? Another child's name, and "he" where the plan says "she"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from goldenthread.domain.plan.checker.document import PlanDocument
from goldenthread.domain.plan.checker.first_names import common_words, is_first_name
from goldenthread.domain.plan.checker.no_child import NAME, REST_OF_A_NAME, is_no_child
from goldenthread.domain.plan.checker.rules import Finding, packaged, rules
from goldenthread.domain.plan.checker.words import AnyCase, any_case, compiled

_SHE, _HE = (AnyCase(rf"\b(?:{words})\b") for words in ("she|her|hers|herself", "he|him|his|himself"))
# Somebody else the pronoun could stand for.
_SOMEBODY = any_case("people_somebody")
# The same after the edge of a word, for the beginning of a pattern. A pattern that begins with a letter is looked for
# several times as fast as one that begins with an edge.
_BEGINS = r"[A-Z](?<=\b[A-Z])" + REST_OF_A_NAME
_SUBJECT = compiled("people_subject")
_OBJECT = compiled("people_object")
_OWNER = compiled("people_owner")
# A name alone: no capital after it (a surname, a place) and no title or other name before it.
_ALONE = re.compile(
    rf"(?<![A-Za-z’'-])(?<!\b[A-Z]\. )({NAME})(?!\w)(?![-’'][A-Za-z]{{2}})(?! (?:[A-Z]|and [A-Z]\w+ [A-Z]))"
)
# A parent or a relation, by what a plan says that they say or hope: "Nicola says", "Judith and Graham want".
_SAYS = (
    r"(?:says?|said|reports?|reported|wants? (?:him|her|them|to|[A-Z]|(?:his|her) )|hopes?|thinks?|worr(?:y|ies)|"
    r"would like (?:him|her|them|[A-Z]|(?:his|her) )|feels? that|agrees?|explained|told us|is proud|are proud|"
    r"works shifts|lives? apart|manages? well|asked|"
    r"adopted|fosters?|fostered|looks? after|cares? for|(?:is|are) bringing up)"
)
_RELATIONS = (
    "mum", "mummy", "mama", "mother", "dad", "daddy", "papa", "father", "nan", "nanny", "gran", "granny", "grandad",
    "sister", "brother", "twin", "cousin", "aunt", "auntie", "uncle", "stepmum", "stepdad", "carer", "mate", "friend",
)  # fmt: skip
_AFTER_A_RELATION = "|".join(rf"(?<=\b{relation} \()" for relation in _RELATIONS)
_SPEAKS_FOR_THE_CHILD = (
    re.compile(rf"(?:^|[.!?|:] |\n)({NAME}) (?!worry\b){_SAYS}\b"),
    re.compile(rf"({_BEGINS}) and ({NAME}) (?:both )?(?:{_SAYS}|would|want|are|have|live)\b"),
    re.compile(rf" \((?i:{_AFTER_A_RELATION})({NAME})\)"),
    re.compile(rf"\b(?i:mate|friend|mum|dad|stepdad|stepmum)s?(?: [a-z]+){{0,5}} (?:is|are|called) ({NAME})"),
    re.compile(rf"({_BEGINS})(?:[’']s)? (?:and {NAME}[’']s )?views\b"),
    re.compile(rf"\b(?:friend|mate|cousin|carer)s? (?:from|at|of|in) (?:\w+ ){{0,3}}\w+, ({NAME})\b"),
    re.compile(
        rf"({_BEGINS}) is (?:his|her|their|my|the) (?:\w+ ){{0,2}}(?:mum|mother|dad|father|sister|brother|cousin|"
        r"twin|aunt|uncle|nan|gran\w*|step\w+|carer|friend|best friend|dog|cat|pet)\b"
    ),
    re.compile(
        rf"({_BEGINS})(?: and ({NAME}))?, {NAME}[’'](?:s)? (?:\w+ ){{0,2}}"
        r"(?:mum|mother|dad|father|parents?|sister|brother|twin|aunt|uncle|nan|gran\w*|step\w+|carers?|friends?)\b"
    ),
    re.compile(rf"({_BEGINS}) (?:likes|prefers) to be (?:called|known as) ({NAME})"),
    re.compile(rf"({_BEGINS})[’']s and ({NAME})[’']s (?:views|hopes|wishes)\b"),
    re.compile(rf"({_BEGINS}) \((?:\w+ )?(?:mate|friend|pal)\)"),
    re.compile(rf"\b(?:I[’']m|I am|[Mm]y name is|call me|known as) ({NAME})\b"),
    re.compile(rf"\b(?:[Ff]riends? other than|[Ss]eparated from|[Bb]est mate|[Kk]ept:[^.]*,) ({NAME})\b"),
)
_A_HABIT = 4  # times a plan calls its child by a name, to take it for theirs beside the one it gives
_CAPITAL = re.compile(rf"[A-Z](?<![A-Za-z’'-][A-Z]){REST_OF_A_NAME}")
_OWNED = re.compile(r"[’']s?$")
_NICKNAME = 3  # letters, at least, that a name and the short form of it share
# What a plan says that its child does, of a name that is on no list.
_DOES = re.compile(
    rf"(?:^|[.!?] |[Ww]hen )({NAME}) (?:will (?!be\b)[a-z]+|would like|works|needs|finds|throws|points|likes|enjoys)\b"
)
_NOT_A_NAME = re.compile(r"(?:ing|tion|ment|ness|ity|logy|apy|days|ics|ists?|ers|ants|hood|ship|ces|als)$")
_BY_WORK = re.compile(
    r"\b(?:teacher|assistant|therapist|nurse|psychologist|manager|visitor|mentor|tutor|coach|worker|carer|doctor|dentist|"
    r"consultant|adviser|officer|lead|head|senco|co-?ordinator|lecturer|instructor|specialist|practitioner|audiologist|"
    r"paediatrician)s?\b",
    re.IGNORECASE,
)
_WHOSE_ADULT = re.compile(
    r"(?:his|her)\s+(?:\w+\s+){0,3}?(?:teacher|assistant|therapist|nurse|mentor|tutor|worker|head of year|keyworker)\b",
    re.IGNORECASE,
)
_TWO_NAMES = re.compile(rf"({_BEGINS}) (?:and|or|,) ({NAME})\b")
# Whom a report was written about: "Psychology report on Jordan Wick".
_ABOUT_WHOM = re.compile(
    rf"\b(?:report|advice|assessment|letter|plan|notes)s? (?:on|about|regarding|concerning) ({NAME}) ({NAME})\b"
)
# A name that is introduced belongs in the plan: "her brother Tom", "Tom (brother)", "Mrs Hall", "Tom, his brother".
_INTRODUCED = tuple(compiled(f"people_{how}") for how in ("relation_first", "name_in_brackets", "name_explained"))


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom the plan is about: `own` names in lower case; `names`, with those who belong in it; `pronouns` or ""."""

    own: frozenset[str]
    names: frozenset[str]
    pronouns: str


def findings(document: PlanDocument, about: Whom) -> Iterator[Finding]:
    """Other children's names, and pronouns that do not agree with whom the plan is about."""
    for section in document.sections:
        for place, item in enumerate(section.items):
            if item.heading:
                continue
            others = tuple(dict.fromkeys(_others(item.words, about)))
            for name in others:
                yield Finding(rules()["people.other_child"], section.code, item.line, name, place)
            if slip := _slip(item.words, about, of_another=bool(others)):
                yield Finding(rules()["people.wrong_pronoun"], section.code, item.line, slip, place)


def whom(document: PlanDocument) -> Whom:
    """From what the plan says of the person, else from the name and pronouns it uses most."""
    text = "\n".join(item.words for section in document.sections for item in section.items)
    belongs = set(document.person.names) | {
        part for name in document.others for part in re.split(r"[\s-]+", name.lower())
    }
    naming = "\n".join(line for line in text.split("\n") if _may_name_somebody(line, document.person.names))
    for introduced in (*_INTRODUCED, *_SPEAKS_FOR_THE_CHILD):
        belongs |= {
            _OWNED.sub("", name).lower() for found in introduced.finditer(naming) for name in found.groups() if name
        }
    for pair in _TWO_NAMES.finditer(text):  # "his parents, Ann and Joe": who is named with one who belongs, belongs
        two = {pair[1].lower(), pair[2].lower()}
        belongs |= two if two & belongs - document.person.names else set()
    own = set(document.person.names) | _short_forms(document.person.name, text)
    if (not own or not own & _words_of(text)) and (most := _most_named(text, at_least=_A_HABIT if own else 1)):
        own.add(most)  # nobody is said, or they go by another name: "Toby" of Tobias
    family = "\n".join(item.words for _, item in document.items("A", "D"))
    for pair in _TWO_NAMES.finditer(family):  # two who are spoken of together there, neither of them the child
        belongs |= set() if own & {pair[1].lower(), pair[2].lower()} else {pair[1].lower(), pair[2].lower()}
    belongs -= _not_names()
    return Whom(frozenset(own), frozenset(belongs | own), document.person.pronouns or _most_used(text))


def _may_name_somebody(line: str, own: frozenset[str]) -> bool:
    """Whether a name that is not the child's could be in a line: the patterns for who is introduced are slow."""
    for word in _CAPITAL.findall(line):
        name = _OWNED.sub("", word).lower()
        if name not in own and (is_first_name(name) or name not in common_words()):
            return True
    return False


def _short_forms(name: str, text: str) -> set[str]:
    """Names in the text that are the beginning of the first name given, or begin with it: Bea of Beatrix."""
    first = name.lower().split(" ")[0]
    if len(first) < _NICKNAME:
        return set()
    beginning = re.escape(first[:_NICKNAME].capitalize())
    said = {found[1].lower() for found in re.finditer(rf"({beginning}(?<=\b{beginning})[a-zà-öø-ÿ]*)\b", text)}
    shared = {each for each in said if each.startswith(first) or first.startswith(each)}
    return {each for each in shared if is_first_name(each) or each not in common_words()}


def _most_named(text: str, *, at_least: int) -> str:
    counted = Counter(name.lower() for name in _candidates(text))
    most, times = counted.most_common(1)[0] if counted else ("", 0)
    return most if times >= at_least else ""


def _most_used(text: str) -> str:
    counts = {"she": _SHE.times_in(text), "he": _HE.times_in(text)}
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
    """First names of the list wherever they stand alone; other names where they do something, or have something, that a
    child does. A name with a surname after it, or a title before, is an adult's or a place's."""
    capitals = [(found.start(), _OWNED.sub("", found.group())) for found in _CAPITAL.finditer(text)]
    capitals = [(at, name) for at, name in capitals if not _belongs(name, about)]
    for at, name in capitals:
        if is_first_name(name.lower()) and _ALONE.match(text, at) and not is_no_child(text, at, name):
            yield name
    for whom_of in _ABOUT_WHOM.finditer(text):
        if not (_belongs(whom_of[1], about) or _belongs(whom_of[2], about)) and is_first_name(whom_of[1].lower()):
            yield whom_of[1]
    unheard = {name for _, name in capitals if _is_unheard(name)}
    if not unheard or _words_of(text) & about.own:
        return
    named = _DOES.findall(text) + (list(_candidates(text)) if _SHE.found_in(text) or _HE.found_in(text) else [])
    yield from (name for name in named if name in unheard)


def _is_unheard(name: str) -> bool:
    return name.lower() not in common_words() and len(name) > 2 and not _NOT_A_NAME.search(name)


def _belongs(name: str, about: Whom) -> bool:
    parts = {name.lower(), *re.split(r"[-’']", name.lower())}
    return bool(parts & about.names) or name.lower() in _not_names()


def _words_of(text: str) -> set[str]:
    return set(re.findall(r"[\w’'-]+", text.lower().replace("’s", "").replace("'s", "")))


def _slip(text: str, about: Whom, *, of_another: bool) -> str:
    """The first pronoun that contradicts, where it can stand for nobody else: no relation or other person is named, and
    no adult by their work before it, unless it says whose that adult is ("her form tutor"); with another child's name
    in the sentence (`of_another`) it is that child's."""
    wrong = {"she": (_HE,), "he": (_SHE,), "they": (_HE, _SHE)}.get(about.pronouns, ())
    if not any(looked_for.found_in(text) for looked_for in wrong):
        return ""
    if _SOMEBODY.found_in(text) or _words_of(text) & (about.names - about.own):
        return ""
    for looked_for in wrong:
        for found in looked_for.finditer(text):
            adult = _BY_WORK.search(text)
            if of_another or adult is None or found.start() < adult.start() or _WHOSE_ADULT.match(text, found.start()):
                return found.group()
    return ""


@cache
def _not_names() -> frozenset[str]:
    return frozenset(packaged("first_names.toml")["not_names"])
