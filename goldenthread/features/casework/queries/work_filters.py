"""What a list of work may be narrowed by, as conditions on stored clocks, and the choices a form offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import Q

from goldenthread.domain.calendars.school_years import school_year_start, year_group_said
from goldenthread.domain.clocks.advice import GIVE
from goldenthread.domain.clocks.annual_review import AMENDED_PLAN, CEILING, CYCLE, DECISION, REPORT
from goldenthread.domain.clocks.needs_assessment import DECIDE, FINAL_PLAN, NO_PLAN
from goldenthread.domain.clocks.phase_transfer import PHASE, POST16
from goldenthread.domain.clocks.register import clock_named
from goldenthread.domain.sen2.codes import codes
from goldenthread.features.casework.models import CaseSummary
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Organisation, VulnerabilityFlag

_COPIED = (DECIDE, GIVE, NO_PLAN, FINAL_PLAN, CYCLE, REPORT, DECISION, AMENDED_PLAN, CEILING, PHASE, POST16)
_OF_DISPUTES = (
    "D2", "D3", "D3b", "D4", "D4a", "D5", "D5a", "D6", "D7", "E2", "E3", "E4", "E5a", "E5", "E6", "E7", "E8", "E10",
)  # fmt: skip
UNDER_FIVE = "under_five"
ANY_GROUP = "any"
BEFORE_RECEPTION, AFTER_YEAR_13 = "before", "after"


class Officer(StrEnum):
    """Whose work, where it is not one named person (then it is that person's public id)."""

    ME = "me"
    ALL = "all"
    NOBODY = "nobody"


class Standing(StrEnum):
    """How an open clock stands on the day, worked out from its stored dates as domain/clocks works it out."""

    LATE = "late"
    DUE_SOON = "due_soon"
    ON_TIME = "on_time"


@dataclass(frozen=True, slots=True)
class WorkFilters:
    """Each empty means all. `rule` a clock's code; `school` part of a name, or a URN; `year_group` 'before', '0' to
    '13',
    'after'; `need` a SEN2 code; `group` a vulnerability or 'any'; `officer` an `Officer` or a person's public id."""

    rule: str = ""
    school: str = ""
    year_group: str = ""
    need: str = ""
    group: str = ""
    officer: str = ""
    standing: str = ""


def condition(filters: WorkFilters, *, on: date) -> Q:
    """Everything but `officer` and `standing`, as a condition on stored clocks."""
    wanted = Q()
    if filters.rule:
        wanted &= Q(rule=filters.rule)
    if filters.need:
        wanted &= Q(child__case_summary__primary_need=filters.need)
    if filters.group:
        wanted &= _in_group(filters.group, on)
    if filters.year_group:
        wanted &= _in_year(filters.year_group, on)
    if filters.school:
        wanted &= _at_school(filters.school)
    return wanted


def standing_condition(standing: str, *, on: date, due_soon_days: int) -> Q:
    """Open clocks that stand so on that day. Late: a date the law set has passed. Due soon: from `due_soon_days` before
    the safe date; and a date that only guidance expects (or that binds one decision only), once it has passed.
    """
    passed, soon = Q(outer_on__lt=on), Q(safe_on__lte=on + timedelta(days=due_soon_days))
    return {
        Standing.LATE: passed & Q(is_legal_duty=True),
        Standing.DUE_SOON: (Q(outer_on__gte=on) & soon) | (passed & Q(is_legal_duty=False)),
        Standing.ON_TIME: Q(outer_on__gte=on) & Q(safe_on__gt=on + timedelta(days=due_soon_days)),
    }[Standing(standing)]


def standing_of(outer_on: date, safe_on: date | None, *, is_legal_duty: bool, on: date, due_soon_days: int) -> Standing:
    """The same of one clock in memory."""
    if outer_on < on:
        return Standing.LATE if is_legal_duty else Standing.DUE_SOON
    return Standing.DUE_SOON if on >= (safe_on or outer_on) - timedelta(days=due_soon_days) else Standing.ON_TIME


def standing_said(rule: str, outer_on: date, standing: Standing, *, is_legal_duty: bool, on: date) -> str:
    """For a tag. A date that only guidance expects is never late; nor is one that binds a decision nobody has taken."""
    if is_legal_duty or outer_on >= on:
        return standing.value
    return "a no would be late" if clock_named(rule).any_row().only_if else "past expected date"


def is_one_person(officer: str) -> bool:
    """Whether this is the work of one person: some hundreds of clocks at most."""
    return officer not in ("", Officer.ALL, Officer.NOBODY)


def narrowed_to_officer(rows: Any, officer: str, viewer: Viewer) -> Any:
    """Stored clocks of the children who are this officer's."""
    if officer in ("", Officer.ALL):
        return rows
    if officer == Officer.NOBODY:
        return rows.filter(child__case_summary__coordinator=None)
    of = {"coordinator_id": viewer.adult_id} if officer == Officer.ME else {"coordinator__public_id": officer}
    theirs = CaseSummary.objects.filter(coordinator__isnull=False, **of).values_list("child_id", flat=True)
    if connection.vendor == "postgresql":
        # Told both conditions at once, PostgreSQL starts from every clock the viewer may open; told the numbers of a
        # few hundred children, from those.
        found = list(theirs[:_MANY])
        return rows.filter(child_id__in=found if len(found) < _MANY else theirs)
    return rows.filter(child_id__in=theirs)


_MANY = 2_000  # more numbers than this are better left in the database


def rule_choices() -> list[tuple[str, str]]:
    """Clocks that are stored, by code, in the order a case meets them."""
    return [(code, rule_name(code)) for code in (*(clock.code for clock in _COPIED), *_OF_DISPUTES)]


def rule_name(rule: str) -> str:
    """What a clock is called: 'Send the final plan'."""
    return clock_named(rule).any_row().name


def need_choices() -> list[tuple[str, str]]:
    """Types of need by SEN2 code."""
    return list(codes("SENtype").items())


def group_choices() -> list[tuple[str, str]]:
    """Vulnerable groups, any of them first."""
    return [(ANY_GROUP, "Any vulnerable group"), *VulnerabilityFlag.Kind.choices, (UNDER_FIVE, "Under five")]


def year_group_choices() -> list[tuple[str, str]]:
    """Year groups by age."""
    years = [(str(year), year_group_said(year)) for year in range(14)]
    return [(BEFORE_RECEPTION, year_group_said(-1)), *years, (AFTER_YEAR_13, year_group_said(14))]


def team_ids(viewer: Viewer) -> Sequence[int]:
    """Bodies where the viewer holds a role."""
    return sorted({held.organisation_id for held in viewer.held if held.organisation_id is not None})


def turned_five_after(on: date) -> date:
    """Whoever was born after this day is under five on `on`."""
    return date(on.year - 5, on.month, 28 if (on.month, on.day) == (2, 29) else on.day)


def _in_group(group: str, on: date) -> Q:
    young = Q(child__born_on__gt=turned_five_after(on))
    if group == ANY_GROUP:
        return young | ~Q(child__case_summary__vulnerabilities="")
    return young if group == UNDER_FIVE else Q(child__case_summary__vulnerabilities__contains=f",{group},")


def _in_year(year_group: str, on: date) -> Q:
    reception_born_from = school_year_start(on) - 5  # born from 1 September of that year: Reception
    if year_group == BEFORE_RECEPTION:
        return Q(child__born_on__gte=date(reception_born_from + 1, 9, 1))
    if year_group == AFTER_YEAR_13:
        return Q(child__born_on__lt=date(reception_born_from - 13, 9, 1))
    first = reception_born_from - int(year_group)
    return Q(child__born_on__gte=date(first, 9, 1), child__born_on__lt=date(first + 1, 9, 1))


def _at_school(typed: str) -> Q:
    if typed.isdigit() and len(typed) == 6:
        return Q(child__case_summary__school__urn=typed)
    # The bodies first: a database cannot guess how many names hold a word, and with a join it guesses wrong.
    named = Organisation.objects.filter(name__icontains=typed).values_list("pk", flat=True)
    found = list(named[:_MANY])
    label = Q(child__case_summary__school_label__icontains=typed)
    return Q(child__case_summary__school_id__in=found if len(found) < _MANY else named) | label
