"""A draft plan as one adviser may read it: the parts that rest on their own body's advice, or that their service makes.

For a child already found for a viewer who gives advice. Which parts: domain/plan/for_advisers.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from goldenthread.domain.plan.differences import same_words
from goldenthread.domain.plan.for_advisers import HEALTH_CARE, Part, Piece, parts_for, places_in, whole_sections
from goldenthread.domain.withheld import without_addresses
from goldenthread.features.casework.models import Advice, DraftAnswer, HealthAgreement, Milestone, PlanCopy, PlanItem
from goldenthread.features.casework.queries import advice_items
from goldenthread.features.casework.queries.advice_items import NEVER_ASKED, AdviceItem
from goldenthread.features.casework.queries.advice_reports import hidden_from
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.plan_drafts import ENDED, drafting_in, latest_shown, text_in
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Child, Organisation, Tie

_MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class ForAdviser:
    """A draft as one adviser is shown it. `organisation`: the body they speak for; `bodies`: every body of theirs that
    was asked; `places`: where they may comment, by its key, and what each is called."""

    copy: PlanCopy
    parts: tuple[Part, ...]
    places: dict[str, str]
    organisation: Organisation | None
    bodies: tuple[int, ...]
    may_agree: bool

    @property
    def has_whole(self) -> bool:
        """Whether any section is shown whole."""
        return any(part.is_whole for part in self.parts)


@dataclass(frozen=True, slots=True)
class Asked:
    """One body asked for advice, and what it is shown: how many items, of which sections whole. `body` is None for a
    child's own school that nobody named."""

    body: Organisation | None
    name: str
    items: int
    whole: tuple[str, ...]


def shown_now(child: Child) -> PlanCopy | None:
    """The draft as advisers were shown it last; None where none is shown, or no plan is being written any more."""
    drafting = drafting_in(rows_of(child.pk))
    return latest_shown(drafting.pk) if drafting and drafting.is_written else None


def draft_for(child: Child, viewer: Viewer, *, on: date) -> ForAdviser | None:
    """The draft shown last to advisers, as this one may read it; None where none is shown, none is being written any
    more, or nothing of theirs was asked for it. At most twelve queries."""
    copy = shown_now(child)
    if copy is None:
        return None
    given = advice_items.given_by(viewer, child, advice_items.advice_of_child(child, on=on), on=on)
    asked = [each for each in given if each.row.request_id == copy.request_id and each.state != NEVER_ASKED]
    may_agree = may_agree_health(child, viewer, on=on)
    if not asked and not may_agree:
        return None
    whole = whole_sections((each.kind.code for each in asked), may_agree=may_agree)
    hidden = hidden_from(viewer, child, on=on)
    found = parts_for(copy.sections, copy.items, advice=_ids(asked), whole=whole)
    parts = tuple(_without(part, hidden) for part in found)
    bodies = _bodies(child, viewer, asked, on)
    return ForAdviser(
        copy, parts, places_in(parts), bodies[0] if bodies else None, tuple(each.pk for each in bodies), may_agree
    )


def may_agree_health(child: Child, viewer: Viewer, *, on: date) -> bool:
    """Whether this viewer says for the health commissioner if section G of this child's plan is agreed. One query at
    most."""
    if not viewer.bodies_for(Verb.AGREE_HEALTH):
        return False
    return Child.objects.visible_to(viewer, Verb.AGREE_HEALTH, on=on, only=child.public_id).filter(pk=child.pk).exists()


def body_of(child: Child, viewer: Viewer, *, on: date) -> Organisation | None:
    """The body for which this viewer says so."""
    return next(iter(_tied(child, viewer.bodies_for(Verb.AGREE_HEALTH), on)), None)


def preview_of(request_id: int, sections: list[dict[str, str]]) -> PlanCopy:
    """The draft as it would be shown now, not stored: of its items only where they stand and on what advice they rest.
    One query."""
    rows = PlanItem.rows.filter(request_id=request_id, removed_on=None).order_by("position", "id")
    items: dict[str, dict[str, Any]] = {}
    for id, section, part, text, advice in rows.values_list(
        "public_id", "section", "part", "text", "sources__report__advice__public_id"
    ):
        item = items.setdefault(id, {"id": id, "section": section, "part": part, "text": text, "sources": []})
        item["sources"].append({"advice": advice})
    return PlanCopy(
        request_id=request_id, kind=PlanCopy.Kind.SHOWN, sections=sections, items=list(items.values())
    )  # fmt: skip


