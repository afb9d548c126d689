"""From one person of a return and what the system holds of them to the rows to make and change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import models

from goldenthread.domain.sen2 import records
from goldenthread.domain.sen2.same_person import Row
from goldenthread.features.casework.models import ExceptionClaim, Milestone, Plan, Request, Review
from goldenthread.features.returns.models import Conflict
from goldenthread.features.returns.operations import existing, matching, said, wording
from goldenthread.features.returns.operations.bodies import Bodies
from goldenthread.features.returns.operations.case_details import CaseDetails
from goldenthread.features.returns.operations.cases import Case, Officers
from goldenthread.features.returns.operations.existing import HeldChild
from goldenthread.features.returns.operations.listing import PlanLists
from goldenthread.features.returns.operations.merging import Disagreement, Held, Outcome, first_time, merge
from goldenthread.features.returns.operations.said import Said
from goldenthread.features.returns.operations.terms import Built, Terms
from goldenthread.features.returns.operations.trace import Batch, ChildTrace
from goldenthread.foundation import clock
from goldenthread.foundation.people.models import Child, Tie
from goldenthread.foundation.people.operations import name_tokens


class Builder:
    """Builds persons of one batch."""

    def __init__(self, terms: Terms, batch: Batch, bodies: Bodies, officers: Officers) -> None:
        self._terms = terms
        self._batch = batch
        self._details = CaseDetails(terms, batch, officers)
        self._lists = PlanLists(terms, batch, bodies)
        self.renamed: list[int] = []

    def person(self, person: records.Person, row: Row | None, held: HeldChild, digest: str) -> Built:
        """One person; `row` is their child where there is one."""
        built = self._new_child(person, digest) if row is None else self._known_child(person, row, digest)
        self._requests(person, held, built)
        self._lists.ties(built.trace, held)
        if isinstance(person, Case):
            self._details.add(person, held, built.trace)
        return built

    def _told(self, spoken: Said) -> Said:
        return said.in_part(spoken) if self._terms.in_part else spoken

    def _new_child(self, person: records.Person, digest: str) -> Built:
        number, public_id = self._batch.numbers.next(Child), self._terms.public_id()
        trace = ChildTrace(number, is_new=True)
        out = first_time(said.of_person(person), as_of=self._terms.as_of)
        values = {name: after for name, (_, after) in out.fields.items()}
        if self._terms.local_ids and person.local_id:
            values["local_id"] = person.local_id
        out.imported["digest"] = digest
        self._batch.make(Child, trace, id=number, public_id=public_id, imported=out.imported, **values)
        tokens = name_tokens.tokens_of(person.forename, person.surname)
        name_tokens.add_to(self._batch.rows, number, tokens, self._batch.numbers)
        if self._terms.team:
            self._batch.make(
                Tie, trace, kind=Tie.Kind.CASE_TEAM.value, organisation_id=self._terms.team, source=self._terms.source,
                started_on=None,
            )  # fmt: skip
        return Built(trace, public_id)

    def _known_child(self, person: records.Person, row: Row, digest: str) -> Built:
        trace = ChildTrace(row["id"], is_new=False)
        held = Held(row["id"], row["id"], {name: row[name] for name in said.CHILD_FIELDS}, row["imported"])
        out = merge(held, said.of_person(person), as_of=self._terms.as_of, must_ask=frozenset({"born_on"}))
        if "on" not in held.imported or out.imported.get("on", "") >= held.imported["on"]:
            out.imported["digest"] = digest
        if self._terms.local_ids and person.local_id and not row["local_id"]:
            out.fields["local_id"] = (None, person.local_id)
        self._settle(Child, trace, held, out, {})
        if {"surname", "forename"} & set(out.fields):
            self.renamed.append(row["id"])
        return Built(trace, row["public_id"])

    def _requests(self, person: records.Person, held: HeldChild, built: Built) -> None:
        signs = [_sign(request) for request in person.requests]
        known = [existing.request_sign(each, held.plans.get(each.id)) for each in held.requests]
        places = matching.match_requests(signs, known, local_ids=self._terms.local_ids)
        for request, place in zip(person.requests, places, strict=True):
            self._request(request, held.requests[place] if place is not None else None, held, built)

    def _request(self, request: records.Request, known: Held | None, held: HeldChild, built: Built) -> None:
        trace, spoken = built.trace, self._told(said.of_request(request))
        if known is None:
            number = self._make(Request, trace, spoken, "request_id", local_id=self._local_id(request))
        else:
            number = known.id
            self._settle(Request, trace, known, merge(known, spoken, as_of=self._terms.as_of), {"request_id": number})
        built.requests.append(number)
        self._claim(request, number, trace, held.claims.get(number, []))
        self._plan(request, number, held, built)

    def _local_id(self, request: records.Request) -> str:
        return (request.local_id or "") if self._terms.local_ids else ""

    def _claim(self, request: records.Request, number: int, trace: ChildTrace, claims: list[int]) -> None:
        week20 = request.assessment.week20 if request.assessment else None
        if week20 and not claims:
            self._batch.make(
                ExceptionClaim, trace, request_id=number, rule="C4", category="NOT_STATED", source=self._terms.source,
                reason=f"Given in {self._terms.label} without its reason.",
            )  # fmt: skip
        elif week20 is False:
            for claim in claims:
                self._batch.change(ExceptionClaim, trace, claim, {"withdrawn_on": (None, clock.day_of(self._terms.at))})

    def _plan(self, request: records.Request, request_id: int, held: HeldChild, built: Built) -> None:
        spoken = said.of_plan(request)
        spoken = self._told(spoken) if spoken else None
        if spoken is None:
            built.plans.append(None)
            built.reviews.append([])
            return
        known, trace = held.plans.get(request_id), built.trace
        if known is None:
            ceased_on = spoken.facts.get("plan_ceased", (None, ""))[0]
            active = ceased_on is None or ceased_on > clock.day_of(self._terms.at)
            number = self._make(
                Plan, trace, spoken, "plan_id", request_id=request_id, is_active=active,
                before_writing=lambda plan_id, out: self._lists.make(trace, plan_id, out, active),
            )  # fmt: skip
        else:
            number = known.id
            out = merge(known, spoken, as_of=self._terms.as_of)
            self._set_active(known, out)
            self._lists.merge(trace, known, out)
            self._settle(Plan, trace, known, out, {"plan_id": number})
        built.plans.append(number)
        built.reviews.append(self._reviews(request.active_plan, number, held, trace))

    def _set_active(self, known: Held, out: Outcome) -> None:
        ceased_on = out.facts["plan_ceased"][0] if "plan_ceased" in out.facts else known.day("plan_ceased")
        active = ceased_on is None or ceased_on > clock.day_of(self._terms.at)
        if active != known.fields["is_active"] and "plan_ceased" in out.facts:
            out.fields["is_active"] = (known.fields["is_active"], active)

    def _reviews(
        self, active: records.ActivePlan | None, plan_id: int, held: HeldChild, trace: ChildTrace
    ) -> list[int]:
        spoken = said.of_reviews(active)
        known = held.reviews.get(plan_id, [])
        signs = [existing.review_sign(each, held.review_kinds[each.id]) for each in known]
        numbers = []
        for review, place in zip(
            spoken, matching.match_reviews([matching.sign_of(each) for each in spoken], signs), strict=True
        ):
            if place is None:
                numbers.append(self._make(Review, trace, review.said, "review_id", plan_id=plan_id, kind=review.kind))
            else:
                out = merge(known[place], self._told(review.said), as_of=self._terms.as_of)
                self._settle(Review, trace, known[place], out, {"review_id": known[place].id})
                numbers.append(known[place].id)
        return numbers

    def _make(
        self, model: type[models.Model], trace: ChildTrace, spoken: Said, owner: str,
        before_writing: Callable[[int, Outcome], None] | None = None, **more: Any,
    ) -> int:  # fmt: skip
        out = first_time(spoken, as_of=self._terms.as_of)
        number = self._batch.numbers.next(model)
        if before_writing:
            before_writing(number, out)
        values = {name: after for name, (_, after) in out.fields.items()}
        self._batch.make(
            model, trace, id=number, public_id=self._terms.public_id(), imported=out.imported, **values, **more
        )
        for fact, (day, detail) in out.facts.items():
            self._milestone(trace, fact, day, detail, {owner: number})
        return number

    def _milestone(
        self,
        trace: ChildTrace,
        fact: str,
        day: date | None,
        detail: str,
        owner: dict[str, int],
        corrects: int | None = None,
    ) -> None:
        terms = self._terms
        self._batch.make(
            Milestone,
            trace,
            fact=fact,
            happened_on=day,
            detail=detail,
            source=terms.source,
            import_number=terms.source_id,
            recorded_at=terms.at,
            recorded_by=terms.by.public_id or "nobody",
            corrects_id=corrects,
            reason=f"As given in {terms.label}." if corrects else "",
            **owner,
        )
        trace.seen_change = True

    def _settle(
        self, model: type[models.Model], trace: ChildTrace, held: Held, out: Outcome, owner: dict[str, int]
    ) -> None:
        """Write what merging one known row came to."""
        self._batch.change(model, trace, held.id, out.fields)
        self._describe(trace, held, out)
        for fact, (day, detail) in out.facts.items():
            old = held.facts.get(fact)
            if old:
                self._batch.change(Milestone, trace, old.id, {"is_current": (True, False)})
            self._milestone(trace, fact, day, detail, owner, old.id if old else None)
        for conflict in out.conflicts:
            self._conflict(model, trace, held.id, conflict)
        self._batch.remember(model, trace, held.id, held.imported, out.imported)

    def _describe(self, trace: ChildTrace, held: Held, out: Outcome) -> None:
        if not self._terms.describe:
            return
        for name, (before, after) in out.fields.items():
            trace.notes.append(
                f"{wording.label(name)}: {wording.shown(name, before)}, to be {wording.shown(name, after)}"
            )
        for fact, (day, _) in out.facts.items():
            before = held.day(fact)
            trace.notes.append(
                f"{wording.label(fact)}: {wording.shown(fact, before)}, to be {wording.shown(fact, day)}"
            )
        trace.notes += [f"{wording.label(name)}: another list" for name in out.lists]

    def _conflict(self, model: type[models.Model], trace: ChildTrace, row: int, found: Disagreement) -> None:
        trace.conflicts += 1
        if self._terms.source_id is None:
            return
        self._batch.rows.add(
            Conflict, id=self._batch.numbers.next(Conflict), child_id=trace.child_id, source_id=self._terms.source_id,
            model=model._meta.label, row=row, field=found.name, label=wording.label(found.name),
            recorded=wording.shown(found.name, found.recorded), in_file=wording.shown(found.name, found.in_file),
            value={"said": found.in_file},
        )  # fmt: skip


def _sign(request: records.Request) -> matching.Sign:
    named = request.assessment.named_plan if request.assessment else None
    assessed = request.assessment.outcome if request.assessment else None
    refused = request.outcome == "W" or (request.outcome == "N" and request.assessment is None)
    return matching.Sign(
        received_on=request.received_on,
        has_plan=named is not None or request.active_plan is not None,
        plan_started_on=named.start_on if named else None,
        plan_ceased_on=named.ceased_on if named else None,
        outcome=request.outcome or "",
        closed=refused or assessed in ("N", "W") or bool(request.exported_to),
        local_id=request.local_id or "",
    )
