"""Makes rows for tests, in plain words. Every function returns the row; anything not said gets a sensible value.

team = a_team("North team")
coordinator = an_account(Role.EHC_COORDINATOR, at=team)
amira = a_child("Amira", "Khan", born_on=date(2015, 3, 4))
tie(amira, "case_team", at=team)
tie(amira, "allocated", who=coordinator)
a_request(amira, request_received=date(2026, 9, 1))
reckon(amira)          # clocks and the summary row, as operations would leave them
"""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.test import Client

from goldenthread.features.casework.models import (
    Advice,
    Milestone,
    NamedSetting,
    Need,
    Placement,
    Plan,
    Request,
    Review,
)
from goldenthread.features.casework.operations import clocks, summaries
from goldenthread.foundation import clock
from goldenthread.foundation.access.models import Grant
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.access.viewers import viewer_for
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.people.models import Adult, Child, Organisation, Tie, VulnerabilityFlag

_number = count(1)


def an_organisation(name: str = "", kind: str = "school", **more: Any) -> Organisation:
    """A body of any kind."""
    return Organisation.objects.create(name=name or f"Body {next(_number)}", kind=kind, **more)


def a_school(name: str = "", **more: Any) -> Organisation:
    """A school."""
    return an_organisation(name or f"Marle Primary School {next(_number)}", "school", **more)


def a_team(name: str = "", **more: Any) -> Organisation:
    """A council team."""
    return an_organisation(name or f"Casework team {next(_number)}", "council_team", **more)


def a_health_service(name: str = "", **more: Any) -> Organisation:
    """A health service."""
    return an_organisation(name or f"Community health service {next(_number)}", "health_service", **more)


def an_adult(name: str = "", kind: str = "family", **more: Any) -> Adult:
    """Somebody without an account."""
    return Adult.objects.create(name=name or f"Adult {next(_number)}", kind=kind, **more)


def an_account(role: Role | None = None, at: Organisation | None = None, name: str = "", **adult: Any) -> User:
    """An account holding a role, at a body where it is held at one. Its row among people is `account.adult`."""
    number = next(_number)
    account = User.objects.create_user(f"person{number}@example.org", name or f"Person {number}")
    kinds = {Role.PARENT: Adult.Kind.FAMILY, Role.YOUNG_PERSON: Adult.Kind.YOUNG_PERSON}
    kind = kinds.get(role, Adult.Kind.PROFESSIONAL) if role else Adult.Kind.PROFESSIONAL
    Adult.objects.create(**{"name": account.name, "kind": kind, "account": account, **adult})
    if role:
        grant(account, role, at)
    return account


def grant(account: User, role: Role, at: Organisation | None = None, **days: date) -> Grant:
    """One more role for an account."""
    return Grant.objects.create(user=account, role=role, organisation=at, **days)


def viewer(account: User) -> Viewer:
    """Who that account is today."""
    return viewer_for(account)


def signed_in(account: User) -> Client:
    """A browser with that account signed in."""
    client = Client()
    client.force_login(account)
    return client


def a_child(
    forename: str = "Amira", surname: str = "Khan", born_on: date | None = date(2015, 3, 4), **more: Any
) -> Child:
    """A child or young person."""
    return Child.rows.create(forename=forename, surname=surname, born_on=born_on, **more)


def tie(
    child: Child, kind: str, *, who: Adult | User | None = None, at: Organisation | None = None, **more: Any
) -> Tie:
    """Ties a person (an adult, or an account's) or a body to a child, open-ended unless days are given."""
    adult = who.adult if isinstance(who, User) else who  # type: ignore[attr-defined]
    return Tie.objects.create(child=child, kind=kind, adult=adult, organisation=at, **more)


def a_vulnerability(child: Child, kind: str, **days: date) -> VulnerabilityFlag:
    """A dated vulnerability."""
    return VulnerabilityFlag.objects.create(child=child, kind=kind, **days)


def a_milestone(of: Request | Advice | Plan | Review, fact: str, on: date | None, **more: Any) -> Milestone:
    """A dated fact of a request, advice, plan or review."""
    field = type(of).__name__.lower()
    wanted = {"recorded_at": clock.now(), "recorded_by": "system", "source": Milestone.Source.PERSON, **more}
    return Milestone.rows.create(**{field: of}, child_id=of.child_id, fact=fact, happened_on=on, **wanted)


def a_request(child: Child, *, fields: dict[str, Any] | None = None, **facts: date) -> Request:
    """A request; its milestones by name: request_received=date(...), final_plan_sent=date(...)."""
    return _with(Request.rows.create(child=child, **(fields or {})), facts)


def an_advice(
    request: Request, kind: str = "medical", *, fields: dict[str, Any] | None = None, **facts: date
) -> Advice:
    """One advice of a request: advice_requested=date(...), advice_received=date(...)."""
    return _with(Advice.rows.create(child_id=request.child_id, request=request, kind=kind, **(fields or {})), facts)


def a_plan(child: Child, *, needs: tuple[str, ...] = (), fields: dict[str, Any] | None = None, **facts: date) -> Plan:
    """A plan with its needs in rank order: plan_started=date(...), plan_made=date(...), plan_ceased=date(...)."""
    plan = _with(Plan.rows.create(child=child, **(fields or {})), facts)
    for rank, need in enumerate(needs, start=1):
        Need.rows.create(child=child, plan=plan, type=need, rank=rank)
    return plan


def a_review(plan: Plan, kind: str = "annual", *, fields: dict[str, Any] | None = None, **facts: date) -> Review:
    """A review of a plan: meeting_held=date(...), review_decided=date(...)."""
    return _with(Review.rows.create(child_id=plan.child_id, plan=plan, kind=kind, **(fields or {})), facts)


def a_placement(plan: Plan, at: Organisation | None = None, **more: Any) -> Placement:
    """Where the person goes."""
    return Placement.rows.create(child_id=plan.child_id, plan=plan, organisation=at, **{"rank": 1, **more})


def a_named_setting(plan: Plan, at: Organisation | None = None, **more: Any) -> NamedSetting:
    """What section I names."""
    return NamedSetting.rows.create(child_id=plan.child_id, plan=plan, organisation=at, **more)


def reckon(*children: Child, on: date | None = None) -> None:
    """Brings the stored clocks and the summary rows of these children up to date."""
    ids, day = [child.pk for child in children], on or clock.today()
    clocks.refresh(ids, on=day)
    summaries.refresh(ids, on=day)


def _with(row: Any, facts: dict[str, date]) -> Any:
    for fact, on in facts.items():
        a_milestone(row, fact, on)
    return row
