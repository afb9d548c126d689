"""A team with a child whose request waits, a panel of four with a chair, and what tests of panels send."""

from __future__ import annotations

import re
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from goldenthread.features.casework.models import PanelCase, PanelMember
from goldenthread.features.casework.operations import panel_cases, panels
from goldenthread.features.casework.operations.panels import Arranged, Seat
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from tests import builders as a


def day(ahead: int) -> date:
    return clock.today() + timedelta(days=ahead)


def a_panel(team: Any, *people: Any, on: int = 5, made: int = 0) -> Any:
    """The first chairs it. `on`: days from today; `made`: when it was arranged."""
    seats = tuple(Seat(who.adult, "A body", place == 0) for place, who in enumerate(people))
    plan = Arranged(day(on), None, False, "Room 2", seats)
    return panels.arrange(team=team, plan=plan, by=people[0], on=day(made))


def a_world() -> SimpleNamespace:
    """Priya works the case; Ruth chairs; Ines, Kwame and Helen sit; Tom is of another team."""
    team, other = a.a_team("North team"), a.a_team("South team")
    world = SimpleNamespace(team=team, other=other)
    world.priya = a.an_account(Role.EHC_COORDINATOR, at=team, name="Priya Nair")
    world.manager = a.an_account(Role.TEAM_MANAGER, at=team, name="Ngozi Umeh")
    world.ruth = a.an_account(Role.PANEL_CHAIR, at=team, name="Ruth Calder")
    world.ines = a.an_account(Role.EDUCATIONAL_PSYCHOLOGIST, at=a.a_team("Psychology"), name="Ines Duarte")
    world.kwame = a.an_account(Role.SOCIAL_CARE_ADVISER, at=a.a_team("Social care"), name="Kwame Mensah")
    world.helen = a.an_account(Role.SENCO, at=a.a_school("Elm School"), name="Helen Marsh")
    world.tom = a.an_account(Role.EHC_COORDINATOR, at=other, name="Tom Ashdown")
    world.child = a.a_child("Amira", "Khan", born_on=date(clock.today().year - 8, 3, 4), in_their_words="I like maps.")
    a.tie(world.child, "case_team", at=team)
    world.request = a.a_request(world.child, request_received=day(-60))
    a.reckon(world.child)
    return world


def listed(world: SimpleNamespace, panel: Any, asked: str = "assess", on: int = 0, **more: Any) -> PanelCase:
    """The child's case on that agenda."""
    return panel_cases.list_case(
        meeting=panel, child=world.child, asked=asked, request=world.request, by=world.priya, on=day(on), **more
    )


def seat(case: PanelCase, who: Any) -> PanelMember:
    return PanelMember.objects.get(meeting=case.meeting, adult=who.adult)


def declare(case: PanelCase, who: Any, conflict: str = "", on: int = 0) -> None:
    panel_cases.declare(
        case=case, member=seat(case, who), has_conflict=bool(conflict), conflict=conflict, by=who, on=day(on)
    )


def heard(world: SimpleNamespace, answer: str = "not_met", asked: str = "assess") -> PanelCase:
    """A panel met yesterday and advised."""
    panel = a_panel(world.team, world.ruth, world.ines, on=-1, made=-9)
    case = listed(world, panel, asked, on=-8)
    for who in (world.ruth, world.ines):
        declare(case, who, on=-1)
    codes = ("may_have_needs", "may_need_plan") if asked == "assess" else ("needs_plan",)
    given = {code: (answer, f"Because of {code}.") for code in codes}
    panel_cases.advise(case=case, answers=given, reasons="All agreed.", by=world.ruth, on=day(0), version=0)
    return PanelCase.rows.get(pk=case.pk)


def ask(who: Any, name: str, *args: str, **query: Any) -> HttpResponse:
    return a.signed_in(who).get(reverse(name, args=args), query)


def send(who: Any, name: str, *args: str, **data: Any) -> HttpResponse:
    return a.signed_in(who).post(reverse(name, args=args), data)


def boxes(name: str, ahead: int) -> dict[str, str]:
    on = day(ahead)
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def text_of(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
