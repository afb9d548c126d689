"""Which exceptions the law admits to which limit, and whether one that is claimed is admitted.

An exception disapplies a limit. It never pauses it and never adds days: the duty stays "as soon as practicable". A
claim needs a category, a reason why keeping to the limit was impractical, and the facts its category turns on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Final

from goldenthread.domain.calendars.wording import plural, said
from goldenthread.domain.statute.packaged import packaged_table

ONE_WEEK: Final = timedelta(weeks=1)
LEAST_CLOSURE: Final = timedelta(weeks=4)
LOOK_AGAIN: Final = timedelta(weeks=4)


class ExceptionRefused(ValueError):
    """The law does not admit this claim; the message says why."""


@dataclass(frozen=True, slots=True)
class LawfulException:
    """A category of exception. `plain` completes "because ..." for a family; `needs` names the facts of a `Claim`."""

    code: str
    name: str
    plain: str
    condition: str
    needs: tuple[str, ...] = ()
    least_weeks: int = 0


@dataclass(frozen=True, slots=True)
class Admission:
    """An exception as one provision admits it to one limit."""

    rule: str
    exception: LawfulException
    citation: str


@dataclass(frozen=True, slots=True)
class Claim:
    """An exception somebody relies on: the category, why it made the limit impractical, and its facts.

    `rule` confines it to one limit; blank means every limit that admits it. `recorded_on` is when it was claimed and
    `review_on` when it will be looked at again. A closure is `closed_from` (first day shut) to `reopens_on` (first day
    open).
    """

    code: str
    reason: str
    rule: str = ""
    recorded_on: date | None = None
    review_on: date | None = None
    closed_from: date | None = None
    reopens_on: date | None = None
    advice_requested: date | None = None
    away_from: date | None = None
    away_to: date | None = None

    def next_review_on(self, on: date) -> date:
        """When it is to be looked at again: the day set, or 4 weeks after it was recorded (our practice, not law)."""
        return self.review_on or (self.recorded_on or on) + LOOK_AGAIN


@cache
def lawful_exceptions() -> dict[str, LawfulException]:
    """Every category by code."""
    rows = packaged_table("exceptions.toml")["exception"]
    return {row["code"]: LawfulException(**{**row, "needs": tuple(row.get("needs", ()))}) for row in rows}


@lru_cache(maxsize=16_384)
def admissions(rule: str, *, on: date, until: date | None = None) -> tuple[Admission, ...]:
    """The exceptions a limit admits that starts on a day; empty for a limit, such as any in a review, that admits none.

    `rule` is a row's key: its code, or `code/variant`. `until` is the limit's outer date: a temporary provision of 2020
    lifted limits that were running already, so for those every day to then is asked, not the first alone.
    """
    found = []
    for provision in packaged_table("exceptions.toml")["provision"]:
        last = until if until and provision.get("while_running") else on
        in_force = provision["in_force_from"] <= max(on, last) and on <= provision.get("in_force_to", date.max)
        if rule in provision["limits"] and in_force:
            found += [
                Admission(rule, lawful_exceptions()[code], provision["citation"] + paragraph)
                for code, paragraph in provision["admits"].items()
            ]
    return tuple(found)


def limits_admitting(exception: str) -> tuple[str, ...]:
    """Every limit that admits an exception or once did, by its row's key, in the order of the table."""
    provisions = packaged_table("exceptions.toml")["provision"]
    return tuple(dict.fromkeys(key for each in provisions if exception in each["admits"] for key in each["limits"]))


def admit(claim: Claim, rule: str, *, on: date, until: date | None = None) -> Admission:
    """The admission a claim relies on, for a limit that started on a day. Raises ExceptionRefused with the reason if
    none. With `until`, the limit's outer date, an absence must also fall in the period.
    """
    if claim.code not in lawful_exceptions():
        known = ", ".join(lawful_exceptions())
        raise ExceptionRefused(f"There is no exception {claim.code!r}. The law knows: {known}.")
    allowed = {admission.exception.code: admission for admission in admissions(rule, on=on, until=until)}
    if not allowed:
        raise ExceptionRefused(f"The law admits no exception to rule {rule}.")
    if claim.code not in allowed:
        raise ExceptionRefused(f"Rule {rule} does not admit {claim.code}. It admits: {', '.join(allowed)}.")
    if not claim.reason.strip():
        raise ExceptionRefused(f"{claim.code} needs a reason: why it made keeping to the limit impractical.")
    admission = allowed[claim.code]
    _check_facts(claim, admission.exception)
    if until:
        _check_absence_within(claim, admission.exception, on, until)
    return admission


def closure_window(closed_from: date, reopens_on: date) -> tuple[date, date] | None:
    """First and last day on which asking for advice brings the closure exception into play; None under 4 weeks shut."""
    if reopens_on - closed_from < LEAST_CLOSURE:
        return None
    return closed_from - ONE_WEEK, reopens_on - ONE_WEEK


def _check_facts(claim: Claim, exception: LawfulException) -> None:
    missing = [name for name in exception.needs if getattr(claim, name) is None]
    if missing:
        raise ExceptionRefused(f"{claim.code} needs {', '.join(missing)}.")
    if claim.closed_from and claim.reopens_on and claim.advice_requested and "closed_from" in exception.needs:
        _check_closure(claim.closed_from, claim.reopens_on, claim.advice_requested)
    if claim.away_from and claim.away_to and exception.least_weeks:
        away = (claim.away_to - claim.away_from).days + 1
        if away < exception.least_weeks * 7:
            raise ExceptionRefused(
                f"{claim.code} needs {exception.least_weeks} weeks away in a row; {plural(away, 'day')} is less."
            )


def _check_absence_within(claim: Claim, exception: LawfulException, on: date, until: date) -> None:
    if not (claim.away_from and claim.away_to and exception.least_weeks):
        return
    inside = (min(claim.away_to, until) - max(claim.away_from, on)).days + 1
    if inside < exception.least_weeks * 7:
        raise ExceptionRefused(
            f"{claim.code} needs {exception.least_weeks} weeks away in a row between {said(on)} and {said(until)}; "
            f"{plural(max(0, inside), 'day')} of this absence {'is' if inside == 1 else 'are'} in that time."
        )


def _check_closure(closed_from: date, reopens_on: date, advice_requested: date) -> None:
    window = closure_window(closed_from, reopens_on)
    if window is None:
        shut = plural((reopens_on - closed_from).days, "day")
        raise ExceptionRefused(f"The closure lasted {shut}; the exception needs at least 4 weeks in a row.")
    opens_on, closes_on = window
    if not opens_on <= advice_requested <= closes_on:
        raise ExceptionRefused(
            f"Advice was requested on {said(advice_requested)}. The exception needs it requested from "
            f"{said(opens_on)} to {said(closes_on)}."
        )
