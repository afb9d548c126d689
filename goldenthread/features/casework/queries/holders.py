"""Who has a child's case on a day, and who stands in while they are away: never a dead end.

For readers that have already found the child; a name here is one the family and the school are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Subquery, Value, When

from goldenthread.features.casework.models import Absence
from goldenthread.foundation.access.queries.staff import has_left
from goldenthread.foundation.access.viewer import tie_facts
from goldenthread.foundation.people.models import Adult, Child, Tie


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
    """Who has it. Two queries."""
    ties = Tie.objects.filter(child=child, kind__in=(Tie.Kind.ALLOCATED, Tie.Kind.CASE_TEAM))
    return holder_in(list(ties.select_related("adult", "organisation").order_by("started_on", "id")), on)


def holder_in(ties: Sequence[Tie], on: date) -> Holder:
    """The same from ties already read; one query where somebody is allocated. Somebody who has left is not named."""
    holding = [tie for tie, facts in zip(ties, tie_facts(ties), strict=True) if facts.holds(on)]
    teams = [tie.organisation for tie in holding if tie.kind == Tie.Kind.CASE_TEAM and tie.organisation]
    team = teams[-1] if teams else None
    name, away = _named_person([tie for tie in holding if tie.kind == Tie.Kind.ALLOCATED and tie.adult_id], on)
    return Holder(
        team.name if team else "", name, team.phone if team else "", team.email if team else "",
        away.until if away else None, away.covered_by if away else "",
    )  # fmt: skip


def _named_person(allocated: Sequence[Tie], on: date) -> tuple[str, Away | None]:
    if not allocated:
        return "", None
    last = allocated[-1]
    assert last.adult_id is not None
    absent = absences_on(on).filter(adult_id=last.adult_id).order_by("-away_to")
    found = (
        Adult.objects.filter(pk=last.adult_id)
        .annotate(
            left=Case(When(has_left(on=on), then=Value(True)), default=Value(False)),
            until=Subquery(absent.values("away_to")[:1]),
            cover=Subquery(absent.values("covered_by__name")[:1]),
            # Only a person to whom a restricted record is allocated may open it, so nobody else can be asked for.
            sensitivity=Subquery(Child.rows.filter(pk=last.child_id).values("sensitivity")[:1]),
        )
        .values_list("name", "left", "until", "cover", "sensitivity")
        .first()
    )
    if found is None or found[1]:
        return "", None
    name, _, until, cover, sensitivity = found
    shown = (cover or "") if sensitivity != Child.Sensitivity.RESTRICTED else ""
    return name, Away(until, shown) if until else None


def absences_on(on: date):  # type: ignore[no-untyped-def]
    """Absences of that day, whose row numbers and names a query may ask for."""
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
