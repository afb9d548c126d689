"""A child's one-page profile: what a person saved, else what the record says already; and it as one side of A4."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from goldenthread.domain.statute.plan_sections import VIEWS
from goldenthread.features.casework.models import OnePageProfile, PlanCopy
from goldenthread.features.casework.queries.own_versions import plan_that_stands
from goldenthread.features.casework.queries.plan_drafts import text_in
from goldenthread.foundation import clock
from goldenthread.foundation.people.models import Child
from goldenthread.foundation.typesetting import Heading, Paper, Paragraph, Voice

LONGEST: Final = {"about_me": 600, "matters": 700, "support": 900}  # together they fill one side and no more
MOST_LINES: Final = {"about_me": 8, "matters": 9, "support": 11}
HEADINGS: Final = {
    "about_me": "About me, in my own words", "matters": "What matters to me", "support": "How best to support me",
}  # fmt: skip
NOT_YET: Final = "Nobody has written this yet."


@dataclass(frozen=True, slots=True)
class Profile:
    """The three texts. `row`: what a person saved, None where they are the record's own: the child's words and section
    A. `copy`: the plan that stands; `is_old`: another plan was sent since the row was saved."""

    about_me: str
    matters: str
    support: str
    row: OnePageProfile | None = None
    copy: PlanCopy | None = None

    @property
    def is_old(self) -> bool:
        """Whether a person should look again."""
        return self.row is not None and self.copy is not None and self.row.copy_id != self.copy.pk

    @property
    def parts(self) -> list[tuple[str, str, str]]:
        """(name, heading, text) of each."""
        return [(name, heading, getattr(self, name)) for name, heading in HEADINGS.items()]


def profile_of(child: Child) -> Profile:
    """The profile that stands. At most three queries."""
    copy = plan_that_stands(child)
    row = OnePageProfile.rows.filter(child=child).order_by("-number").first()
    if row is not None:
        return Profile(row.about_me, row.matters, row.support, row, copy)
    views = text_in(copy).get(VIEWS, "") if copy else ""
    return Profile(
        _fits(child.in_their_words, "about_me"), _fits(views, "matters") if views.strip() else "", "", None, copy
    )


def _fits(text: str, name: str) -> str:
    """The first whole paragraphs that fit, else the first whole sentences."""
    text = text.replace("\r\n", "\n").strip()
    for end in ("\n", ". "):
        kept = ""
        for part in text.split(end):
            longer = f"{kept}{end}{part}" if kept else part
            if len(longer) > LONGEST[name] or len(longer.split("\n")) > MOST_LINES[name]:
                break
            kept = longer
        if kept:
            return kept if end == "\n" or kept == text or kept.endswith(".") else f"{kept}."
    return text[: LONGEST[name]]


def profile_paper(profile: Profile, name: str, council: str) -> Paper:
    """One side of A4."""
    row = profile.row
    about, matters, support = (profile.about_me.strip(), profile.matters.strip(), profile.support.strip())
    blocks = (
        Heading(HEADINGS["about_me"]), Voice(about) if about else Paragraph(NOT_YET),
        Heading(HEADINGS["matters"]), Paragraph(matters or NOT_YET),
        Heading(HEADINGS["support"]), Paragraph(support or NOT_YET),
    )  # fmt: skip
    dated: date = clock.day_of(row.saved_at) if row else clock.today()
    return Paper(title=f"One page about {name}", dated=dated, blocks=blocks, author=council)
