"""What a clock is, and how one is read.

A clock is a function of facts, never a counter. Its limit is a row of law; what starts, meets and ends it is code.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES, WorkingCalendar
from goldenthread.domain.clocks.count import Count, count
from goldenthread.domain.clocks.facts import Facts, MissingFact, RawFacts, as_facts, what_happened
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.status import Status
from goldenthread.domain.statute.exceptions import Claim, admissions, admit
from goldenthread.domain.statute.limits import Limit, NotInForce, limits

DUE_SOON_DAYS: Final = 14

Met = tuple[str, date]
Variant = Callable[[Facts, str], str]
Warns = Callable[[Facts, Count], str]
Counter = Callable[[Facts, WorkingCalendar, date | None], Count | None]
MetRule = Callable[[Facts, date], Met | None]


@dataclass(frozen=True)
class Clock:
    """One clock. `code` is its row in the statute; the other names are facts.

    `starts`: the earliest of these starts it, unless `counter` says otherwise. `met_by`: the earliest meets it, unless
    `met_rule` says otherwise. `ended_by`: what makes it run no longer, without being met. `planned`: its starting fact
    may lie ahead (a meeting, a move). `lapses`: it is a time somebody may use, so its passing makes nobody late.
    `variant`: which of the code's rows governs, from the facts and the name of the one that started it.
    `warning`: what is wrong although no date is missed, or blank. `also_reads`: facts besides `starts` that can change
    the date.
    """

    code: str
    process: str
    starts: tuple[str, ...]
    met_by: tuple[str, ...] = ()
    ended_by: tuple[str, ...] = ()
    planned: bool = False
    lapses: bool = False
    counter: Counter | None = field(default=None, compare=False)
    met_rule: MetRule | None = field(default=None, compare=False)
    variant: Variant | None = field(default=None, compare=False)
    warning: Warns | None = field(default=None, compare=False)
    also_reads: tuple[str, ...] = ()

    def counted(self, facts: Facts, calendar: WorkingCalendar, as_of: date | None = None) -> Count | None:
        """The two dates, or None while nothing has started it. Raises NotInForce, BadFact, MissingFact."""
        if self.counter:
            return self.counter(facts, calendar, as_of)
        started = facts.earliest(self.starts)
        if started is None:
            return None
        variant = self.variant(facts, started[0]) if self.variant else ""
        return count(self.code, *started, calendar, variant=variant)

    def met(self, facts: Facts, on: date) -> Met | None:
        """The fact that met it by the day, or None."""
        found = self.met_rule(facts, on) if self.met_rule else facts.earliest(self.met_by)
        return found if found and found[1] <= on else None

    def any_row(self) -> Limit:
        """A row of this clock's law, whatever its dates: for its name and words when it cannot be counted."""
        return next(row for row in reversed(limits()) if row.code == self.code and not row.variant)


def dates(clock: Clock, facts: RawFacts | Facts, calendar: WorkingCalendar = ENGLAND_AND_WALES) -> Count:
    """The outer and safe date of a clock, whatever the day. Raises MissingFact, BadFact or NotInForce."""
    sound = as_facts(facts)
    counted = clock.counted(sound, calendar)
    if counted is None:
        given = sound.names() or "nothing"
        raise MissingFact(f"Rule {clock.code} needs {' or '.join(clock.starts)}. Given: {given}.")
    return counted


def read_clock(
    clock: Clock,
    facts: RawFacts | Facts,
    on: date,
    exceptions: Collection[Claim] = (),
    calendar: WorkingCalendar = ENGLAND_AND_WALES,
    *,
    due_soon_days: int = DUE_SOON_DAYS,
) -> Reading:
    """Where a clock stands on a day. Facts after `on` do not count as done, so any past day can be read again.

    Raises BadFact for facts that cannot be, and ExceptionRefused for an exception claimed on this rule that the law
    does not admit. A starting fact older than the law gives a reading that has not started, with a note.
    """
    sound = as_facts(facts)
    try:
        counted = clock.counted(sound, calendar, on)
    except NotInForce as old:
        return _not_started(clock, on, f"{old} Check the date.")
    except MissingFact as missing:
        return _not_started(clock, on, str(missing))
    if counted is None:
        return _not_started(clock, on)
    met, ended = clock.met(sound, on), sound.earliest(clock.ended_by)
    if met or (ended and ended[1] > on):
        ended = None
    claim = _claim(counted, exceptions, on)
    status = _status(clock, counted, on, met, ended, claim, due_soon_days)
    return _reading(clock, sound, counted, on, status, met, ended, claim)


def _status(
    clock: Clock, counted: Count, on: date, met: Met | None, ended: Met | None, claim: Claim | None, due_soon_days: int
) -> Status:
    outer_on = counted.outer.last_on
    if met:
        if met[1] <= outer_on:
            return Status.MET_IN_TIME
        return Status.EXCEPTED if claim else Status.MET_LATE
    if ended:
        return Status.NO_LONGER_RUNS
    if claim:
        return Status.EXCEPTED
    if on < (counted.opens_on or (date.min if clock.planned else counted.started_on)):
        return Status.NOT_STARTED
    if on > outer_on:
        return Status.NO_LONGER_RUNS if clock.lapses else Status.LATE
    return Status.DUE_SOON if on >= counted.safe.last_on - timedelta(days=due_soon_days) else Status.ON_TIME


def _reading(
    clock: Clock,
    facts: Facts,
    counted: Count,
    on: date,
    status: Status,
    met: Met | None,
    ended: Met | None,
    claim: Claim | None,
) -> Reading:
    excepted = status is Status.EXCEPTED
    met_by, met_on = met or (None, None)
    ended_by, ended_on = ended or (None, None)
    return Reading(
        rule=clock.code,
        name=counted.limit.name,
        process=clock.process,
        on=on,
        limit=counted.limit,
        status=status,
        started_by=counted.started_by,
        started_on=counted.started_on,
        met_by=met_by,
        met_on=met_on,
        ended_by=ended_by,
        ended_on=ended_on,
        outer_on=None if excepted else counted.outer.last_on,
        original_outer_on=counted.outer.last_on,
        safe_on=counted.safe.last_on,
        exception=claim.code if claim and excepted else None,
        exception_reason=claim.reason if claim and excepted else "",
        exception_review_on=claim.next_review_on(on) if claim and excepted else None,
        steps=counted.outer.steps,
        safe_steps=counted.safe.steps,
        note=(clock.warning(facts, counted) if clock.warning else "") or _note(clock, counted, met_on),
        also_reads=clock.also_reads,
    )


def _note(clock: Clock, counted: Count, met_on: date | None) -> str:
    backwards = clock.planned or counted.opens_on
    if met_on and met_on < counted.started_on and not backwards:
        return f"This was done before {what_happened(counted.started_by)}. Check the dates."
    return ""


def _not_started(clock: Clock, on: date, note: str = "") -> Reading:
    row = clock.any_row()
    return Reading(clock.code, row.name, clock.process, on, row, Status.NOT_STARTED, note=note)


def _claim(counted: Count, exceptions: Collection[Claim], on: date) -> Claim | None:
    row, period = counted.limit, {"on": counted.started_on, "until": counted.outer.last_on}
    for claim in exceptions:
        if claim.rule not in ("", row.code, row.key) or (claim.recorded_on and claim.recorded_on > on):
            continue
        elsewhere = not claim.rule and claim.code not in {a.exception.code for a in admissions(row.key, **period)}
        if elsewhere:
            continue  # claimed on the process as a whole: it lifts only the limits that admit it
        admit(claim, row.key, **period)
        return claim
    return None
