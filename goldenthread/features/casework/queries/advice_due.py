"""What advice is due, of whom, and the weeks to come: a body sees its own, casework staff that of their children.

Counted from the stored copies of rule B3's clock, so that asked = in + not needed + waiting by construction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet

from goldenthread.domain.advice.reminders import Reminder, next_reminder
from goldenthread.domain.clocks.advice import GIVE
from goldenthread.domain.proportions import Proportion
from goldenthread.features.casework.models import Advice, AdviceReuse, ClockCopy
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Tie

PAGE_SIZE, WEEKS, WINDOW = 25, 8, timedelta(days=365)
_WAITING: Final = Q(state__in=(ClockCopy.State.OPEN, ClockCopy.State.EXCEPTED))


@dataclass(frozen=True, slots=True)
class DueRow:
    """One advice awaited. `is_legal_duty`: its six weeks are law, not what the Code of Practice expects."""

    child_id: str
    child: str
    advice_id: str
    kind: str
    service: str
    taken_by: str
    asked_on: date
    due_on: date
    is_legal_duty: bool
    reminder: Reminder


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """Of the advice asked of one service in the twelve months. `past`: of those waiting, past their last day."""

    id: str
    name: str
    asked: int
    came: int
    not_needed: int
    waiting: int
    past: int
    in_time: int

    @property
    def timely(self) -> Proportion:
        """In by the last day, of those that came or whose last day has passed."""
        return Proportion(self.in_time, self.came + self.past)


@dataclass(frozen=True, slots=True)
class Load:
    """Of one service, how many fall due: already past their day, in each of the weeks to come, and after those."""

    name: str
    past: int
    weeks: tuple[int, ...]
    later: int

    @property
    def total(self) -> int:
        """All that wait."""
        return self.past + sum(self.weeks) + self.later


@dataclass(frozen=True, slots=True)
class AdviceDue:
    """The whole page. `mondays`: the first day of each week; `reused`: stood without being asked for (reg. 6(4))."""

    rows: tuple[DueRow, ...]
    total: int
    number: int
    pages: int
    figures: tuple[ServiceFigures, ...]
    load: tuple[Load, ...]
    mondays: tuple[date, ...]
    since: date
    reused: int
    services: tuple[tuple[str, str], ...] = field(default=())


def visible_advice(viewer: Viewer, *, on: date) -> QuerySet[ClockCopy]:
    """The clocks of advice this viewer has to do with: asked of their own body, or of children they work on."""
    rows = ClockCopy.rows.filter(rule=GIVE.code, advice__isnull=False)
    return rows.filter(_whose(viewer, on, "child", "advice__"))


def advice_due(viewer: Viewer, *, on: date, service: str = "", page: int = 1) -> AdviceDue:
    """`service`: a body's public id, or a kind of advice where no body was named. Four queries; five of one service."""
    rows, since = visible_advice(viewer, on=on), on - WINDOW
    figures = _figures(rows, since, on)
    waiting = rows.filter(_WAITING)
    groups = _groups(waiting)
    names = {each["advice__organisation__public_id"]: each["advice__organisation__name"] for each in groups}
    if service:
        waiting = waiting.filter(_of_service(service))
        groups = _groups(waiting)
    load, mondays = _load(groups, on)
    total = sum(each.total for each in load)
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(page, 1), pages)
    first = (number - 1) * PAGE_SIZE
    shown = waiting.order_by("outer_on", "id").values(
        "started_on", "outer_on", "is_legal_duty", public_id=F("child__public_id"), forename=F("child__forename"),
        surname=F("child__surname"), item=F("advice__public_id"), kind=F("advice__kind"),
        body=F("advice__organisation__name"), taken=F("advice__taken_by_name"),
    )[first : first + PAGE_SIZE]  # fmt: skip
    reused = AdviceReuse.rows.filter(_whose(viewer, on, "child", "advice__"), advice__clock_copies=None)
    return AdviceDue(
        tuple(_row(values, on) for values in shown), total, number, pages, figures, load, mondays, since,
        reused.filter(given_on__isnull=False, council_agreed_on__gte=since).count(),
        tuple(sorted(((id, name) for id, name in names.items() if id), key=lambda each: each[1])),
    )  # fmt: skip


