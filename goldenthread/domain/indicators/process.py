"""What the Department for Education publishes of the assessment process, counted from dated facts.

Definitions are those of the data guidance of "Education, health and care plans" (reporting year 2025); the formulas in
days are ours, and the note of each measure says so where the guidance leaves a choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from goldenthread.domain.indicators.periods import Period
from goldenthread.domain.proportions import Proportion

SIX_WEEKS: Final = 42
SIXTEEN_WEEKS: Final = 112
TWENTY_WEEKS: Final = 140
A_YEAR: Final = 364  # 52 weeks
SOURCE: Final = "DfE, Education, health and care plans, data guidance, reporting year 2025"


@dataclass(frozen=True, slots=True)
class RequestHistory:
    """One request: the return's codes and the days they are of. `lifted`: an exception to the 20 weeks applied;
    `on_appeal`: refused first and assessed because a tribunal or mediation said so."""

    id: int
    outcome: str
    assessed: str
    received_on: date | None = None
    decided_on: date | None = None
    issued_on: date | None = None
    not_issued_on: date | None = None
    withdrawn_on: date | None = None
    has_assessment: bool = False
    lifted: bool = False
    on_appeal: bool = False

    def days_to(self, day: date | None) -> int | None:
        """Days from the request to another; None where either is not known."""
        return (day - self.received_on).days if day and self.received_on else None


Test = Callable[[RequestHistory, Period], bool]


@dataclass(frozen=True, slots=True)
class Measure:
    """One published measure. `of` (None for a plain count) says which requests it is a share of; `counts` which of
    those are in it, and is asked of no others. `part_of` names the whole whose parts it is one of. `published` are the
    names of the columns published."""

    code: str
    name: str
    definition: str
    counts: Test
    of: Test | None = None
    of_words: str = ""
    part_of: str = ""
    published: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure of a period: the requests counted and, of a share, those it is a share of."""

    measure: Measure
    counted: tuple[int, ...]
    out_of: tuple[int, ...]

    @property
    def proportion(self) -> Proportion | None:
        """None for a plain count."""
        return Proportion(len(self.counted), len(self.out_of)) if self.measure.of else None


def _received(row: RequestHistory, period: Period) -> bool:
    return row.outcome != "H" and period.holds(row.received_on)


def _outcome(*codes: str) -> Test:
    return lambda row, period: row.outcome in codes


def _decided(row: RequestHistory, period: Period) -> bool:
    return row.outcome in ("Y", "N") and period.holds(row.decided_on) and row.received_on is not None


def _assessed(row: RequestHistory, period: Period) -> bool:
    return _issued_at_all(row, period) or _not_issued(row, period) or _stopped(row, period)


def _issued_at_all(row: RequestHistory, period: Period) -> bool:
    return row.assessed == "Y" and period.holds(row.issued_on) and row.received_on is not None


def _not_issued(row: RequestHistory, period: Period) -> bool:
    return row.assessed == "N" and period.holds(row.not_issued_on) and row.received_on is not None


def _stopped(row: RequestHistory, period: Period) -> bool:
    return row.assessed == "W" and row.has_assessment and period.holds(row.withdrawn_on)


def _ended(code: str) -> Test:
    return lambda row, period: row.assessed == code


def _issued(row: RequestHistory, period: Period) -> bool:
    return not row.on_appeal and _issued_at_all(row, period)


def _unlifted(row: RequestHistory, period: Period) -> bool:
    return not row.lifted and _issued(row, period)


def _within(most: int, day: str) -> Test:
    """From the request to the day of this name, at most so many days."""
    return _taking(_FROM_THE_START, most, day)


def _taking(least: int, most: int | None, day: str = "issued_on") -> Test:
    def takes(row: RequestHistory, period: Period) -> bool:
        days = row.days_to(getattr(row, day))
        return days is not None and days > least and (most is None or days <= most)

    return takes


