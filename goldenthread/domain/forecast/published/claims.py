"""What a text says that a table could bear out: grows so much a year, stays the same, falls to, is so much then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from goldenthread.domain.forecast.published.lines import Line
from goldenthread.domain.forecast.published.periods import Period, periods_in
from goldenthread.domain.forecast.published.quantities import DOUBT, NUMBER, PAST, Quantity, quantities_in
from goldenthread.domain.forecast.published.units import COUNT, PERCENT

GROWTH, SAME, CHANGE_TO, LEVEL = "growth", "same", "change to", "level"
_UP: Final = r"increas\w*|grow\w*|grew|ris\w*|rose|uplift\w*|inflation"
_DOWN: Final = r"reduc\w*|decreas\w*|fall\w*|fell|declin\w*|lower\w*|drop\w*|cut"
_VERB: Final = rf"(?P<verb>{_UP}|{_DOWN})"
_PERCENT: Final = r"(?P<percent>[0-9]{1,3}(?:\.[0-9]{1,3})?)\s?(?:%|per ?cent)"
_YEARLY: Final = r"(?:annual(?:ly)?|yearly|a year|per year|per annum|pa|p\.a\.|each year|every year|year[- ]on[- ]year)"
_LOOSE: Final = rf"(?:(?:another|a further|an? (?:additional|extra)|{DOUBT})\s+)?"
_GROWTHS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_PERCENT}\s+{_YEARLY}\s+{_VERB}", rf"{_VERB}\s+(?:(?:by|of|at)\s+)?{_LOOSE}{_PERCENT}\s+(?:in )?{_YEARLY}",
        rf"{_YEARLY}\s+{_VERB}\s+(?:of|at|by)\s+{_LOOSE}{_PERCENT}",
        rf"{_VERB}\s+{_YEARLY}\s+(?:by|at)\s+{_LOOSE}{_PERCENT}",
        rf"{_PERCENT}\s+{_VERB}\s+{_YEARLY}",
    )
)  # fmt: skip
_SAMES = re.compile(
    r"\b(?:remain\w*|stay\w*|kept|held|hold\w*|(?:is|are) (?:assumed|held|kept)(?: to be)?)\s+"
    r"(?:(?:broadly|roughly|about|at)\s+)?(?:the\s+)?(?:same|constant|unchanged|flat|level|steady|stable)\b",
    re.IGNORECASE,
)
_TO = rf"(?P<to>£\s?(?:{NUMBER})\s?(?:bn|billion|m|million|k|thousand)?|(?:{NUMBER}))"
_CHANGE_TO = re.compile(rf"{_VERB}\s+(?:by|of)\s+{_LOOSE}{_PERCENT}\s+to\s+{_LOOSE}{_TO}", re.IGNORECASE)
_LEVEL_BEFORE = re.compile(
    rf"\b(?:is|was|are|were|be|been|reach\w*|stood at|stands at|stand at|total\w*|(?:{_UP}|{_DOWN})\s+to|"
    r"(?:forecast|estimated|projected|set|held|kept|budgeted|remain\w*|stay\w*) at)\s+"
    rf"(?:just\s+)?(?P<doubt>{DOUBT})?\s*$",
    re.IGNORECASE,
)
_PASSES = re.compile(
    r"(?<!not )(?<!never )\b(?:pass(?:es|ed)?|exceed(?:s|ed)?|cross(?:es|ed)?|breach(?:es|ed)?)\s+$", re.IGNORECASE
)
_THERE = re.compile(
    r"\b(?:there|we|council|authority)\s+(?:(?:will|would|could|now|currently)\s+)?"
    r"(?:be|are|were|is|was|expects?|expected|have|has|had|forecasts?|projects?)\s+"
    rf"(?:to (?:have|be|support|maintain)\s+)?(?P<doubt>{DOUBT})?\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s+([a-z][^,.;:]{2,60}?)(?=[,.;:]|\s(?:by|from|than|which|and|but)\s|$)", re.IGNORECASE)
_NOT_A_LEVEL = re.compile(
    r"\s*(?:less|more|lower|higher|below|above|worse|better|extra|additional|saving|reduction|increase|"
    r"of (?:savings|cuts))\b",
    re.IGNORECASE,
)
_CUT = re.compile(r"[,;:]|\b(?:and|but|if|that|because|while|whilst|assuming|where|how|so|when|with)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z£*“\"])")
_EARLY = re.compile(r"\b(?:(?:start|beginning|opening) of|brought forward (?:in)?to)\s+(?:the\s+)?$", re.IGNORECASE)
_NO_SUBJECT = re.compile(
    r"(?:(?:it|this|that|which|they|is|are|was|were|will|would|be|been|has|have|had|forecast|projected|expected|"
    r"estimated|likely|set|then|also|to|by)\b\s*)*",
    re.IGNORECASE,
)
_NEAR: Final = 60  # characters between a sum and its year


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said. `subject`: the words it is said of; `mark`: the footnote mark that ties it to a heading instead.

    `percent` is signed; `quantity` is what it comes to; `period` when.
    """

    kind: str
    text: str
    line: int
    subject: str
    mark: str = ""
    percent: Fraction | None = None
    places: int = 0
    quantity: Quantity | None = None
    period: Period | None = None
    doubt: str = ""


