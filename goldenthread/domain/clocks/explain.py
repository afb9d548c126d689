"""A reading in words: for a professional, for a parent, and what follows if a date is missed.

The functions take anything shaped like a `Reading`; the shape is `Readable` so that a reading can offer these as its
own.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Protocol

from goldenthread.domain.calendars.wording import plural, said
from goldenthread.domain.clocks.facts import what_happened
from goldenthread.domain.clocks.status import Status
from goldenthread.domain.statute.exceptions import Admission, admissions, lawful_exceptions
from goldenthread.domain.statute.limits import Counting, Limit

FAMILY: Final = "You"
NEVER_A_PAUSE: Final = (
    "An exception lifts the limit. It never pauses it and never adds days: the duty stays, as soon as practicable."
)
FORMULAS: Final = {
    Counting.WITHIN: "Counted as “within”: the day of the event is left out.",
    Counting.BEGINNING_WITH: "Counted as “beginning with”: the first day is day one.",
    Counting.BEFORE: "Counted as “before”: the named day is already too late.",
    Counting.AT_LEAST_BEFORE: "Counted back as “at least” so long before.",
    Counting.TRIBUNAL_FILING: "Counted as “within”, then rolled forward by the tribunal's rules.",
    Counting.TRIBUNAL_WORKING_DAYS: "Counted in the tribunal's working days.",
    Counting.SCHOOL_LEAVING: "Read from the school calendar.",
}


class Readable(Protocol):
    """What the words need of a reading."""

    @property
    def limit(self) -> Limit: ...
    @property
    def status(self) -> Status: ...
    @property
    def started_by(self) -> str | None: ...
    @property
    def started_on(self) -> date | None: ...
    @property
    def met_on(self) -> date | None: ...
    @property
    def ended_by(self) -> str | None: ...
    @property
    def ended_on(self) -> date | None: ...
    @property
    def original_outer_on(self) -> date | None: ...
    @property
    def safe_on(self) -> date | None: ...
    @property
    def exception(self) -> str | None: ...
    @property
    def days_late(self) -> int: ...
    @property
    def days_left(self) -> int | None: ...
    @property
    def steps(self) -> tuple[str, ...]: ...
    @property
    def safe_steps(self) -> tuple[str, ...]: ...


def rule_in_plain_words(reading: Readable) -> str:
    """The rule, who says so, and whether it binds."""
    row = reading.limit
    uncertain = f" Not settled: {row.uncertain}" if row.uncertain else ""
    return f"{row.plain} This comes from {row.strength.said} ({row.citation}).{uncertain}"


def what_started_it(reading: Readable) -> str:
    """The fact the count runs from, and its day."""
    if reading.started_by is None or reading.started_on is None:
        return "Nothing has started this clock yet."
    return f"On {said(reading.started_on)} {what_happened(reading.started_by)}."


def how_counted(reading: Readable) -> tuple[str, ...]:
    """The working, one sentence a step, ending with the safe date."""
    if reading.original_outer_on is None or reading.safe_on is None:
        return ()
    aim = f"The safe date to work to is {said(reading.safe_on)}."
    return (FORMULAS[reading.limit.counting], *reading.steps, *reading.safe_steps, aim)


def exceptions_available(reading: Readable, on: date) -> tuple[str, ...]:
    """Each exception the law admits to this limit, or that it admits none; and that none of them is a pause."""
    admitted = [
        admission for admission in admissions(reading.limit.code, on=on) if admission.exception.code != "NOT_STATED"
    ]
    if not admitted:
        return ("The law admits no exception to this limit.",)
    return (*(_admission_said(admission) for admission in admitted), NEVER_A_PAUSE)


def for_a_parent(reading: Readable, name: str) -> str:
    """One to three short sentences for a parent. `name` is the child's first name, or "your child"."""
    row, due = reading.limit, reading.original_outer_on
    duty = row.family_duty.format(name=name)
    if row.counting is Counting.SCHOOL_LEAVING:
        return _school_leaving_said(name, due)
    match reading.status:
        case Status.EXCEPTED if reading.met_on is None:
            return _excepted_said(reading, duty)
        case Status.NO_LONGER_RUNS:
            return _ended_said(reading, duty)
        case Status.NOT_STARTED:
            tail = "" if due is None else f" {_due_said(reading, duty, due)}"
            return (
                f"The time for this has not started yet.{tail}" if tail else f"The time to {duty} has not started yet."
            )
        case Status.ON_TIME | Status.DUE_SOON:
            return _due_said(reading, duty, _needed(due))
        case Status.LATE:
            return _late_said(reading, duty, _needed(due))
        case _:
            return _done_said(reading, duty, _needed(due))


