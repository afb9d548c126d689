"""What both decisions, whether to assess and whether to make a plan, have in common: what may not be recorded."""

from __future__ import annotations

from goldenthread.domain.lifecycle.hearing import ADVICE_SAID, Asked, advice_from, departs
from goldenthread.features.casework.models import PanelCase, PanelMember, Request
from goldenthread.features.casework.queries.panel_advice import heard_case


class NotByTheTest(Exception):
    """The decision does not follow from the answers to the test's questions; the message says why."""


class ToldBeforeDecided(Exception):
    """The family cannot be told of a decision before it is made."""


class NotAfterThePanel(Exception):
    """As a panel advised on it, the decision cannot be recorded so: `about` is 'decided_by' or 'differs_because'."""

    def __init__(self, about: str, message: str) -> None:
        super().__init__(message)
        self.about = about


def after_the_panel(
    request: Request, asked: Asked, yes: bool, *, decided_by: str, differs_because: str
) -> PanelCase | None:
    """The case on which a panel advised, None where none did. Raises NotAfterThePanel where somebody who sat on it
    decides, or the decision is other than advised and nobody says why."""
    case = heard_case(request, asked)
    if case is None:
        return None
    seats = PanelMember.objects.filter(meeting_id=case.meeting_id, left_on=None).select_related("adult")
    deciding = " ".join(decided_by.casefold().split())
    sat = next((seat.adult.name for seat in seats if seat.adult.name.casefold() in deciding), "")
    if sat:
        raise NotAfterThePanel(
            "decided_by", f"{sat} sat on the panel. The panel advises, so the decision must be another person’s"
        )
    advice = advice_from({row.question: row.answer for row in case.views.filter(member=None)})
    if advice is not None and departs(advice, yes) and not differs_because.strip():
        advised = ADVICE_SAID[asked][advice].lower()
        raise NotAfterThePanel(
            "differs_because", f"The panel’s advice was: {advised}. Say why the decision is different"
        )
    return case
