"""What a panel advised on a request: for the pages that decide. For a child already found for the viewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.lifecycle.hearing import ADVICE_SAID, ANSWER_SAID, Answer, Asked, advice_from, questions_of
from goldenthread.features.casework.models import PanelCase, PanelDeclaration, PanelView, Request


@dataclass(frozen=True, slots=True)
class AdviceShown:
    """A panel's advice. `came_to` in words; `answers`: (question, answer, reasons); `conflicts`: (who, which)."""

    case_id: str
    held_on: date
    heard: bool
    advice: Answer | None
    came_to: str
    answers: tuple[tuple[str, str, str], ...]
    reasons: str
    conflicts: tuple[tuple[str, str], ...]
    main_need: str


def heard_case(request: Request, asked: str) -> PanelCase | None:
    """The latest case of this request on which a panel gave its advice."""
    rows = PanelCase.rows.filter(request=request, asked=asked, taken_off_on=None, heard_on__isnull=False)
    return rows.select_related("meeting").order_by("-heard_on", "-id").first()


def advice_on(request_id: int, asked: str) -> AdviceShown | None:
    """The panel's advice, or a panel still to come (`heard` False); None where there is neither. Three queries."""
    rows = PanelCase.rows.filter(request_id=request_id, asked=asked, taken_off_on=None)
    found = sorted(rows.select_related("meeting"), key=lambda case: (case.heard_on or date.min, case.pk))
    return shown(found[-1]) if found else None


def shown(case: PanelCase) -> AdviceShown:
    """One case's advice as the panel gave it."""
    views = {row.question: row for row in PanelView.rows.filter(case=case, member=None)}
    held = PanelDeclaration.rows.filter(case=case, has_conflict=True).select_related("member__adult")
    advice = advice_from({code: row.answer for code, row in views.items()})
    return AdviceShown(
        case.public_id, case.meeting.held_on, case.heard_on is not None, advice, came_to(case.asked, advice),
        _answers(case, views), case.advice_reasons, tuple((row.member.adult.name, row.conflict) for row in held),
        case.main_need,
    )  # fmt: skip


def came_to(asked: str, advice: Answer | None) -> str:
    """The advice in words; '' for none."""
    return ADVICE_SAID[Asked(asked)][advice] if advice else ""


def _answers(case: PanelCase, views: Mapping[str, PanelView]) -> tuple[tuple[str, str, str], ...]:
    asked = questions_of(case.asked, case.question)
    return tuple(
        (each.asks, ANSWER_SAID[Answer(views[each.code].answer)], views[each.code].reasons)
        for each in asked
        if each.code in views
    )
