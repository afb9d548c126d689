"""A reading in one to three short sentences for a parent or young person."""

from __future__ import annotations

from datetime import date
from typing import Final

from goldenthread.domain.calendars.wording import plural, said
from goldenthread.domain.clocks.facts import what_happened
from goldenthread.domain.clocks.readable import Readable
from goldenthread.domain.clocks.status import Status
from goldenthread.domain.statute.exceptions import lawful_exceptions
from goldenthread.domain.statute.limits import Counting

FAMILY: Final = "You"


def for_a_parent(reading: Readable, name: str) -> str:
    """One to three short sentences for a parent. `name` is the child's first name, or "your child"."""
    row, due = reading.limit, reading.original_outer_on
    duty = row.family_duty.format(name=name)
    if row.counting is Counting.SCHOOL_LEAVING:
        return _school_leaving_said(name, due)
    if row.family_says and due:
        return row.family_says.format(name=name, date=said(due))
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
        return f"There is no longer a date to {duty}. On {said(reading.ended_on)} {what_happened(reading.ended_by)}."
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
