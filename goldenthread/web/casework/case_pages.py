"""The pages on which staff work a child's case, as the child's own page lists them: one row a page.

A row says what the page is for, its address by name, and whom it is for; nothing else needs touching to add one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from goldenthread.features.casework.queries.child_people import May


@dataclass(frozen=True, slots=True)
class CasePage:
    """`shown`: whether this viewer has a use for it, from what they may do to this child."""

    text: str
    address: str
    shown: Callable[[May], bool]


def _works_on(may: May) -> bool:
    return may.work_on


CASE_PAGES: Final = (
    CasePage("Advice: what was asked, what came, what is due", "child_advice", lambda may: may.read_all_advice),
    CasePage("Panel: put the case on an agenda, or read the pack", "child_panel", _works_on),
    CasePage("Decide whether to make a plan", "child_decide_plan", _works_on),
    CasePage("The plan: its draft, what the family says, and the final plan", "child_draft", _works_on),
    CasePage("Schools and colleges asked about a place", "child_consultations", _works_on),
    CasePage("Disagreements: mediation and appeals", "child_disputes", _works_on),
    CasePage("Record or withdraw an exception to a limit", "child_exceptions", _works_on),
    CasePage("Say why something is late", "child_late", _works_on),
    CasePage("Files people sent", "child_files", _works_on),
    CasePage("Letters: write, send, see what was sent", "child_letters", _works_on),
    CasePage("Family: who they are, and how to reach them", "child_family", _works_on),
    CasePage("Messages: what was told, to whom, and what failed", "child_messages", _works_on),
)


def pages_for(may: May, child_id: str) -> list[tuple[str, str]]:
    """(words, address) of each page this viewer has a use for, in the order a case is worked."""
    return [(page.text, reverse(page.address, args=[child_id])) for page in CASE_PAGES if page.shown(may)]
