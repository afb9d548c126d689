"""Gives the cast their accounts, roles and ties, to children who make each of them worth stepping into."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db.models import Count, Q

from goldenthread.demo.cast import CAST, CastMember
from goldenthread.demo.construction.bodies import Bodies
from goldenthread.domain.rights import youngest_birth_date_past_compulsory_school_age
from goldenthread.features.casework.models import CaseSummary, ClockCopy
from goldenthread.foundation.access.operations import grants
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.journal import SYSTEM
from goldenthread.foundation.people.models import Adult, Child, Organisation, Tie
from goldenthread.foundation.people.operations import name_tokens


def make_cast(bodies: Bodies, at: datetime) -> int:
    """Every member of the cast; how many. Their passwords are unusable: the demonstration is stepped into."""
    taken: set[int] = set()
    for order, member in enumerate(CAST):
        user = User.objects.create(
            email=member.email, name=member.name, password=make_password(None), in_demo_cast=True, cast_order=order,
            cast_line=member.line,
        )  # fmt: skip
        body = _body(member, bodies)
        if member.role is not None:
            grants.give(user=user, role=member.role, organisation=body, by=SYSTEM, on=at.date() - timedelta(days=365))
        _tie(member, user, bodies, at.date(), taken)
    return len(CAST)


def _body(member: CastMember, bodies: Bodies) -> Organisation | None:
    if member.at.startswith("school:"):
        return _school(member.at.partition(":")[2])
    return bodies.by_name[member.at] if member.at else None


def _school(phase: str) -> Organisation | None:
    """The school of that phase with a middling number of children: enough to work on, few enough to know."""
    busy = (
        Organisation.objects.filter(kind="school", phase=phase, urn__isnull=False)
        .annotate(children=Count("ties", filter=Q(ties__kind="attends", ties__ended_on=None)))
        .order_by("-children", "id")
    )
    ranked = list(busy[:40])
    return (
        ranked[min(len(ranked) - 1, len(ranked) // 4)] if ranked else Organisation.objects.filter(kind="school").first()
    )


def _tie(member: CastMember, user: User, bodies: Bodies, on: date, taken: set[int]) -> None:
    if member.coordinator is not None:
        adult = bodies.coordinators[member.coordinator]
        Adult.objects.filter(pk=adult.pk).update(account=user, name=member.name, email=member.email)
        return
    if not member.who:
        return
    children = [pk for pk in CHOICES[member.who](on) if pk not in taken][: 2 if member.who == "two_children" else 1]
    taken.update(children)
    if member.role == Role.PARENT:
        _as_parent(member, user, children)
        return
    kind = "young_person" if member.role == Role.YOUNG_PERSON else "professional"
    adult = Adult.objects.create(kind=kind, name=member.name, email=member.email, account=user)
    tie = Tie.Kind.SELF if member.role == Role.YOUNG_PERSON else Tie.Kind.ADVOCATE
    for child_id in children:
        Tie.objects.create(child_id=child_id, kind=tie, adult=adult, source="demo")
    if member.role == Role.YOUNG_PERSON:
        forename, _, surname = member.name.partition(" ")
        Child.rows.filter(pk__in=children).update(forename=forename, surname=surname, known_as="")
        name_tokens.refresh(children)


def _as_parent(member: CastMember, user: User, children: Sequence[int]) -> None:
    """The member takes the place of the first child's first parent, and of a parent of the others."""
    first = (
        Tie.objects.filter(child_id__in=children[:1], kind="parent", parental_responsibility=True)
        .order_by("id")
        .first()
    )
    if first is None or first.adult_id is None:
        return
    Adult.objects.filter(pk=first.adult_id).update(account=user, name=member.name, email=member.email)
    for child_id in children[1:]:
        other = (
            Tie.objects.filter(child_id=child_id, kind="parent", parental_responsibility=True).order_by("id").first()
        )
        if other is not None:
            Tie.objects.filter(pk=other.pk).update(adult_id=first.adult_id)


def _with_a_parent() -> list[int]:
    eldest = Tie.objects.filter(kind="parent", parental_responsibility=True, ended_on=None)
    return list(eldest.values_list("child_id", flat=True).distinct())


def _late_assessments(on: date) -> list[int]:
    """Children whose 20 weeks have run out, longest first; where none has, those nearest to it."""
    rows = ClockCopy.rows.filter(rule="C4", state="open", child__in=_with_a_parent()).order_by("outer_on", "id")
    return list(rows.values_list("child_id", flat=True)[:20])


def _with_plans(on: date) -> list[int]:
    cutoff = youngest_birth_date_past_compulsory_school_age(on)
    rows = CaseSummary.objects.filter(
        stage="plan", child__born_on__gt=cutoff, child_id__in=_with_a_parent(), school__isnull=False
    )
    return list(rows.order_by("-open_clocks", "child_id").values_list("child_id", flat=True)[:40])


def _refused(on: date) -> list[int]:
    rows = ClockCopy.rows.filter(
        rule="B1", state="met", child__case_summary__stage="no_plan", child__in=_with_a_parent()
    )
    return list(rows.order_by("-met_on", "id").values_list("child_id", flat=True)[:20])


def _young_people(on: date) -> list[int]:
    """Aged about 17 with a plan and a place."""
    youngest, eldest = date(on.year - 17, on.month, 1), date(on.year - 18, on.month, 1)
    cutoff = youngest_birth_date_past_compulsory_school_age(on)
    rows = CaseSummary.objects.filter(
        stage="plan", child__born_on__lte=min(youngest, cutoff), child__born_on__gt=eldest, school__isnull=False
    )
    return list(rows.order_by("child_id").values_list("child_id", flat=True)[:20]) or list(
        Child.rows.filter(born_on__lte=cutoff, case_summary__stage="plan")
        .order_by("-born_on")
        .values_list("id", flat=True)[:5]
    )


CHOICES = {
    "late_assessment": _late_assessments,
    "two_children": _with_plans,
    "refused": _refused,
    "young_person": _young_people,
    "advised": _refused,
}
