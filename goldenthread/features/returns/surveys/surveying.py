"""Reads returns of Januaries in a row, in whatever order they are given, and counts the moves between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from goldenthread.domain.calendars.survey_days import survey_day
from goldenthread.domain.calendars.wording import said
from goldenthread.domain.forecast.from_returns import asked_in, plan_on, under_way_on
from goldenthread.domain.forecast.inputs import Move
from goldenthread.domain.forecast.reading import Fault, Faulty
from goldenthread.domain.forecast.surveyed import UNKNOWN_NEED, UNKNOWN_SETTING, moves_between
from goldenthread.domain.indicators.periods import Period
from goldenthread.domain.sen2.records import Person, Place, Problem
from goldenthread.features.returns.operations.repeats import Repeats
from goldenthread.features.returns.sen2.readers import ReturnFile, ReturnUnreadable, open_return
from goldenthread.features.returns.surveys.people import People, Told
from goldenthread.features.returns.surveys.register import Register
from goldenthread.features.returns.surveys.remarks import Remarks
from goldenthread.features.returns.surveys.single import one_alone

_TWICE = {
    "OUR-P4": "Persons left out because another in the file has the same UPN",
    "OUR-P5": "Persons left out because another in the file has the same ULN",
    "OUR-P8": "Persons left out because another in the file has the same name and date of birth, and they no number",
}


@dataclass(frozen=True, slots=True)
class Surveys:
    """Moves between each two Januaries; by January, the file, the day it describes, what was under way then, and the
    requests of the calendar year before that were not refused.
    """

    moves: Mapping[Move, int]
    files: Mapping[int, str]
    days: Mapping[int, date]
    under_way: Mapping[int, int]
    asked: Mapping[int, int]
    notes: tuple[str, ...]


def survey(paths: Sequence[Path], register: Register) -> Surveys:
    """Surveys of two returns or more. Raises Faulty: each reason with its file, and its line where there is one."""
    remarks = Remarks()
    with ExitStack() as opened:
        returns = _in_order([_opened(opened, path, name) for path, name in _named(paths)])
        if len(returns) == 1:
            raise Faulty([_alone(returns[0], register)])
        people, days, under_way, asked = People(remarks), {}, {}, {}
        for each in returns:
            days[each.year] = day = _day(each, remarks)
            if not each.header.lea:
                remarks.add("Returns that do not say of which authority they are", Place(each.name))
            told = _told(each, day, register, remarks)
            if not any(one.plan for one in told):
                raise Faulty([Fault(each.name, 0, f"lists no plan in force on {said(day)}")])
            taken = people.add(each.year, day, told)
            under_way[each.year] = sum(one.under_way for one in taken)
            asked[each.year] = sum(one.asked for one in taken)
        moves = moves_between(list(days), people.states())
        if not register.is_read:
            remarks.add("The kind of school is not known without the register of schools", Place(returns[0].name))
        return Surveys(moves, {each.year: each.name for each in returns}, days, under_way, asked, remarks.said())


def _named(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Each with what to call it: its name, or where two have the same, as it was given."""
    names = [path.name for path in paths]
    return [(path, path.name if names.count(path.name) == 1 else str(path)) for path in paths]


def _opened(opened: ExitStack, path: Path, name: str) -> ReturnFile:
    try:
        return opened.enter_context(open_return(path, name=name))
    except ReturnUnreadable as refused:
        raise _faulty(refused, name) from None
    except OSError as wrong:
        raise Faulty([Fault(name, 0, f"cannot be read: {wrong.strerror or type(wrong).__name__}")]) from None


def _faulty(refused: ReturnUnreadable, name: str) -> Faulty:
    return Faulty(fault_of(each, name) for each in refused.problems)


def fault_of(problem: Problem, name: str) -> Fault:
    """What a reader says, as the forecast's files say it."""
    return Fault(problem.place.file or name, problem.place.line or 0, problem.message.removesuffix("."))


