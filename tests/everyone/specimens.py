"""Children made for the table of who may open what: each tied so that the answer is known without asking the matrix."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

from goldenthread.demo.cast import CAST
from goldenthread.domain.messages.content import Kind
from goldenthread.domain.messages.news import News
from goldenthread.features.casework.models import Intake
from goldenthread.features.casework.operations import panel_cases, panels, telling
from goldenthread.features.casework.operations.panels import Arranged, Seat
from goldenthread.features.commissioning.models import CommissionedPlaces
from goldenthread.features.finance.models import BlockYear, Opportunity, UnitCost
from goldenthread.features.finance.operations import forecasts
from goldenthread.features.finance.operations.forecasts import Wanted
from goldenthread.features.returns.models import Conflict, Import
from goldenthread.foundation import clock
from goldenthread.foundation.access.models import EmergencyAccess
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.notify import links
from goldenthread.foundation.notify.models import Message
from goldenthread.foundation.people.models import Adult, Child, Organisation
from goldenthread.foundation.runs import operations as runs
from tests.builders import a_child, a_plan, a_request, a_school, an_account, an_adult, reckon, tie
from tests.everyone.who_may import BOTH, EMERGENCY, EXPIRED

_number = count(1)
TEAM, OTHER_TEAM = "Wrenbury SEND team", "Marle SEND team"
AROUND = (
    ("health", "Marle Children's Therapies"),
    ("social_care", "Wrenbury and Marle Children's Social Care"),
    ("psychology", "Wrenbury and Marle Educational Psychology"),
    ("adviser", "Wrenbury Sensory Service"),
)


@dataclass
class Everyone:
    """The partnership: accounts by name, specimens by key, ids that other pages need in their address."""

    accounts: dict[str, User] = field(default_factory=dict)
    specimens: dict[str, Child] = field(default_factory=dict)
    ids: dict[str, str] = field(
        default_factory=lambda: {
            "kind": "csv", "step": "apply", "code": "C4", "part": "assessment", "fact": "draft_served",
            "letter_kind": "other", "tag": "pl", "wording": "ending", "name": "happy_lady",
            "authority": "E09000021", "change": "joining", "form": "scap",
        }
    )  # fmt: skip


def gather() -> Everyone:
    """The cast of the partnership just built, three more, and the specimens."""
    everyone = Everyone({user.name: user for user in User.objects.filter(in_demo_cast=True)})
    assert set(everyone.accounts) == {member.name for member in CAST}
    marle = Organisation.objects.get(name=OTHER_TEAM)
    for name in (EMERGENCY, EXPIRED):
        everyone.accounts[name] = an_account(Role.EHC_COORDINATOR, at=marle, name=name)
    everyone.accounts[BOTH] = an_account(Role.SENCO, at=a_school("Sallow Bank School"), name=BOTH)
    everyone.accounts[BOTH].grants.create(role=Role.PARENT)
    everyone.ids["service_id"] = Organisation.objects.get(name=AROUND[0][1]).public_id
    _specimens(everyone)
    _emergencies(everyone)
    everyone.ids["run_id"] = str(
        runs.ask("recompute_clocks", {}, by=everyone.accounts["Lucy Brandt"], at=clock.now()).public_id
    )
    _import(everyone)
    _asked(everyone)
    _panel(everyone)
    _told(everyone)
    everyone.ids |= {
        "year_id": BlockYear.objects.earliest("id").public_id, "cost_id": UnitCost.objects.earliest("id").public_id,
        "opportunity_id": Opportunity.objects.earliest("id").public_id,
    }  # fmt: skip
    everyone.ids["forecast_id"] = forecasts.plan(
        wanted=Wanted("Autumn", "ours", 3, 100, 1), by=everyone.accounts["Alan Whitby"], on=clock.today()
    ).public_id
    return everyone


def _specimens(everyone: Everyone) -> None:
    today = clock.today()
    everyone.specimens = {
        "ours": _surrounded(everyone, address_hidden=True),
        "restricted": _surrounded(everyone, address_hidden=True, sensitivity="restricted"),
        "moved on yesterday": _surrounded(everyone, {"ended_on": today - timedelta(days=1)}),
        "arrives tomorrow": _surrounded(everyone, {"started_on": today + timedelta(days=1)}),
    }
    elsewhere = everyone.specimens["elsewhere"] = _child(address_hidden=True)
    _at(elsewhere, "case_team", OTHER_TEAM)
    _at(elsewhere, "health", "Marle Community Paediatrics")
    tie(elsewhere, "allocated", who=_adult(everyone, "Tom Ashdown"))
    tie(elsewhere, "attends", at=_school_of(everyone, "Adaeze Obi"))
    _parent(everyone, elsewhere, "Dawn Pritchard")

    tie(elsewhere, "consulted", at=_school_of(everyone, "Helen Marsh"))
    tie(everyone.specimens["restricted"], "consulted", at=_school_of(everyone, "Adaeze Obi"))
    in_team = everyone.specimens["restricted in the team"] = _child(address_hidden=True, sensitivity="restricted")
    _at(in_team, "case_team", TEAM)
    tie(in_team, "allocated", who=an_adult("Grace Adeyemi", "professional"))

    tie(in_team, "consulted", at=_school_of(everyone, "Helen Marsh"))

    grown_up = everyone.specimens["grown up"] = _child(born_on=date(today.year - 18, today.month, 1))
    tie(grown_up, "self", who=_adult(everyone, "Jamie Osei"))
    _parent(everyone, grown_up, "Gareth Lomax")
    _parent(everyone, grown_up, "Farah Aziz", young_person_agrees=True)

    relative = everyone.specimens["only a relative"] = _child()
    _parent(everyone, relative, "Gareth Lomax", parental_responsibility=False)

    everyone.specimens["in an emergency"] = _child(address_hidden=True, sensitivity="restricted")

    hers = everyone.specimens["her own"] = _child()
    tie(hers, "attends", at=_school_of(everyone, "Adaeze Obi"))
    _parent(everyone, hers, BOTH)
    reckon(*everyone.specimens.values())


def _surrounded(everyone: Everyone, days: dict[str, date] | None = None, **more: Any) -> Child:
    """Tied to everybody of the Wrenbury side who could be."""
    child, days = _child(**more), days or {}
    _at(child, "case_team", TEAM, **days)
    for kind, body in AROUND:
        _at(child, kind, body, **days)
    tie(child, "allocated", who=_adult(everyone, "Priya Nair"), **days)
    tie(child, "advocate", who=_adult(everyone, "Joan Teller"), **days)
    tie(child, "attends", at=_school_of(everyone, "Helen Marsh"), **days)
    _parent(everyone, child, "Farah Aziz", **days)
    return child


def _child(**more: Any) -> Child:
    """With a plan and a request, so that its pages are full; everything personal about it is found nowhere else."""
    number = next(_number)
    child = a_child(
        f"Wilhelmina{number}", f"Quillfeather{number}", upn=f"Q9990000000{number:02}",
        address=f"{number} Secret Walk\nWrenbury",
        postcode=f"ZZ{number} 9ZZ", in_their_words=f"I keep newts, all {number} of them.",
        **{"born_on": date(clock.today().year - 10, 3, 4), **more},
    )  # fmt: skip
    today = clock.today()
    a_request(child, request_received=today - timedelta(days=100))
    a_plan(child, needs=("ASD",), plan_started=today - timedelta(days=700), plan_made=today - timedelta(days=700))
    return child


def _at(child: Child, kind: str, body: str, **days: date) -> None:
    tie(child, kind, at=Organisation.objects.get(name=body), **days)


def _adult(everyone: Everyone, name: str) -> Adult:
    adult, _ = Adult.objects.get_or_create(account=everyone.accounts[name], defaults={"name": name, "kind": "family"})
    return adult


def _school_of(everyone: Everyone, name: str) -> Organisation:
    school = everyone.accounts[name].grants.get(role__in=["senco", "school_leader"]).organisation
    assert school is not None
    return school


def _parent(everyone: Everyone, child: Child, name: str, **more: Any) -> None:
    tie(child, "parent", who=_adult(everyone, name), **{"parental_responsibility": True, **more})


def _import(everyone: Everyone) -> None:
    """A file that waits to be applied, and a fact of it to decide about one child."""
    child = everyone.specimens["ours"]
    source = Import.objects.create(
        kind="sen2", file_name="return.xml", state=Import.State.READY, made_at=clock.now(),
        effects={"new": 0, "changed": 1, "unchanged": 0, "conflicts": 1, "sample": []},
    )  # fmt: skip
    conflict = Conflict.rows.create(
        source=source, child=child, model="people.Child", row=child.pk, field="surname", label="Surname",
        recorded=child.surname, in_file="Quill", value={"said": "Quill"},
    )  # fmt: skip
    everyone.ids |= {"import_id": source.public_id, "conflict_id": conflict.public_id}


def _asked(everyone: Everyone) -> None:
    """A parent's request that waits to be looked at."""
    row = Intake.rows.create(
        child=everyone.specimens["ours"], state=Intake.State.SENT, who=Intake.Who.PARENT, asked_by="Farah Aziz",
        writer=everyone.accounts["Farah Aziz"], received_on=clock.today(), begun_at=clock.now(), saved_at=clock.now(),
        sent_at=clock.now(), answers={"worries": {"text": "School is too loud.", "by": "Farah Aziz", "version": 1}},
    )  # fmt: skip
    everyone.ids["item_id"] = row.public_id


