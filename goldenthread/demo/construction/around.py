"""What a return does not carry: advice, drafts, reports, earlier reviews, families, words, ties. One batch at a
time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from goldenthread.demo.construction.bodies import HEALTH_SERVICES, PSYCHOLOGY, SENSORY, SOCIAL_CARE, Bodies
from goldenthread.demo.population.life import Life, PhaseTransfer, RequestHistory, Review
from goldenthread.features.casework.models import Advice, ExceptionClaim, Milestone
from goldenthread.features.casework.models import Review as ReviewRow
from goldenthread.features.returns.operations.loading import Loaded
from goldenthread.foundation.fast_rows import RowNumbers, RowUpdater, RowWriter
from goldenthread.foundation.people.models import Adult, Child, Tie, VulnerabilityFlag

KINDS = {
    "parent_or_young_person": "family", "education": "setting", "medical": "medical",
    "educational_psychology": "psychology",
    "social_care": "social_care", "speech_and_language": "medical", "occupational_therapy": "medical",
    "sensory": "sensory",
    "child_mental_health": "medical",
}  # fmt: skip
TIES = {PSYCHOLOGY: "psychology", SOCIAL_CARE: "social_care", SENSORY: "adviser"}  # a health service: health
CATEGORIES = {
    "exceptional": "EXCEPTIONAL",
    "absent_4_weeks": "ABSENT_4W",
    "school_closed": "SCHOOL_CLOSED",
    "early_years_closed": "EY_CLOSED",
}
STREETS = (
    "Mill Lane",
    "Station Road",
    "Orchard Close",
    "Quarry Hill",
    "Ferry Street",
    "Weir View",
    "Chapel Row",
    "Heron Way",
)
PAPER_YEARS = 3
HOW = (
    "said to their SENCO",
    "typed on a tablet at home",
    "drawn and talked through with a teaching assistant",
    "said in a video",
)


class Around:
    """Adds rows for lives already loaded. Call `add` for each batch, inside the transaction that loaded it."""

    def __init__(self, bodies: Bodies, at: datetime) -> None:
        self._bodies, self._at, self._on = bodies, at, at.date()
        self._numbers = RowNumbers()
        self._writer = RowWriter(Adult, Tie, VulnerabilityFlag, Advice, ReviewRow, ExceptionClaim, Milestone)
        self._children = RowUpdater()
        self._said: set[tuple[Any, ...]] = set()
        self._tied: set[tuple[Any, ...]] = set()  # open ties of this batch: (child, kind, organisation, adult)

    def add(self, lives: Sequence[Life], loaded: dict[str, Loaded]) -> None:
        """Write everything around these children."""
        child_ids = [loaded[life.person.local_id or ""].child_id for life in lives]
        known, self._said = _reviews(child_ids), _said(child_ids)
        self._tied.clear()
        for life in lives:
            rows = loaded[life.person.local_id or ""]
            self._child(life, rows.child_id)
            self._ties(life, rows.child_id)
            for history, request_id in zip(life.requests, rows.requests, strict=False):
                self._request(history, rows.child_id, request_id)
            plan_id = next((plan for plan in rows.plans if plan), None)
            if life.plan and plan_id:
                self._milestone("plan_made", life.plan.start_on, rows.child_id, plan_id=plan_id)
                self._plan(life, rows.child_id, plan_id, known.get(rows.child_id, []))
        self._writer.write()
        self._children.write()

    def _child(self, life: Life, child_id: int) -> None:
        said_on = max((request.received_on for request in life.requests), default=self._on)
        self._children.set(
            Child, child_id, known_as=life.known_as if life.known_as != life.person.forename else "",
            in_their_words=life.words, in_their_words_on=min(said_on + timedelta(days=20), self._on),
            in_their_words_how=HOW[child_id % len(HOW)], first_language=life.first_language,
            communicates_by=life.communication, address_hidden=life.address_hidden,
            address=f"{child_id % 180 + 1} {STREETS[child_id % len(STREETS)]}, Wrenbury",
        )  # fmt: skip
        for worry in life.vulnerabilities:
            self._writer.add(
                VulnerabilityFlag,
                id=self._numbers.next(VulnerabilityFlag),
                child_id=child_id,
                kind=worry.kind,
                started_on=worry.since,
            )

    def _ties(self, life: Life, child_id: int) -> None:
        first = min((request.received_on for request in life.requests), default=None)
        ends = life.plan.ceased_on if life.plan else None
        for place, carer in enumerate(life.carers):
            number = self._numbers.next(Adult)
            name = f"{carer.forename} {carer.surname}".strip()
            self._writer.add(
                Adult, id=number, kind="family", name=name, email=f"family{child_id}.{place + 1}@homes.example",
                phone=f"07700 9{(child_id * 7 + place) % 100000:05d}", postcode=life.person.postcode or "",
                address_hidden=carer.address_hidden,
                needs="" if carer.language == "English" else f"Speaks {carer.language}",
            )  # fmt: skip
            foster = "foster" in carer.relation
            self._tie(
                child_id, "carer" if foster else "parent", adult_id=number, relationship=carer.relation.capitalize(),
                parental_responsibility=not foster and not carer.relation.startswith("step"),
            )  # fmt: skip
        coordinator = self._bodies.coordinators[life.coordinator % len(self._bodies.coordinators)]
        team = self._bodies.team_of(life.coordinator % len(self._bodies.coordinators))
        dates = {"started_on": first, "ended_on": ends if ends and first and ends >= first else None}
        self._tie(child_id, "allocated", adult_id=coordinator.pk, organisation_id=team.pk, **dates)
        self._tie(child_id, "case_team", organisation_id=team.pk, started_on=first)
        self._tie(child_id, "health", organisation_id=self._bodies.by_name[life.health_service].pk, **dates)
        if any(worry.kind in ("looked_after", "child_protection", "child_in_need") for worry in life.vulnerabilities):
            self._tie(child_id, "social_care", organisation_id=self._bodies.by_name[SOCIAL_CARE].pk)

    def _tie(self, child_id: int, kind: str, **more: Any) -> None:
        """One tie of a kind to a body at a time, however often the body is asked."""
        if more.get("organisation_id") and not more.get("ended_on"):
            this = (child_id, kind, more["organisation_id"], more.get("adult_id"))
            if this in self._tied:
                return
            self._tied.add(this)
        self._writer.add(Tie, id=self._numbers.next(Tie), child_id=child_id, kind=kind, source="demo", **more)

    def _request(self, history: RequestHistory, child_id: int, request_id: int) -> None:
        open_still = history.outcome is None and history.decision in (None, "Y")
        for asked in history.advice:
            number, kind = self._numbers.next(Advice), KINDS[asked.kind]
            body = self._bodies.by_name.get(asked.asked_of)
            self._writer.add(
                Advice,
                id=number,
                child_id=child_id,
                request_id=request_id,
                kind=kind,
                organisation_id=body.pk if body else None,
            )
            self._milestone("advice_requested", asked.requested_on, child_id, advice_id=number)
            self._milestone("advice_received", asked.received_on, child_id, advice_id=number)
            if body and open_still and body.name not in HEALTH_SERVICES:
                tie = TIES.get(body.name, "health")
                self._tie(child_id, tie, organisation_id=body.pk, started_on=asked.requested_on)
        self._milestone("draft_served", history.draft_served_on, child_id, request_id=request_id)
        self._milestone("moved_away", history.exported_on, child_id, request_id=request_id)
        if history.decision == "W" or history.outcome == "W":
            self._milestone(
                "request_withdrawn", history.outcome_on or history.decided_on, child_id, request_id=request_id
            )
        for claimed in history.exceptions:
            self._writer.add(
                ExceptionClaim, id=self._numbers.next(ExceptionClaim), child_id=child_id, request_id=request_id,
                rule="C4",
                category=CATEGORIES[claimed.category], fact=claimed.facts, reason=claimed.reason,
                facts=dict(claimed.days),
                claimed_on=claimed.recorded_on, next_review_on=claimed.recorded_on + timedelta(days=28),
            )  # fmt: skip

    def _plan(self, life: Life, child_id: int, plan_id: int, known: list[tuple[int, str, date | None]]) -> None:
        assert life.plan is not None
        annual = {held: number for number, kind, held in known if kind == "annual"}
        for review in life.plan.reviews:
            number = annual.get(review.meeting_on)
            if number is None:
                number = self._earlier_review(review, child_id, plan_id)
            self._milestone("report_sent", review.report_sent_on, child_id, review_id=number)
            self._milestone("amended_plan_sent", review.amended_plan_on, child_id, review_id=number)
        if not life.plan.reviews and life.plan.start_on < self._on - timedelta(days=PAPER_YEARS * 365):
            self._on_paper(child_id, plan_id)
        phase = [number for number, kind, _ in known if kind == "phase"]
        for transfer in life.plan.phase_transfers:
            is_last = transfer is life.plan.phase_transfers[-1]
            self._transfer(transfer, child_id, plan_id, phase[0] if is_last and phase else None)

    def _on_paper(self, child_id: int, plan_id: int) -> None:
        """One review that was held and never entered in a return: published figures count the plan as never reviewed,
        but nobody believes that a plan of ten years was not.
        """
        meeting_on = self._on - timedelta(days=430 + child_id * 37 % 500)
        self._earlier_review(Review(meeting_on, None, meeting_on + timedelta(days=25), "M"), child_id, plan_id)

    def _earlier_review(self, review: Review, child_id: int, plan_id: int) -> int:
        number = self._numbers.next(ReviewRow)
        self._writer.add(
            ReviewRow, id=number, child_id=child_id, plan_id=plan_id, kind="annual", outcome=review.outcome or ""
        )
        self._milestone("meeting_held", review.meeting_on, child_id, review_id=number)
        self._milestone("review_decided", review.decided_on, child_id, review_id=number)
        self._milestone("amendment_notice_sent", review.amendment_notice_on, child_id, review_id=number)
        return number

    def _transfer(self, transfer: PhaseTransfer, child_id: int, plan_id: int, number: int | None) -> None:
        if number is None:
            number = self._numbers.next(ReviewRow)
            self._writer.add(
                ReviewRow, id=number, child_id=child_id, plan_id=plan_id, kind="phase", phase=transfer.phase
            )
            self._milestone("phase_due", transfer.due_on, child_id, review_id=number)
            self._milestone("phase_plan_sent", transfer.final_on, child_id, review_id=number)
        else:
            self._children.set(ReviewRow, number, phase=transfer.phase)
        self._milestone("transfer_on", transfer.transfer_on, child_id, review_id=number)

    def _milestone(self, fact: str, day: date | None, child_id: int, **of: int) -> None:
        if day is not None and (fact, *of.items()) not in self._said:
            self._writer.add(
                Milestone, id=self._numbers.next(Milestone), child_id=child_id, fact=fact, happened_on=day,
                source="demo",
                recorded_at=self._at, recorded_by="system", **of,
            )  # fmt: skip


def _reviews(child_ids: Sequence[int]) -> dict[int, list[tuple[int, str, date | None]]]:
    """(row, kind, day of the meeting) of the reviews loading made, by child."""
    held = dict(
        Milestone.rows.filter(child_id__in=child_ids, review__isnull=False, fact="meeting_held").values_list(
            "review_id", "happened_on"
        )
    )
    found: dict[int, list[tuple[int, str, date | None]]] = {}
    for number, child_id, kind in ReviewRow.rows.filter(child_id__in=child_ids).values_list("id", "child_id", "kind"):
        found.setdefault(child_id, []).append((number, kind, held.get(number)))
    return found


def _said(child_ids: Sequence[int]) -> set[tuple[Any, ...]]:
    """Facts loading recorded already: (fact, (owner's column, owner's row))."""
    owners = ("request_id", "advice_id", "plan_id", "review_id")
    rows = Milestone.rows.filter(child_id__in=child_ids).values_list("fact", *owners)
    return {(fact, (owner, id)) for fact, *ids in rows for owner, id in zip(owners, ids, strict=True) if id}


def batches(lives: Iterator[Life], size: int) -> Iterator[list[Life]]:
    """Lists of up to `size`."""
    batch: list[Life] = []
    for life in lives:
        batch.append(life)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
