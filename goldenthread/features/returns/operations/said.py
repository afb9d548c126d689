"""What one record of a return says about each row it speaks of: fields, dated facts and lists. Plain; no database.

A field or fact that is None was left empty. `silent` names those whose emptiness says nothing (a request decided before
the period carries no dates; a person's postcode is optional), so that an older answer is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.domain.sen2.records import ActivePlan, Assessment, NamedPlan, Person, Placement, Request, Setting

HISTORICAL, UNDECIDED = "H", "A"


@dataclass(slots=True)
class Said:
    """`facts` maps a milestone's fact to (day, detail). `lists` maps a list's name to its canonical content."""

    fields: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, tuple[date | None, str]] = field(default_factory=dict)
    lists: dict[str, list[list[Any]]] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()


def in_part(said: Said) -> Said:
    """The same from a file that tells only part: what is empty says nothing, and an empty list is no list."""
    said.silent = frozenset({*said.fields, *said.facts})
    said.lists = {name: content for name, content in said.lists.items() if content}
    said.fields.pop("has_active_record", None) if not said.fields.get("has_active_record") else None
    return said


CHILD_FIELDS = ("surname", "forename", "born_on", "sex", "ethnicity", "postcode", "upn", "uln", "upn_unknown")
# Module 4's, beside the days and the settings
NAMED_FIELDS = (
    "residential", "work_based", "personal_budget", "organised_arrangements", "direct_payments", "cease_reason",
)  # fmt: skip
_SETTING = ("urn", "ukprn", "sen_setting", "sen_setting_other", "rank", "sen_unit", "resourced_provision")
_PLACEMENT = ("entry_on", "leaving_on", "residential", "work_based", "attendance")
SETTING_COLUMNS = _SETTING
PLACEMENT_COLUMNS = (*_SETTING, *_PLACEMENT)
NEED_COLUMNS = ("type", "rank")


def of_person(person: Person) -> Said:
    """Module 1. What is left empty says nothing, except that a number makes the reason for having none untrue."""
    fields = {name: getattr(person, name) or None for name in CHILD_FIELDS}
    silent = set(CHILD_FIELDS)
    if person.upn or person.uln:
        fields["upn_unknown"] = None
        silent.discard("upn_unknown")
    return Said(fields=fields, silent=frozenset(silent))


def of_request(request: Request) -> Said:
    """Modules 2 and 3."""
    silent: set[str] = {"exported_to"}
    fields: dict[str, Any] = {
        "source": request.source,
        "in_youth_accommodation": request.in_youth_accommodation,
        "outcome": request.outcome,
        "mediation": request.mediation,
        "tribunal": request.tribunal,
        "exported_to": request.exported_to,
    }
    detail = (request.outcome or "") if request.outcome in ("Y", "N") else ""
    facts: dict[str, tuple[date | None, str]] = {
        "request_received": (request.received_on, ""),
        "assess_decision_notified": (request.outcome_on, detail),
    }
    if request.outcome == HISTORICAL:
        silent |= {*fields, *facts}
    _add_assessment(request.assessment, fields, facts, silent)
    return Said(fields=fields, facts=facts, silent=frozenset(silent))


def _add_assessment(
    assessment: Assessment | None, fields: dict[str, Any], facts: dict[str, tuple[date | None, str]], silent: set[str]
) -> None:
    if assessment is None:
        return
    refused = assessment.outcome == "N"
    own: dict[str, Any] = {
        "has_assessment": True,
        "assessment_outcome": assessment.outcome,
        "assessment_mediation": assessment.mediation,
        "assessment_tribunal": assessment.tribunal,
        "other_mediation": assessment.other_mediation,
        "other_tribunal": assessment.other_tribunal,
        "week20_exception": assessment.week20,
    }
    told: dict[str, tuple[date | None, str]] = {
        "no_plan_notified": (assessment.outcome_on if refused else None, ""),
        "final_plan_sent": (None if refused else assessment.outcome_on, ""),
    }
    if assessment.outcome == HISTORICAL:
        silent |= {*own, *told}
    fields |= own
    facts |= told


def of_plan(request: Request) -> Said | None:
    """Modules 4 and 5 but its reviews; None where the request has led to no plan."""
    named = request.assessment.named_plan if request.assessment else None
    active = request.active_plan
    if named is None and active is None:
        return None
    said = Said(fields={"has_named_plan": named is not None, "has_active_record": active is not None})
    silent: set[str] = {"transferred_from", "plan_made"}
    if named:
        _add_named(named, said)
    if request.assessment and request.assessment.outcome == "Y" and request.assessment.outcome_on:
        said.facts["plan_made"] = (request.assessment.outcome_on, "")
    if active:
        said.fields["transferred_from"] = active.transferred_from
        said.lists["placements"] = [_placement(placement) for placement in active.placements]
        said.lists["needs"] = [[need.type, need.rank] for need in active.needs]
    said.silent = frozenset(silent)
    return said


def _add_named(named: NamedPlan, said: Said) -> None:
    said.fields |= {name: getattr(named, name) for name in NAMED_FIELDS}
    said.facts |= {"plan_started": (named.start_on, ""), "plan_ceased": (named.ceased_on, "")}
    said.lists["settings"] = [_setting(setting) for setting in named.settings]


@dataclass(frozen=True, slots=True)
class ReviewSaid:
    """One review the return speaks of, annual or at a phase transfer."""

    kind: str
    said: Said

    def day(self, fact: str) -> date | None:
        """The day of one of its facts."""
        return self.said.facts.get(fact, (None, ""))[0]


def of_reviews(active: ActivePlan | None) -> list[ReviewSaid]:
    """The reviews module 5 tells of. A decision before the meeting belongs to the review before, with its outcome."""
    if active is None:
        return []
    found: list[ReviewSaid] = []
    held, decided, draft = active.review_meeting_on, active.last_review_on, active.review_draft_on
    if held and decided and decided < held:
        before = draft if draft and draft < held else None
        found.append(_annual(None, decided, active.review_outcome, before))
        found.append(_annual(held, None, None, None if before else draft))
    elif held or decided:
        found.append(_annual(held, decided, active.review_outcome, draft))
    if active.phase_due_on or active.phase_final_on:
        facts = {"phase_due": (active.phase_due_on, ""), "phase_plan_sent": (active.phase_final_on, "")}
        found.append(ReviewSaid("phase", Said(facts=facts, silent=frozenset(facts))))
    return found


def _annual(held: date | None, decided: date | None, outcome: str | None, draft: date | None) -> ReviewSaid:
    facts = {"meeting_held": (held, ""), "review_decided": (decided, ""), "amendment_notice_sent": (draft, "")}
    silent = frozenset() if held else frozenset({"meeting_held", "amendment_notice_sent", "outcome"})
    return ReviewSaid("annual", Said(fields={"outcome": outcome}, facts=facts, silent=silent))


def _setting(setting: Setting) -> list[Any]:
    return [getattr(setting, name) for name in _SETTING]


def _placement(placement: Placement) -> list[Any]:
    return [
        *_setting(placement.setting),
        placement.entry_on.isoformat() if placement.entry_on else None,
        placement.leaving_on.isoformat() if placement.leaving_on else None,
        placement.residential,
        placement.work_based,
        placement.attendance,
    ]
