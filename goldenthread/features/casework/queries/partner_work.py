"""What each child needs from a partner: a school's reviews, advice and moves; the advice asked of a service or a
psychologist.

Whose it is follows from how the child is tied to the body where the viewer holds a role, and from whom advice was
asked of. Rows that are another's to do (the council's decision, its final plan) are there for a school to know.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, Case, Count, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Greatest, Least

from goldenthread.domain.calendars.school_years import year_group, year_group_said
from goldenthread.domain.clocks.advice import GIVE
from goldenthread.domain.clocks.annual_review import AMENDED_PLAN, CEILING, CYCLE, DECISION, REPORT
from goldenthread.domain.clocks.harm import MOST_DAYS
from goldenthread.domain.clocks.needs_assessment import DECIDE, FINAL_PLAN
from goldenthread.domain.clocks.phase_transfer import PHASE, POST16
from goldenthread.domain.sen2.codes import label
from goldenthread.domain.statute.limits import limit
from goldenthread.features.casework.models import Advice, ClockCopy
from goldenthread.features.casework.queries import work_filters
from goldenthread.features.casework.queries.work_filters import Standing, WorkFilters
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Tie

PAGE_SIZE = 25
OURS, OTHERS = "ours", "others"
# A school holds the meeting and writes the report; it is asked what a child will need at the next place.
A_SCHOOLS = (CYCLE.code, REPORT.code, PHASE.code, POST16.code)
_FOR_A_SCHOOL_TO_KNOW = (DECIDE.code, FINAL_PLAN.code, DECISION.code)
_FOR_AN_ADVISER_TO_KNOW = (
    *A_SCHOOLS,
    *_FOR_A_SCHOOL_TO_KNOW,
    AMENDED_PLAN.code,
    CEILING.code,
    GIVE.code,
)
ORDERS: dict[str, tuple[str, ...]] = {
    "harm": ("-score", "outer_on", "id"),
    "due": ("outer_on", "-score", "id"),
    "name": ("child__surname", "child__forename", "outer_on", "id"),
}
_SHOWN = {
    "public_id": F("child__public_id"),
    "forename": F("child__forename"),
    "surname": F("child__surname"),
    "known_as": F("child__known_as"),
    "born_on": F("child__born_on"),
    "school_name": F("child__case_summary__school__name"),
    "officer": F("child__case_summary__coordinator__name"),
    "team": F("child__case_summary__team__name"),
    "primary_need": F("child__case_summary__primary_need"),
    "advice_kind": F("advice__kind"),
    "advice_of": F("advice__organisation__name"),
}


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """One thing a child waits for. `is_ours`: it is this partner's to do. `work_by` is the day to act by where that is
    before `due_on` (a review meeting four weeks before the review must end)."""

    child_id: str
    name: str
    known_as: str
    year_group: str
    need: str
    school: str
    team: str
    officer: str
    rule: str
    task: str
    is_ours: bool
    started_on: date | None
    due_on: date
    work_by: date | None
    is_legal_duty: bool
    standing: Standing
    status: str  # the standing in words; a date that is only expected is never late


@dataclass(frozen=True, slots=True)
class PartnerCounts:
    """Rows by standing, under every filter but the standing's own; and how many children they are about."""

    late: int
    due_soon: int
    on_time: int
    children: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.late + self.due_soon + self.on_time

    def of(self, standing: str) -> int:
        """One of the three, or the total for ''."""
        return int(getattr(self, standing)) if standing else self.total


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """One page of 25 rows; `total` counts all pages."""

    rows: tuple[PartnerRow, ...]
    counts: PartnerCounts
    total: int
    number: int
    pages: int


