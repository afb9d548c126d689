"""What a clock says of one case on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.domain.clocks import explain, family_words
from goldenthread.domain.clocks.status import OPEN, Status
from goldenthread.domain.statute.limits import Limit, Strength


@dataclass(frozen=True, slots=True)
class Reading:
    """One clock, one case, one day (`on`).

    `outer_on` is the last day the law allows: None before the clock can be counted and when an exception has lifted the
    limit, in which case `original_outer_on` keeps the date for reporting and the duty is "as soon as practicable".
    `safe_on` is the day to work to, never after the outer date. `exception` is the code of the exception that applies.
    `steps` and `safe_steps` show how the two dates were counted, one sentence each. `note` says what is odd about the
    facts. `also_reads` names the facts, besides what started it, that can change the date.
    """

    rule: str
    name: str
    process: str
    on: date
    limit: Limit
    status: Status
    started_by: str | None = None
    started_on: date | None = None
    met_by: str | None = None
    met_on: date | None = None
    ended_by: str | None = None
    ended_on: date | None = None
    outer_on: date | None = None
    original_outer_on: date | None = None
    safe_on: date | None = None
    exception: str | None = None
    exception_reason: str = ""
    exception_review_on: date | None = None
    steps: tuple[str, ...] = ()
    safe_steps: tuple[str, ...] = ()
    note: str = ""
    also_reads: tuple[str, ...] = ()

    @property
    def strength(self) -> Strength:
        """How binding the limit is."""
        return self.limit.strength

    @property
    def citation(self) -> str:
        """Where the law says it."""
        return self.limit.citation

    @property
    def owed_by(self) -> str:
        """Who must act."""
        return self.limit.owed_by

    @property
    def owed_to(self) -> str:
        """To whom."""
        return self.limit.owed_to

    @property
    def is_legal_duty(self) -> bool:
        """False for what the Code or practice expects: passing that date is not a breach."""
        return self.limit.is_legal_duty

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act: running, late, or excepted and not yet done."""
        return self.status in OPEN or (self.status is Status.EXCEPTED and self.met_on is None)

    @property
    def is_breach(self) -> bool:
        """Whether the law's own date was, or has been, missed without an exception."""
        if self.is_conditional:
            return False
        return self.is_legal_duty and self.status in (Status.LATE, Status.MET_LATE)

    @property
    def is_conditional(self) -> bool:
        """Open, and binding only if one of two decisions is taken (a refusal to issue a plan): nothing is broken
        yet.
        """
        return bool(self.limit.only_if) and self.met_on is None

    @property
    def status_said(self) -> str:
        """For a tag. A date that is only expected is "past expected date", never "late"."""
        if self.is_conditional and self.status is Status.LATE:
            return "a no would be late"
        if not self.is_legal_duty and self.status is Status.LATE:
            return "past expected date"
        if not self.is_legal_duty and self.status is Status.MET_LATE:
            return "met after expected date"
        return self.status.said

    @property
    def due_word(self) -> str:
        """`due by`, or `expected by` where nothing binds."""
        return "due by" if self.is_legal_duty else "expected by"

    @property
    def days_left(self) -> int | None:
        """Days from `on` to the outer date, below zero when late; None when nothing is open or no date binds."""
        if self.outer_on is None or not self.is_open:
            return None
        return (self.outer_on - self.on).days

    @property
    def days_late(self) -> int:
        """Days past the outer date when it was met, or by `on` if it still is not; 0 unless late or met late."""
        if self.original_outer_on is None or self.status not in (Status.LATE, Status.MET_LATE):
            return 0
        return max(0, ((self.met_on or self.on) - self.original_outer_on).days)

    @property
    def rule_in_plain_words(self) -> str:
        """The rule, who says so, and whether it binds."""
        return explain.rule_in_plain_words(self)

    @property
    def which_law(self) -> str:
        """Why this row of the law and not another year's."""
        return explain.which_law(self)

    @property
    def what_could_change_it(self) -> tuple[str, ...]:
        """What would move or lift the date, one sentence each."""
        return explain.what_could_change_it(self)

    @property
    def what_started_it(self) -> str:
        """The fact the count runs from, and its day."""
        return explain.what_started_it(self)

    @property
    def how_counted(self) -> tuple[str, ...]:
        """The working, one sentence a step, ending with the safe date."""
        return explain.how_counted(self)

    @property
    def exceptions_available(self) -> tuple[str, ...]:
        """What could lift this limit, and that nothing pauses it."""
        return explain.exceptions_available(self, self.started_on or self.on)

    @property
    def what_if_late(self) -> str:
        """What follows from missing the date, and what the family can do."""
        return explain.what_if_late(self)

    def for_a_parent(self, name: str = "your child") -> str:
        """One to three short sentences for a parent, with the date."""
        return family_words.for_a_parent(self, name)
