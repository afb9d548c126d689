"""What is on the record already that a section can be written from, so that nobody is asked to say it twice.

For a child already found for somebody who works on the case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.statute.plan_sections import ADVICE, VIEWS
from goldenthread.domain.statute.recipients import recipients
from goldenthread.features.casework.models import Intake, PlacementDecision
from goldenthread.features.casework.queries.child_rows import ChildRows
from goldenthread.features.casework.queries.child_timeline import about
from goldenthread.features.casework.queries.intake_questions import QUESTIONS, how_said, said_on, text_of
from goldenthread.foundation.access.viewer import tie_facts
from goldenthread.foundation.people.models import Child, Tie

_ASKED = {
    "about_me": "About me, in the child’s own words", "worries": "What the worries are", "helps": "What helps",
    "others": "Who else helps", "needed": "What is needed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Material:
    """One text that can be copied into a section: `key` names it in a form; `where` says how it came."""

    key: str
    title: str
    text: str
    where: str


def material_for(child: Child, code: str, rows: ChildRows) -> list[Material]:
    """What can be copied into this section. At most one query."""
    if code == VIEWS:
        return [*_own_words(child), *_told_us(child)]
    return _advice(rows) if code == ADVICE else []


def _own_words(child: Child) -> list[Material]:
    if not child.in_their_words.strip():
        return []
    day = f"Recorded on {said(child.in_their_words_on)}" if child.in_their_words_on else "Day not recorded"
    how = f", {child.in_their_words_how}" if child.in_their_words_how else ""
    return [Material("words", "The child’s own words", child.in_their_words.strip(), f"{day}{how}.")]


def _told_us(child: Child) -> list[Material]:
    """Answers of requests that were sent: a draft is its writer's own until then."""
    found = []
    for row in Intake.rows.filter(child=child).exclude(state=Intake.State.DRAFT).order_by("-received_on", "-id")[:5]:
        for question in QUESTIONS:
            text = text_of(row.answers, question).strip()
            if not text or (question == "about_me" and text == child.in_their_words.strip()):
                continue
            day = said_on(row.answers, question) or row.received_on
            who = row.relation or row.asked_by or str(row.get_who_display())
            how = how_said(row.who, str(row.answers[question].get("how", ""))) if question == "about_me" else who
            when = f", {said(day)}" if day else ""
            found.append(Material(f"{row.pk}.{question}", _ASKED[question], text, f"{how[:1].upper()}{how[1:]}{when}."))
    return found


def _advice(rows: ChildRows) -> list[Material]:
    lines = []
    for part in rows.parts["advice"]:
        of = ("advice", part["id"])
        came = next(
            (row.happened_on for row in rows.milestones if row.of == of and row.is_current
             and row.fact == "advice_received"), None,
        )  # fmt: skip
        if came:
            lines.append(f"{about('advice', part['id'], rows)}, received {said(came)}")
    return [Material("advice", "The advice received", "\n".join(lines), "From the record.")] if lines else []


def recipients_known(
    child: Child, ties: Sequence[Tie], decision: PlacementDecision | None, *, on: date
) -> list[tuple[str, str]]:
    """Everybody the final plan must go to, in the law's words, with who that is as far as the record says.

    Where the plan names a type only there is no setting to send it to.
    """
    holding = [tie for tie, facts in zip(ties, tie_facts(ties), strict=True) if facts.holds(on)]
    family = [
        tie.adult.name for tie in holding
        if tie.adult and (tie.kind == Tie.Kind.SELF or (tie.kind in (Tie.Kind.PARENT, Tie.Kind.CARER)
                                                        and tie.parental_responsibility))
    ]  # fmt: skip
    health = [tie.organisation.name for tie in holding if tie.kind == Tie.Kind.HEALTH and tie.organisation]
    place = decision.organisation.name if decision and decision.organisation else ""
    names = (", ".join(family), place, health[-1] if health else "")
    roles = list(zip(recipients("final_plan"), names, strict=True))
    return roles if place or decision is None else [roles[0], roles[2]]