def sentences_of(prose: Sequence[Line]) -> list[Line]:
    """The prose as sentences, lines that were broken within one joined, each with the line it begins on."""
    joined: list[Line] = []
    last = -1
    for line in prose:
        goes_on = joined and line.number == last + 1 and joined[-1].text[-1:] not in ".!?:" and line.text[:1].islower()
        if goes_on:
            joined[-1] = Line(joined[-1].number, f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
        last = line.number
    return [Line(line.number, part.strip()) for line in joined for part in _SENTENCE.split(line.text) if part.strip()]


def claims_in(sentence: Line) -> Iterator[Claim]:
    """Every claim in one sentence."""
    text = sentence.text[:2_000]
    mark = (re.match(r"[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+", text) or [""])[0]
    for pattern in _GROWTHS:
        for found in pattern.finditer(text):
            yield _percentage(GROWTH, found, text, sentence.number, mark)
    for found in _SAMES.finditer(text):
        yield Claim(SAME, text, sentence.number, subject_before(text, found.start()), mark)
    for found in _CHANGE_TO.finditer(text):
        to = next((each for each in quantities_in(text, sentence.number) if each.end > found.start("to")), None)
        if to is None:  # it is part of a longer word or number
            continue
        claim = _percentage(CHANGE_TO, found, text, sentence.number, mark)
        yield Claim(CHANGE_TO, text, sentence.number, claim.subject, mark, claim.percent, claim.places, to,
                    _period(text, to))  # fmt: skip
    yield from _levels(text, sentence.number, mark)


def _percentage(kind: str, found: re.Match[str], text: str, line: int, mark: str) -> Claim:
    down = re.fullmatch(_DOWN, found["verb"], re.IGNORECASE) is not None
    percent, places = Fraction(found["percent"]), len(found["percent"].partition(".")[2])
    subject = subject_before(text, found.start())
    if not subject and (after := re.match(r"\s+(?:in|of)\s+([^,.;]{3,60})", text[found.end() :])) is not None:
        subject = after[1]
    return Claim(kind, text, line, subject, mark, -percent if down else percent, places)


def _levels(text: str, line: int, mark: str) -> Iterator[Claim]:
    """“HNB expenditure was £29.66m in 2019/20”: a verb, a sum, and a year near it."""
    subject = ""
    for quantity in quantities_in(text, line):
        if quantity.kind == PERCENT or _NOT_A_LEVEL.match(text[quantity.end :]):
            continue
        ahead, period = text[: quantity.start], _period(text, quantity)
        there, after = _THERE.search(ahead), _AFTER.match(text[quantity.end :])
        if there is not None and after is not None and quantity.kind == COUNT:
            doubt = (there["doubt"] or "").lower()
            yield Claim(LEVEL, text, line, after[1], mark, None, 0, quantity, period, doubt)
            continue
        before = _LEVEL_BEFORE.search(ahead) or _PASSES.search(ahead)
        if before is None:
            continue
        said = subject_before(text, before.start())
        subject = subject or said if _only_it(said) else said
        doubt = PAST if before.re is _PASSES else (before["doubt"] or "").lower()
        yield Claim(LEVEL, text, line, subject, mark, None, 0, quantity, period, doubt)


def _only_it(subject: str) -> bool:
    return _NO_SUBJECT.fullmatch(subject.strip()) is not None


def subject_before(text: str, end: int) -> str:
    """The words before a verb, back to where the clause began."""
    cuts = [found.end() for found in _CUT.finditer(text, 0, end)]
    return text[(cuts[-1] if cuts else 0) : end].strip(" *†‡")[-120:]


def _period(text: str, quantity: Quantity) -> Period | None:
    """The year a sum is said of: the nearest after it in its clause, else before it."""
    named = periods_in(text)
    after = [each for each in named if 0 <= each[0] - quantity.end <= _NEAR and not _ends(text[quantity.end : each[0]])]
    before = [
        each for each in named if 0 <= quantity.start - each[1] <= _NEAR and not _ends(text[each[1] : quantity.start])
    ]
    if not after and not before:
        return None
    start, _, period = after[0] if after else before[-1]
    return period.before() if _EARLY.search(text[:start]) else period


def _ends(between: str) -> bool:
    """Whether another clause begins in between."""
    return re.search(r"[,;]|\b(?:and|but|while|whilst)\b", between) is not None
