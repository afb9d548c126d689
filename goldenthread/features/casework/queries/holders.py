"""Who has a child's case on a day, and who stands in while they are away: never a dead end.

For readers that have already found the child; a name here is one the family and the school are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, OuterRef, QuerySet, Subquery, Value, When

from goldenthread.features.casework.models import Absence
from goldenthread.foundation.access.queries.staff import has_left
from goldenthread.foundation.access.viewer import tie_facts
from goldenthread.foundation.people.models import Child, Tie


@dataclass(frozen=True, slots=True)
class Holder:
    """The team with its phone and email, the person where one is named, and while they are away the last day of it and
    who stands in (blank: the team). All are blank where nobody is named: give the partnership's own number then."""

    team: str
    coordinator: str
    phone: str
    email: str
    away_until: date | None = None
    covered_by: str = ""

    @property
    def in_a_line(self) -> str:
        """The person for a list: `Priya Nair (away, Grace Adeyemi covers)`."""
        return named(self.coordinator, self.away_until, self.covered_by)


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is away until a day, both included. `covered_by` is blank where their team stands in."""

    until: date
    covered_by: str


def holder_of(child: Child, *, on: date) -> Holder:
    """Who has it. One query."""
    ties = Tie.objects.filter(child=child, kind__in=(Tie.Kind.ALLOCATED, Tie.Kind.CASE_TEAM))
    return holder_in(list(with_cover(ties, on=on).order_by("started_on", "id")), on)


def with_cover(ties: QuerySet[Tie], *, on: date) -> QuerySet[Tie]:
    """Ties with who is at the other end and, of a person, whether they have left, until when they are away and who
    stands in. Nobody stands in by name for a restricted record: only who has it and who leads the team may open it."""
    absent = absences_on(on).filter(adult_id=OuterRef("adult_id")).order_by("-away_to")
    cover = Case(
        When(child__sensitivity=Child.Sensitivity.STANDARD, then=Subquery(absent.values("covered_by__name")[:1])),
        default=Value(""), output_field=CharField(),
    )  # fmt: skip
    left = Case(When(has_left(on=on, path="adult"), then=Value(True)), default=Value(False))
    return ties.select_related("adult", "organisation").annotate(
        adult_left=left, away_until=Subquery(absent.values("away_to")[:1]), cover=cover
    )


def holder_in(ties: Sequence[Tie], on: date) -> Holder:
    """The same of ties already read `with_cover`. Somebody who has left is not named."""
    holding = [tie for tie, facts in zip(ties, tie_facts(ties), strict=True) if facts.holds(on)]
    teams = [tie.organisation for tie in holding if tie.kind == Tie.Kind.CASE_TEAM and tie.organisation]
    team = teams[-1] if teams else None
    allocated = [tie for tie in holding if tie.kind == Tie.Kind.ALLOCATED and tie.adult]
    reached = (team.phone, team.email) if team else ("", "")
    last: Any = allocated[-1] if allocated else None
    if last is None or last.adult_left:
        return Holder(team.name if team else "", "", *reached)
    return Holder(
        team.name if team else "",
        last.adult.name,
        *reached,
        last.away_until,
        last.cover or "" if last.away_until else "",
    )


def cover_of(person: str, *, on: date) -> dict[str, Subquery]:
    """Columns a list's query may ask for beside a person whose row number stands at the path `person`."""
    absent = absences_on(on).filter(adult_id=OuterRef(person)).order_by("-away_to")
    return {
        "away_until": Subquery(absent.values("away_to")[:1]),
        "covered_by": Subquery(absent.values("covered_by__name")[:1]),
    }


def absences_on(on: date) -> QuerySet[Absence]:
    """Absences of that day."""
    return Absence.objects.filter(away_from__lte=on, away_to__gte=on)


def away_on(on: date, people: Iterable[str] | None = None) -> dict[str, Away]:
    """By public id, everybody who is away that day; one query."""
    rows = absences_on(on).order_by("away_to")
    if people is not None:
        rows = rows.filter(adult__public_id__in=list(people))
    found = rows.values_list("adult__public_id", "away_to", "covered_by__name")
    return {who: Away(until, cover or "") for who, until, cover in found}


def named(coordinator: str, away_until: date | None, covered_by: str) -> str:
    """Somebody for a list, with who stands in."""
    if not coordinator or away_until is None:
        return coordinator
    return f"{coordinator} (away, {covered_by or 'the team'} covers)"
