"""How long the pages of an assessment take, with eight people asking at once: staff, schools, services, families."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.asking import Asked, all_at_once, middle_and_most
from benchmarks.places import partnership
from benchmarks.serving import served

WHO = (
    "Priya Nair", "Tom Ashdown", "Ngozi Umeh", "Helen Marsh", "Adaeze Obi", "Sunita Rao", "Farah Aziz", "Gareth Lomax",
)  # fmt: skip
PAGES_EACH, WARMING_EACH = 120, 10
TARGET = 200  # most milliseconds at the server for 95 of 100 requests
# Of a child's case, for staff: every page that answers whatever has happened so far.
OF_A_CHILD = (
    "", "record/", "advice/", "family/", "late/", "files/", "letters/", "letters/?kind=other", "draft/",
    "draft/answers/", "consultations/", "messages/", "exceptions/", "panel/", "panel/pack/", "disagreements/",
    "story/", "looks/",
)  # fmt: skip
LISTS = {
    "Priya Nair": ("/intake/", "/letters/", "/advice/", "/panels/", "/my-work/", "/team/inbox/"),
    "Tom Ashdown": ("/intake/", "/letters/", "/advice/", "/panels/", "/my-work/", "/team/inbox/"),
    "Ngozi Umeh": (
        "/intake/", "/letters/", "/letters/wordings/", "/advice/", "/panels/", "/team/", "/figures/", "/disagreements/",
        "/office/messages/", "/team/handover/", "/team/inbox/",
    ),
    "Helen Marsh": ("/partners/", "/advice/"),
    "Adaeze Obi": ("/partners/", "/advice/"),
    "Sunita Rao": ("/partners/", "/advice/"),
    "Farah Aziz": ("/family/", "/family/how-we-tell-you/"),
    "Gareth Lomax": ("/family/", "/family/how-we-tell-you/"),
}  # fmt: skip
OF_A_FAMILY = ("", "advice/", "letters/", "messages/", "looks/", "draft/")
FOUND = (200, 302, 404)  # a page a case has not come to is no page yet


def of(database: str) -> Callable[[], dict[str, Any]]:
    """The section for one database, at the size of Kent."""

    def measure() -> dict[str, Any]:
        with partnership(database, "kent") as place:
            children = place.ask("samples", "400")["reached"]
            with served(place) as port:
                all_at_once(port, [(who, _wanted(who, children, n)) for n, who in enumerate(WHO)], WARMING_EACH)
                asked = all_at_once(
                    port, [(who, _wanted(who, children, 50 + n)) for n, who in enumerate(WHO)], PAGES_EACH
                )
        return summary(asked)

    return measure


def summary(asked: list[Asked]) -> dict[str, Any]:
    """Figures by kind of page, slowest first. A kind nobody could open is left out."""
    rows = []
    for kind in dict.fromkeys(each.kind for each in asked):
        theirs = [each for each in asked if each.kind == kind and each.status == 200]
        failed = sum(each.kind == kind and each.status not in FOUND for each in asked)
        if theirs or failed:
            rows.append(_figures(kind, theirs, failed))
    rows.sort(key=lambda row: -row["server_p95"])
    return {"rows": rows, "met": all(row["met"] for row in rows)}


def _figures(kind: str, asked: list[Asked], failed: int) -> dict[str, Any]:
    server, waited = (
        middle_and_most([getattr(each, name) for each in asked] or [0.0]) for name in ("server", "waited")
    )
    return {
        "kind": kind, "requests": len(asked), "failed": failed, "server_p50": server[0], "server_p95": server[1],
        "waited_p95": waited[1], "queries": max((each.queries for each in asked), default=0), "target": TARGET,
        "met": failed == 0 and server[1] <= TARGET,
    }  # fmt: skip


def _wanted(who: str, children: Any, seed: int) -> Iterator[tuple[str, str]]:
    """What one person asks for, without end: a list, then two pages about children, and so on."""
    chosen, theirs = random.Random(seed), children[who]
    family, partner = "/family/" in LISTS[who], "/partners/" in LISTS[who]
    while True:
        path = chosen.choice(LISTS[who])
        yield path, path
        for _ in range(2 if theirs else 0):
            child = chosen.choice(theirs)
            if family:
                part = chosen.choice(OF_A_FAMILY)
                yield f"family: {part or 'child'}", f"/family/children/{child}/{part}"
            elif partner:
                part = chosen.choice(("", "advice/", "consultation/"))
                yield f"partner: {part or 'child'}", f"/partners/children/{child}/{part}"
            else:
                part = chosen.choice(OF_A_CHILD)
                yield f"staff: {part or 'child'}", f"/children/{child}/{part}"