def _in_order(returns: list[ReturnFile]) -> list[ReturnFile]:
    """By year; each a January after the one before, and of one authority."""
    faults = []
    ordered = sorted(returns, key=lambda each: each.year)
    for before, after in pairwise(ordered):
        if before.year == after.year:
            faults.append(Fault(after.name, 0, f"is of January {after.year}, as {before.name} is: give one of them"))
        elif after.year != before.year + 1:
            message = f"is of January {after.year}, and {before.name} of {before.year}: a January between is missing"
            faults.append(Fault(after.name, 0, message))
    for before, after in pairwise([each for each in ordered if each.header.lea]):
        if before.header.lea[:3] != after.header.lea[:3]:
            message = f"is of authority {after.header.lea[:3]}, and {before.name} of {before.header.lea[:3]}"
            faults.append(Fault(after.name, 0, message))
    if faults:
        raise Faulty(faults)
    return ordered


def _day(source: ReturnFile, remarks: Remarks) -> date:
    """The day a return describes: its own where it is of the return's year, else the survey's."""
    own, fixed = source.header.reference_on, survey_day(source.year)
    if own is None or own == fixed:
        return fixed
    day = own if own.year == source.year else fixed
    sentence = f"A return that gives {said(own)} as its survey day, which is {said(fixed)}: counted as on {said(day)}"
    remarks.add(sentence, Place(source.name))
    return day


def _told(source: ReturnFile, day: date, register: Register, remarks: Remarks) -> list[Told]:
    """Its persons, but for those whom another person of the file makes doubtful."""
    repeats, found, year_before = Repeats(), [], Period.calendar_year(source.year - 1)
    try:
        for person in source.persons():
            repeats.see(person)
            plan = plan_on(person, day, register.kind_of)
            found.append(Told(_who(person), plan, under_way_on(person, day), asked_in(person, year_before)))
    except ReturnUnreadable as refused:
        raise _faulty(refused, source.name) from None
    except OSError as wrong:
        raise Faulty([Fault(source.name, 0, f"cannot be read: {wrong.strerror or type(wrong).__name__}")]) from None
    _remark_on_reading(source, remarks)
    left_out = repeats.to_leave_out()
    for at, (_, check, _) in sorted(left_out.items()):
        remarks.add(_TWICE[check], found[at].person.place)
    kept = [told for at, told in enumerate(found) if at not in left_out]
    for told in kept:
        _remark_on_plan(told, remarks)
    return kept


def _who(person: Person) -> Person:
    """What a person is known again by, and nothing more."""
    return Person(
        surname=person.surname, forename=person.forename, born_on=person.born_on, upn=person.upn, uln=person.uln,
        place=person.place,
    )  # fmt: skip


def _remark_on_reading(source: ReturnFile, remarks: Remarks) -> None:
    nobody = [each for each in source.problems.errors if each.place.field == "Person"]
    if source.skipped:
        place = nobody[0].place if nobody else Place(source.name)
        remarks.add("Persons left out because they have no surname, UPN or ULN", place, source.skipped)
    others = [each for each in source.problems.errors if each.place.field != "Person"]
    unread = source.problems.levels["error"] - source.skipped
    if unread > 0:
        place = others[0].place if others else Place(source.name)
        remarks.add("Items left empty because they could not be read", place, unread)


def _remark_on_plan(told: Told, remarks: Remarks) -> None:
    plan, place = told.plan, told.person.place
    if plan is None:
        return
    if plan.need == UNKNOWN_NEED:
        remarks.add("Plans without a primary need, counted with need unknown", place)
    if plan.kind == UNKNOWN_SETTING:
        remarks.add("Plans at a place of unknown kind", place)
    elif not plan.sure:
        remarks.add("Places on the survey day taken from the nearest place given", place)
    if plan.began is None:
        remarks.add("Plans listed as active that do not say when they began, counted as in force", place)
    if not plan.alone:
        remarks.add("Persons with two plans in force at once, of which the later is counted", place)


def _alone(source: ReturnFile, register: Register) -> Fault:
    try:
        return one_alone(source, _day(source, Remarks()), register)
    except ReturnUnreadable as refused:
        raise _faulty(refused, source.name) from None
