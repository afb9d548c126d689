"""A change in a plan, as sentences a family can read; the words of the plan itself are quoted, never paraphrased."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from goldenthread.domain.plan.changes.amounts import TERM_WEEKS, Amount, amount_of
from goldenthread.domain.plan.changes.compare import Change, Kind
from goldenthread.domain.plan.changes.phrases import Phrase, phrases_of
from goldenthread.domain.plan.changes.versions import Passage
from goldenthread.domain.plan.changes.wordlists import pattern

PROVISION: Final = ("F", "G", "H", "H1", "H2", "J")
_SHORT: Final = 12  # words of a passage that are enough to know it by
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+(?=[A-Z0-9“\"])|\n")
COUNTED: Final = f"counted over a term of {TERM_WEEKS} weeks"


@dataclass(frozen=True, slots=True)
class Summary:
    """How many passages were added, taken out, reworded, moved and renumbered."""

    counts: Mapping[Kind, int]

    @property
    def said(self) -> str:
        """`2 parts are new, 1 was taken out, 3 say something else.` or `Nothing changed.`"""
        words = {
            Kind.ADDED: ("part is new", "parts are new"), Kind.TAKEN_OUT: ("was taken out", "were taken out"),
            Kind.REWORDED: ("says something else", "say something else"),
            Kind.MOVED: ("was moved and says the same", "were moved and say the same"),
            Kind.RENUMBERED: ("has another number and says the same", "have another number and say the same"),
        }  # fmt: skip
        parts = [f"{n} {words[kind][n != 1]}" for kind in words if (n := self.counts.get(kind, 0))]
        return f"{', '.join(parts)}." if parts else "Nothing changed."


def summary_of(changes: Iterable[Change]) -> Summary:
    """The counts of a list of changes."""
    counts: dict[Kind, int] = {}
    for each in changes:
        counts[each.kind] = counts.get(each.kind, 0) + 1
    return Summary(counts)


def sentences(change: Change) -> tuple[str, ...]:
    """What happened, most important first. The first sentence stands alone."""
    if change.kind is Kind.ADDED and change.now:
        return (f"New in section {change.section}: “{_known_by(change.now)}”",)
    if change.kind is Kind.TAKEN_OUT and change.was:
        return (f"Taken out of section {change.section}: “{_known_by(change.was)}”",)
    assert change.was and change.now and change.at and change.to
    if change.kind is Kind.MOVED:
        return (f"{_moved(change)}: “{_known_by(change.now)}” The words are the same.",)
    if change.kind is Kind.RENUMBERED:
        return (f"“{_known_by(change.now)}” {_renumbered(change.was, change.now)} The words are the same.",)
    said = list(_reworded(change))
    if change.was.ref != change.now.ref:
        said.append(f"It {_renumbered(change.was, change.now)}")
    if change.moved:
        said.append(f"{_moved(change)}.")
    return tuple(said)


def _reworded(change: Change) -> list[str]:
    assert change.was and change.now
    was, now = change.was, change.now
    provision = change.section in PROVISION
    said: list[str] = []
    covered: Counter[str] = Counter()
    for old, new in _sentence_pairs(was.body, now.body) if provision else ():
        more, told = _amounts(old, new, was)
        said += more
        covered.update(told)
    found = phrases_of(was, now)
    weighed = [each for each in found if each.weight and not _is_told(each, covered)]
    said += [_phrase(each) for each in weighed]
    plain = [each for each in found if not each.weight]
    if plain:
        words = sum(max(len(each.was.split()), len(each.now.split())) for each in plain)
        other = "other " if said else ""
        said.append(f"{words} {other}{'word is' if words == 1 else 'words are'} different.")
    return [f"In “{_known_by(was)}”: {_small(said[0])}", *said[1:]] if said and not _stands_alone(said[0]) else said


def _sentence_pairs(was: str, now: str) -> list[tuple[str, str]]:
    """The whole, where both promise at most one amount; else sentence by sentence, where there are as many."""
    whole = (amount_of(was), amount_of(now))
    old, new = _SENTENCE.split(was), _SENTENCE.split(now)
    if any(each.said for each in whole) or len(old) != len(new) or len(old) == 1:
        return [(was, now)]
    return [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]


def _amounts(old: str, new: str, passage: Passage) -> tuple[list[str], list[str]]:
    """Sentences on what changed in how much, and the words those sentences quote."""
    was, now = amount_of(old), amount_of(new)
    topic = _topic(old, new, passage)
    said: list[str] = []
    told: list[str] = []
    if was.said != now.said and (was.said or now.said):
        said += _how_much(topic, was, now)
        told += [was.how_long, now.how_long] if was.how_long != now.how_long else []
        told += [was.how_often, now.how_often] if was.how_often != now.how_often else []
    for name, part in (("ratio", "ratio"), ("group size", "group"), ("number of adults", "adults")):
        one, other = getattr(was, part), getattr(now, part)
        if one != other and one and other:
            said.append(f"The {name} went from {one} to {other}.")
            told += [one, other]
        elif one != other:
            said.append(f"It {'said' if one else 'now says'} “{one or other}” for the {name}"
                        f"{', and now says none' if one else ', and said none before'}.")  # fmt: skip
            told.append(one or other)
    if set(was.who) != set(now.who) and was.who and now.who:
        said.append(f"It was by: {_listed(was.who)}. It is now by: {_listed(now.who)}.")
    elif was.who and not now.who:
        said.append(f"It no longer says who: it said {_listed(was.who)}.")
    return said, [word for each in told for word in _words(each)]


def _how_much(topic: str, was: Amount, now: Amount) -> list[str]:
    if not now.said:
        return [f"{topic} no longer has an amount: it said {was.said}."]
    if not was.said:
        return [f"{topic} now has an amount: {now.said}."]
    said = [f"{topic} went from {was.said} to {now.said}."]
    if was.a_term is None or now.a_term is None:
        said.append("The words do not say enough to work out whether it is more or less over a term.")
    elif was.a_term == now.a_term:
        said.append(f"That comes to the same: {_time(now.a_term)} a term ({COUNTED}).")
    else:
        way = "less" if now.a_term < was.a_term else "more"
        said.append(f"That is {way}: {_time(now.a_term)} a term; it was {_time(was.a_term)} ({COUNTED}).")
    return said


def _time(minutes: Fraction) -> str:
    whole = round(minutes)
    about = "" if whole == minutes else "about "
    hours, left = divmod(whole, 60)
    parts = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
    parts += [f"{left} minute{'' if left == 1 else 's'}"] if left or not hours else []
    return about + " ".join(parts)


def _topic(old: str, new: str, passage: Passage) -> str:
    """What it is about, as both versions call it; else the words it is known by."""
    theirs = {each[0].lower() for each in pattern("services").finditer(new)}
    ours = [each[0] for each in pattern("services").finditer(old) if each[0].lower() in theirs]
    if ours:  # what is given before who gives it
        first = next((each for each in ours if "assistant" not in each.lower()), ours[0])
        return first[:1].upper() + first[1:]
    return f"“{_known_by(passage)}”"


def _known_by(passage: Passage) -> str:
    words = passage.body.split("\n")[0].split()
    number = f"{passage.ref} " if passage.ref else ""
    return f"{number}{' '.join(words[:_SHORT])}{' …' if len(words) > _SHORT else ''}"


def _renumbered(was: Passage, now: Passage) -> str:
    if was.ref and now.ref:
        return f"was number {was.ref.rstrip('.:)')} and is now {now.ref.rstrip('.:)')}."
    return (
        f"now has the number {now.ref.rstrip('.:)')}."
        if now.ref
        else f"no longer has the number {was.ref.rstrip('.:)')}."
    )


def _moved(change: Change) -> str:
    assert change.at and change.to
    if change.at.section != change.to.section:
        return f"Moved from section {change.at.section} to section {change.to.section}"
    return f"Moved to another place in section {change.to.section}"


def _phrase(phrase: Phrase) -> str:
    if phrase.was and phrase.now:
        return f"“{_bare(phrase.was)}” is now “{_bare(phrase.now)}”."
    return f"“{_bare(phrase.now)}” was added." if phrase.now else f"“{_bare(phrase.was)}” was taken out."


def _bare(text: str) -> str:
    return text.strip(',;“”"') or text


def _is_told(phrase: Phrase, covered: Counter[str]) -> bool:
    """Whether every word of it was said with the amount: each word said there covers one word of the text."""
    words = Counter(_words(f"{phrase.was} {phrase.now}"))
    if any(covered[word] < count for word, count in words.items()):
        return False
    covered.subtract(words)
    return True


def _words(text: str) -> list[str]:
    return [bare for word in text.replace("-", " ").split() if (bare := word.strip(".,;:|").lower())]


def _stands_alone(said: str) -> bool:
    return " went from " in said and not said.startswith("The ") or " has an amount" in said or "longer has" in said


def _small(said: str) -> str:
    return said[:1].lower() + said[1:] if said[:3] in ("It ", "The") else said


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
