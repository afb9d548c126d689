"""A plan made from the advice of several bodies, with somebody of each: who is shown which parts of its draft."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from goldenthread.domain.advice.report import NEED, OUTCOME, PROVISION
from goldenthread.domain.statute.plan_sections import plan_sections
from goldenthread.features.casework.models import PlanCopy
from goldenthread.features.casework.operations import drafts_shown, plan_assembling
from goldenthread.features.casework.operations.plan_sections import save_section
from goldenthread.features.casework.queries.plan_drafts import checked_text, texts_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from tests import builders as a
from tests.drafting import a_case, day
from tests.plan_advice import a_report, a_row

# Whose advice, by kind: their role, how the child is tied to their body, and what they wrote.
WHO = {
    "psychology": (Role.EDUCATIONAL_PSYCHOLOGIST, "psychology"),
    "medical": (Role.HEALTH_ADVISER, "health"),
    "social_care": (Role.SOCIAL_CARE_ADVISER, "social_care"),
    "sensory": (Role.SPECIALIST_ADVISER, "adviser"),
}


def a_case_of_many(**child: Any) -> SimpleNamespace:
    """The case of tests/drafting.py with four reports in the plan. By kind `case.who` has the account of each adviser;
    `case.officer` is the health body's designated clinical officer, `case.pupils` the child's own SENCO."""
    case = a_case(**child)
    case.who, case.rows = {}, {}
    for kind, (role, tied) in WHO.items():
        report = a_report(case, kind)
        body = report.advice.organisation
        assert body is not None
        a.tie(case.amira, tied, at=body)
        case.who[kind] = a.an_account(role, at=body, name=f"{kind.capitalize()} Adviser")
        area = {"medical": "health", "social_care": "care"}.get(kind, "cognition")
        need = a_row(report, NEED, f"Need by {kind}.", area=area)
        outcome = a_row(report, OUTCOME, f"Outcome by {kind}.", need)
        provision = a_row(report, PROVISION, f"Provision by {kind}.", outcome, who=f"Somebody of {kind}")
        case.rows[kind] = [need, outcome, provision]
        if kind == "medical":
            case.officer = a.an_account(Role.DESIGNATED_CLINICAL_OFFICER, at=body, name="Dr Una Byrne")
            case.health = body
    case.pupils = a.an_account(Role.SENCO, at=case.attends, name="Tessa Lowe")
    entries = [row.public_id for rows in case.rows.values() for row in rows]
    plan_assembling.take_advice(request=case.request, entries=entries, by=a.viewer(case.priya), on=clock.today())
    a.reckon(case.amira)
    return case


def show(case: SimpleNamespace, because: str = "So that they can say whether it is right.") -> PlanCopy:
    """The draft as it stands is shown to advisers today."""
    texts = {code: row.text for code, row in texts_of(case.request.pk).items()}
    return drafts_shown.show_draft(
        request=case.request, because=because, checked=checked_text(texts), by=a.viewer(case.priya), on=clock.today()
    )


def typed(case: SimpleNamespace, code: str, text: str) -> None:
    """Priya types a section that has no items."""
    row = texts_of(case.request.pk).get(code)
    save_section(
        request=case.request, code=code, text=text, version=row.version if row else 0, by=a.viewer(case.priya),
        on=clock.today(),
    )  # fmt: skip


def fill(case: SimpleNamespace) -> None:
    """Every section a draft needs says something."""
    stand = texts_of(case.request.pk)
    for code, each in plan_sections().items():
        if each.needed and code != "I" and code not in stand:
            typed(case, code, "Nothing.")


def school_is_asked(case: SimpleNamespace) -> None:
    """The child's own school is asked too, without being named, as a return may have it."""
    a.an_advice(case.request, "setting", advice_requested=day(80))
    a.reckon(case.amira)
