"""What a notice that refuses an assessment must say, with this notice's own days: a checklist for whoever writes it.

SEND Regulations 2014, regulations 5(3) and 32; Children and Families Act 2014, sections 36(5) and 51(2)(a).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES, WorkingCalendar
from goldenthread.domain.clocks.register import count_dates
from goldenthread.domain.statute.appeals import appeal_rights
from goldenthread.domain.statute.assessment_test import Question
from goldenthread.domain.statute.recipients import notices

NOTICE = "assess_decision"
RIGHT = "a"


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One thing the notice must contain: what, what to write of this case, and where the law says so."""

    name: str
    text: str
    citation: str


@dataclass(frozen=True, slots=True)
class RefusalNotice:
    """Everybody it must go to, what it must say, and the last days it gives."""

    recipients: tuple[str, ...]
    recipients_citation: str
    contact_by: date
    appeal_by: date
    items: tuple[NoticeItem, ...]


def refusal_notice(
    told_on: date,
    failed: Sequence[Question],
    *,
    advice_service: str = "",
    calendar: WorkingCalendar = ENGLAND_AND_WALES,
) -> RefusalNotice:
    """The checklist for a refusal sent on a day. Raises NotInForce for a day before the law these limits come from."""
    facts = {"notice_sent": told_on}
    contact_by = count_dates("D1", facts, calendar).outer.last_on
    appeal_by = count_dates("D6", facts, calendar).outer.last_on
    notice = notices()[NOTICE]
    return RefusalNotice(
        notice.who, notice.citation, contact_by, appeal_by, _items(failed, contact_by, appeal_by, advice_service)
    )


def _items(
    failed: Sequence[Question], contact_by: date, appeal_by: date, advice_service: str
) -> tuple[NoticeItem, ...]:
    right = appeal_rights()[RIGHT]
    because = "; ".join(f"{question.no} ({question.citation})" for question in failed)
    service = advice_service or "the information, advice and support service"
    later = "or 1 month from the day of the mediation certificate, whichever is later"
    certificate = "A mediation certificate is needed first." if right.certificate else ""
    return (
        NoticeItem(
            "The decision and the reasons for it",
            f"Name which question of the law’s test was answered no: {because}. Say what evidence was weighed.",
            "Children and Families Act 2014, s.36(5) and s.36(8)",
        ),
        NoticeItem(
            "The right to appeal", f"The First-tier Tribunal hears an appeal against a decision {right.decision}. "
            f"{certificate}".strip(), right.citation,
        ),
        NoticeItem(
            "The time limits", f"Contact the mediation adviser by {said(contact_by)}. The tribunal must receive the "
            f"appeal by {said(appeal_by)}, {later}.", "SEND Regulations 2014, reg 5(3)(b)",
        ),
        NoticeItem(
            "Mediation", "Say that mediation is free and by choice, how to reach the mediation adviser, and that the "
            f"adviser must be told by {said(contact_by)} whether it is wanted.",
            "SEND Regulations 2014, regs 5(3)(c) and 32",
        ),
        NoticeItem(
            "Disagreement resolution", "Say that the disagreement resolution service may be used as well, and how.",
            "SEND Regulations 2014, reg 5(3)(d)(i)",
        ),
        NoticeItem(
            "Information and advice", f"Say how to reach {service} for advice that is free and impartial.",
            "SEND Regulations 2014, reg 5(3)(d)(ii)",
        ),
    )  # fmt: skip