def partner_work_visible_to(
    viewer: Viewer,
    *,
    on: date,
    filters: WorkFilters,
    whose: str = "",
    sort: str = "harm",
    page: int = 1,
    due_soon_days: int = 14,
) -> PartnerPage:
    """One page, what will do most harm if late first. `whose` is OURS, OTHERS or '' for both. Three queries."""
    rows = rows_for(viewer, filters, whose, on)
    counts = _counts(rows, on, due_soon_days)
    if filters.standing:
        rows = rows.filter(_standing_so(filters.standing, on, due_soon_days))
    total = counts.of(filters.standing)
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(page, 1), pages)
    first = (number - 1) * PAGE_SIZE
    past = Value(on.toordinal()) - F("outer_day")
    ordered = rows.annotate(score=F("harm_base") + Greatest(Value(-MOST_DAYS), Least(Value(MOST_DAYS), past)))
    ordered = ordered.order_by(*ORDERS.get(sort, ORDERS["harm"]))
    shown = ordered.values("rule", "started_on", "outer_on", "safe_on", "is_legal_duty", "is_ours", **_SHOWN)
    made = tuple(_row(values, on, due_soon_days) for values in shown[first : first + PAGE_SIZE]) if total else ()
    return PartnerPage(made, counts, total, number, pages)


def rows_for(viewer: Viewer, filters: WorkFilters, whose: str, on: date) -> Any:
    """Open clocks of this partner's list, each with `is_ours`: a QuerySet of ClockCopy."""
    viewer, pupils = viewer.for_one_read(), _pupils(viewer, on)
    ours, to_know = _ours(viewer, pupils), _to_know(viewer, pupils, on)
    rows = ClockCopy.objects.visible_to(viewer, Verb.OPEN_RECORD, on=on).filter(state=ClockCopy.State.OPEN)
    rows = rows.filter({OURS: ours, OTHERS: to_know & ~ours}.get(whose, ours | to_know))
    # While the council decides whether to assess, the final plan's date says nothing a partner can act on.
    deciding = ClockCopy.rows.filter(request_id=OuterRef("request_id"), rule=DECIDE.code, state=ClockCopy.State.OPEN)
    rows = rows.exclude(Q(rule=FINAL_PLAN.code) & Exists(deciding))
    is_ours = Case(When(ours, then=Value(True)), default=Value(False), output_field=BooleanField())
    return rows.filter(work_filters.condition(filters, on=on)).annotate(is_ours=is_ours)


def _pupils(viewer: Viewer, on: date) -> list[int]:
    """Who attends a setting where this viewer holds a role: asked once, so a database plans for as few as there are."""
    attends = _tied(Tie.Kind.ATTENDS, Q(organisation_id__in=work_filters.team_ids(viewer)), on)
    return sorted(set(attends.values_list("child_id", flat=True)))


def _ours(viewer: Viewer, pupils: list[int]) -> Q:
    """Advice asked of a body where they hold a role, or of them by name; and what a school does for its pupils."""
    attends = Q(child_id__in=pupils)
    asked = Q(organisation_id__in=work_filters.team_ids(viewer))
    asked |= Q(child_id__in=pupils, kind=Advice.Kind.SETTING, organisation=None)
    if viewer.adult_id is not None:
        asked |= Q(adult_id=viewer.adult_id)
    advice = Q(advice_id__in=Advice.rows.filter(asked).values("id"))
    meeting_held = Q(rule=CYCLE.code) & Q(
        Exists(
            ClockCopy.rows.filter(
                child_id=OuterRef("child_id"),
                rule=DECISION.code,
                state=ClockCopy.State.OPEN,
                started_on__gte=OuterRef("started_on"),
            )
        )
    )
    return (Q(rule=GIVE.code) & advice) | (attends & Q(rule__in=A_SCHOOLS) & ~meeting_held)


def _to_know(viewer: Viewer, pupils: list[int], on: date) -> Q:
    """What others must do for a school's pupils; everything, for a family's own adviser."""
    return (Q(child_id__in=pupils) & Q(rule__in=_FOR_A_SCHOOL_TO_KNOW)) | (
        Q(child_id__in=helped_by(viewer, on)) & Q(rule__in=_FOR_AN_ADVISER_TO_KNOW)
    )


def helped_by(viewer: Viewer, on: date) -> Any:
    """Children whose family this viewer, or a body where they hold a role, gives information and advice."""
    helping = Q(organisation_id__in=work_filters.team_ids(viewer))
    if viewer.adult_id is not None:
        helping |= Q(adult_id=viewer.adult_id)
    return _tied(Tie.Kind.ADVOCATE, helping, on)


def _tied(kind: str, ends: Q, on: date) -> Any:
    begun, not_over = Q(started_on=None) | Q(started_on__lte=on), Q(ended_on=None) | Q(ended_on__gte=on)
    return Tie.objects.filter(ends, begun, not_over, kind=kind).values("child_id")


