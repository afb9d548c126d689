"""What changed between two copies of a child's plan that were sent, by section, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from goldenthread.domain.plan.changes.compare import Change, changes_between
from goldenthread.domain.plan.changes.phrases import Run, runs_of
from goldenthread.domain.plan.changes.said import sentences, summary_of
from goldenthread.domain.plan.changes.versions import Version, version_of
from goldenthread.domain.statute.plan_sections import plan_sections
from goldenthread.features.casework.models import Milestone, PlanCopy
from goldenthread.features.casework.queries.plan_drafts import ENDED
from goldenthread.foundation.people.models import Child


@dataclass(frozen=True, slots=True)
class Told:
    """One change: its sentences, and the old and the new words as runs (empty where there are none)."""

    kind: str
    first: str
    more: tuple[str, ...]
    was: tuple[Run, ...]
    now: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class InSection:
    """The changes told under one section."""

    code: str
    title: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two copies, the older first, what changed by section in the plan's order, and how much in a sentence."""

    old: PlanCopy
    new: PlanCopy
    sections: tuple[InSection, ...]
    summary: str


def comparable(child: Child, *, for_family: bool = False) -> list[PlanCopy]:
    """The copies that may be compared, oldest first: everything sent; for a family, what stands of a request that goes
    on, as on their own page of the plan."""
    rows = PlanCopy.rows.filter(child=child).exclude(kind=PlanCopy.Kind.SHOWN)
    if for_family:
        ended = Milestone.rows.filter(
            request=OuterRef("request"), fact__in=ENDED, is_current=True, happened_on__isnull=False
        )
        rows = rows.filter(~Exists(ended), taken_back_on=None)
    return list(rows.order_by("id"))


def chosen(copies: Sequence[PlanCopy], was: str = "", now: str = "") -> tuple[PlanCopy, PlanCopy] | None:
    """The two copies asked for by public id, the older first. Where none is named: the one sent last, and the draft
    sent before it. None where there are no two, or what is named is not among them."""
    by_id = {each.public_id: each for each in copies}
    if was or now:
        pair = [each for each in copies if each.public_id in (was, now)]
        return (pair[0], pair[1]) if len(pair) == 2 and {was, now} <= set(by_id) else None
    return (copies[-2], copies[-1]) if len(copies) > 1 else None


def compared(old: PlanCopy, new: PlanCopy) -> Comparison:
    """What changed from the first to the second."""
    changes = changes_between(_version(old), _version(new))
    told: dict[str, list[Told]] = {}
    for change in changes:
        told.setdefault(change.section, []).append(_told(change))
    titles = {each["code"]: each["title"] for each in (*old.sections, *new.sections)}
    order = [*plan_sections(), *titles]
    sections = (InSection(code, titles[code], tuple(rows)) for code, rows in told.items())
    return Comparison(
        old, new, tuple(sorted(sections, key=lambda each: order.index(each.code))), summary_of(changes).said
    )


def _version(copy: PlanCopy) -> Version:
    return version_of(copy.sections, getattr(copy, "items", None) or ())


def _told(change: Change) -> Told:
    said = sentences(change)
    if change.was and change.now:
        was, now = runs_of(change.was, change.now)
    else:
        was = (Run("out", change.was.text),) if change.was else ()
        now = (Run("in", change.now.text),) if change.now else ()
    return Told(change.kind.value, said[0], said[1:], was, now)
