"""Children a family's adviser helps for whom nothing is due: they wait for nothing, and are not forgotten for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.domain.calendars.school_years import year_group, year_group_said
from goldenthread.features.casework.queries.partner_work import helped_by, rows_for
from goldenthread.features.casework.queries.work_filters import WorkFilters
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Child

MOST = 200


@dataclass(frozen=True, slots=True)
class QuietChild:
    """A child for whom nothing is due."""

    child_id: str
    name: str
    known_as: str
    year_group: str
    school: str


def helped_with_nothing_due(viewer: Viewer, *, on: date) -> tuple[QuietChild, ...]:
    """Children of families who asked this viewer for help, for whom no date runs: by name, the first 200. One query."""
    helped = Child.objects.visible_to(viewer, Verb.OPEN_RECORD, on=on).filter(id__in=helped_by(viewer, on))
    quiet = helped.exclude(id__in=rows_for(viewer, WorkFilters(), "", on).values("child_id"))
    found = quiet.order_by("surname", "forename", "id").values_list(
        "public_id", "forename", "surname", "known_as", "born_on", "case_summary__school__name"
    )
    return tuple(
        QuietChild(
            child_id=public_id,
            name=" ".join(part for part in (forename, surname) if part),
            known_as=known_as,
            year_group=year_group_said(year_group(born_on, on)) if born_on else "",
            school=school or "",
        )
        for public_id, forename, surname, known_as, born_on, school in found[:MOST]
    )