def _standing_so(standing: str, on: date, due_soon_days: int) -> Q:
    """As everywhere; but a meeting a school holds is due soon before the last day to hold it, not the review's own."""
    usual = work_filters.standing_condition(standing, on=on, due_soon_days=due_soon_days)
    soon_by = on + timedelta(days=due_soon_days, weeks=_weeks_to_decide(on))
    to_meet = Q(is_ours=True, rule=CYCLE.code, outer_on__gte=on, outer_on__lte=soon_by)
    return {Standing.DUE_SOON: usual | to_meet, Standing.ON_TIME: usual & ~to_meet}.get(Standing(standing), usual)


def _weeks_to_decide(on: date) -> int:
    return limit(DECISION.code, on=on).needed_period.value


def _counts(rows: Any, on: date, due_soon_days: int) -> PartnerCounts:
    counted = rows.aggregate(
        total=Count("id"),
        late=Count("id", filter=_standing_so(Standing.LATE, on, due_soon_days)),
        due_soon=Count("id", filter=_standing_so(Standing.DUE_SOON, on, due_soon_days)),
        children=Count("child_id", distinct=True),
    )
    late, soon = counted["late"], counted["due_soon"]
    return PartnerCounts(late, soon, counted["total"] - late - soon, counted["children"])


def _row(values: dict[str, Any], on: date, due_soon_days: int) -> PartnerRow:
    born_on, due_on, rule = values["born_on"], values["outer_on"], values["rule"]
    meet_by = meeting_by(rule, values["started_on"], due_on) if values["is_ours"] else None
    works_to, binds = min(day for day in (meet_by, values["safe_on"], due_on) if day), values["is_legal_duty"]
    standing = work_filters.standing_of(due_on, works_to, is_legal_duty=binds, on=on, due_soon_days=due_soon_days)
    return PartnerRow(
        child_id=values["public_id"],
        name=" ".join(part for part in (values["forename"], values["surname"]) if part),
        known_as=values["known_as"],
        year_group=year_group_said(year_group(born_on, on)) if born_on else "",
        need=label("SENtype", values["primary_need"] or None),
        school=values["school_name"] or "",
        team=values["team"] or "",
        officer=values["officer"] or "",
        rule=rule,
        task=task_said(rule, is_ours=values["is_ours"], advice=_advice(values)),
        is_ours=values["is_ours"],
        started_on=values["started_on"],
        due_on=due_on,
        work_by=meet_by,
        is_legal_duty=binds,
        standing=standing,
        status=work_filters.standing_said(rule, due_on, standing, is_legal_duty=binds, on=on),
    )


def meeting_by(rule: str, started_on: date | None, due_on: date) -> date | None:
    """The last day to hold a review meeting that leaves the council its time to decide within the cycle."""
    if rule != CYCLE.code or started_on is None:
        return None
    return due_on - timedelta(weeks=_weeks_to_decide(started_on))


def task_said(rule: str, *, is_ours: bool, advice: str = "") -> str:
    """What is to be done, as a partner would say it."""
    if rule == GIVE.code:
        return "Send your advice to the council" if is_ours else f"Waiting for advice: {advice}"
    return (_OUR_TASKS if is_ours else _THEIR_TASKS).get(rule) or work_filters.rule_name(rule)


_OUR_TASKS = {
    CYCLE.code: "Hold the annual review meeting",
    REPORT.code: "Send the report of the review meeting",
    PHASE.code: "Plan the move to the next school or college",
    POST16.code: "Plan the move to the next college",
}
_THEIR_TASKS = {
    CYCLE.code: "The annual review",
    REPORT.code: "The school or council sends the report of the review meeting",
    PHASE.code: "The plan names the next school or college",
    POST16.code: "The plan names the next college",
    DECIDE.code: "The council decides whether to assess",
    FINAL_PLAN.code: "Assessment under way: the council sends the final plan",
    DECISION.code: "The council decides after the review",
    AMENDED_PLAN.code: "The council sends the final amended plan",
    CEILING.code: "The council sends the final amended plan",
}


def _advice(values: dict[str, Any]) -> str:
    if not values["advice_kind"]:
        return ""
    kind = str(Advice.Kind(values["advice_kind"]).label)
    return f"{kind}, {values['advice_of']}" if values["advice_of"] else kind
