"""Our checks of a SEN2 return: the list, and how to run them on a header, a person, and a whole return.

Their ids begin OUR- because they are ours: the Department for Education's validation rules have other numbers and
texts. The list with levels is `data/checks.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from goldenthread.domain.sen2 import (
    checks_assessment,
    checks_header,
    checks_person,
    checks_placement,
    checks_plan,
    checks_request,
    checks_review,
)
from goldenthread.domain.sen2.checks_across import SamePersons
from goldenthread.domain.sen2.findings import Finding, Survey
from goldenthread.domain.sen2.records import Header, Person, Place, Problem

_OF_PERSON = (*checks_person.CHECKS, checks_request.q10_one_at_a_time, checks_placement.v13_one_live_plan)
_OF_REQUEST = (
    *checks_request.CHECKS,
    *checks_assessment.CHECKS,
    *checks_plan.CHECKS,
    *checks_placement.CHECKS,
    *checks_review.CHECKS,
)


@dataclass(frozen=True, slots=True)
class Check:
    """One check: `level` is error, warning or info; `lighter` the level of its lighter case, where it has one."""

    id: str
    part: str
    level: str
    lighter: str
    says: str


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, in order of part and number."""
    data = tomllib.loads(files(__package__).joinpath("data", "checks.toml").read_text(encoding="utf-8"))
    return tuple(
        Check(name, part, row["level"], row.get("lighter", ""), row["says"])
        for part, rows in data.items()
        for name, row in rows.items()
    )


def check_header(header: Header, year: int, *, file: str = "", made_up: str = "") -> list[Problem]:
    """What is wrong with a header. `made_up`: see Survey."""
    survey = Survey.of(header, year, made_up=made_up)
    place = Place(file)
    return [_problem(found, place) for check in checks_header.CHECKS for found in check(header, survey)]


def check_person(person: Person, survey: Survey) -> list[Problem]:
    """What is wrong with one person's record alone; problems stand at the person's place, with the item's name.

    Where the person has several requests, the sentence says which it is about.
    """
    problems = [_problem(found, person.place) for check in _OF_PERSON for found in check(person, survey)]
    several = len(person.requests) > 1
    for number, request in enumerate(person.requests, start=1):
        for check in _OF_REQUEST:
            for found in check(person, request, survey):
                told = replace(found, message=f"Request {number}: {found.message}") if several else found
                problems.append(_problem(told, person.place))
    return problems


def check_return(header: Header, year: int, persons: Iterable[Person], *, made_up: str = "") -> Iterator[Problem]:
    """Every problem of a whole return.

    The header's, each person's as it comes, and at the end those between persons.
    """
    survey = Survey.of(header, year)
    across = SamePersons()
    yield from check_header(header, year, made_up=made_up)
    for person in persons:
        across.see(person)
        yield from check_person(person, survey)
    yield from across.problems()


def _problem(found: Finding, place: Place) -> Problem:
    return Problem(found.level, found.message, Place(place.file, place.line, found.field), found.check)
