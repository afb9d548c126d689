"""One request walked the whole way, with the papers and letters each step takes and what a family may do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from goldenthread.domain.lifecycle.dispute_outcomes import Came, outcomes_for
from goldenthread.domain.lifecycle.dispute_steps import DisputeStep, may_follow
from goldenthread.domain.statute.letters import letter_kinds
from goldenthread.features.casework.models import (
    Consultation,
    DecisionToIssue,
    Dispute,
    Letter,
    PlacementDecision,
    Plan,
    PlanCopy,
    Request,
)
from goldenthread.features.casework.operations import consultations as asking
from goldenthread.features.casework.operations import (
    decisions_to_issue,
    disputes,
    draft_answers,
    letters,
    placements,
    plan_copies,
    plan_sections,
)
from goldenthread.features.casework.queries.disputes import so_far_of
from goldenthread.features.casework.queries.letter_receivers import receivers_of
from goldenthread.features.casework.queries.plan_drafts import checked_text, placement_of, setting_text, texts_of
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.partnership import queries as partnerships
from goldenthread.foundation.partnership.models import Partnership
from goldenthread.foundation.people.models import Organisation
from tests import builders as a
from tests.features.casework.walks import own_sums as own
from tests.features.casework.walks.walker import ME, TEXT, Walker

NEEDED = ("A", "B", "C", "D", "E", "F", "G", "H1", "H2", "K")  # reg 12: all but I in a draft; J where there is a budget
BY_POST = letters.Sending("post", ("A Walker", "EHC coordinator"))
REASONS = "The school gives the help that is needed from what it has, as the advice of all who were asked shows us."


@dataclass
class Road(Walker):
    """A walk with a family, a school, health and social care on record, who are written to."""

    mother: Viewer = ME
    school: Organisation | None = None
    texts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def begin(cls, who: str, waited: int) -> Road:
        """As Walker.begin, with everybody the law says must be told."""
        Partnership.objects.update_or_create(id=1, defaults={
            "mediation_service": own.SERVICES["mediation"], "disagreement_service": own.SERVICES["resolution"],
            "advice_service_name": own.ADVICE, "advice_service_phone": "01632 960456",
            "schools_information": own.SCHOOLS,
        })  # fmt: skip
        partnerships.forget()
        road = super().begin(who, waited)
        assert isinstance(road, cls)
        parent = a.an_account(Role.PARENT, name="Sana Khan", address="4 Ferry Street", postcode="WM1 2AB")
        road.mother, road.school = a.viewer(parent), a.a_school(own.SCHOOL, street="1 School Lane", postcode="WM1 1AA")
        a.tie(road.child, "parent", who=parent, parental_responsibility=True)
        a.tie(road.child, "case_team", at=a.a_team("North team", phone="01632 960100", email="send@example.org"))
        a.tie(road.child, "attends", at=road.school)
        a.tie(road.child, "health", at=a.a_health_service(own.HEALTH, street="2 Well Lane", postcode="WM1 3AA"))
        care = a.an_organisation(own.SOCIAL_CARE, "council_team", street="3 Care Lane", postcode="WM1 4AA")
        a.tie(road.child, "social_care", at=care)
        return road

    def step(self, code: str, happened_on: date, choose: Callable[[list[Any]], Any], version: str = "") -> None:
        """As Walker.step; a decision about a plan, a draft and a final plan with all that they take."""
        if code == "agree_plan":
            self.decide_plan(will=True, told_on=happened_on)
        elif code == "no_plan":
            self.decide_plan(will=False, told_on=happened_on)
        elif code == "serve_draft":
            self.write({code: f"What section {code} says." for code in NEEDED})
            self.serve(happened_on, choose([14, 14, 20]))
        elif code == "send_plan":
            self.send_final(happened_on)
        else:
            super().step(code, happened_on, choose, version)

    def decide_plan(self, *, will: bool, told_on: date) -> None:
        """Whether to make a plan; the answer follows from the question."""
        names = ("evidence", "needs_shown", "provision_weighed", "views", "participation", "information", "outcomes")
        decision = decisions_to_issue.PlanDecision(
            will_issue=will, needs_plan=will, **dict.fromkeys(names, TEXT), decided_by="The manager",
            decided_on=told_on, conflicts_declared=False, told_on=told_on, reasons="" if will else REASONS,
        )  # fmt: skip
        self.attempt(lambda: decisions_to_issue.decide_to_issue(
            request=self.request, decision=decision, by=ME, on=self.on, version=self.version
        ))  # fmt: skip

    def write(self, texts: dict[str, str]) -> None:
        """Sections of the plan, as typed."""
        rows = texts_of(self.request.pk)
        for code, text in texts.items():
            version = rows[code].version if code in rows else 0
            self.attempt(lambda code=code, text=text, version=version: plan_sections.save_section(
                request=self.request, code=code, text=text, version=version, by=ME, on=self.on
            ))  # type: ignore[misc]  # fmt: skip

    def serve(self, served_on: date, days: int) -> None:
        """The draft as it stands, with so many days to answer after the day itself."""
        self.attempt(lambda: plan_copies.serve_draft(
            request=self.request, served_on=served_on, answer_by=served_on + timedelta(days=days),
            checked=checked_text(self.typed()), by=ME, on=self.on, version=self.version,
        ))  # fmt: skip

    def send_final(self, sent_on: date) -> None:
        """The final plan as it stands, with the place decided on."""
        texts = self.typed()
        texts["I"] = setting_text(placement_of(self.request.pk), texts.get("I", ""))
        self.attempt(lambda: plan_copies.send_plan(
            request=self.request, sent_on=sent_on, sent_to=[{"role": "parent or young person", "name": "Sana Khan"}],
            signed_by="The manager", health_agreed_by="Marle ICB", main_need="ASD", checked=checked_text(texts), by=ME,
            on=self.on, version=self.version,
        ))  # fmt: skip

    def typed(self) -> dict[str, str]:
        """The sections as they stand."""
        return {code: row.text for code, row in texts_of(self.request.pk).items()}

    def drafts(self) -> list[PlanCopy]:
        """Drafts that stand, in the order they were served."""
        return list(PlanCopy.rows.filter(request=self.request, kind="draft", taken_back_on=None).order_by("number"))

    def answer(self) -> None:
        """The mother answers the draft she was sent last."""
        copy = self.drafts()[-1]
        said = draft_answers.Said(agrees="no", asks_for=own.SCHOOL)

        def both() -> object:
            draft_answers.save_answer(copy=copy, comments={"F": "More."}, said=said, by=self.mother, on=self.on)
            return draft_answers.send_answer(copy=copy, by=self.mother, on=self.on)

        both()

    def consult(self) -> Consultation:
        """The school is asked about a place."""
        assert self.school is not None
        found = self.attempt(lambda: asking.consult(
            request=self.request, organisation=self.school, received_on=self.on, asked_by_family=True, note="",  # type: ignore[arg-type]
            by=ME, on=self.on, version=self.version,
        ))  # fmt: skip
        assert isinstance(found, Consultation)
        return found

    def answer_for_school(self, row: Consultation, yes: bool) -> None:
        """What the school says."""
        reply = asking.Reply(yes) if yes else asking.Reply(False, ("unsuitable",), TEXT)
        self.attempt(lambda: asking.answer_consultation(
            consultation=row, reply=reply, answered_on=self.on, version=row.version, by=ME, on=self.on
        ))  # fmt: skip

    def place(self) -> PlacementDecision:
        """The school is named as the family asked."""
        chosen = placements.Placement(self.school, "Mainstream school", "as_asked", TEXT, "The manager", self.on)
        found = self.attempt(lambda: placements.decide_placement(
            request=self.request, placement=chosen, by=ME, on=self.on, version=self.version
        ))  # fmt: skip
        assert isinstance(found, PlacementDecision)
        return found

    def letters(self, kind: str) -> list[Letter]:
        """A draft to everybody on record whom the law names."""
        row = letter_kinds()[kind]
        found = receivers_of(self.child, row, on=self.on)
        return letters.write_letters(child=self.child, kind=row, receivers=found.found, by=ME, on=self.on)

    def post(self, letter: Letter) -> Letter:
        """It goes today."""
        return letters.send(letter=letter, saves=letter.saves, sending=BY_POST, by=ME, on=self.on)

    def rewrite(self, letter: Letter, text: str) -> Letter:
        """Its words changed by hand."""
        return letters.save(letter=letter, text=text, saves=letter.saves, by=ME, on=self.on)

    def disagreements(self) -> list[Dispute]:
        """Those that were not taken back."""
        return [each for each in Dispute.rows.filter(child=self.child).order_by("pk") if not so_far_of(each).is_void]

    def disagree(self, about: Request | Plan, rights: tuple[str, ...], notice_on: date) -> None:
        """The family says so today."""
        self.attempt(lambda: disputes.open_dispute(
            about=about, rights=rights, notice_on=notice_on, known_on=self.on, by=ME, on=self.on, version=self.version
        ))  # fmt: skip

    def may_follow(self, dispute: Dispute) -> list[DisputeStep]:
        """What may be recorded of a disagreement now."""
        return list(may_follow(so_far_of(dispute)))

    def dispute_step(self, dispute: Dispute, step: DisputeStep, day: date, choose: Callable[[list[Any]], Any]) -> None:
        """A step of a disagreement, with one thing that came of it where it asks."""
        came = None
        if step.chooses:
            came = Came((choose([each.code for each in outcomes_for(step.fact, so_far_of(dispute).rights)]),))
        self.attempt(lambda: disputes.record_dispute_step(
            dispute=dispute, fact=step.fact, happened_on=day, came=came, agreed=TEXT, by=ME, on=self.on,
            version=self.version,
        ))  # fmt: skip

    def decision_to_issue(self) -> DecisionToIssue:
        """The one that stands."""
        return DecisionToIssue.rows.get(request=self.request, taken_back_on=None)
