"""Whether health agrees section G: what was answered last, and whether it holds for the words as they stand.

For a child already found for a viewer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.plan.differences import same_words
from goldenthread.domain.plan.for_advisers import FOR_AGREEING, HEALTH_CARE
from goldenthread.domain.withheld import without_addresses
from goldenthread.features.casework.models import HealthAgreement, PlanCopy, PlanSection
from goldenthread.features.casework.queries.plan_drafts import text_in

# By what means an answer may come that was not given here.
MEANS: Final = [each for each in HealthAgreement.How.choices if each[0] != HealthAgreement.How.HERE]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The answer given last, and whether section G still says what it was given of."""

    row: HealthAgreement
    holds: bool

    @property
    def agrees_now(self) -> bool:
        """Health agrees the section as it stands."""
        return self.holds and self.row.agrees

    @property
    def refuses_now(self) -> str:
        """Why health does not agree the section as it stands; blank where it has not said so."""
        return "" if self.row.agrees or not self.holds else self.row.reason

    @property
    def said(self) -> str:
        """Where it stands, in a few words."""
        if not self.holds:
            return "Changed since"
        return "Agreed" if self.row.agrees else "Not agreed"

    @property
    def by(self) -> str:
        """Who answered, and for which body."""
        return f"{self.row.officer}, for {self.row.for_body}"

    @property
    def means(self) -> str:
        """How and when: `Said here on 2 September 2026, of this text`."""
        return f"{self.row.get_how_display()} on {said(self.row.said_on)}, of this text"


def agreement_on(request_id: int, text: str) -> Agreement | None:
    """The last answer, as it stands to this text of section G; None where none was given. One query."""
    rows = HealthAgreement.rows.filter(request_id=request_id).select_related("copy").order_by("-id")
    return last_of(list(rows[:1]), text)


def last_of(answers: Sequence[HealthAgreement], text: str) -> Agreement | None:
    """The same of answers already read, newest first."""
    return Agreement(answers[0], same_words(answers[0].text, text)) if answers else None


def answers_of(request_id: int) -> list[HealthAgreement]:
    """Every answer given, newest first. One query."""
    return list(HealthAgreement.rows.filter(request_id=request_id).select_related("copy").order_by("-id"))


def text_now(request_id: int) -> str:
    """Section G as it is being written. One query."""
    row = PlanSection.rows.filter(request_id=request_id, code=HEALTH_CARE).first()
    return row.text if row else ""


def is_text_of(copy: PlanCopy, text: str) -> bool:
    """Whether a copy's section G says the same as this text."""
    return same_words(text_in(copy).get(HEALTH_CARE, ""), text)


def sections_to_agree(copy: PlanCopy, hidden: Sequence[str]) -> list[dict[str, str]]:
    """The sections somebody reads who agrees G, word for word, as {"code", "title", "text"}; `hidden` addresses are
    taken out."""
    return [
        {**each, "text": without_addresses(each["text"], hidden)}
        for each in copy.sections
        if each["code"] in FOR_AGREEING
    ]


def fingerprint_of_text(text: str) -> str:
    """The SHA-256, in hexadecimal, of a section's words."""
    return hashlib.sha256(text.encode()).hexdigest()
