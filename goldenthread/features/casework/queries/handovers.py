"""Cases to hand over, what was handed over, and the notes that came with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from goldenthread.features.casework.models import CaseSummary, ClockCopy, HandedOver, Handover
from goldenthread.features.casework.queries.cover import WORKING
from goldenthread.features.casework.queries.summaries import stage_said
from goldenthread.foundation.access.queries.staff import has_left
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.people.models import Adult, Child, Tie

NOBODY = "nobody"
RECENT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class ToHandOver:
    """One child somebody has, or nobody has. `late`: how many limits are past their day."""

    id: str
    name: str
    born_on: date | None
    stage: str
    school: str
    restricted: bool
    late: int


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Children nobody is named for: because nobody ever was (`id` is NOBODY), or because somebody has left."""

    id: str
    name: str
    children: int


@dataclass(frozen=True, slots=True)
class HandedToYou:
    """One child handed to the viewer: from whom, as of when, with the notes. `read_on` None: not read yet."""

    id: int
    child_id: str
    name: str
    from_name: str
    by_name: str
    as_of: date
    note: str
    note_for_all: str
    read_on: date | None


@dataclass(frozen=True, slots=True)
class Recent:
    """One handover: `standing` is how many children are still where it put them, so could be handed back."""

    id: str
    from_name: str
    to_names: tuple[str, ...]
    as_of: date
    by_name: str
    children: int
    standing: int
    handed_back_on: date | None


def to_hand_over(viewer: Viewer, from_adult: Adult | None, *, on: date) -> list[ToHandOver]:
    """The children of one person (None: nobody's) whom the viewer works on, by name. One query, and one of clocks."""
    rows = _open_cases(viewer, on).filter(_whose(from_adult)).order_by("surname", "forename", "id")
    held = list(
        rows.values_list("pk", "public_id", "surname", "forename", "born_on", "sensitivity", "case_summary__stage",
                         "case_summary__school__name", "case_summary__school_label")
    )  # fmt: skip
    late = _late([row[0] for row in held], on)
    return [
        ToHandOver(
            public_id, f"{forename} {surname}".strip(), born_on, stage_said(stage or ""), school or label or "",
            sensitivity == Child.Sensitivity.RESTRICTED, late.get(pk, 0),
        )
        for pk, public_id, surname, forename, born_on, sensitivity, stage, school, label in held
    ]  # fmt: skip


def unnamed(viewer: Viewer, *, on: date) -> list[Unnamed]:
    """Whose place is empty: nobody's children, and those of each person who has left. Two queries."""
    mine = _open_cases(viewer, on)
    never = mine.filter(_whose(None)).count()
    left = Adult.objects.filter(has_left(on=on))
    ties = _open_ties().filter(adult__in=left, child__in=mine)
    found = ties.order_by("adult__name").values_list("adult__public_id", "adult__name").annotate(n=Count("child"))
    return [*([Unnamed(NOBODY, "", never)] if never else []), *(Unnamed(*values) for values in found)]


def handed_to(viewer: Viewer, *, on: date) -> list[HandedToYou]:
    """What was handed to the viewer in the last 90 days and is still theirs to open, unread first. One query."""
    rows = _lines(viewer, on).filter(to_adult_id=viewer.adult_id or 0, handover__as_of__gte=on - RECENT)
    return [_shown(row) for row in rows.order_by("read_on", "-handover__as_of", "child__surname", "pk")]


def unread(viewer: Viewer, *, on: date) -> int:
    """How many of those the viewer has not read."""
    if viewer.adult_id is None:
        return 0
    rows = _lines(viewer, on).filter(to_adult_id=viewer.adult_id, handover__as_of__gte=on - RECENT, read_on=None)
    return rows.count()


def line_of(viewer: Viewer, number: str, *, on: date) -> HandedOver | None:
    """One line handed to the viewer, by its number as typed."""
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    return _lines(viewer, on).filter(pk=int(number), to_adult_id=viewer.adult_id or 0).first()


