"""The people of a viewer's teams: who may be given cases, who is away and who stands in, whose place is empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from goldenthread.features.casework.models import Absence, CaseSummary
from goldenthread.features.casework.queries.holders import absences_on
from goldenthread.features.casework.queries.work_filters import team_ids
from goldenthread.foundation.access.queries.staff import caseload_holders, has_left
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.people.models import Adult, Organisation

WORKING = ("requested", "assessing", "drafting", "plan")


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may be given cases, or who has some: how many children are theirs, and whether they are away today
    or have left."""

    id: str
    name: str
    children: int
    is_away: bool
    has_left: bool
    is_me: bool


@dataclass(frozen=True, slots=True)
class AbsenceShown:
    """One absence, today's or one to come. `children`: how many the person has."""

    id: str
    who: str
    name: str
    away_from: date
    away_to: date
    covered_by: str
    children: int
    is_now: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Covering:
    """Somebody the viewer stands in for, until a day."""

    id: str
    name: str
    until: date


@dataclass(frozen=True, slots=True)
class Team:
    """A team of the viewer's and how it is reached."""

    id: str
    name: str
    email: str
    phone: str


def teams_of(viewer: Viewer) -> list[Team]:
    """The council teams where the viewer holds a role, by name."""
    rows = Organisation.objects.filter(pk__in=team_ids(viewer), kind=Organisation.Kind.COUNCIL_TEAM)
    return [Team(*values) for values in rows.order_by("name").values_list("public_id", "name", "email", "phone")]


def team_named(viewer: Viewer, public_id: str) -> Organisation | None:
    """A team of the viewer's, by its public id as typed."""
    if not is_id(public_id):
        return None
    rows = Organisation.objects.filter(pk__in=team_ids(viewer), kind=Organisation.Kind.COUNCIL_TEAM)
    return rows.filter(public_id=public_id).first()


def colleagues(viewer: Viewer, *, on: date) -> list[Colleague]:
    """Everyone who has cases in the viewer's teams or may be given some, by name. One query."""
    rows = _people(viewer, on).annotate(
        n=Count("case_summaries", filter=_theirs(viewer), distinct=True),
        away=Exists(absences_on(on).filter(adult=OuterRef("pk"))),
        gone=Exists(Adult.objects.filter(has_left(on=on), pk=OuterRef("pk"))),
    )  # fmt: skip
    found = rows.order_by("name", "pk").values_list("pk", "public_id", "name", "n", "away", "gone")
    return [
        Colleague(public_id, name, n, away, gone, pk == viewer.adult_id) for pk, public_id, name, n, away, gone in found
    ]


def colleague(viewer: Viewer, public_id: str, *, on: date) -> Adult | None:
    """One of them, by public id as typed, whether they have left or not."""
    return _people(viewer, on).filter(public_id=public_id).first() if is_id(public_id) else None


def receivers(viewer: Viewer, public_ids: list[str], *, on: date) -> list[Adult]:
    """Those of these who may be given cases: of the viewer's teams, and still there."""
    wanted = [each for each in public_ids if is_id(each)]
    rows = _people(viewer, on).exclude(pk__in=Adult.objects.filter(has_left(on=on)).values("pk"))
    return list(rows.filter(public_id__in=wanted).order_by("name", "pk"))


def absences_of(viewer: Viewer, *, on: date) -> list[AbsenceShown]:
    """Absences of the viewer's teams that are not over, soonest first. One query."""
    rows = Absence.objects.filter(adult__in=_people(viewer, on).values("pk"), away_to__gte=on)
    counted = rows.annotate(n=Count("adult__case_summaries", filter=_theirs(viewer, "adult__"), distinct=True))
    return [
        AbsenceShown(
            id=public_id, who=who, name=name, away_from=away_from, away_to=away_to, covered_by=cover or "", children=n,
            is_now=away_from <= on, is_mine=adult_id == viewer.adult_id,
        )
        for public_id, who, name, away_from, away_to, cover, n, adult_id in counted.order_by(
            "away_from", "adult__name"
        ).values_list(
            "public_id", "adult__public_id", "adult__name", "away_from", "away_to", "covered_by__name", "n", "adult_id"
        )
    ]  # fmt: skip


def absence_of(viewer: Viewer, public_id: str, *, on: date) -> Absence | None:
    """One of them, by public id as typed."""
    if not is_id(public_id):
        return None
    rows = Absence.objects.filter(adult__in=_people(viewer, on).values("pk"), away_to__gte=on)
    return rows.filter(public_id=public_id).select_related("adult").first()


def covering(viewer: Viewer, *, on: date) -> list[Covering]:
    """For whom the viewer stands in today. One query."""
    if viewer.adult_id is None:
        return []
    rows = absences_on(on).filter(covered_by_id=viewer.adult_id).order_by("away_to", "adult__name")
    return [Covering(*values) for values in rows.values_list("adult__public_id", "adult__name", "away_to")]


def _people(viewer: Viewer, on: date) -> QuerySet[Adult]:
    """Who holds a role with cases at the viewer's teams, and who has cases of theirs without one."""
    teams = team_ids(viewer)
    coordinating = CaseSummary.objects.filter(team_id__in=teams, coordinator__isnull=False)
    return Adult.objects.filter(
        Q(pk__in=caseload_holders(teams, on=on)) | Q(pk__in=coordinating.values("coordinator_id"))
    )


def _theirs(viewer: Viewer, path: str = "") -> Q:
    """Children of the viewer's teams under way, as a condition on a person's summaries."""
    return Q(**{f"{path}case_summaries__team_id__in": team_ids(viewer), f"{path}case_summaries__stage__in": WORKING})
