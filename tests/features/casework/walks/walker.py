"""One request walked through the real operations, a step at a time, with what a plain reader of the law expects beside.

The walker keeps its own record (`days`, `claims`) in its own words, so that it does not repeat the code it checks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Self

from goldenthread.domain.lifecycle.assessment_steps import may_follow
from goldenthread.domain.statute.assessment_test import must_assess
from goldenthread.domain.statute.exceptions import ExceptionRefused
from goldenthread.features.casework.models import Advice, DecisionToAssess, ExceptionClaim, Intake, Milestone, Request
from goldenthread.features.casework.operations import assessment_steps, corrections, decisions, exceptions
from goldenthread.features.casework.operations import intake_deciding as deciding
from goldenthread.features.casework.operations.changes import ChangedMeanwhile, NotNow, TooEarly
from goldenthread.features.casework.operations.corrections import OutOfOrder
from goldenthread.features.casework.operations.decisions import NotByTheTest, ToldBeforeDecided
from goldenthread.features.casework.operations.milestones import InTheFuture
from goldenthread.features.casework.operations.plan_copies import Stopped, TooShort
from goldenthread.features.casework.queries.assessment_cases import case_of
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.running_limits import RunningLimit, process_of, running_limits
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Child
from tests import builders as a

ME = Viewer(public_id="walker", name="A Walker")
REFUSALS = (
    NotNow, TooEarly, InTheFuture, OutOfOrder, ExceptionRefused, NotByTheTest, ToldBeforeDecided, Stopped, TooShort,
)  # fmt: skip
STARTING_ON = date(2026, 1, 5)
TEXT = "Because of what is on record."


class Refused(Exception):
    """An operation said no; the message is what it said."""


@dataclass
class Walker:
    """Where one walk has come to: the child, the request, today, and every refusal met."""

    child: Child
    request: Request
    on: date
    said: list[str] = field(default_factory=list)

    @classmethod
    def begin(cls, who: str, waited: int) -> Self:
        """Something came in, and a person started the clock on the day it was received."""
        child = a.a_child()
        moment = clock.now()
        item = Intake.rows.create(
            child=child, state=Intake.State.SENT, who=who, asked_by="Somebody", received_on=STARTING_ON,
            begun_at=moment, saved_at=moment, sent_at=moment,
        )  # fmt: skip
        on = STARTING_ON + timedelta(days=waited)
        request = deciding.start(item=item, child=child, seen_requests=(), reason=TEXT, by=ME, on=on)
        return cls(child, request, on)

    @property
    def version(self) -> str:
        """The case's version now."""
        return version_of(self.child.pk)

    def offered(self) -> list[str]:
        """The steps that may follow, by code."""
        self.request.refresh_from_db()
        return [step.code for step in may_follow(case_of(self.request))]

    def attempt(self, change: Callable[[], object]) -> object:
        """Do it; Refused with its words where it is refused, having changed nothing."""
        before = everything(self.child)
        try:
            return change()
        except ChangedMeanwhile as changed:
            assert everything(self.child) == before
            raise Refused("changed meanwhile") from changed
        except REFUSALS as no:
            words = str(no) or type(no).__name__
            self.said.append(words)
            assert everything(self.child) == before, f"refused ({words}) and yet something changed"
            raise Refused(words) from no

    def step(self, code: str, happened_on: date, choose: Callable[[list[Any]], Any], version: str = "") -> None:
        """The step recorded by the operation that records it, whatever it needs besides chosen."""
        shared = {"by": ME, "on": self.on, "version": version or self.version}
        if code == "decide":
            self.decide(choose([True, False]), choose([True, False]), happened_on, version or self.version)
        elif code == "ask_advice":
            kind = choose(["medical", "psychology", "social_care", "family"])
            body = a.a_health_service() if kind == "medical" else None
            self.attempt(lambda: assessment_steps.ask_for_advice(
                request=self.request, kind=kind, organisation=body, received_on=happened_on, **shared,
            ))  # fmt: skip
        elif code == "receive_advice":
            self._receive(happened_on, choose, shared)
        elif code == "send_plan":
            self.attempt(lambda: assessment_steps.send_final_plan(
                request=self.request, sent_on=happened_on, main_need=choose(["", "ASD"]), **shared,
            ))  # fmt: skip
        else:
            detail = "886" if code == "move_away" else ""
            self.attempt(lambda: assessment_steps.record_step(
                request=self.request, step=code, happened_on=happened_on, detail=detail, **shared,
            ))  # fmt: skip

    def decide(self, may_have: bool, may_need: bool, told_on: date, version: str) -> DecisionToAssess:
        """The decision by the test; the answer follows from the two questions."""
        will = must_assess(may_have_needs=may_have, may_need_plan=may_need)
        evidence = dict.fromkeys(
            ("needs_evidence", "plan_evidence", "views", "participation", "information", "outcomes"), TEXT
        )
        decision = decisions.Decision(
            will_assess=will, may_have_needs=may_have, may_need_plan=may_need, **evidence, decided_by="The manager",
            decided_on=told_on, conflicts_declared=False, reasons="" if will else TEXT,
        )  # fmt: skip
        found = self.attempt(lambda: decisions.decide_to_assess(
            request=self.request, decision=decision, told_on=told_on, by=ME, on=self.on, version=version,
        ))  # fmt: skip
        assert isinstance(found, DecisionToAssess)
        return found

    def _receive(self, received_on: date, choose: Callable[[list[Any]], Any], shared: dict[str, Any]) -> None:
        rows = Advice.rows.filter(request=self.request)
        came = Milestone.rows.filter(fact="advice_received", is_current=True, happened_on__isnull=False)
        waiting = list(rows.exclude(pk__in=came.values("advice")).order_by("pk"))
        every = waiting or list(rows.order_by("pk"))
        if not every:
            self.attempt(lambda: assessment_steps.check(
                self.request, "receive_advice", received_on, on=shared["on"], version=shared["version"]
            ))  # fmt: skip
            return
        row = choose(every)
        self.attempt(lambda: assessment_steps.receive_advice(advice=row, received_on=received_on, **shared))

    def current(self) -> list[Milestone]:
        """Everything recorded of the child that stands, with a day or taken back."""
        return list(Milestone.rows.filter(child=self.child, is_current=True).order_by("pk"))

    def correct(self, row: Milestone, happened_on: date) -> None:
        """Another day than was recorded."""
        self.attempt(lambda: corrections.correct_day(
            milestone=row, happened_on=happened_on, reason=TEXT, by=ME, on=self.on, version=self.version,
        ))  # fmt: skip

    def take_back(self, row: Milestone) -> None:
        """It never happened."""
        self.attempt(lambda: corrections.take_back(
            milestone=row, reason=TEXT, by=ME, on=self.on, version=self.version
        ))  # fmt: skip

    def limits(self) -> list[RunningLimit]:
        """Limits that run and admit an exception."""
        return running_limits(self.child, rows_of(self.child.pk), on=self.on)

    def claim(self, limit: RunningLimit, category: str, facts: dict[str, date]) -> None:
        """An exception to a limit that runs."""
        of = process_of(self.child, limit)
        assert of is not None
        self.attempt(lambda: exceptions.claim(
            of=of, rule=limit.claimed_as, category=category, fact=TEXT, reason=TEXT, facts=facts, by=ME, on=self.on,
            version=self.version,
        ))  # fmt: skip

    def withdraw(self, claim: ExceptionClaim) -> None:
        """It applies no more."""
        self.attempt(lambda: exceptions.withdraw(
            claim=claim, reason=TEXT, by=ME, on=self.on, version=self.version
        ))  # fmt: skip


def everything(child: Child) -> dict[str, list[tuple[Any, ...]]]:
    """Every stored row about this child, to see that a refusal left no trace."""
    from django.apps import apps

    found = {}
    for model in apps.get_app_config("casework").get_models():
        if any(each.name == "child" for each in model._meta.get_fields()):
            rows = getattr(model, "rows", None) or model._default_manager
            found[model.__name__] = sorted(rows.filter(child=child).values_list(), key=str)
    found["Tie"] = sorted(child.ties.values_list(), key=str)
    entries = apps.get_model("journal", "Entry").objects.filter(about=child.public_id)
    found["Entry"] = list(entries.order_by("number").values_list("number", "kind"))
    return found
