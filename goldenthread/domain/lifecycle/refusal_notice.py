"""What a notice of refusal must say, with this notice's own days: a checklist for whoever writes it.

Two kinds: that there will be no assessment (SEND Regulations 2014, regulation 5(3); Children and Families Act 2014,
sections 36(5) and 51(2)(a)), and, after an assessment, that there will be no plan (regulation 10(3), with the
tribunal's recommendations added by SI 2017/1306, regulation 8; sections 36(9) and 51(2)(b)). Regulation 32 for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES, WorkingCalendar
from goldenthread.domain.clocks.register import count_dates
from goldenthread.domain.statute.appeals import appeal_rights
from goldenthread.domain.statute.assessment_test import Question
from goldenthread.domain.statute.recipients import notices


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of refusal: its notice among the recipients, its right of appeal, and where the law says each thing.

    `paragraph` is the regulation that lists the contents; `letters` the points of that list for the limits, mediation,
    disagreement resolution, and information and advice.
    """

    notice: str
    right: str
    reasons_citation: str
    paragraph: str
    letters: tuple[str, str, str, str]
    recommendations_citation: str = ""


NOT_TO_ASSESS: Final = Kind(
    "assess_decision", "a", "Children and Families Act 2014, s.36(5) and s.36(8)", "5(3)",
    ("(b)", "(c)", "(d)(i)", "(d)(ii)"),
)  # fmt: skip
NO_PLAN: Final = Kind(
    "no_plan", "b", "Children and Families Act 2014, s.36(9) and s.37(1)", "10(3)", ("", "", "", ""),
    "SEND Regulations 2014, reg 10(3), as amended by SI 2017/1306, reg 8",
)  # fmt: skip


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
    kind: Kind = NOT_TO_ASSESS,
    advice_service: str = "",
    calendar: WorkingCalendar = ENGLAND_AND_WALES,
) -> RefusalNotice:
    """The checklist for a refusal sent on a day. Raises NotInForce for a day before the law these limits come from."""
    facts = {"notice_sent": told_on}
    contact_by = count_dates("D1", facts, calendar).outer.last_on
    appeal_by = count_dates("D6", facts, calendar).outer.last_on
    notice = notices()[kind.notice]
    items = _items(kind, failed, contact_by, appeal_by, advice_service)
    return RefusalNotice(notice.who, notice.citation, contact_by, appeal_by, (*items, *_recommendations(kind)))


def _recommendations(kind: Kind) -> tuple[NoticeItem, ...]:
    if not appeal_rights()[kind.right].recommendations:
        return ()
    text = (
        "Say that on an appeal the tribunal can also be asked to recommend what health and social care should provide."
    )
    return (NoticeItem("The tribunal’s recommendations", text, kind.recommendations_citation),)


def _items(
    kind: Kind, failed: Sequence[Question], contact_by: date, appeal_by: date, advice_service: str
) -> tuple[NoticeItem, ...]:
    right, regulation = appeal_rights()[kind.right], f"SEND Regulations 2014, reg {kind.paragraph}"
    limits, mediation, resolution, advice = kind.letters
    because = "; ".join(f"{question.no} ({question.citation})" for question in failed)
    service = advice_service or "the information, advice and support service"
    later = "or 1 month from the day of the mediation certificate, whichever is later"
    certificate = "A mediation certificate is needed first." if right.certificate else ""
    return (
        NoticeItem(
            "The decision and the reasons for it",
            f"Name which question of the law’s test was answered no: {because}. Say what evidence was weighed.",
            kind.reasons_citation,
        ),
        NoticeItem(
            "The right to appeal", f"The First-tier Tribunal hears an appeal against a decision {right.decision}. "
            f"{certificate}".strip(), right.citation,
        ),
        NoticeItem(
            "The time limits", f"Contact the mediation adviser by {said(contact_by)}. The tribunal must receive the "
            f"appeal by {said(appeal_by)}, {later}.", f"{regulation}{limits}",
        ),
        NoticeItem(
            "Mediation", "Say that mediation is free and by choice, how to reach the mediation adviser, and that the "
            f"adviser must be told by {said(contact_by)} whether it is wanted.",
            f"{regulation}{mediation} and reg 32",
        ),
        NoticeItem(
            "Disagreement resolution", "Say that the disagreement resolution service may be used as well, and how.",
            f"{regulation}{resolution}",
        ),
        NoticeItem(
            "Information and advice", f"Say how to reach {service} for advice that is free and impartial.",
            f"{regulation}{advice}",
        ),
    )  # fmt: skip
