"""Refreshes the one row a child that worklists filter by: school, coordinator, team, need, vulnerabilities, stage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from goldenthread.features.casework.models import CaseSummary, ClockCopy, Milestone, Need, Placement, Plan, Request
from goldenthread.foundation import fast_rows
from goldenthread.foundation.people.models import Tie, VulnerabilityFlag

WITHOUT_A_SCHOOL = {
    "OLA": "Education arranged by the council, not in a school",
    "OPA": "Education arranged by the family",
    "EHE": "Elective home education",
    "EYP": "Early years provider",
    "OTH": "Another setting",
    "NEET": "Not in education, employment or training",
    "NIEC": "Not in education; plan being ended",
    "NIEO": "Not in education",
}


def refresh(child_ids: Sequence[int], *, on: date) -> None:
    """Rewrite the summaries of these children (a batch of up to about a thousand) as things stand on that day."""
    rows = {child_id: CaseSummary(child_id=child_id) for child_id in child_ids}
    of = fast_rows.among("child_id", child_ids)
    _ties(rows, of, on)
    _placements(rows, of, on)
    flags: dict[int, list[str]] = defaultdict(list)
    for child_id, kind in (
        VulnerabilityFlag.objects.filter(of, _open(on)).order_by("kind").values_list("child_id", "kind")
    ):
        flags[child_id].append(kind)
    for child_id, kinds in flags.items():
        rows[child_id].vulnerabilities = f",{','.join(kinds)},"
    for child_id, need in Need.rows.filter(of, plan__is_active=True).order_by("-rank").values_list("child_id", "type"):
        rows[child_id].primary_need = need
    _stages(rows, of)
    for child_id in ClockCopy.rows.filter(of, state=ClockCopy.State.OPEN).values_list("child_id", flat=True):
        rows[child_id].open_clocks += 1
    CaseSummary.objects.filter(of).delete()
    fast_rows.insert(list(rows.values()))


def _ties(rows: dict[int, CaseSummary], of: Q, on: date) -> None:
    kinds = [Tie.Kind.ALLOCATED, Tie.Kind.CASE_TEAM, Tie.Kind.ATTENDS]
    ties = Tie.objects.filter(of, _open(on), kind__in=kinds).order_by("started_on", "id")
    for child_id, kind, adult, organisation in ties.values_list("child_id", "kind", "adult_id", "organisation_id"):
        if kind == Tie.Kind.ALLOCATED:
            rows[child_id].coordinator_id = adult
        elif kind == Tie.Kind.CASE_TEAM:
            rows[child_id].team_id = organisation
        else:
            rows[child_id].school_id = organisation


def _placements(rows: dict[int, CaseSummary], of: Q, on: date) -> None:
    open_now = Q(leaving_on=None) | Q(leaving_on__gte=on)
    placements = Placement.rows.filter(of, open_now, rank=1, plan__is_active=True).order_by("entry_on", "id")
    for child_id, organisation, code in placements.values_list("child_id", "organisation_id", "sen_setting"):
        if organisation:
            rows[child_id].school_id = organisation
        elif code:
            rows[child_id].school_label = WITHOUT_A_SCHOOL.get(code, code)


def _stages(rows: dict[int, CaseSummary], of: Q) -> None:
    """The furthest a child has come: a plan in force, else work under way, else how the last work ended."""
    requests = (
        Request.rows.filter(of)
        .order_by("id")
        .values_list("child_id", "outcome", "assessment_outcome", "exported_to", "pk")
    )
    current = Milestone.rows.filter(of, fact="plan_after_all", is_current=True, happened_on__isnull=False)
    overturned = set(current.values_list("request_id", flat=True))
    for child_id, outcome, assessed, exported, pk in requests:
        rows[child_id].stage = _stage_of_request(outcome, "Y" if pk in overturned else assessed, exported)
    for child_id, active in Plan.rows.filter(of).order_by("is_active", "id").values_list("child_id", "is_active"):
        if active or rows[child_id].stage in ("", "no_plan", "drafting"):
            rows[child_id].stage = "plan" if active else "ceased"


def _stage_of_request(outcome: str, assessed: str, exported: str) -> str:
    if exported:
        return "moved"
    if outcome in ("A", ""):
        return "requested"
    if outcome == "W" or (outcome == "N" and not assessed):  # a refusal that was overturned has an assessment too
        return "no_plan"
    if assessed in ("A", ""):
        return "assessing"
    return "no_plan" if assessed in ("N", "W") else "drafting"


def _open(on: date) -> Q:
    return (Q(started_on=None) | Q(started_on__lte=on)) & (Q(ended_on=None) | Q(ended_on__gte=on))