def note_about(child: Child, *, on: date) -> HandedToYou | None:
    """The last handover of a child already found for a viewer who works on the case. One query."""
    rows = HandedOver.rows.filter(child=child, handed_back_on=None, handover__as_of__gte=on - RECENT)
    row = rows.select_related("child", "handover__from_adult").order_by("-handover__as_of", "-pk").first()
    return _shown(row) if row else None


def recent(viewer: Viewer, *, on: date) -> list[Recent]:
    """Handovers of the last 90 days of children the viewer works on, newest first. Two queries."""
    mine = HandedOver.objects.visible_to(viewer, Verb.WORK_ON, on=on)
    rows = Handover.objects.filter(
        Exists(mine.filter(handover=OuterRef("pk"))), made_at__date__gte=on - RECENT
    ).select_related("from_adult")  # fmt: skip
    made = list(rows.order_by("-made_at")[:50])
    lines = HandedOver.rows.filter(handover__in=made).values_list(
        "handover_id", "to_adult__name", "handed_back_on", "tie_id", "tie__ended_on"
    )
    by: dict[int, list[tuple[str, bool]]] = {}
    for id, name, back, tie_id, ended_on in lines:
        by.setdefault(id, []).append((name, back is None and tie_id is not None and ended_on is None))
    return [_recent(row, by.get(row.pk, [])) for row in made]


def handover_of(viewer: Viewer, public_id: str, *, on: date) -> Handover | None:
    """A handover of children the viewer works on, by its public id as typed."""
    if not is_id(public_id):
        return None
    mine = HandedOver.objects.visible_to(viewer, Verb.WORK_ON, on=on)
    return Handover.objects.filter(Exists(mine.filter(handover=OuterRef("pk"))), public_id=public_id).first()


def _recent(row: Handover, lines: list[tuple[str, bool]]) -> Recent:
    names = tuple(sorted({name for name, _ in lines}))
    return Recent(
        row.public_id, row.from_adult.name if row.from_adult else "", names, row.as_of, row.made_by_name, len(lines),
        sum(stands for _, stands in lines), row.handed_back_on,
    )  # fmt: skip


def _open_cases(viewer: Viewer, on: date) -> QuerySet[Child]:
    rows: QuerySet[Child] = Child.objects.visible_to(viewer, Verb.WORK_ON, on=on)
    return rows.filter(pk__in=CaseSummary.objects.filter(stage__in=WORKING).values("child_id"))


def _open_ties() -> QuerySet[Tie]:
    return Tie.objects.filter(kind=Tie.Kind.ALLOCATED, ended_on=None, adult__isnull=False)


def _whose(adult: Adult | None) -> Q:
    """Children with an open tie to this person; or, for nobody, with none that is open or still holds."""
    if adult is not None:
        return Q(pk__in=_open_ties().filter(adult=adult).values("child_id"))
    # Whom nobody is tied to has no coordinator in the summary: few, and found by its index.
    return Q(case_summary__coordinator=None) & ~Q(Exists(_open_ties().filter(child=OuterRef("pk"))))


def _late(child_ids: list[int], on: date) -> dict[int, int]:
    rows = ClockCopy.rows.filter(child_id__in=child_ids, state=ClockCopy.State.OPEN, outer_on__lt=on)
    counted = rows.filter(is_legal_duty=True).order_by().values_list("child_id").annotate(n=Count("id"))
    return dict(counted)


def _lines(viewer: Viewer, on: date) -> QuerySet[HandedOver]:
    rows: QuerySet[HandedOver] = HandedOver.objects.visible_to(viewer, Verb.WORK_ON, on=on)
    return rows.filter(handed_back_on=None).select_related("child", "handover__from_adult")


def _shown(row: HandedOver) -> HandedToYou:
    made = row.handover
    return HandedToYou(
        row.pk, row.child.public_id, row.child.full_name, made.from_adult.name if made.from_adult else "",
        made.made_by_name, made.as_of, row.note, made.note, row.read_on,
    )  # fmt: skip