def _panel(everyone: Everyone) -> None:
    """One child's case is listed for a panel that a chair and one member sit on."""
    today, child, priya = clock.today(), everyone.specimens["ours"], everyone.accounts["Priya Nair"]
    seats = tuple(Seat(_adult(everyone, name), "", name == "Ruth Calder") for name in ("Ruth Calder", "Dr Ines Duarte"))
    team = Organisation.objects.get(name=TEAM)
    plan = Arranged(today + timedelta(days=5), None, True, "", seats)
    meeting = panels.arrange(team=team, plan=plan, by=priya, on=today)
    request = child.request_rows.get()
    panel_cases.list_case(meeting=meeting, child=child, asked="assess", request=request, by=priya, on=today)
    everyone.ids["panel_id"] = meeting.public_id
    everyone.ids["places_id"] = CommissionedPlaces.objects.first().public_id  # type: ignore[union-attr]


def _told(everyone: Everyone) -> None:
    """A message about each specimen to whoever may be told, some of them in trouble, and a link in one."""
    for child in everyone.specimens.values():
        telling.family(
            child, News(Kind.LATE, clock.today(), "Something for {whom} is late."), key="specimen",
            by=everyone.accounts["Priya Nair"], on=clock.today(),
        )  # fmt: skip
    Message.rows.update(state=Message.State.GIVEN_UP)
    ours = Message.rows.filter(child=everyone.specimens["ours"]).get()
    everyone.ids["token"] = links.make(ours, at=clock.now())


def _emergencies(everyone: Everyone) -> None:
    now = clock.now()
    child = everyone.specimens["in an emergency"]
    reason = "A child came to the door alone tonight and would not say why."
    for name, hours in ((EMERGENCY, 1), (EXPIRED, 25)):  # the expired one began a day and an hour ago
        start = now - timedelta(hours=hours)
        access = EmergencyAccess.objects.create(
            user=everyone.accounts[name],
            child=child,
            reason=reason,
            started_at=start,
            ends_at=start + timedelta(hours=24),
        )
        everyone.ids.setdefault("access_id", access.public_id)
    everyone.ids["notice_id"] = everyone.ids["access_id"]
