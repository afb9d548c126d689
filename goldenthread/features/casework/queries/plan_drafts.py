"""A plan being drafted, for whoever writes it: the request it is for, its sections, what was sent, what stops it.

For a child already found for the viewer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from goldenthread.domain.lifecycle.assessment_steps import WRITING, stage_of
from goldenthread.domain.plan.differences import Difference, unseen_changes
from goldenthread.domain.statute.naming_a_setting import routes
from goldenthread.domain.statute.plan_sections import plan_sections
from goldenthread.features.casework.models import (
    Milestone,
    PlacementDecision,
    PlanComment,
    PlanCopy,
    PlanSection,
    PlanSectionBefore,
    Request,
)
from goldenthread.features.casework.queries.assessment_cases import case_in
from goldenthread.features.casework.queries.child_rows import ChildRows
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.people.models import Child

ENDED = ("request_withdrawn", "moved_away", "no_plan_notified")  # a draft of such a request waits for nobody


@dataclass(frozen=True, slots=True)
class Drafting:
    """The request whose plan is being drafted: its row number, public id and stage, and the days recorded of it."""

    pk: int
    public_id: str
    stage: str
    facts: Mapping[str, date]

    @property
    def is_written(self) -> bool:
        """Whether its plan is still being written: no final plan was sent."""
        return self.stage in WRITING


def drafting_in(rows: ChildRows) -> Drafting | None:
    """The newest request among a child's rows whose plan is being written or was sent; None where there is none."""
    found = None
    for row in rows.parts["request"]:
        case = case_in(rows, row)
        stage = stage_of(case)
        if stage in (*WRITING, "maintained"):
            found = Drafting(row["id"], row["public_id"], stage, case.facts)
    return found


def request_row(drafting: Drafting) -> Request:
    """The stored request, for an operation."""
    return Request.rows.select_related("child").get(pk=drafting.pk)


def texts_of(request_id: int) -> dict[str, PlanSection]:
    """Sections saved so far, by code. One query."""
    return {row.code: row for row in PlanSection.rows.filter(request_id=request_id)}


def kept_before(request_id: int, code: str) -> list[PlanSectionBefore]:
    """What one section said before, newest first; at most ten."""
    rows = PlanSectionBefore.rows.filter(section__request_id=request_id, section__code=code)
    return list(rows.order_by("-id")[:10])


def copies_of(child: Child) -> list[PlanCopy]:
    """Everything sent about a child's plans, newest first, what was taken back included."""
    return list(PlanCopy.rows.filter(child=child).exclude(kind=PlanCopy.Kind.SHOWN).order_by("-id"))


def copy_of(child: Child, public_id: str) -> PlanCopy | None:
    """One copy of this child; None for anything else typed."""
    return PlanCopy.rows.filter(child=child, public_id=public_id).first() if is_id(public_id) else None


def latest_draft(request_id: int) -> PlanCopy | None:
    """The draft the family was sent last, that stands."""
    rows = PlanCopy.rows.filter(request_id=request_id, kind=PlanCopy.Kind.DRAFT, taken_back_on=None)
    return rows.order_by("-number").first()


def latest_shown(request_id: int) -> PlanCopy | None:
    """The draft as advisers were shown it last, unless it is shown no longer. One query."""
    rows = PlanCopy.rows.filter(request_id=request_id, kind=PlanCopy.Kind.SHOWN, taken_back_on=None)
    return rows.order_by("-number").first()


def standing_of(child: Child) -> tuple[PlanCopy | None, PlanCopy | None]:
    """(the draft sent last where no final plan followed it, the final plan sent last), for a family. One query."""
    ended = Milestone.rows.filter(
        request=OuterRef("request"), fact__in=ENDED, is_current=True, happened_on__isnull=False
    )
    rows = PlanCopy.rows.filter(~Exists(ended), child=child, taken_back_on=None)
    rows = rows.exclude(kind=PlanCopy.Kind.SHOWN)
    copies = list(rows.defer("sections").order_by("-id"))
    final = next((each for each in copies if each.kind == PlanCopy.Kind.FINAL), None)
    draft = copies[0] if copies and copies[0].kind == PlanCopy.Kind.DRAFT else None
    return draft, final


def final_of(request_id: int) -> PlanCopy | None:
    """The final plan that was sent, if one stands."""
    rows = PlanCopy.rows.filter(request_id=request_id, kind=PlanCopy.Kind.FINAL, taken_back_on=None)
    return rows.first()


def text_in(copy: PlanCopy) -> dict[str, str]:
    """A copy's texts by section code."""
    return {each["code"]: each["text"] for each in copy.sections}


def fingerprint_of(
    sections: Sequence[Mapping[str, str]], about: Mapping[str, Any], items: Sequence[Mapping[str, Any]] = ()
) -> str:
    """The SHA-256, in hexadecimal, of a copy's sections, whom it is about, and its items where it has any."""
    parts = [list(sections), about, list(items)] if items else [list(sections), about]
    told = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def is_sound(copy: PlanCopy) -> bool:
    """Whether the copy is, letter for letter, what was sent."""
    return fingerprint_of(copy.sections, copy.about, copy.items) == copy.fingerprint


def as_sections(texts: Mapping[str, str]) -> list[dict[str, str]]:
    """Texts by code as a copy keeps them: in order, without a section that is not needed and not used."""
    return [
        {"code": section.code, "title": section.title, "text": texts.get(section.code, "")}
        for section in plan_sections().values()
        if section.needed or texts.get(section.code, "").strip()
    ]


def checked_text(texts: Mapping[str, str]) -> str:
    """What a page that shows these texts sends back, to say which text was looked through."""
    return fingerprint_of(as_sections(texts), {})


def agreed_texts(request_id: int) -> dict[str, list[str]]:
    """By section, the texts the family was shown in answers to what they said. What was changed because of an adviser
    is not among them: the family has not seen it."""
    found: dict[str, list[str]] = {}
    rows = PlanComment.rows.filter(answer__copy__request_id=request_id, replied_at__isnull=False)
    rows = rows.filter(answer__copy__kind=PlanCopy.Kind.DRAFT)
    for changed in rows.values_list("changed", flat=True):
        for code, text in changed.items():
            found.setdefault(code, []).append(text)
    return found


def unseen_in(
    served: PlanCopy | None, texts: Mapping[str, str], agreed: Mapping[str, list[str]]
) -> tuple[Difference, ...]:
    """What these texts change that the family has not seen; nothing where no draft was sent from here."""
    return unseen_changes(text_in(served), texts, agreed) if served else ()


def placement_of(request_id: int) -> PlacementDecision | None:
    """The standing decision which place section I names."""
    rows = PlacementDecision.rows.filter(request_id=request_id, taken_back_on=None)
    return rows.select_related("organisation").first()


def setting_text(decision: PlacementDecision | None, typed: str = "") -> str:
    """Section I of a final plan: the place decided on, or what was typed where none is recorded."""
    if decision is None:
        return typed
    place = f"{decision.organisation.name}\n" if decision.organisation else ""
    return "\n\n".join(part for part in (f"{place}Type: {decision.setting_type}", typed.strip()) if part)


def route_said(decision: PlacementDecision) -> str:
    """The part of the Act the decision follows, in a sentence."""
    route = routes()[decision.route]
    return f"{route.name} ({route.citation})"
