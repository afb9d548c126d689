"""One row of the cases spreadsheet, and the SEN2 record it amounts to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from goldenthread.domain.sen2.records import (
    ActivePlan,
    Assessment,
    NamedPlan,
    Need,
    Person,
    Place,
    Placement,
    Request,
    Setting,
)

VULNERABLE = (
    "looked_after",
    "child_protection",
    "child_in_need",
    "young_carer",
    "youth_custody",
    "not_in_school",
)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A child as the spreadsheet has them; what is blank or could not be read is None. Codes are SEN2's."""

    local_id: str | None = None
    surname: str | None = None
    forename: str | None = None
    born_on: date | None = None
    sex: str | None = None
    upn: str | None = None
    uln: str | None = None
    postcode: str | None = None
    school_name: str | None = None
    school_urn: str | None = None
    primary_need: str | None = None
    secondary_need: str | None = None
    request_received_on: date | None = None
    request_source: str | None = None
    assess_decision: str | None = None
    assess_decided_on: date | None = None
    no_plan_on: date | None = None
    plan_issued_on: date | None = None
    plan_first_made_on: date | None = None
    review_meeting_on: date | None = None
    last_review_on: date | None = None
    review_outcome: str | None = None
    plan_ceased_on: date | None = None
    cease_reason: str | None = None
    officer_email: str | None = None
    looked_after: bool | None = None
    child_protection: bool | None = None
    child_in_need: bool | None = None
    young_carer: bool | None = None
    youth_custody: bool | None = None
    not_in_school: bool | None = None
    place: Place = field(default_factory=Place, compare=False)

    @property
    def vulnerable_groups(self) -> tuple[str, ...]:
        """The vulnerable groups the row says yes to, by attribute name."""
        return tuple(name for name in VULNERABLE if getattr(self, name))

    @property
    def has_plan(self) -> bool:
        """Whether the row speaks of a plan."""
        return bool(self.plan_issued_on or self.plan_first_made_on or self.plan_ceased_on)

    def to_person(self) -> Person:
        """The SEN2 record the row amounts to: one request, with its assessment and plan as far as the row goes.

        A plan without a request's date is historical (H). A current setting is a placement of rank 1, by URN or as
        type OTH with its name. Officer and vulnerable groups have no place in SEN2.
        """
        request = Request(
            received_on=self.request_received_on,
            source=self.request_source,
            in_youth_accommodation=self.youth_custody,
            outcome=self._request_outcome(),
            outcome_on=self.assess_decided_on,
            assessment=self._assessment(),
            active_plan=self._active_plan(),
            local_id=self.local_id,
        )
        return Person(
            surname=self.surname or "",
            forename=self.forename or "",
            born_on=self.born_on,
            sex=self.sex,
            postcode=self.postcode,
            upn=self.upn,
            uln=self.uln,
            requests=(request,) if self._has_case() else (),
            local_id=self.local_id,
            place=self.place,
        )

    def _has_case(self) -> bool:
        return bool(self.request_received_on or self.assess_decision or self.assess_decided_on or self._assessed())

    def _assessed(self) -> bool:
        return self.has_plan or self.no_plan_on is not None

    def _request_outcome(self) -> str:
        if self.assess_decision:
            return self.assess_decision
        if self._assessed():
            return "Y" if self.request_received_on else "H"
        return "Y" if self.assess_decided_on else "A"

    def _assessment(self) -> Assessment | None:
        if self.no_plan_on and not self.has_plan:
            return Assessment(outcome="N", outcome_on=self.no_plan_on)
        if not self.has_plan:
            return Assessment(outcome="A") if self._request_outcome() == "Y" else None
        plan = NamedPlan(
            start_on=self.plan_issued_on or self.plan_first_made_on,
            ceased_on=self.plan_ceased_on,
            cease_reason=self.cease_reason,
        )
        if self._request_outcome() == "H":
            return Assessment(outcome="H", named_plan=plan)
        return Assessment(outcome="Y", outcome_on=self.plan_first_made_on or self.plan_issued_on, named_plan=plan)

    def _active_plan(self) -> ActivePlan | None:
        if not self.has_plan or self.plan_ceased_on:
            return None
        needs = [Need(code, rank) for rank, code in ((1, self.primary_need), (2, self.secondary_need)) if code]
        return ActivePlan(
            placements=(Placement(self._setting()),) if self.school_urn or self.school_name else (),
            needs=tuple(needs),
            review_meeting_on=self.review_meeting_on,
            review_outcome=self.review_outcome,
            last_review_on=self.last_review_on,
        )

    def _setting(self) -> Setting:
        if self.school_urn:
            return Setting(urn=self.school_urn, rank=1)
        return Setting(sen_setting="OTH", sen_setting_other=self.school_name, rank=1)