def shown_to(copy: PlanCopy, child: Child, *, on: date) -> list[Asked]:
    """Who was asked for advice for this plan, with what each is shown of a copy, for staff. Four queries at most."""
    found = []
    for item in advice_items.advice_of_child(child, on=on):
        if item.row.request_id != copy.request_id or item.state == NEVER_ASKED or item.kind.code == "family":
            continue
        whole = whole_sections((item.kind.code,), may_agree=False)
        parts = parts_for(copy.sections, copy.items, advice=_ids([item]), whole=whole)
        items = sum(len(part.pieces) for part in parts)
        found.append(
            Asked(item.row.organisation, item.name, items, tuple(part.code for part in parts if part.is_whole))
        )
    return found


def waiting_for(viewer: Viewer, *, on: date) -> list[PlanCopy]:
    """Drafts shown to bodies of the viewer, asked for advice about children they may advise on, of which none of them
    has said anything yet, newest first. One query."""
    bodies = viewer.bodies_for(Verb.GIVE_ADVICE)
    if not bodies:
        return []
    asked = Advice.rows.filter(request=OuterRef("request"), organisation__in=bodies)
    said = DraftAnswer.rows.filter(copy=OuterRef("pk"), organisation__in=bodies, sent_on__isnull=False)
    rows = _shown_last(viewer, Verb.GIVE_ADVICE, on).filter(Exists(asked), ~Exists(said))
    return list(rows.defer("sections", "items")[:_MOST_LISTED])


def to_agree(viewer: Viewer, *, on: date) -> list[PlanCopy]:
    """Drafts shown whose section G waits for this viewer to say whether health agrees it as it is there, newest first.
    Two queries; none for whoever does not say so."""
    if not viewer.bodies_for(Verb.AGREE_HEALTH):
        return []
    copies = list(_shown_last(viewer, Verb.AGREE_HEALTH, on).defer("items")[:_MOST_LISTED])
    rows = HealthAgreement.rows.filter(request__in=[each.request_id for each in copies]).order_by("id")
    answered = {row.request_id: row.text for row in rows}  # the newest
    return [each for each in copies if _waits(each, answered.get(each.request_id))]


def _waits(copy: PlanCopy, answered: str | None) -> bool:
    text = text_in(copy).get(HEALTH_CARE, "")
    return bool(text.strip()) and (answered is None or not same_words(answered, text))


def _shown_last(viewer: Viewer, verb: Verb, on: date) -> QuerySet[PlanCopy]:
    """The draft shown last of each plan still being written, of children to whom the viewer may do this."""
    later = PlanCopy.rows.filter(request=OuterRef("request"), kind=PlanCopy.Kind.SHOWN, number__gt=OuterRef("number"))
    over = Milestone.rows.filter(
        request=OuterRef("request"), fact__in=(*ENDED, "final_plan_sent"), is_current=True, happened_on__isnull=False
    )
    rows = PlanCopy.rows.filter(viewer.children_filter(verb, on=on, path="child"), ~Exists(later), ~Exists(over))
    rows = rows.filter(kind=PlanCopy.Kind.SHOWN, taken_back_on=None)
    return rows.select_related("child").order_by("-id")


def _ids(asked: Sequence[AdviceItem]) -> set[str]:
    """Public ids of these advices, and of the earlier advice each stands on where that was agreed to be enough."""
    earlier = [each.reuse.earlier_id for each in asked if each.reuse and each.reuse.earlier_id]
    reused = Advice.rows.filter(pk__in=earlier).values_list("public_id", flat=True) if earlier else ()
    return {each.id for each in asked} | set(reused)


def _bodies(child: Child, viewer: Viewer, asked: Sequence[AdviceItem], on: date) -> list[Organisation]:
    """The bodies of theirs that were asked; where none is named (a school's own pupil), those tied to the child."""
    named = {each.row.organisation.pk: each.row.organisation for each in asked if each.row.organisation}
    return list(named.values()) or _tied(child, viewer.bodies_for(Verb.GIVE_ADVICE), on)


def _tied(child: Child, bodies: frozenset[int], on: date) -> list[Organisation]:
    begun, not_over = Q(started_on=None) | Q(started_on__lte=on), Q(ended_on=None) | Q(ended_on__gte=on)
    ties = Tie.objects.filter(begun, not_over, child=child, organisation_id__in=bodies).select_related("organisation")
    return [tie.organisation for tie in ties.order_by("id") if tie.organisation]


def _without(part: Part, hidden: Sequence[str]) -> Part:
    """The part with addresses taken out that this viewer must not come upon."""

    def clean(text: str) -> str:
        return without_addresses(text, hidden)

    pieces = tuple(
        Piece(
            each.id, each.number, clean(each.text), tuple((label, clean(words)) for label, words in each.facts),
            clean(each.changed_because),
        )
        for each in part.pieces
    )  # fmt: skip
    return replace(part, text=clean(part.text), pieces=pieces)
