"""Brings persons of a return into the system in bulk: the one way in for imports and for an invented partnership.

    load(persons, by=viewer, at=moment, source_label="SEN2 return 2026", reference_on=day)

Runs in one transaction; nothing is kept if anything fails. Memory does not grow with the number of persons, except for
the answer's own `children` (switch off with keep=False).
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Max

from goldenthread.domain.sen2.records import Person
from goldenthread.domain.sen2.same_person import CLAIMED, Row
from goldenthread.features.casework.operations import clocks, summaries
from goldenthread.features.returns.operations import existing, identity, staging
from goldenthread.features.returns.operations.bodies import Bodies
from goldenthread.features.returns.operations.building import Builder
from goldenthread.features.returns.operations.cases import Case, Officers
from goldenthread.features.returns.operations.existing import HeldChild
from goldenthread.features.returns.operations.terms import Built, Terms
from goldenthread.features.returns.operations.trace import Batch
from goldenthread.foundation import clock, journal
from goldenthread.foundation.fast_rows import RowNumbers, RowWriter
from goldenthread.foundation.people.models import Child, Organisation
from goldenthread.foundation.people.operations import name_tokens

BATCH = 500
REFRESHED_TOGETHER = 1000
SAMPLE = 20
_ENCODER = json.JSONEncoder(separators=(",", ":"))
_NOTHING_HELD = HeldChild()


@dataclass(frozen=True, slots=True)
class Loaded:
    """Where one person's rows are. `plans` and `reviews` follow the order of the person's requests."""

    child_id: int
    public_id: str
    requests: tuple[int, ...]
    plans: tuple[int | None, ...]
    reviews: tuple[tuple[int, ...], ...]


@dataclass(slots=True)
class LoadResult:
    """What loading came to. `left_out`: (place in the input from 0, why). `children` by local id, UPN, ULN or place."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    conflicts: int = 0
    left_out: list[tuple[int, str]] = field(default_factory=list)
    not_here: int = 0  # children brought by returns before, not in this one
    unknown_bodies: list[str] = field(default_factory=list)
    made_bodies: list[int] = field(default_factory=list)
    unknown_officers: list[str] = field(default_factory=list)
    sample: list[dict[str, Any]] = field(default_factory=list)  # of a rehearsal: {child (public id), says: [sentences]}
    children: dict[str, Loaded] = field(default_factory=dict)


def load(
    persons: Iterable[Person],
    *,
    by: journal.Author,
    at: datetime,
    source_label: str,
    reference_on: date | None,
    source: str = "import",
    seed: int | None = None,
    source_id: int | None = None,
    local_ids: bool = False,
    in_part: bool = False,
    rehearse: bool = False,
    refresh: bool = True,
    keep: bool = True,
    case_team: bool = True,
    progress: Callable[[int], None] | None = None,
) -> LoadResult:
    """Bring them in. `source_id` (an import's row number) makes it undoable; `rehearse` writes nothing at all.

    `local_ids`: the persons' local ids are the council's own and last from file to file. `refresh=False` leaves clocks
    and summaries to the caller; `case_team=False` the tie to the council's team.
    """
    terms = Terms(
        by=by,
        at=at,
        as_of=reference_on,
        label=source_label,
        source=source,
        source_id=source_id,
        local_ids=local_ids,
        in_part=in_part,
        describe=rehearse,
        random=random.Random(seed) if seed is not None else None,
    )
    loader = _Loader(terms, rehearse=rehearse, refresh=refresh, keep=keep, case_team=case_team)
    if rehearse:
        return loader.run(persons, progress)
    with transaction.atomic():
        return loader.run(persons, progress)


