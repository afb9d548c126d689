"""Who is who from one return to the next, and where each was on every survey day. Held in memory, and only there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.domain.calendars.school_years import year_group
from goldenthread.domain.calendars.wording import said
from goldenthread.domain.forecast.from_returns import PlanOn
from goldenthread.domain.forecast.space import OLDEST, YOUNGEST
from goldenthread.domain.forecast.surveyed import State
from goldenthread.domain.names import name_key
from goldenthread.domain.sen2.codes import codes, in_year
from goldenthread.domain.sen2.records import Person, Place
from goldenthread.domain.sen2.same_person import CLAIMED, Found, Known
from goldenthread.features.returns.surveys.remarks import Remarks

_SAID = ("upn", "uln", "surname", "forename")


@dataclass(frozen=True, slots=True)
class Told:
    """One person of one return: who (without the requests), the plan in force that day, how many requests and
    assessments were under way then, and how many requests of the calendar year before were not refused.
    """

    person: Person
    plan: PlanOn | None
    under_way: int
    asked: int


@dataclass(slots=True)
class Everywhere:
    """One person across returns: `row` says who, `named` what `Known.by_name` has them under, `plans` by year, `places`
    where each year's record is.
    """

    row: dict[str, Any]
    named: tuple[str, date] | None = None
    plans: dict[int, PlanOn] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)


class People:
    """Everybody met so far. Returns are given in the order of their years."""

    def __init__(self, remarks: Remarks) -> None:
        self._remarks = remarks
        self._known = Known()
        self._met: list[Everywhere] = []
        self._days: dict[int, date] = {}

    def add(self, year: int, day: date, told: Sequence[Told]) -> list[Told]:
        """One return's persons, matched with those of the returns before; those who are not left out."""
        found = [self._known.find(each.person) for each in told]
        claimed: set[int] = set()
        taken = []
        for each, hit in zip(told, found, strict=True):
            refused = hit.refused or (CLAIMED if hit.row and hit.row["id"] in claimed else "")
            if refused:
                self._remarks.add(f"Persons left out. {refused.removesuffix('.')}", each.person.place)
                continue
            one = self._one(each.person, hit)
            claimed.add(one.row["id"])
            one.places[year] = each.person.place
            taken.append(each)
            if each.plan:
                one.plans[year] = each.plan
        if self._days:
            self._compare(year)
        self._days[year] = day
        return taken

    def _one(self, person: Person, hit: Found) -> Everywhere:
        if hit.row is None:
            one = Everywhere({"id": len(self._met), "born_on": None, **dict.fromkeys(_SAID)})
            self._met.append(one)
        else:
            one = self._met[hit.row["id"]]
        row, known = one.row, self._known
        if row["born_on"] and person.born_on and row["born_on"] != person.born_on:
            self._remarks.add("Persons whose date of birth is another than before: the first counts", person.place)
        for name, numbers in (("upn", known.by_upn), ("uln", known.by_uln)):
            number = getattr(person, name)
            if number and number != row[name]:
                if numbers.get(row[name]) is row:
                    del numbers[row[name]]
                numbers[number] = row
        row |= {name: getattr(person, name) or row[name] for name in _SAID}
        row["born_on"] = row["born_on"] or person.born_on
        self._name(one)
        return one

    def _name(self, one: Everywhere) -> None:
        """Have them under the name and date of birth they have now."""
        row, by_name = one.row, self._known.by_name
        now = None
        if row["surname"] and row["born_on"]:
            now = name_key(row["surname"], row["forename"] or ""), row["born_on"]
        if now == one.named:
            return
        if one.named:
            by_name[one.named].remove(row)
        if now:
            by_name.setdefault(now, []).append(row)
        one.named = now

    def _compare(self, year: int) -> None:
        """What the return of a year says of the January before, beside what that January's own return said."""
        before = year - 1
        on = said(self._days[before])
        gone = f"Children with a plan on {on} whom the return of {year} does not list: counted as leaving"
        late = f"Plans that by the return of {year} had begun by {on}, when they were not listed: counted as joining"
        for one in self._met:
            if before in one.plans and year not in one.places:
                self._remarks.add(gone, one.places[before])
            plan = one.plans.get(year)
            if plan and plan.began and before not in one.plans and plan.began <= self._days[before]:
                self._remarks.add(late, one.places[year])

    def states(self) -> list[dict[int, State]]:
        """By person, by year: academic year, need, kind of setting."""
        found = []
        for one in self._met:
            needs = self._needs(one)
            born_on = one.row["born_on"]
            states: dict[int, State] = {}
            for year, plan in one.plans.items():
                age = year_group(born_on, self._days[year]) if born_on else None
                if age is None:
                    self._remarks.add("Plans left out because no date of birth is given", one.places[year])
                elif not YOUNGEST <= age <= OLDEST:
                    self._remarks.add("Plans left out because of an age no plan is for", one.places[year])
                else:
                    states[year] = (age, needs[year], plan.kind)
            found.append(states)
        return found

    def _needs(self, one: Everywhere) -> dict[int, str]:
        """By year. A need the form had no code for yet was not changed to when the code came: it counts before too."""
        needs: dict[int, str] = {}
        for year in sorted(one.plans, reverse=True):
            own, later = one.plans[year].need, needs.get(year + 1, "")
            newer = later in codes("SENtype") and not in_year("SENtype", later, year)
            needs[year] = later if newer else own
            if newer:
                sentence = f"Plans of {year} with a need the form only had a code for later ({later}): counted as that"
                self._remarks.add(sentence, one.places[year])
        return needs
