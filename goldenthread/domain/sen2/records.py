"""What one SEN2 return says, as plain immutable records.

Shapes follow the DfE SEN2 person-level survey, collection years 2023 to 2026: five modules, nested as the XML nests
them. Codes are kept as the return writes them; dates are `date`; yes/no items (0, 1) are `bool`; anything absent is
None.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Place:
    """Where it was read: file (inside a zip or folder), line or row (1-based), and the item's name."""

    file: str = ""
    line: int | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The return's header: which authority (`lea`, three digits), which year, and the reference (survey) day."""

    collection: str = "SEN2"
    year: int | None = None
    reference_on: date | None = None
    source_level: str = "L"
    lea: str = ""
    software_code: str = ""
    release: str = ""
    serial_no: str = "001"
    date_time: str = ""
    dmo: str | None = None
    dco: str | None = None
    dsco: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """PlanDetail (section I names it) or the setting part of a PlacementDetail.

    One of urn, ukprn, sen_setting is expected.
    """

    urn: str | None = None
    ukprn: str | None = None
    sen_setting: str | None = None
    sen_setting_other: str | None = None
    rank: int | None = None
    sen_unit: bool | None = None
    resourced_provision: bool | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """PlacementDetail: where the person actually goes.

    `residential` A/B and `work_based` A/T/S (on ActivePlans in 2023).
    """

    setting: Setting
    entry_on: date | None = None
    leaving_on: date | None = None
    residential: str | None = None
    work_based: str | None = None
    attendance: str | None = None  # FT or PT, 2023 only


@dataclass(frozen=True, slots=True)
class Need:
    """SENneed: type code and rank (1 primary or only, 2 secondary)."""

    type: str
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class NamedPlan:
    """Module 4: what the plan says."""

    start_on: date | None = None
    settings: tuple[Setting, ...] = ()
    residential: str | None = None
    work_based: str | None = None
    personal_budget: bool | None = None
    organised_arrangements: bool | None = None
    direct_payments: str | None = None
    ceased_on: date | None = None
    cease_reason: str | None = None


@dataclass(frozen=True, slots=True)
class ActivePlan:
    """Module 5: the plan in force, its placements, needs and reviews."""

    transferred_from: str | None = None
    placements: tuple[Placement, ...] = ()
    needs: tuple[Need, ...] = ()
    review_meeting_on: date | None = None
    review_outcome: str | None = None
    review_draft_on: date | None = None
    phase_due_on: date | None = None
    phase_final_on: date | None = None
    last_review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Module 3."""

    outcome: str | None = None
    outcome_on: date | None = None
    mediation: bool | None = None
    tribunal: bool | None = None
    other_mediation: bool | None = None
    other_tribunal: bool | None = None
    week20: bool | None = None
    named_plan: NamedPlan | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """Module 2. `local_id` is the template's or the export's own key where the file has one."""

    received_on: date | None = None
    source: str | None = None
    in_youth_accommodation: bool | None = None
    outcome_on: date | None = None
    outcome: str | None = None
    mediation: bool | None = None
    tribunal: bool | None = None
    exported_to: str | None = None
    assessment: Assessment | None = None
    active_plan: ActivePlan | None = None
    local_id: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Module 1. `sex` is M or F (2023's GenderCurrent 1 and 2 are read as M and F; 0 and 9 as U).

    `place` says where it was read.
    """

    surname: str = ""
    forename: str = ""
    born_on: date | None = None
    sex: str | None = None
    ethnicity: str | None = None
    postcode: str | None = None
    upn: str | None = None
    uln: str | None = None
    upn_unknown: str | None = None
    requests: tuple[Request, ...] = ()
    local_id: str | None = None
    place: Place = field(default_factory=Place, compare=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the file: `level` 'error' or 'warning'; `message` is one sentence that says what to do.

    `check` is a check's id (ours, see domain/sen2/checks.py), empty for problems of form.
    """

    level: str
    message: str
    place: Place = field(default_factory=Place)
    check: str = ""
