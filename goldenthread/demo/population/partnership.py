"""An invented partnership like a published area: its schools, and its people one after another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.demo.population.assessing import Times
from goldenthread.demo.population.building import World, life
from goldenthread.demo.population.cells import cells
from goldenthread.demo.population.life import Life, School
from goldenthread.demo.population.mixes import LINE, Chances, mixes
from goldenthread.demo.population.placing import Places
from goldenthread.demo.population.requests import FIRST, flows
from goldenthread.demo.population.returns import in_return
from goldenthread.demo.population.reviewing import review_rates
from goldenthread.demo.population.schools import schools
from goldenthread.demo.population.stock import ANCHOR, LATEST, Account, account, blended, in_force, spread
from goldenthread.demo.population.timeliness import share
from goldenthread.demo.targets.reading import targets
from goldenthread.domain.calendars.survey_days import survey_day
from goldenthread.domain.sen2.records import Header, Person

CASES_EACH = 200  # plans and assessments a coordinator holds
LEA = "899"  # no English authority has this number


@dataclass(frozen=True)
class Partnership:
    """`schools` at once; `people()` and `sen2_return(year)` one at a time, in the same order every time."""

    like: str
    on: date
    schools: tuple[School, ...]
    world: World

    def people(self) -> Iterator[Life]:
        """Every person known on `on`, in constant memory."""
        index = 0
        for cell in cells(self.world.account, self.world.flows, self.world.last):
            for place in range(cell.count):
                index += 1
                if told := life(self.world, cell, place, index):
                    yield told

    def sen2_return(self, year: int) -> Iterator[Person]:
        """The persons of the return of collection year `year`; its survey day must have come by `on`."""
        if survey_day(year) > self.on:
            raise ValueError(f"The survey day of {year} ({survey_day(year)}) has not come by {self.on}.")
        return (person for person in (in_return(told, year) for told in self.people()) if person)

    def header(self, year: int) -> Header:
        """The header of that return."""
        return Header(
            year=year, reference_on=survey_day(year), lea=self.world.lea, software_code="Golden Thread", release="demo",
            date_time=f"{survey_day(year)}T09:00:00", dmo="Y", dco="Y", dsco="Y",
        )  # fmt: skip


def partnership(
    like: str = "kingston", size: int | None = None, seed: int = 1, *, on: date, lea: str = LEA
) -> Partnership:
    """A partnership like the area `like` as at `on`; `size` is plans in force on the last survey day (default the
    area's own)."""
    figures, national = targets(like), targets("england")
    last = on.year + 1
    survey = on.year if survey_day(on.year) <= on else on.year - 1
    plans = in_force(figures, max(survey, last + 1))
    wanted = plans[LATEST] if size is None else size * plans[LATEST] / plans[survey]
    kept = account(figures, national, wanted, max(last, LATEST))
    counts = flows(figures, kept, max(last, LATEST))
    ceased = {age + 1: count for age, count in enumerate(kept.ceased[ANCHOR - 1])}
    tables = mixes(figures, national, ceased)
    by_kind = {kind: count * wanted / plans[LATEST - 1] for kind, count in figures["placements"].items()}
    made = schools(seed, by_kind)
    starting = spread(blended(figures["start_ages"], national["start_ages"]))
    world = World(
        seed=seed, on=on, last=max(last, LATEST), lea=lea, coordinators=max(2, round(wanted * 1.12 / CASES_EACH)),
        account=kept, flows=counts, mixes=tables,
        places=Places.of(made, residential(figures), work_based(figures, kept)),
        times=Times.of(figures, FIRST - 2, last + 3), reviews=review_rates(figures, kept),
        starting=Chances.of([str(age) for age in range(len(starting))], starting), budgets=budgets(figures),
    )  # fmt: skip
    return Partnership(like, on, made, world)


def residential(figures: dict[str, Any]) -> dict[str, tuple[float, float]]:
    """Chance that a place is residential, for the kinds that board: the published number spread over them."""
    kinds = ("special_independent", "special_non_maintained", "specialist_post_16_institutions")
    places = sum(figures["placements"].get(kind, 0) for kind in kinds)
    weeks, year = (min(0.5, share(figures["residential"][name], places)) for name in ("Res_3851", "Res_52"))
    return dict.fromkeys(kinds, (weeks, year))


def work_based(figures: dict[str, Any], kept: Account) -> tuple[float, float, float]:
    """Chance of an apprenticeship, traineeship, supported internship at 16 and over in education."""
    older = [(age, count) for age, count in figures["placements_by_age"].items() if int(age) >= 16]
    places = sum(sum(row.get(kind, 0) for kind in LINE[1:24]) for _, row in older)
    row = figures["work_based"]
    return tuple(share(row[name], places) for name in ("open_apprentice", "open_trainee", "open_supp_intern"))  # type: ignore[return-value]


def budgets(figures: dict[str, Any]) -> tuple[float, float, Chances | None]:
    """Chances of a personal budget, of organised arrangements, and what a direct payment is for."""
    row, plans = figures["personal_budgets"], figures["plans_in_force"]["2025"]
    kinds = [row[name] for name in ("pb_education", "pb_social", "pb_health", "pb_integrated")]
    payments = Chances.of("ESHI", kinds) if sum(kinds) else None
    return share(row["personal_budget"], plans), share(row["org_arrangments"], plans), payments
