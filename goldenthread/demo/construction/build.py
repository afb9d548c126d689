"""Builds the whole demonstration: partnership, bodies, children with their histories, the cast."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from goldenthread.demo.construction.advice_asked import ask_the_sensory_service
from goldenthread.demo.construction.advice_written import make_advice
from goldenthread.demo.construction.around import Around, batches
from goldenthread.demo.construction.bodies import make_bodies, make_partnership
from goldenthread.demo.construction.came_in import make_intake
from goldenthread.demo.construction.casting import make_cast
from goldenthread.demo.construction.commissioned import make_commissioned
from goldenthread.demo.construction.covering import make_cover
from goldenthread.demo.construction.disagreeing import make_disputes
from goldenthread.demo.construction.drafts import make_drafts
from goldenthread.demo.construction.forecasts import make_forecasts
from goldenthread.demo.construction.letters_sent import make_letters
from goldenthread.demo.construction.messages_sent import make_messages
from goldenthread.demo.construction.money import make_money
from goldenthread.demo.construction.panels import make_panels
from goldenthread.demo.population.partnership import partnership
from goldenthread.features.casework.operations import clocks, summaries
from goldenthread.features.returns.operations.loading import load
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.journal import SYSTEM
from goldenthread.foundation.partnership.models import Partnership
from goldenthread.foundation.people.models import Child

BATCH = 500
Progress = Callable[[str, int, int], None]


class NotADemonstration(Exception):
    """This database holds something that is not a demonstration; nothing was done to it."""


class AlreadyBuilt(Exception):
    """This database holds a demonstration already."""


@dataclass(frozen=True, slots=True)
class Built:
    """What was built."""

    children: int
    schools: int
    cast: int


def state() -> str:
    """'empty', 'demo' or 'real'."""
    row = Partnership.objects.filter(id=1).first()
    if row is not None and row.is_demo:
        return "demo"
    return "real" if row is not None or Child.rows.exists() or User.objects.exists() else "empty"


def recipe() -> dict[str, Any]:
    """What the demonstration in this database was made from: like, size, seed, and the day `on`; empty where there is
    none.
    """
    row = Partnership.objects.filter(id=1, is_demo=True).first()
    return {} if row is None else dict(row.demo_recipe)


def build(*, like: str, size: int | None, seed: int, at: datetime, progress: Progress = lambda *_: None) -> Built:
    """Build it in an empty database, in one transaction. Raises NotADemonstration, AlreadyBuilt."""
    found = state()
    if found != "empty":
        raise AlreadyBuilt if found == "demo" else NotADemonstration
    invented = partnership(like, size, seed, on=at.date())
    expected = 0
    with transaction.atomic():
        make_partnership({"like": like, "size": size, "seed": seed, "on": at.date().isoformat()}, invented.world.lea)
        bodies = make_bodies(invented.schools, invented.world.coordinators)
        around, done = Around(bodies, at), 0
        for lives in batches(invented.people(), BATCH):
            result = load(
                (life.person for life in lives), by=SYSTEM, at=at, source_label="invented partnership",
                reference_on=at.date(),
                source="demo", seed=seed * 1_000_003 + done, local_ids=True, refresh=False, case_team=False,
            )  # fmt: skip
            around.add(lives, result.children)
            ids = [rows.child_id for rows in result.children.values()]
            clocks.refresh(ids, on=at.date())
            summaries.refresh(ids, on=at.date())
            done += len(lives)
            progress("children", done, expected)
        cast = make_cast(bodies, at)
        make_cover(bodies, at)
        make_intake(bodies, at)
        make_letters(at)
        ask_the_sensory_service(bodies, at.date())
        make_advice(at, seed)
        make_panels(bodies, at)
        make_drafts(at)
        make_disputes(at)
        make_messages(bodies.teams[0], at)
        make_money(at)
        make_commissioned(at)
        make_forecasts(at)
    progress("done", done, done)
    return Built(done, len(invented.schools), cast)
