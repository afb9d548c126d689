"""The processes in words: each step, whose turn it is, the time limits that run, and any right of appeal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.text import slugify

from goldenthread.domain.clocks.facts import what_happened
from goldenthread.domain.clocks.reference import rows_of
from goldenthread.domain.clocks.register import CLOCKS
from goldenthread.domain.lifecycle.diagram import PROCESSES
from goldenthread.domain.lifecycle.process import Process, Stage
from goldenthread.domain.statute.duties import Duty, duties
from goldenthread.domain.statute.limits import Counting, Limit
from goldenthread.web.components.presenters.phrases import uk_date
from goldenthread.web.law.parts import part_of, parts, plain_process
from goldenthread.web.law.rule_words import binding, must, only_if, time_allowed

# A process with stages that is not called as its clocks' process is.
PROCESS_NAMES: Final[dict[str, str]] = {
    "Disagreement": "Disagreeing with a decision",
    "Move to another area": "Moving to another council’s area",
}


@dataclass(frozen=True)
class LimitWords:
    """One time limit: the duty, the time, what starts it, how it binds, and where a date of it can be checked.

    `others`: how it differs for some, each in the law's own words (a detained person, another kind of move).
    """

    code: str
    name: str
    must: str
    time: str
    only_if: str
    start: str
    tag: tuple[str, str]
    url: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One stage. `limits` start to matter here; `still_running` have been told at an earlier step.

    `after` names the steps it comes from, where that is not simply the step before it.
    """

    name: str
    next_step: str
    after: str
    limits: tuple[LimitWords, ...]
    still_running: tuple[LimitWords, ...]
    appeal: str
    is_end: bool


@dataclass(frozen=True)
class ProcessWords:
    """One process, its steps in order."""

    slug: str
    name: str
    steps: tuple[Step, ...]


def processes(on: date) -> tuple[ProcessWords, ...]:
    """Every process with stages, as it stands in the law of a day."""
    return tuple(_process(process, on) for process in PROCESSES)


def other_limits(on: date) -> tuple[tuple[str, tuple[LimitWords, ...]], ...]:
    """(part of the process, its limits) for every limit that no step tells of."""
    told = {code for process in PROCESSES for stage in process.stages for code in stage.clocks}
    found = []
    for part in parts():
        codes = [code for code, clock in CLOCKS.items() if clock.process in part.processes and code not in told]
        if limits := tuple(limit_words(code, on) for code in codes):
            found.append((part.name, limits))
    return tuple(found)


def limit_words(code: str, on: date) -> LimitWords:
    """A rule as it is law on a day, in words. Raises IndexError for a code without a row.

    A rule that is law no longer is told by its last row: what began under it runs on.
    """
    rows = rows_of(code)
    row, *differing = [each for each in rows if each.in_force(on)] or rows[-1:]
    return LimitWords(
        row.code,
        row.name,
        must(row),
        time_allowed(row),
        _condition(row, on),
        _start(row),
        binding(row).tag,
        reverse("law:rule", args=[row.code]),
        tuple(dict.fromkeys(_differs(row, each) for each in differing if _differs(row, each))),
    )


def duties_without_a_date(on: date) -> tuple[tuple[str, tuple[Duty, ...]], ...]:
    """(part of the process, its duties) for every duty in force that has no date. Codes of one letter go together."""
    part_names = {code[0]: part_of(clock.process).name for code, clock in reversed(list(CLOCKS.items()))}
    found: dict[str, list[Duty]] = {}
    for code, duty in duties().items():
        if duty.in_force_from <= on and (duty.in_force_to is None or on <= duty.in_force_to):
            found.setdefault(part_names.get(code[0], "Other duties"), []).append(duty)
    return tuple((name, tuple(listed)) for name, listed in found.items())


def plain_name(process: Process) -> str:
    """What a process is called on these pages."""
    part = next((part for part in parts() if process.name.lower() in part.processes), None)
    return PROCESS_NAMES.get(process.name) or (part.name if part else plain_process(process.name))


def turn_said(stage: Stage) -> str:
    """Whose turn it is and what for: `the council decides whether to assess`; '' at an end."""
    return f"the {stage.turn} {stage.next_step}" if stage.turn else ""


def _process(process: Process, on: date) -> ProcessWords:
    told: set[str] = set()
    steps = []
    for place, stage in enumerate(process.stages):
        limits = tuple(limit_words(code, on) for code in stage.clocks if code not in told)
        running = tuple(limit_words(code, on) for code in stage.clocks if code in told)
        told |= set(stage.clocks)
        steps.append(
            Step(
                stage.name,
                turn_said(stage),
                _after(process, place),
                limits,
                running,
                stage.appeal,
                stage.is_end,
            )
        )
    return ProcessWords(slugify(process.name), plain_name(process), tuple(steps))


def _after(process: Process, place: int) -> str:
    stage = process.stages[place]
    before = process.stages[place - 1].code if place else ""
    if not stage.follows or stage.follows == (before,):
        return ""
    return " or ".join(f"“{process.stage(code).name}”" for code in stage.follows)


def _condition(row: Limit, on: date) -> str:
    if row.in_force_to and row.in_force_to < on:
        return f"This is only for what began by {uk_date(row.in_force_to)}."
    return only_if(row)


def _differs(row: Limit, other: Limit) -> str:
    """What another row of a rule says that this one does not; '' where only its place in the law differs."""
    words = other.plain if other.plain != row.plain else ""
    tag = binding(other).tag[0]
    return f"{words} ({tag}.)" if words and tag != binding(row).tag[0] else words


def _start(row: Limit) -> str:
    starts = " or ".join(dict.fromkeys(what_happened(fact) for fact in CLOCKS[row.code].starts))
    if not starts or row.counting in (Counting.BEFORE, Counting.SCHOOL_LEAVING):
        return ""
    if row.counting is Counting.AT_LEAST_BEFORE:
        return f"Count back from the day {starts}."
    return f"The time starts on the day {starts}."
