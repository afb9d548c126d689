"""Plans on their way: one half written, two that families can answer, and schools of the cast asked about a place.

Written, sent and asked through the real operations by the coordinators of the cast.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any, Final

from goldenthread.demo.construction.drafts_from_advice import make_from_advice, reports_in
from goldenthread.demo.construction.own_version import make_own_version
from goldenthread.domain.calendars.school_years import year_group
from goldenthread.domain.clocks.register import count_dates
from goldenthread.features.casework.operations import consultations, plan_copies, plan_sections
from goldenthread.features.casework.operations.assessment_steps import record_step
from goldenthread.features.casework.queries.assessment_cases import open_requests, request_of
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.plan_drafts import (
    Drafting,
    checked_text,
    drafting_in,
    request_row,
    texts_of,
)
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.access.viewers import viewer_for
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.people.models import Child, Organisation

COORDINATORS: Final = ("Priya Nair", "Tom Ashdown")
FAMILY: Final = "Farah Aziz"
SENCOS: Final = {True: "Helen Marsh", False: "Adaeze Obi"}  # by whether of a secondary school
FIRST_SECONDARY_YEAR: Final = 7
MOST_LOOKED_AT, MOST_SENT, MOST_TRIED = 60, 2, 10
ASKED_AGO = timedelta(days=4)


@cache
def _texts() -> dict[str, str]:
    return tomllib.loads((resources.files(__package__) / "drafts.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class _Case:
    child: Child
    staff: Viewer
    drafting: Drafting | None

    @property
    def served_on(self) -> date:
        assert self.drafting is not None
        return self.drafting.facts["draft_served"]


def make_drafts(at: datetime) -> None:
    """One draft half written, up to two that were sent, each with a school of the cast asked; fewer where there are too
    few children to have them."""
    on, family = at.date(), _viewer(FAMILY, at)
    theirs = set(Child.objects.visible_to(family, Verb.FAMILY_PAGE, on=on).values_list("pk", flat=True))
    cases = list(_cases(at, on))
    sent = [each for each in cases if each.drafting and "draft_served" in each.drafting.facts]
    sent.sort(key=lambda each: (each.child.pk not in theirs, -each.served_on.toordinal(), each.child.pk))
    for case in sent[:MOST_SENT]:
        _write(case, _texts(), on)
        make_from_advice(case.staff, case.drafting, on)
        _serve(case, on)
        _ask(case, _school_for(case.child, on), on)
    waiting = [each for each in cases if each.drafting is None]
    advised = reports_in([each.child.pk for each in waiting])
    waiting.sort(key=lambda each: -advised.get(each.child.pk, 0))
    next((case for case in waiting[:MOST_TRIED] if _half_written(case, on)), None)
    for case in sent[:1]:  # the other's waits to be made
        make_own_version(case.child, case.staff, on)


def _viewer(name: str, at: datetime) -> Viewer:
    return viewer_for(User.objects.get(name=name, in_demo_cast=True), at=at)


def _cases(at: datetime, on: date) -> Iterator[_Case]:
    """Children of the cast's coordinators who are being assessed."""
    seen: set[int] = set()
    for name in COORDINATORS:
        staff = _viewer(name, at)
        rows = Child.objects.visible_to(staff, Verb.WORK_ON, on=on).filter(case_summary__stage="assessing")
        for child in rows.order_by("id")[:MOST_LOOKED_AT]:
            if child.pk not in seen:
                seen.add(child.pk)
                yield _Case(child, staff, drafting_in(rows_of(child.pk)))


def _half_written(case: _Case, on: date) -> bool:
    """Yesterday it was decided to make a plan; three sections are begun, from the advice where there is any. False
    where it is too early to decide."""
    open_now = open_requests(rows_of(case.child.pk))
    row = request_of(case.child, open_now[-1].public_id) if open_now else None
    if row is None or not any(step.code == "agree_plan" for step in open_now[-1].steps):
        return False
    record_step(
        request=row, step="agree_plan", happened_on=on - timedelta(days=1), by=case.staff, on=on,
        version=version_of(case.child.pk),
    )  # fmt: skip
    begun = _Case(case.child, case.staff, drafting_in(rows_of(case.child.pk)))
    _write(begun, {code: _texts()[code] for code in ("A", "B", "E")}, on)
    make_from_advice(begun.staff, begun.drafting, on)
    return True


def _school_for(child: Child, on: date) -> Organisation:
    """The school of the cast's SENCO of the child's age."""
    secondary = child.born_on is not None and year_group(child.born_on, on) >= FIRST_SECONDARY_YEAR
    grant = User.objects.get(name=SENCOS[secondary], in_demo_cast=True).grants.get(role=Role.SENCO)
    assert grant.organisation is not None
    return grant.organisation


def _write(case: _Case, texts: Mapping[str, str], on: date) -> None:
    child, common = case.child, _common(case, on)
    said = {"name": child.calling_name, "words": child.in_their_words or "We have not written down their words yet."}
    for code, text in texts.items():
        plan_sections.save_section(**common, code=code, text=text.format(**said), version=0)


def _serve(case: _Case, on: date) -> None:
    texts = {code: row.text for code, row in texts_of(_common(case, on)["request"].pk).items()}
    plan_copies.serve_draft(
        **_common(case, on), served_on=case.served_on, checked=checked_text(texts),
        answer_by=count_dates("C2", {"draft_served": case.served_on}).outer.last_on, version=version_of(case.child.pk),
    )  # fmt: skip


def _ask(case: _Case, school: Organisation, on: date) -> None:
    consultations.consult(
        **_common(case, on), organisation=school, received_on=max(case.served_on, on - ASKED_AGO),
        asked_by_family=False, version=version_of(case.child.pk),
        note="We would be glad to hear what you would need from September.",
    )  # fmt: skip


def _common(case: _Case, on: date) -> dict[str, Any]:
    assert case.drafting is not None
    return {"request": request_row(case.drafting), "by": case.staff, "on": on}
