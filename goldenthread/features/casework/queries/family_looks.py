"""Who has looked at a child's record, as their family reads it: names and roles of those whose work it is, and of no
one in the family."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from goldenthread.foundation import clock
from goldenthread.foundation.access.models import Grant
from goldenthread.foundation.access.roles import DESCRIBED, Role
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.journal import reading
from goldenthread.foundation.people.models import Adult

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class LookTold:
    """`times` looks of the same person at the same page on the same day are told as one, at the last moment."""

    at: datetime
    who: str
    role: str
    where: str
    page: str
    emergency: bool
    times: int = 1


@dataclass(frozen=True, slots=True)
class LooksPage:
    """Fifty looks, newest first. `total` is how many there are on all pages."""

    looks: tuple[LookTold, ...]
    total: int
    number: int
    pages: int


def looks_for(viewer: Viewer, child_id: str, *, page: int = 1) -> LooksPage:
    """One page of looks at this child (public id), for a viewer who may see them."""
    total = reading.count_looks_at(child_id)
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(page, 1), pages)
    told = reading.looks_at(child_id, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    people = _people({each.by for each in told})
    return LooksPage(tuple(_together([_look(each, viewer, people) for each in told])), total, number, pages)


def _people(public_ids: set[str]) -> dict[str, tuple[bool, str, str]]:
    """By account: whether they are family, their role in words, where they hold it."""
    found: dict[str, tuple[bool, str, str]] = {}
    # Whoever looked through a link in a message has no account: they are family, and as nameless as the others.
    for public_id in Adult.objects.filter(public_id__in=public_ids, account=None).values_list("public_id", flat=True):
        found[public_id] = (True, "", "")
    kinds = dict(Adult.objects.filter(account__public_id__in=public_ids).values_list("account__public_id", "kind"))
    for public_id in User.objects.filter(public_id__in=public_ids).values_list("public_id", flat=True):
        found[public_id] = (kinds.get(public_id) in (Adult.Kind.FAMILY, Adult.Kind.YOUNG_PERSON), "", "")
    grants = Grant.objects.filter(user__public_id__in=public_ids).order_by("id")
    for public_id, role, where in grants.values_list("user__public_id", "role", "organisation__name"):
        found[public_id] = (found[public_id][0], DESCRIBED[Role(role)][0], where or "")
    return found


def _look(told: reading.Told, viewer: Viewer, people: dict[str, tuple[bool, str, str]]) -> LookTold:
    is_family, role, where = people.get(told.by, (False, "", ""))
    if told.by == viewer.public_id:
        return LookTold(told.at, "You", "", "", told.what, told.emergency)
    if is_family:
        # When one parent was here is nobody else's business, and could put somebody in danger: no name, and no role.
        return LookTold(told.at, "Someone in the family", "", "", told.what, told.emergency)
    return LookTold(told.at, told.by_name or "Not known", role, where, told.what, told.emergency)


def _together(looks: Sequence[LookTold]) -> list[LookTold]:
    kept: dict[tuple[object, ...], LookTold] = {}
    for each in looks:
        key = (clock.day_of(each.at), each.who, each.role, each.where, each.page, each.emergency)
        first = kept.get(key)
        times = first.times + 1 if first else 1
        moment = first.at if first else each.at
        kept[key] = LookTold(moment, each.who, each.role, each.where, each.page, each.emergency, times)
    return list(kept.values())
