"""The answer to a question about the law: one card for each clock, in the order of their days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from goldenthread.domain.clocks.clock import Clock
from goldenthread.domain.clocks.facts import RawFacts, what_happened
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.register import CLOCKS, read
from goldenthread.domain.clocks.status import Status
from goldenthread.domain.lifecycle.diagram import PROCESSES
from goldenthread.domain.statute.appeals import appeal_rights
from goldenthread.web.components.presenters.lists import SummaryRow
from goldenthread.web.components.presenters.phrases import uk_date
from goldenthread.web.law.rule_words import Binding, actor, binding, checked, duty

DONE: Final = (Status.MET_IN_TIME, Status.MET_LATE)
STANDING: Final[dict[Status, tuple[str, str]]] = {
    Status.LATE: ("The day has passed", "red"),
    Status.DUE_SOON: ("Soon", "yellow"),
    Status.MET_IN_TIME: ("Done in time", "green"),
    Status.MET_LATE: ("Done late", "orange"),
    Status.NO_LONGER_RUNS: ("No longer runs", "grey"),
}

STAGE_NAMES: Final = {stage.code: stage.name for process in reversed(PROCESSES) for stage in process.stages}


@dataclass(frozen=True)
class Card:
    """One clock's answer. `day_words` goes before the day: `must happen by`, or `expected by` where nothing binds."""

    reading: Reading
    day_words: str
    tags: tuple[tuple[str, str], ...]
    plainly: str
    rows: tuple[SummaryRow, ...]
    could_change: tuple[str, ...]
    next_steps: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The id of the card on the page."""
        return f"rule-{self.reading.rule}"

    @property
    def has_day(self) -> bool:
        """False for a rule that does not fit the facts: it was not law then, or has no form for such a case."""
        return self.reading.original_outer_on is not None

    @property
    def in_calendar(self) -> bool:
        """Whether a calendar has any use for its day: it has one and nothing has met or ended it."""
        over = (*DONE, Status.NO_LONGER_RUNS)
        return self.reading.outer_on is not None and self.reading.status not in over


def cards(clocks: Iterable[Clock], facts: RawFacts, on: date) -> tuple[Card, ...]:
    """A card for each clock, those with the earliest day first and those without one last."""
    readings = [read(clock.code, facts, on) for clock in clocks]
    ordered = sorted(readings, key=lambda reading: (reading.original_outer_on or date.max, reading.rule))
    return tuple(_card(reading, facts) for reading in ordered)


def rights_of_appeal(facts: RawFacts) -> tuple[tuple[str, str], ...]:
    """(what was decided, the law that gives an appeal) for each decision among the facts that carries a right."""
    found = {}
    for fact in facts:
        reached = (stage for process in PROCESSES for stage in process.stages if fact in stage.reached_by)
        if stage := next((each for each in reached if each.appeal), None):
            found[stage.name] = stage.appeal
    return tuple(found.items())


def _card(reading: Reading, facts: RawFacts) -> Card:
    return Card(
        reading,
        _day_words(reading),
        _tags(reading),
        _plainly(reading),
        tuple(_rows(reading)),
        _could_change(reading, facts),
        tuple(_next_steps(reading)),
    )


def _day_words(reading: Reading) -> str:
    row = reading.limit
    if reading.status in DONE and reading.is_legal_duty:
        return "Had to be done by"
    match binding(row):
        case Binding.GUIDANCE:
            return "Expected by"
        case Binding.YOURS:
            return "You have until"
        case _ if CLOCKS[reading.rule].lapses:
            return "Until"
        case Binding.BY_ITSELF:
            return "Falls on"
        case _:
            return f"If {row.only_if}: by" if row.only_if else "Must be done by"


def _tags(reading: Reading) -> tuple[tuple[str, str], ...]:
    standing = STANDING.get(reading.status)
    if standing and reading.status is Status.MET_LATE and not reading.is_legal_duty:
        standing = ("Done after the expected day", "orange")
    if standing and reading.is_conditional and reading.status is Status.LATE:
        standing = ("A no would now be late", "orange")
    if standing and binding(reading.limit) is Binding.BY_ITSELF:
        standing = None
    return (binding(reading.limit).tag, *((standing,) if standing else ()))


def _plainly(reading: Reading) -> str:
    words = reading.for_a_parent()
    if reading.original_outer_on is None:
        return reading.note or words
    late_as_told = reading.status is Status.LATE and not reading.is_conditional
    unknown = late_as_told and binding(reading.limit) in (Binding.DUTY, Binding.GUIDANCE)
    return f"If it has not been done yet: {words[:1].lower()}{words[1:]}" if unknown else words


def _rows(reading: Reading) -> Iterable[SummaryRow]:
    row, bound = reading.limit, binding(reading.limit)
    if reading.original_outer_on:
        last = {Binding.GUIDANCE: "Expected by", Binding.BY_ITSELF: "The day"}.get(bound, "Last day the law allows")
        yield SummaryRow(last, uk_date(reading.original_outer_on))
    if reading.safe_on and bound is not Binding.BY_ITSELF:
        yield SummaryRow("Safe day to work to", uk_date(reading.safe_on))
    if bound is not Binding.BY_ITSELF:
        who = "Who is expected to act" if bound is Binding.GUIDANCE else "Who must act"
        yield SummaryRow("Who can act" if bound is Binding.YOURS else who, _capital(row.owed_by))
        yield SummaryRow("For whom", _capital(row.owed_to))
    if leads_to := [STAGE_NAMES[code] for code in row.next if code in STAGE_NAMES]:
        yield SummaryRow("What it leads to", _capital(", or ".join(name[:1].lower() + name[1:] for name in leads_to)))
    yield SummaryRow("Where it says so", row.citation)
    yield SummaryRow("What kind of rule", _capital(row.strength.said))
    yield SummaryRow("How far we have checked", checked(row))


def _could_change(reading: Reading, facts: RawFacts) -> tuple[str, ...]:
    """What would move or lift the day, or end it."""
    ends = [what_happened(fact) for fact in CLOCKS[reading.rule].ended_by if fact not in facts]
    return (*reading.what_could_change_it, *(f"It no longer runs if this has happened: {words}." for words in ends))


def _next_steps(reading: Reading) -> Iterable[str]:
    yield from _by_standing(reading)
    right = appeal_rights().get(reading.limit.appeal)
    if right:
        yield f"If you do not agree with what is decided, you may be able to appeal ({right.citation})."


def _by_standing(reading: Reading) -> Iterable[str]:
    row, who = reading.limit, actor(reading.limit)
    match binding(row), reading.status:
        case _, Status.MET_IN_TIME | Status.NO_LONGER_RUNS:
            yield "Nothing more is needed for this date."
        case Binding.BY_ITSELF, _:
            yield "Nothing needs to be done to make this day come. Plan for what changes on it."
        case Binding.YOURS, Status.LATE:
            yield "Ask for help today. Say why it is late."
        case Binding.YOURS, _:
            yield f"Work to the safe day, {uk_date(reading.safe_on)}, and do not leave it to the last one."
            yield "Keep a copy of what you send, and of the day you sent it."
        case Binding.GUIDANCE, _:
            yield f"You can ask when this will happen. {who} cannot be held to this day by law."
        case _, Status.MET_LATE:
            yield "You can ask why it was late, and you can complain."
        case _, Status.LATE:
            yield f"Write and ask when {who[:1].lower()}{who[1:]} will {duty(row)}."
            yield "Name the day that has passed, and the law above."
            yield "Ask for the answer in writing, with a date."
        case _:
            yield "Write the day down. You can ask how it is going before then."
            yield f"If you have heard nothing by the safe day, {uk_date(reading.safe_on)}, ask."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