class _Loader:
    def __init__(self, terms: Terms, *, rehearse: bool, refresh: bool, keep: bool, case_team: bool) -> None:
        self._terms = terms
        self._rehearse = rehearse
        self._refresh = refresh and not rehearse
        self._keep = keep
        self._case_team = case_team
        self._result = LoadResult()
        self._claimed: set[int] = set()
        self._touched: list[int] = []

    def run(self, persons: Iterable[Person], progress: Callable[[int], None] | None) -> LoadResult:
        self._up_to = Child.rows.aggregate(last=Max("id"))["last"] or 0
        self._numbers = RowNumbers(pretend=self._rehearse)
        self._bodies, self._officers = Bodies(self._numbers), Officers()
        done = 0
        for batch in _batches(persons):
            self._batch(batch, done)
            done += len(batch)
            if progress:
                progress(done)
        self._refresh_touched()
        self._result.unknown_officers = self._officers.unknown
        self._result.unknown_bodies, self._result.made_bodies = self._bodies.unknown, self._bodies.made
        known_to_returns = Child.rows.filter(id__lte=self._up_to).exclude(imported={}).count() if self._up_to else 0
        self._result.not_here = known_to_returns - len(self._claimed)
        return self._result

    def _batch(self, persons: list[Person], start: int) -> None:
        if not self._terms.local_ids and self._terms.source != "demo":
            persons = [staging.without_local_ids(person) for person in persons]
        found = identity.find(persons, up_to=self._up_to, local_ids=self._terms.local_ids)
        marks = [digest_of(person, self._terms.as_of) for person in persons]
        wanted = []
        for place, (person, hit) in enumerate(zip(persons, found, strict=True)):
            refused = hit.refused
            if hit.row and hit.row["id"] in self._claimed:
                refused = CLAIMED
            if refused:
                self._result.left_out.append((start + place, refused))
                continue
            if hit.row:
                self._claimed.add(hit.row["id"])
                if hit.row["imported"].get("digest") == marks[place]:
                    self._result.unchanged += 1
                    continue
            if self._rehearse and hit.row is None:
                self._result.new += 1
                self._meet(person)
                continue
            wanted.append((start + place, person, hit.row, marks[place]))
        if wanted:
            self._build(wanted)

    def _meet(self, person: Person) -> None:
        """A rehearsal need not build a new child, only notice the officer and the schools named."""
        if isinstance(person, Case) and person.officer_email:
            self._officers.find(person.officer_email)
        nowhere = RowWriter(Organisation)
        for request in person.requests:
            named = request.assessment.named_plan if request.assessment else None
            settings = list(named.settings) if named else []
            settings += (
                [placement.setting for placement in request.active_plan.placements] if request.active_plan else []
            )
            for setting in settings:
                self._bodies.find(setting.urn, setting.ukprn, nowhere)

    def _build(self, wanted: list[tuple[int, Person, Row | None, str]]) -> None:
        batch = Batch(self._numbers)
        terms = self._with_team(batch)
        builder = Builder(terms, batch, self._bodies, self._officers)
        held = existing.read([row["id"] for _, _, row, _ in wanted if row])
        built = []
        for place, person, row, mark in wanted:
            one = builder.person(person, row, held[row["id"]] if row else _NOTHING_HELD, mark)
            built.append(one)
            self._count(one, place, person)
        if self._rehearse:
            return
        traces = [one.trace for one in built]
        batch.write(traces, source_id=terms.source_id)
        if builder.renamed:
            name_tokens.refresh(builder.renamed)
        self._touched += [trace.child_id for trace in traces if trace.is_new or trace.seen_change]
        if len(self._touched) >= REFRESHED_TOGETHER:
            self._refresh_touched()

    def _refresh_touched(self) -> None:
        if self._refresh and self._touched:
            clocks.refresh(self._touched, on=clock.day_of(self._terms.at))
            summaries.refresh(self._touched, on=clock.day_of(self._terms.at))
        self._touched.clear()

    def _with_team(self, batch: Batch) -> Terms:
        if self._case_team and self._terms.team is None:
            self._terms = replace(self._terms, team=self._bodies.team(batch.rows))
        return self._terms

    def _count(self, one: Built, place: int, person: Person) -> None:
        trace = one.trace
        self._result.conflicts += trace.conflicts
        if trace.is_new:
            self._result.new += 1
        elif trace.seen_change or trace.made:
            self._result.changed += 1
            if self._terms.describe and len(self._result.sample) < SAMPLE:
                says = trace.notes or ["New requests, plans or reviews"]
                self._result.sample.append({"child": one.public_id, "says": says[:12]})
        else:
            self._result.unchanged += 1
        if self._keep:
            key = person.local_id or person.upn or person.uln or str(place)
            self._result.children[key] = Loaded(
                trace.child_id,
                one.public_id,
                tuple(one.requests),
                tuple(one.plans),
                tuple(tuple(each) for each in one.reviews),
            )


def digest_of(person: Person, as_of: date | None) -> str:
    """A short mark of everything a return says of a person, as of its survey day."""
    text = _ENCODER.encode([str(as_of), staging.to_json(person)])
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _batches(persons: Iterable[Person]) -> Iterator[list[Person]]:
    stream = iter(persons)
    while batch := list(islice(stream, BATCH)):
        yield batch
