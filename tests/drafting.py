"""A child for whom a plan is to be made, with a family, a team and two schools; and the steps of drafting it."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from goldenthread.domain.statute.plan_sections import plan_sections
from goldenthread.features.casework.models import PlanCopy
from goldenthread.features.casework.operations import placements, plan_copies
from goldenthread.features.casework.operations import plan_sections as writing
from goldenthread.features.casework.queries.plan_drafts import checked_text, placement_of, setting_text, texts_of
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from tests import builders as a


def day(ago: int) -> date:
    return clock.today() - timedelta(days=ago)


def a_case(**child: Any) -> SimpleNamespace:
    """The decision to make a plan was 40 days ago."""
    team, attends, other = a.a_team("North team"), a.a_school("Marle Primary"), a.a_school("Sallow Bank School")
    priya = a.an_account(Role.EHC_COORDINATOR, at=team, name="Priya Shah")
    owen = a.an_account(Role.EHC_COORDINATOR, at=team, name="Owen Bell")
    mother = a.an_account(Role.PARENT, name="Sana Khan")
    father = a.an_account(Role.PARENT, name="Omar Khan")
    senco = a.an_account(Role.SENCO, at=other, name="Bea Fairlie")
    amira = a.a_child("Amira", "Khan", **{"born_on": date(clock.today().year - 8, 3, 4), **child})
    a.tie(amira, "case_team", at=team)
    a.tie(amira, "attends", at=attends)
    for parent in (mother, father):
        a.tie(amira, "parent", who=parent, parental_responsibility=True)
    codes = {"outcome": "Y", "has_assessment": True, "assessment_outcome": "Y"}
    request = a.a_request(
        amira, fields=codes, request_received=day(120), assess_decision_notified=day(90), plan_agreed=day(40)
    )
    a.reckon(amira)
    return SimpleNamespace(
        priya=priya, owen=owen, mother=mother, father=father, senco=senco, amira=amira, request=request, team=team,
        attends=attends, other=other,
    )  # fmt: skip


def write(case: SimpleNamespace, **more: str) -> None:
    """Every section a draft needs, as typed by Priya; `more` by code."""
    given = {
        code: f"What section {code} says." for code, each in plan_sections().items() if each.needed and code != "I"
    }
    rows = texts_of(case.request.pk)
    for code, text in {**given, **more}.items():
        version = rows[code].version if code in rows else 0
        writing.save_section(
            request=case.request, code=code, text=text, version=version, by=a.viewer(case.priya), on=clock.today()
        )


def serve(case: SimpleNamespace, ago: int = 20, **more: Any) -> PlanCopy:
    """The draft as it stands was served that many days ago, with the least time the law gives."""
    texts = {code: row.text for code, row in texts_of(case.request.pk).items()}
    given = {
        "request": case.request, "served_on": day(ago), "answer_by": day(ago - 14), "checked": checked_text(texts),
        "by": a.viewer(case.priya), "on": clock.today(), "version": version_of(case.amira.pk), **more,
    }  # fmt: skip
    return plan_copies.serve_draft(**given)


def finish(case: SimpleNamespace, **more: Any) -> PlanCopy:
    """The place was decided on and the final plan sent today; the draft was served before."""
    placement = placements.Placement(
        organisation=case.other, setting_type="Special school", route="not_asked", reasons="It fits.",
        decided_by="Ngozi Umeh", decided_on=clock.today(),
    )  # fmt: skip
    about = {"request": case.request, "by": a.viewer(case.priya), "on": clock.today()}
    placements.decide_placement(**about, placement=placement, version=version_of(case.amira.pk))
    texts = {code: row.text for code, row in texts_of(case.request.pk).items()}
    texts["I"] = setting_text(placement_of(case.request.pk), texts.get("I", ""))
    given = {
        "sent_on": clock.today(), "sent_to": [{"role": "parent or young person", "name": "Sana Khan"}],
        "signed_by": "N. Umeh, manager", "health_agreed_by": "Marle ICB", "main_need": "ASD",
        "checked": checked_text(texts), "version": version_of(case.amira.pk), **more,
    }  # fmt: skip
    return plan_copies.send_plan(**about, **given)