_FROM_THE_START: Final = -100_000
_OF_RECEIVED: Final = "requests received"
_OF_ISSUED: Final = "plans issued"
_OF_UNLIFTED: Final = "plans issued where no exception applied"
_APPEAL: Final = "A plan made after a refusal was overturned is left out: its twenty weeks had passed before it began."
MEASURES: Final = (
    Measure(
        "requests", "Requests received", "Requests for an assessment received in the year", _received,
        published=("requests_received_in_year",),
    ),
    Measure(
        "agreed", "Agreed to assess", "Of requests received in the year, those decided with a yes by now",
        _outcome("Y"), _received, _OF_RECEIVED, "requests", ("requests_decided_to_assess", "requests_received_in_year"),
    ),
    Measure(
        "refused", "Refused to assess", "Of requests received in the year, those decided with a no by now",
        _outcome("N"), _received, _OF_RECEIVED, "requests",
        ("requests_decided_not_to_assess", "requests_received_in_year"),
    ),
    Measure(
        "undecided", "Not decided yet", "Of requests received in the year, those with no decision yet",
        _outcome("A", ""), _received, _OF_RECEIVED, "requests",
        ("requests_decision_not_made", "requests_received_in_year"),
    ),
    Measure(
        "withdrawn", "Withdrawn before a decision",
        "Of requests received in the year, those withdrawn before a decision", _outcome("W"), _received,
        _OF_RECEIVED, "requests", ("requests_withdrawn", "requests_received_in_year"),
    ),
    Measure(
        "six_weeks", "Decided within 6 weeks",
        "Of decisions told in the year, those told within 42 days of the request", _within(SIX_WEEKS, "decided_on"),
        _decided,
        "decisions told in the year", "",
        ("request_outcome_six_weeks", "request_outcome_six_weeks+request_outcome_over_6_weeks"),
        "The whole is decisions in the year, not requests received.",
    ),
    Measure(
        "assessments", "Assessments ended",
        "Assessments that ended in the year: with a plan, without one, or withdrawn", _assessed,
        published=("assess_in_year",), note="Published figures also hold a few “not made”, which no date defines.",
    ),
    Measure(
        "issued", "Ended with a plan", "Of assessments ended in the year, those that led to a plan", _ended("Y"),
        _assessed, "assessments ended", "assessments", ("assess_issued", "assess_in_year"),
    ),
    Measure(
        "not_issued", "Ended with no plan", "Of assessments ended in the year, those where we decided on no plan",
        _ended("N"), _assessed, "assessments ended", "assessments", ("assess_not_issued", "assess_in_year"),
    ),
    Measure(
        "stopped", "Withdrawn while assessing", "Of assessments ended in the year, those that were withdrawn",
        _ended("W"), _assessed, "assessments ended", "assessments", ("assess_withdrawn", "assess_in_year"),
    ),
    Measure(
        "sixteen_weeks", "No plan, told within 16 weeks",
        "Of decisions on no plan told in the year, those told within 112 days of the request",
        _within(SIXTEEN_WEEKS, "not_issued_on"),
        _not_issued, "decisions on no plan", "",
        ("outcome_decision_within_time", "outcome_decision_within_time+outcome_decision_over_time"),
    ),
    Measure(
        "twenty_weeks", "Plans within 20 weeks",
        "Of plans issued in the year, those issued within 140 days of the request",
        _within(TWENTY_WEEKS, "issued_on"), _issued, _OF_ISSUED, "plans",
        ("plans_issued_within_20_weeks", "plans_issued_den"), _APPEAL,
    ),
    Measure(
        "twenty_to_year", "Plans after 20 weeks and within 52",
        "Of plans issued in the year, those that took 141 to 364 days",
        _taking(TWENTY_WEEKS, A_YEAR), _issued, _OF_ISSUED, "plans",
        ("plans_issued_gt20weeks_ltYear", "plans_issued_den"), _APPEAL,
    ),
    Measure(
        "over_a_year", "Plans after more than 52 weeks",
        "Of plans issued in the year, those that took more than 364 days",
        _taking(A_YEAR, None), _issued, _OF_ISSUED, "plans",
        ("plans_issued_gt_1_year", "plans_issued_den"), _APPEAL,
    ),
    Measure(
        "twenty_weeks_ex", "Plans within 20 weeks, exceptions left out",
        "As plans within 20 weeks, without those where an exception applied",
        _within(TWENTY_WEEKS, "issued_on"), _unlifted, _OF_UNLIFTED, "plans_ex",
        ("plans_issued_20_weeks_ex", "plans_issued_den_ex"), _APPEAL,
    ),
    Measure(
        "twenty_to_year_ex", "After 20 weeks and within 52, exceptions left out",
        "As the band above, without those where an exception applied",
        _taking(TWENTY_WEEKS, A_YEAR), _unlifted, _OF_UNLIFTED, "plans_ex",
        ("plans_issued_gt20weeks_ltYear_ex", "plans_issued_den_ex"), _APPEAL,
    ),
    Measure(
        "over_a_year_ex", "After more than 52 weeks, exceptions left out",
        "As the band above, without those where an exception applied",
        _taking(A_YEAR, None), _unlifted, _OF_UNLIFTED, "plans_ex",
        ("plans_issued_gt_1_year_ex", "plans_issued_den_ex"), _APPEAL,
    ),
)  # fmt: skip
BY_CODE: Final = {measure.code: measure for measure in MEASURES}


def figures(rows: Iterable[RequestHistory], period: Period) -> list[Figure]:
    """Every measure of a period, in order."""
    held = list(rows)
    wholes = {of: [row for row in held if of(row, period)] for of in {each.of or each.counts for each in MEASURES}}
    return [_figure(measure, wholes[measure.of or measure.counts], period) for measure in MEASURES]


def figure(measure: Measure, rows: Iterable[RequestHistory], period: Period) -> Figure:
    """One measure of a period."""
    of = measure.of or measure.counts
    return _figure(measure, [row for row in rows if of(row, period)], period)


def not_refused(rows: Iterable[RequestHistory], period: Period) -> int:
    """Requests received in the period, less those of them decided with a no by now."""
    received = figure(BY_CODE["refused"], rows, period)
    return len(received.out_of) - len(received.counted)


def _figure(measure: Measure, whole: list[RequestHistory], period: Period) -> Figure:
    if measure.of is None:
        return Figure(measure, tuple(row.id for row in whole), ())
    counted = tuple(row.id for row in whole if measure.counts(row, period))
    return Figure(measure, counted, tuple(row.id for row in whole))


def average_weeks(
    rows: Iterable[RequestHistory], period: Period, *, leaving_out_excepted: bool = False
) -> float | None:
    """The mean of weeks from request to plan, of plans issued in the period; None without any."""
    test = _unlifted if leaving_out_excepted else _issued
    days = [days for row in rows if test(row, period) and (days := row.days_to(row.issued_on)) is not None]
    return sum(days) / len(days) / 7 if days else None