def what_if_late(reading: Readable) -> str:
    """What follows from missing the date, and what the family can do. Lateness alone gives no right of appeal."""
    row = reading.limit
    if row.only_if and reading.met_on is None:
        return (
            f"This date binds only if {row.only_if}. After it, that decision breaks {row.citation}; the other "
            "decision has no limit of its own, but the final plan must be sent within 20 weeks."
        )
    if not row.is_legal_duty:
        return "This is what guidance expects, not a legal limit. You can ask why it has not happened and when it will."
    if row.family_actor == FAMILY:
        return OWN_LATENESS.get(
            row.code, "After that day the council may go on without your answer. Tell it if you need longer."
        )
    if row.owed_by == "body asked for advice":
        return (
            f"Late advice breaks {row.citation}. It does not give the council more time. You can complain to the body, "
            "and about a health body to the Parliamentary and Health Service Ombudsman."
        )
    if row.owed_by == "nobody":
        return "This is a date that arrives by itself. Nobody can be late for it."
    return (
        f"Missing this date breaks {row.citation}, and the duty to act as soon as possible stays. "
        f"You can complain to the {_complain_to(row)}. Being late does not by itself give a right of appeal. "
        "A solicitor can say if a court could help."
    )


OWN_LATENESS: Final = {
    "D1": "After that day the adviser may not give a certificate. You can ask the tribunal for permission to appeal.",
    "D6": "After that day you need the tribunal's permission. Ask for it with your appeal and say why it is late.",
}


def _complain_to(row: Limit) -> str:
    if "council" in row.family_actor.lower():
        return "council and then to the Local Government and Social Care Ombudsman"
    return f"{row.family_actor.removeprefix('The ').removeprefix('the ')}"


def _admission_said(admission: Admission) -> str:
    return f"{admission.exception.name}: {admission.exception.condition} ({admission.citation})"


def _needed(day: date | None) -> date:
    if day is None:
        raise ValueError("A reading with this status always has an outer date.")
    return day


def _due_said(reading: Readable, duty: str, due: date) -> str:
    actor = reading.limit.family_actor
    if reading.limit.only_if:
        return f"If {reading.limit.only_if}, it must tell you by {said(due)}."
    if actor == FAMILY:
        return f"You have until {said(due)} to {duty}."
    if not reading.limit.is_legal_duty:
        return f"{actor} {_be(actor)} expected to {duty} by {said(due)}. This is advice, not law."
    return f"{actor} must {duty} by {said(due)}."


def _late_said(reading: Readable, duty: str, due: date) -> str:
    actor = reading.limit.family_actor
    if reading.limit.only_if:
        return (
            f"If {reading.limit.only_if}, it had to tell you by {said(due)}. "
            "A no would now be late. A yes can still come."
        )
    if actor == FAMILY:
        return f"You had until {said(due)} to {duty}. That day has gone. Ask for help now."
    if not reading.limit.is_legal_duty:
        return (
            f"{actor} {_be(actor, past=True)} expected to {duty} by {said(due)}. You can ask why it has not happened."
        )
    days = plural(reading.days_late, "day")
    return f"{actor} had to {duty} by {said(due)}. It is {days} late. You can ask why, and you can complain."


def _done_said(reading: Readable, duty: str, due: date) -> str:
    actor, met_on = reading.limit.family_actor, _needed(reading.met_on)
    days = plural(reading.days_late, "day")
    if reading.status is Status.MET_IN_TIME:
        ending = "in time"
    elif reading.status is Status.EXCEPTED:
        ending = "and the law allowed the extra time"
    else:
        ending = f"{days} late" if reading.limit.is_legal_duty else f"{days} after the expected date"
    had = f"{_be(actor, past=True)} expected" if not reading.limit.is_legal_duty else "had"
    return f"{actor} {had} to {duty} by {said(due)}. This was done on {said(met_on)}, {ending}."


def _excepted_said(reading: Readable, duty: str) -> str:
    because = lawful_exceptions()[reading.exception or ""].plain
    actor = reading.limit.family_actor
    return f"There is no set date to {duty}, because {because}. {actor} must still do it as soon as possible."


def _ended_said(reading: Readable, duty: str) -> str:
    if reading.ended_by and reading.ended_on:
        because = f"on {said(reading.ended_on)} {what_happened(reading.ended_by)}"
        return f"There is no longer a date to {duty}, because {because}."
    return f"The time to {duty} ended on {said(_needed(reading.original_outer_on))}."


def _school_leaving_said(name: str, due: date | None) -> str:
    if due is None:
        return f"We need {name}'s date of birth to say when the rights pass to {name}."
    return f"The rights are the parent's until {said(due)}. From the next day they belong to {name}."


def _be(actor: str, *, past: bool = False) -> str:
    many = actor == "The people asked"
    if past:
        return "were" if many else "was"
    return "are" if many else "is"