def _whose(viewer: Viewer, on: date, child: str, advice: str) -> Q:
    bodies = viewer.bodies_for(Verb.GIVE_ADVICE)
    begun, not_over = Q(started_on=None) | Q(started_on__lte=on), Q(ended_on=None) | Q(ended_on__gte=on)
    pupils = Tie.objects.filter(begun, not_over, kind=Tie.Kind.ATTENDS, organisation_id__in=bodies)
    unnamed = Q(**{f"{advice}kind": Advice.Kind.SETTING, f"{advice}organisation": None})
    asked = Q(**{f"{advice}organisation_id__in": bodies}) | (
        unnamed & Q(**{f"{child}_id__in": pupils.values("child_id")})
    )
    gives = viewer.children_filter(Verb.GIVE_ADVICE, on=on, path=child) & asked
    works = viewer.children_filter(Verb.WORK_ON, on=on, path=child)
    return (works | gives) if bodies else works


def _of_service(service: str) -> Q:
    if service in Advice.Kind.values:
        return Q(advice__organisation=None, advice__kind=service)
    return Q(advice__organisation__public_id=service)


def _figures(rows: QuerySet[ClockCopy], since: date, on: date) -> tuple[ServiceFigures, ...]:
    met = Q(state=ClockCopy.State.MET)
    counted = (
        rows.filter(started_on__gte=since, started_on__lte=on)
        .order_by()
        .values("advice__organisation__public_id", "advice__organisation__name", "advice__kind")
        .annotate(
            asked=Count("id"), came=Count("id", filter=met),
            not_needed=Count("id", filter=Q(state=ClockCopy.State.ENDED)), waiting=Count("id", filter=_WAITING),
            past=Count("id", filter=Q(state=ClockCopy.State.OPEN, outer_on__lt=on)),
            in_time=Count("id", filter=met & Q(met_on__lte=F("outer_on"))),
        )
    )  # fmt: skip
    sums: dict[tuple[str, str], Counter[str]] = {}
    for each in counted:
        tally = sums.setdefault(_service(each), Counter())
        tally.update({name: each[name] for name in ("asked", "came", "not_needed", "waiting", "past", "in_time")})
    return tuple(
        ServiceFigures(
            id, name, *(tally[each] for each in ("asked", "came", "not_needed", "waiting", "past", "in_time"))
        )
        for (id, name), tally in sorted(sums.items(), key=lambda item: item[0][1])
    )  # fmt: skip


def _groups(waiting: QuerySet[ClockCopy]) -> list[dict[str, Any]]:
    """How many wait, by service, day and state."""
    names = ("advice__organisation__public_id", "advice__organisation__name", "advice__kind", "outer_on", "state")
    return list(waiting.order_by().values(*names).annotate(n=Count("id")))


def _load(groups: Sequence[Mapping[str, Any]], on: date) -> tuple[tuple[Load, ...], tuple[date, ...]]:
    monday = on - timedelta(days=on.weekday())
    mondays = tuple(monday + timedelta(weeks=week) for week in range(WEEKS))
    bins: dict[tuple[str, str], Counter[int]] = {}
    for each in groups:
        day = each["outer_on"]
        is_past = day is not None and day < on
        excepted = each["state"] == ClockCopy.State.EXCEPTED  # its limit does not apply, so it is past nothing
        week = WEEKS if day is None or (is_past and excepted) else -1 if is_past else _week_of(day, monday)
        bins.setdefault(_service(each), Counter())[week] += each["n"]
    found = [
        Load(name, tally[-1], tuple(tally[week] for week in range(WEEKS)), tally[WEEKS])
        for (_, name), tally in sorted(bins.items(), key=lambda item: item[0][1])
    ]
    return tuple(found), mondays


def _week_of(day: date, monday: date) -> int:
    return min(WEEKS, (day - monday).days // 7)


def total_load(load: Sequence[Load]) -> Load:
    """Every service together."""
    weeks = tuple(sum(each.weeks[week] for each in load) for week in range(WEEKS))
    return Load("All services", sum(each.past for each in load), weeks, sum(each.later for each in load))


def total_figures(figures: Sequence[ServiceFigures]) -> ServiceFigures:
    """Every service together."""
    names = ("asked", "came", "not_needed", "waiting", "past", "in_time")
    return ServiceFigures("", "All services", *(sum(getattr(each, name) for each in figures) for name in names))


def _service(each: Mapping[str, Any]) -> tuple[str, str]:
    if each["advice__organisation__public_id"]:
        return each["advice__organisation__public_id"], each["advice__organisation__name"]
    return each["advice__kind"], f"{Advice.Kind(each['advice__kind']).label} (no body named)"


def _row(values: Mapping[str, Any], on: date) -> DueRow:
    kind = str(Advice.Kind(values["kind"]).label)
    return DueRow(
        values["public_id"], " ".join(part for part in (values["forename"], values["surname"]) if part),
        values["item"], kind, values["body"] or "", values["taken"], values["started_on"], values["outer_on"],
        values["is_legal_duty"], next_reminder(values["started_on"], values["outer_on"], on),
    )  # fmt: skip
