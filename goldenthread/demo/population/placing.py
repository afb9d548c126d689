"""Where someone goes, phase by phase: the kind of place by need and age, and a school of that kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from goldenthread.demo.population.days import DAY, academic_age
from goldenthread.demo.population.life import School
from goldenthread.demo.population.mixes import Mixes, band
from goldenthread.demo.population.schools import base_kind
from goldenthread.domain.sen2.records import Placement, Setting

# Placement column of the published table: SENSetting code of the return.
SETTINGS = {
    "nm_early_years": "EYP", "elective_home_education": "EHE", "other_arrangements_la": "OLA",
    "other_arrangements_parents": "OPA",
    "other_placement_settings": "OTH", "neet": "NEET",
    "neet_ntci": "NIEC", "neet_other": "NIEO", "neet_other_csa": "NIEO",
}  # fmt: skip
WORDS = {"OTH": "Type of setting named; a place is being found", "NIEO": "Awaiting a place"}
PHASES = ("nursery", "primary", "secondary", "post16", "post16")


@dataclass(frozen=True)
class Places:
    """Schools by kind and phase, and the chances that a place is residential or work-based."""

    by_kind: dict[tuple[str, int, str], tuple[School, ...]]
    residential: dict[str, tuple[float, float]]  # kind: chance of A, of B
    work_based: tuple[
        float, float, float
    ]  # apprenticeship, traineeship, supported internship, of those 16 and over in education

    @classmethod
    def of(
        cls, schools: Iterable[School], residential: dict[str, tuple[float, float]], work: tuple[float, float, float]
    ) -> Places:
        found: dict[tuple[str, int, str], list[School]] = defaultdict(list)
        for school in schools:
            for index, ages in enumerate(((2, 4), (5, 10), (11, 15), (16, 18), (19, 24))):
                if school.low_age <= ages[1] and school.high_age > ages[0]:  # people leave in the year they reach it
                    found[(school.kind, index, "")].append(school)
                    if school.sen_unit:
                        found[(school.kind, index, "_senunit")].append(school)
                    if school.resourced_provision:
                        found[(school.kind, index, "_resourced_provision")].append(school)
        return cls({key: tuple(schools) for key, schools in found.items()}, residential, work)

    def school(self, random: Random, kind: str, phase: int) -> School:
        """A school of the kind that takes the phase, or failing that the phase nearest to it, the later first."""
        base = base_kind(kind)
        unit = kind.removeprefix(base)
        for index in sorted(range(len(PHASES)), key=lambda other: (abs(other - phase), -other)):
            for suffix in (unit, ""):
                if found := self.by_kind.get((base, index, suffix)):
                    return found[int(random.random() * len(found))]
        raise LookupError(f"no school of kind {kind}")


def setting(random: Random, places: Places, kind: str, phase: int) -> Setting:
    """The setting as a return writes it: URN (UKPRN where there is no URN) or a SENSetting code."""
    if code := SETTINGS.get(kind):
        return Setting(sen_setting=code, sen_setting_other=WORDS.get(code), rank=1)
    school = places.school(random, kind, phase)
    unit, resourced = kind.endswith("_senunit"), kind.endswith("_resourced_provision")
    if school.urn is None:
        return Setting(ukprn=school.ukprn, rank=1, sen_unit=False, resourced_provision=False)
    return Setting(urn=school.urn, rank=1, sen_unit=unit, resourced_provision=resourced)


def kind_at(mixes: Mixes, place: float, need: str, age: int) -> str:
    """The kind of place at a point on the line, for a phase; who is out of school is told by school age."""
    kind = mixes.placement[(band(age), need)].at(place)
    if kind in ("neet_other", "neet_other_csa"):
        return "neet_other_csa" if age < 16 else "neet_other"
    return "neet_other_csa" if kind in ("neet", "neet_ntci") and age < 16 else kind


def moves(random: Random, born_on: date, start_on: date, until: date) -> list[tuple[date, int]]:
    """Days a phase begins, from the one running when the plan starts: (day, academic age)."""
    age = academic_age(born_on, start_on)
    begin = min(start_on, date(born_on.year + age + (1 if born_on.month >= 9 else 0), 9, 1))
    found = [(begin if random.random() < 0.7 else start_on, age)]
    year = start_on.year if start_on.month < 9 else start_on.year + 1
    while date(year, 9, 1) <= until:
        first = date(year, 9, 1)
        now = academic_age(born_on, first)
        if band(now) != band(found[-1][1]):
            found.append((first, now))
        elif random.random() < 0.03:
            found.append((first, now))  # a change of school within a phase
        year += 1
    return found


def placements(
    random: Random, mixes: Mixes, places: Places, need: str, born_on: date, start_on: date, until: date
) -> tuple[Placement, ...]:
    """All primary placements from the plan's start to `until`, oldest first; a few have a second alongside the last."""
    line, found = random.random(), list[Placement]()
    works = random.random()
    for index, (first, age) in enumerate(moves(random, born_on, start_on, until)):
        if index and found and band(age) == band(academic_age(born_on, found[-1].entry_on or start_on)):
            line = random.random()
        kind = kind_at(mixes, line, need, age)
        residential, work = boarding(random, places, kind), working(places, works, kind, age)
        if found:
            last = found[-1]
            found[-1] = Placement(last.setting, last.entry_on, first - DAY, last.residential, last.work_based)
        found.append(Placement(setting(random, places, kind, band(age)), first, None, residential, work))
    if random.random() < 0.015 and found[-1].setting.urn:
        found.append(Placement(Setting(sen_setting="OLA", rank=2), max(start_on, found[-1].entry_on or start_on)))
    return tuple(found)


def boarding(random: Random, places: Places, kind: str) -> str | None:
    weeks, year = places.residential.get(kind, (0.0, 0.0))
    turn = random.random()
    return "A" if turn < weeks else "B" if turn < weeks + year else None


def working(places: Places, turn: float, kind: str, age: int) -> str | None:
    """Work-based learning from 16, in colleges and training providers and a few schools."""
    if age < 16 or kind in SETTINGS:
        return None
    apprentice, trainee, intern = places.work_based
    if turn < apprentice:
        return "A"
    if turn < apprentice + trainee:
        return "T"
    return "S" if turn < apprentice + trainee + intern else None


def closed(place: Placement, on: date) -> Placement:
    """The placement ended no later than the day the plan ceased."""
    return place if place.leaving_on and place.leaving_on <= on else replace(place, leaving_on=on)
