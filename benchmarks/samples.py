"""Prints what people would type into a search of a kept partnership, and children they would open.

python -m benchmarks.samples NUMBER    run inside a Place's environment; prints one JSON object
"""

from __future__ import annotations

import json
import os
import random
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
django.setup()

from django.db.models import Count  # noqa: E402  (Django is started first)

from goldenthread.foundation import clock  # noqa: E402
from goldenthread.foundation.access.models import Grant  # noqa: E402
from goldenthread.foundation.access.roles import Role  # noqa: E402
from goldenthread.foundation.access.verbs import Verb  # noqa: E402
from goldenthread.foundation.access.viewers import viewer_for  # noqa: E402
from goldenthread.foundation.accounts.models import User  # noqa: E402
from goldenthread.foundation.people.models import Child  # noqa: E402


def samples(number: int) -> dict[str, object]:
    """`typed`: names (half of them misspelt), names with a date of birth, dates, UPNs. `children`: by person of the
    cast, public ids they may open.
    """
    chosen = random.Random(7)
    ids = list(Child.rows.filter(case_summary__stage="plan").order_by("id").values_list("id", flat=True))
    rows = Child.rows.filter(id__in=chosen.sample(ids, min(number, len(ids)))).order_by("id")
    typed = []
    for place, row in enumerate(rows):
        shapes = (
            f"{row.forename} {row.surname}",
            f"{_misspelt(row.forename, chosen)} {_misspelt(row.surname, chosen)}",
            _misspelt(row.surname, chosen),
            f"{row.forename} {row.born_on:%d/%m/%Y}" if row.born_on else row.surname,
            f"{row.born_on.day} {row.born_on:%B %Y}" if row.born_on else row.forename,
            row.upn or row.public_id,
            row.forename,
            row.surname[:3],
        )
        typed.append(shapes[place % len(shapes)])
    return {
        "typed": typed,
        "children": {user.name: _openable(user, number, chosen) for user in _team_people()},
        "reached": {user.name: _reached(user, number) for user in User.objects.filter(in_demo_cast=True)},
    }


def _reached(user: User, number: int) -> list[str]:
    """Children whose case is being worked, then others, whom this person reaches as staff, partner or family."""
    viewer, on = viewer_for(user), clock.today()
    found: list[str] = []
    for verb in (Verb.WORK_ON, Verb.OPEN_RECORD, Verb.FAMILY_PAGE):
        rows = Child.objects.visible_to(viewer, verb, on=on)
        worked = rows.filter(case_summary__stage__in=("requested", "assessing", "drafting")).order_by("id")
        for some in (worked, rows.order_by("id")):
            found += list(some.values_list("public_id", flat=True)[:number])
        if found:
            break
    return list(dict.fromkeys(found))[:number]


def _team_people() -> list[User]:
    """The cast who hold a role at a SEND team."""
    held = Grant.objects.filter(role__in=(Role.EHC_COORDINATOR, Role.TEAM_MANAGER), user__in_demo_cast=True)
    return [grant.user for grant in held.select_related("user").order_by("id")]


def _openable(user: User, number: int, chosen: random.Random) -> list[str]:
    """Children this person may open: the twenty of the longest histories, and any."""
    children = Child.objects.visible_to(viewer_for(user), Verb.OPEN_RECORD, on=clock.today())
    ids = list(children.order_by("id").values_list("id", flat=True))
    long = Child.rows.filter(id__in=ids).annotate(facts=Count("milestone_rows")).order_by("-facts", "id")[:20]
    anyone = Child.rows.filter(id__in=chosen.sample(ids, min(number, len(ids)))).order_by("id")
    return [child.public_id for child in (*long, *anyone)]


def _misspelt(name: str, chosen: random.Random) -> str:
    """Two letters changed places, or one left out."""
    if len(name) < 4:
        return name
    at = chosen.randrange(1, len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :] if chosen.random() < 0.5 else name[:at] + name[at + 1 :]


if __name__ == "__main__":
    print(json.dumps(samples(int(sys.argv[1]))))
