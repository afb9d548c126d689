"""Is this advice specific enough to write a plan from? Rules that warn whoever submits; none refuses.

A plan must specify provision, and usually quantify it: SEND Code of Practice 9.69, and L v Clarke and Somerset [1998]
ELR 129. Advice that does not say so leaves the plan's writer to guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from goldenthread.domain.advice.report import NEED, OUTCOME, PROVISION, Entry
from goldenthread.domain.plan.checker.provision import vague_words

_SPECIFIC: Final = "A plan’s provision must be specific and normally quantified (SEND Code of Practice 9.69)."
_OUTCOMES: Final = "An outcome should be specific, measurable and time bound (SEND Code of Practice 9.66)."
_THREAD: Final = "A plan has provision for each need it specifies (SEND Code of Practice 9.69)."


@dataclass(frozen=True, slots=True)
class Rule:
    """`message` says what to do; `reason` why, with where that comes from."""

    id: str
    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that one row (`entry`, '' for the report as a whole) does not meet. `found`: the words at fault."""

    rule: Rule
    entry: str
    found: str = ""


NOTHING_OF_A_PART: Final = Rule(
    "advice.part_missing", "Advice covers needs, outcomes and provision. One of these is empty",
    "Each advice is of needs, provision and intended outcomes (SEND Regulations 2014, regulation 6(1)).",
)  # fmt: skip
NO_AREA: Final = Rule("advice.need_no_area", "Say which area this need is in", "A plan sets needs out by area.")
NEED_UNMET: Final = Rule("advice.need_without_provision", "Say what provision this need calls for", _THREAD)
NO_NEED: Final = Rule("advice.provision_without_need", "Say which outcome, and so which need, this is for", _THREAD)
NO_DATE: Final = Rule("advice.outcome_no_date", "Say by when", _OUTCOMES)
NO_MEASURE: Final = Rule("advice.outcome_no_measure", "Say how anyone will know it is achieved", _OUTCOMES)
SERVICE: Final = Rule(
    "advice.outcome_is_service", "Say what they will be able to do, not what they will be given",
    "An outcome is not a description of the service (SEND Code of Practice 9.66).",
)  # fmt: skip
NO_WHO: Final = Rule("advice.provision_no_provider", "Say who does it", _SPECIFIC)
NO_OFTEN: Final = Rule("advice.provision_no_frequency", "Say how often", _SPECIFIC)
NO_LONG: Final = Rule("advice.provision_no_duration", "Say how long each time", _SPECIFIC)
VAGUE_WORDS: Final = Rule(
    "advice.vague_words", "Say exactly what is meant", "Words that can mean anything cannot be checked or enforced."
)
RULES: Final = (
    NOTHING_OF_A_PART, NO_AREA, NEED_UNMET, NO_NEED, NO_DATE, NO_MEASURE, SERVICE, NO_WHO, NO_OFTEN, NO_LONG,
    VAGUE_WORDS,
)  # fmt: skip

_GIVEN = re.compile(
    r"\b(?:has|have|receives?|gets?|given|attends?|access(?:es)?)\b.{0,40}"
    r"\b(?:therapy|support|sessions?|intervention|programme|provision|teaching assistant|adult)\b",
    re.IGNORECASE,
)
_EMPTY: Final[Sequence[tuple[str, str, Rule]]] = (
    (NEED, "area", NO_AREA),
    (OUTCOME, "by_when", NO_DATE),
    (OUTCOME, "measure", NO_MEASURE),
    (PROVISION, "who", NO_WHO),
    (PROVISION, "how_often", NO_OFTEN),
    (PROVISION, "how_long", NO_LONG),
)


def findings(entries: Iterable[Entry]) -> tuple[Finding, ...]:
    """What the rules find, in the order of the rows; the report as a whole first."""
    rows = tuple(entries)
    found = [*_whole(rows)]
    for row in rows:
        found += [Finding(rule, row.id) for part, name, rule in _EMPTY if row.part == part and not _said(row, name)]
        found += [Finding(rule, row.id) for part, rule, fails in _THREADS if row.part == part and fails(row, rows)]
        if row.part == OUTCOME and _GIVEN.search(row.text):
            found.append(Finding(SERVICE, row.id))
        found += [Finding(VAGUE_WORDS, row.id, words) for words in vague_words(_words_of(row))]
    return tuple(found)


def _whole(rows: Sequence[Entry]) -> list[Finding]:
    missing = [part for part in (NEED, OUTCOME, PROVISION) if not any(row.part == part for row in rows)]
    return [Finding(NOTHING_OF_A_PART, "", ", ".join(missing))] if missing else []


def _said(row: Entry, name: str) -> bool:
    value = getattr(row, name)
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _words_of(row: Entry) -> str:
    """Text that promises something. A need may well say that something is regular, or hard to access."""
    if row.part == PROVISION:
        return " / ".join((row.text, row.who, row.how_often, row.how_long, row.ratio))
    return row.text if row.part == OUTCOME else ""


def _is_unmet(need: Entry, rows: Sequence[Entry]) -> bool:
    """Nothing is provided towards any outcome of it."""
    outcomes = {row.id for row in rows if row.part == OUTCOME and need.id in row.serves}
    return not any(row.part == PROVISION and outcomes.intersection(row.serves) for row in rows)


def _is_for_nothing(provision: Entry, rows: Sequence[Entry]) -> bool:
    """It works towards no outcome that answers a need."""
    needs = {row.id for row in rows if row.part == NEED}
    return not any(
        row.part == OUTCOME and row.id in provision.serves and needs.intersection(row.serves) for row in rows
    )


_THREADS: Final[Sequence[tuple[str, Rule, Callable[[Entry, Sequence[Entry]], bool]]]] = (
    (NEED, NEED_UNMET, _is_unmet),
    (PROVISION, NO_NEED, _is_for_nothing),
)
