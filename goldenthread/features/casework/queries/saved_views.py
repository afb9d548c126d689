"""What stands round a list of work: the worklists somebody saved, and the people whose work they can turn to."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast

from goldenthread.features.casework.models import CaseSummary, SavedView
from goldenthread.features.casework.queries.work_filters import team_ids
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Adult


@dataclass(frozen=True, slots=True)
class Around:
    """`officers` (public id, name) of everyone who coordinates a child of the viewer's teams, and `views` (name, query
    string) the viewer saved; each in order of name."""

    officers: list[tuple[str, str]]
    views: list[tuple[str, str]]


def around(viewer: Viewer, page: str) -> Around:
    """Both, in one query, because every list of work asks for both."""
    coordinating = CaseSummary.objects.filter(team_id__in=team_ids(viewer), coordinator__isnull=False)
    people = Adult.objects.filter(pk__in=coordinating.values("coordinator_id").distinct()).order_by()
    text = CharField(max_length=1000)
    officers = people.annotate(what=Value("officer", CharField()), key=Cast("public_id", text))
    views = _of(viewer, page).annotate(what=Value("view", CharField()), key=Cast("query", text))
    found = sorted(
        officers.values_list("what", "name", "key").union(views.values_list("what", "name", "key"), all=True)
    )
    return Around(
        [(key, name) for what, name, key in found if what == "officer"],
        [(name, key) for what, name, key in found if what == "view"],
    )


def saved_views_of(viewer: Viewer, page: str) -> list[tuple[str, str]]:
    """(name, query string) of each, in order of name; only ever one's own."""
    return list(_of(viewer, page).order_by("name").values_list("name", "query"))


def _of(viewer: Viewer, page: str) -> QuerySet[SavedView]:
    if viewer.user_id is None:
        return SavedView.objects.none()
    return SavedView.objects.filter(user_id=viewer.user_id, page=page).order_by()
