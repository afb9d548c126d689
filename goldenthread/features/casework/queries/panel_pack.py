"""A case as a panel, or whoever decides, reads it: the child first. For a child already found for the viewer.

Nothing of it is about another child; no address is in it, and one that is hidden is taken out of what anybody wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.withheld import without_addresses
from goldenthread.features.casework.models import Advice, Intake, PanelCase
from goldenthread.features.casework.queries import child_people, child_rows, child_timeline
from goldenthread.features.casework.queries.advice_reports import Report, reports_of
from goldenthread.features.casework.queries.child_people import Identity, Rights
from goldenthread.features.casework.queries.child_rows import ChildRows
from goldenthread.features.casework.queries.facts import assembled
from goldenthread.features.casework.queries.intake_questions import ABOUT_ME, QUESTIONS
from goldenthread.features.casework.queries.readings import readings_of
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Adult, Child, Tie, VulnerabilityFlag

CLOCKS = ("B1", "B5", "C4")
FAMILY = (Intake.Who.PARENT, Intake.Who.YOUNG_PERSON)


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody wrote when they asked: who, when, and each answer by its question's key."""

    who: str
    on: date | None
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AdviceListed:
    """One piece of advice: whose, the days."""

    name: str
    asked_on: date | None
    came_on: date | None


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything a pack holds. `words` is None where the child's own have not been written down."""

    identity: Identity
    words: child_people.Words | None
    rights: Rights
    school: str
    groups: tuple[str, ...]
    family: tuple[Told, ...]
    setting: tuple[Told, ...]
    others: tuple[Told, ...]
    clocks: tuple[Reading, ...]
    happened: tuple[tuple[date, str, str], ...]
    advice: tuple[AdviceListed, ...]
    reports: tuple[tuple[str, Report], ...]


def clocks_of(child: Child, rows: ChildRows, request_id: int | None, *, on: date) -> tuple[Reading, ...]:
    """The 6, 16 and 20 weeks of one request, however they stand. No query."""
    processes = assembled([child.pk], rows.for_clocks())[child.pk]
    reads = readings_of(processes, born_on=child.born_on, on=on)
    own = {read.reading.rule: read.reading for read in reads if read.reading and read.request_id == request_id}
    return tuple(own[rule] for rule in CLOCKS if rule in own) if request_id is not None else ()


def latest_request(rows: ChildRows) -> int | None:
    """The row number of the newest request; None where there is none."""
    return max((row["id"] for row in rows.parts["request"]), default=None)


def pack_of(child: Child, viewer: Viewer, case: PanelCase | None, *, on: date) -> Pack:
    """The pack for one case of the agenda, or of the child's newest request. Nine queries."""
    ties, rows = child_people.ties_of(child.pk), child_rows.rows_of(child.pk)
    request_id = case.request_id if case and case.request_id else latest_request(rows)
    identity = child_people.identity_of(child, child_people.may(viewer, child, ties, on=on), on=on)
    clean = _cleaner(child, ties)
    held = Intake.rows.filter(child=child).exclude(state__in=(Intake.State.DRAFT, Intake.State.NOT_A_REQUEST))
    told = [(row.who, _told(row, clean)) for row in held.order_by("received_on", "id")]
    words = identity.words
    return Pack(
        identity=identity,
        words=child_people.Words(clean(words.text), words.on, words.how) if words else None,
        rights=child_people.rights_of(identity, on=on),
        school=_school(ties, on),
        groups=_groups(rows, on),
        family=tuple(each for who, each in told if who in FAMILY and each.answers),
        setting=tuple(each for who, each in told if who == Intake.Who.SCHOOL and each.answers),
        others=tuple(
            each for who, each in told if who not in (*FAMILY, Intake.Who.SCHOOL) and each.answers
        ),
        clocks=clocks_of(child, rows, request_id, on=on),
        happened=tuple(
            (each.on, each.title, each.about) for each in child_timeline.timeline_of(rows) if each.on is not None
        ),
        advice=_advice(rows, request_id),
        reports=_reports(rows, request_id, child, ties),
    )  # fmt: skip


def _cleaner(child: Child, ties: Iterable[Tie]) -> Callable[[str], str]:
    addresses = _hidden(child, ties)
    return lambda text: without_addresses(text, addresses)


def _hidden(child: Child, ties: Iterable[Tie]) -> list[str]:
    adults: list[Adult | None] = [tie.adult for tie in ties]
    hidden: list[Child | Adult] = [each for each in (child, *adults) if each is not None and each.address_hidden]
    return [text for each in hidden for text in (each.address, each.postcode) if text]


def _told(row: Intake, clean: Callable[[str], str]) -> Told:
    given = ((question, str(row.answers.get(question, {}).get("text", ""))) for question in QUESTIONS)
    asked_by = row.asked_by or str(Intake.Who(row.who).label)
    who = f"{asked_by} ({row.relation})" if row.relation else asked_by
    answers = tuple((question, clean(text)) for question, text in given if text and question != ABOUT_ME)
    return Told(clean(who), row.received_on, answers)


def _advice_name(row: Mapping[str, Any]) -> str:
    whose, kind = row["organisation__name"] or row["adult__name"] or "", str(Advice.Kind(row["kind"]).label)
    return f"{kind}: {whose}" if whose else kind


def _advice(rows: ChildRows, request_id: int | None) -> tuple[AdviceListed, ...]:
    found = []
    for row in rows.parts["advice"]:
        if row["request_id"] != request_id:
            continue
        days = {
            each.fact: each.happened_on
            for each in rows.milestones
            if each.of == ("advice", row["id"]) and each.is_current
        }
        found.append(AdviceListed(_advice_name(row), days.get("advice_requested"), days.get("advice_received")))
    return tuple(found)


def _reports(
    rows: ChildRows, request_id: int | None, child: Child, ties: Iterable[Tie]
) -> tuple[tuple[str, Report], ...]:
    """What was submitted, with whose it is; a hidden address taken out, whoever reads. Three queries."""
    names = {row["id"]: _advice_name(row) for row in rows.parts["advice"] if row["request_id"] == request_id}
    held = reports_of(list(names), drafts=False, hidden=_hidden(child, ties)) if names else {}
    return tuple((names[id], report) for id, reports in held.items() for report in reports if report.stands)


def _school(ties: Iterable[Tie], on: date) -> str:
    attends = [
        tie.organisation.name
        for tie in ties
        if tie.kind == Tie.Kind.ATTENDS
        and tie.organisation
        and (tie.started_on or date.min) <= on <= (tie.ended_on or date.max)
    ]
    return attends[-1] if attends else ""


def _groups(rows: ChildRows, on: date) -> tuple[str, ...]:
    held = {
        flag["kind"]
        for flag in rows.parts["vulnerability"]
        if (flag["started_on"] or date.min) <= on <= (flag["ended_on"] or date.max)
    }
    return tuple(str(VulnerabilityFlag.Kind(kind).label) for kind in sorted(held))
