"""What a check needs to know, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from goldenthread.domain.sen2.records import Header, Person, Request
from goldenthread.domain.sen2.specification import Specification, specification

SIX_WEEKS = 42
TWENTY_WEEKS = 140
FOUR_WEEKS = 28


@dataclass(frozen=True, slots=True)
class Survey:
    """The return being checked: its survey day, the authority's number, and the year's specification.

    `made_up` is the number of an invented authority, where the partnership that checks is a demonstration.
    """

    reference_on: date
    lea: str
    spec: Specification
    made_up: str = ""
    starts_on: date = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts_on", date(self.reference_on.year - 1, 1, 1))

    @classmethod
    def of(cls, header: Header, year: int, *, made_up: str = "") -> Survey:
        """From a return's header; where it gives no survey day, the year's own."""
        spec = specification(year)
        return cls(header.reference_on or spec.reference_on, header.lea, spec, made_up)

    def asks(self, group: str, element: str) -> bool:
        """Whether this year's return requires the item rather than allows it."""
        return self.spec.has(group, element) and element not in self.spec.voluntary

    @property
    def august(self) -> date:
        """31 August before the school year of the survey day."""
        return date(self.reference_on.year - 1, 8, 31)


@dataclass(frozen=True, slots=True)
class Finding:
    """One check that did not hold: its id, its level, the item, and a sentence that says what to do."""

    check: str
    level: str
    field: str
    message: str


PersonCheck = Callable[[Person, Survey], Iterator[Finding]]
RequestCheck = Callable[[Person, Request, Survey], Iterator[Finding]]


def error(check: str, element: str, message: str) -> Finding:
    """A finding the return cannot be sent with."""
    return Finding(check, "error", element, message)


def query(check: str, element: str, message: str) -> Finding:
    """A finding to look at: it may be right."""
    return Finding(check, "warning", element, message)


def info(check: str, element: str, message: str) -> Finding:
    """Something worth knowing; nothing to correct."""
    return Finding(check, "info", element, message)


def age_on(born_on: date, day: date) -> int:
    """Whole years of age on a day; negative before birth."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def months_later(day: date, months: int) -> date:
    """The same day some months later, or that month's last day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
