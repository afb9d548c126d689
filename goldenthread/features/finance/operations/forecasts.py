"""Plans a forecast, asks for it, works it out, runs it again. What it was made from is kept with what it said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.db import transaction

from goldenthread.domain.forecast.answers import COUNTED, answer_of
from goldenthread.domain.forecast.balances import Start
from goldenthread.domain.forecast.comparing import MOST as MOST_EDITS
from goldenthread.domain.forecast.doubts import Weight, doubts
from goldenthread.domain.forecast.effects import CannotApply
from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.kept import (
    edits_as_plain,
    edits_from_plain,
    inputs_as_plain,
    inputs_from_plain,
    mark_of,
)
from goldenthread.domain.forecast.law import Law
from goldenthread.domain.forecast.laws import LAWS, law_for
from goldenthread.domain.forecast.price_growth import GROWING
from goldenthread.domain.forecast.scenarios import Edit, with_edits
from goldenthread.features.finance.models import Forecast, Population
from goldenthread.features.finance.operations.refusals import ChangedMeanwhile, Refused
from goldenthread.features.finance.queries.balance_start import balance_start
from goldenthread.features.finance.queries.forecast_inputs import caseload_inputs
from goldenthread.foundation import clock, journal
from goldenthread.foundation.runs import operations as runs
from goldenthread.foundation.runs.models import Run

MOST_YEARS, MOST_SIMULATIONS = 10, 5000
JOB = "work_out_forecast"
NO_CASELOAD = "No child is recorded with a plan on two survey days, so there is nothing to forecast from"
NOT_WANTED = "it was planned so"
PACKAGES = ("numpy", "numba")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be forecast."""

    name: str
    law: str
    years: int
    simulations: int
    seed: int
    price_growth: Decimal = Decimal(0)  # per cent a year
    income_growth: Decimal = Decimal(0)
    growths: Mapping[str, Decimal] = field(default_factory=dict)  # of parts of prices that have their own
    tied: bool = True  # whether the total is to follow the tested forecast, where there is one


def plan(*, wanted: Wanted, by: journal.Author, on: date) -> Forecast:
    """A forecast to which changes can be added before it is asked for. Raises Refused."""
    _check(wanted)
    with transaction.atomic():
        row = Forecast.objects.create(
            name=wanted.name, law=wanted.law, years=wanted.years, simulations=wanted.simulations, seed=wanted.seed,
            price_growth=wanted.price_growth, income_growth=wanted.income_growth,
            growths={part: str(rate) for part, rate in wanted.growths.items()}, tied=wanted.tied,
            recorded_at=clock.now(), recorded_by=by.public_id, recorded_by_name=by.name,
        )  # fmt: skip
        journal.record(
            "forecast.planned", by=by, on=on, data={"id": row.public_id, "law": wanted.law, "years": wanted.years}
        )
    return row


def set_edits(*, row: Forecast, edits: Iterable[Edit], seen: int, by: journal.Author, on: date) -> None:
    """The changes a forecast supposes, in order. `seen`: its version when the form was made. Raises Refused,
    ChangedMeanwhile.
    """
    kept = tuple(edits)
    names = [edit.name for edit in kept]
    if len(kept) > MOST_EDITS:
        raise Refused("name", f"A forecast supposes at most {MOST_EDITS} changes")
    if len(set(names)) < len(names):
        raise Refused("name", "Another change of this forecast has that name")
    if not set(kept) <= set(edits_from_plain(row.edits)):  # one that no longer fits can always be taken out
        _check_edits(row, kept, _inputs_of(row, on))
    with transaction.atomic():
        now = Forecast.objects.select_for_update().get(pk=row.pk)
        if now.version != seen:
            raise ChangedMeanwhile
        if now.state != Forecast.State.PLANNED:
            raise Refused("name", "This forecast has been asked for; plan another")
        now.edits, now.version = edits_as_plain(kept), now.version + 1
        now.save(update_fields=["edits", "version"])
        journal.record("forecast.changed", by=by, on=on, data={"id": now.public_id, "changes": len(kept)})


def ask(*, row: Forecast, by: journal.Author, on: date) -> Run:
    """Have it worked out in the background, from the caseload as it is now. A second asking gets the first one's
    run. Raises Refused: nothing to forecast from, or a change that does not fit the caseload as it is now.
    """
    with transaction.atomic():
        now = Forecast.objects.select_for_update().get(pk=row.pk)
        if now.state == Forecast.State.PLANNED:
            inputs = _inputs_of(now, on)
            _check_edits(now, edits_from_plain(now.edits), inputs)
            if now.inputs is None:
                if not now.tied:
                    inputs = replace(inputs, target=None, untied=NOT_WANTED)
                now.inputs = inputs_as_plain(inputs)
                now.mark = mark_of(now.inputs)
                now.block = balance_start(inputs_from_plain(now.inputs).start)
            now.state = Forecast.State.ASKED
        run = runs.ask(JOB, {"forecast": now.public_id}, by=by, at=clock.now(), once_key=f"forecast:{now.public_id}")
        if not now.run:
            now.run = run.public_id
            journal.record("forecast.asked", by=by, on=on, data={"id": now.public_id, "mark": now.mark})
        now.save(update_fields=["inputs", "block", "mark", "state", "run"])
    return run


def again(*, row: Forecast, by: journal.Author, on: date) -> Forecast:
    """The same forecast from the inputs kept with it: on this machine and these versions, the same answer. Raises
    Refused.
    """
    if row.inputs is None:
        raise Refused("name", "There is nothing to run again yet")
    with transaction.atomic():
        copy = Forecast.objects.create(
            name=row.name, law=row.law, years=row.years, simulations=row.simulations, seed=row.seed, edits=row.edits,
            inputs=row.inputs, block=row.block, mark=row.mark, repeats=row, price_growth=row.price_growth,
            income_growth=row.income_growth, growths=row.growths, tied=row.tied, recorded_at=clock.now(),
            recorded_by=by.public_id, recorded_by_name=by.name,
        )  # fmt: skip
        journal.record("forecast.planned", by=by, on=on, data={"id": copy.public_id, "repeats": row.public_id})
        ask(row=copy, by=by, on=on)
    return copy


def work_out(*, row: Forecast, at: datetime, told: Callable[[int, int], None]) -> Forecast:
    """Simulate and keep the answer. A forecast that could not be trusted, or whose changes do not fit it, is refused,
    with the reasons, and not drawn.
    """
    inputs = inputs_from_plain(row.inputs or {})
    met = doubts(inputs, row.years)
    reasons = [{"weight": each.weight.value, "message": str(each.fault)} for each in met]
    refused = any(each.weight is not Weight.NOTE for each in met)
    answer: Mapping[str, Any] | None = None
    if not refused:
        by_part = {part: float(rate) for part, rate in row.growths.items()}
        start = Start.from_plain(row.block or {}, float(row.price_growth), float(row.income_growth), by_part)
        try:
            answer = answer_of(
                inputs, row.law, row.years, edits_from_plain(row.edits), row.simulations, row.seed, told, balance=start
            )
        except CannotApply as wrong:
            refused = True
            reasons.append({"weight": Weight.STOPS.value, "message": f"A change cannot be made: {wrong}"})
    by = journal.SYSTEM
    with transaction.atomic():
        now = Forecast.objects.select_for_update().get(pk=row.pk)
        if now.state != Forecast.State.ASKED:
            return now
        now.doubts, now.done_at, now.made_with = reasons, at, _versions()
        now.state = Forecast.State.REFUSED if refused else Forecast.State.DONE
        now.answer, now.answer_mark = (dict(answer), mark_of(answer)) if answer is not None else (None, "")
        now.save(update_fields=["doubts", "done_at", "made_with", "state", "answer", "answer_mark"])
        kind = "forecast.refused" if refused else "forecast.done"
        journal.record(kind, by=by, on=clock.day_of(at), data={"id": now.public_id, "mark": now.answer_mark})
    return now


def enter_population(*, rows: Mapping[tuple[int, int], int], source: str, by: journal.Author, on: date) -> int:
    """Population by calendar and academic year; a figure there already is replaced. Returns how many are kept now."""
    if not rows:
        raise Refused("file", "The file has no figures")
    with transaction.atomic():
        at = clock.now()
        Population.objects.bulk_create(
            [Population(calendar_year=year, academic_year=age, people=people, source=source, recorded_at=at,
                        recorded_by=by.public_id) for (year, age), people in sorted(rows.items())],
            update_conflicts=True, unique_fields=["calendar_year", "academic_year"],
            update_fields=["people", "source", "recorded_at", "recorded_by"],
        )  # fmt: skip
        journal.record("population.entered", by=by, on=on, data={"figures": len(rows), "source": source[:200]})
    return Population.objects.count()


def _check(wanted: Wanted) -> None:
    if not wanted.name.strip():
        raise Refused("name", "Give the forecast a name")
    if wanted.law not in LAWS:
        raise Refused("law", "Choose a law")
    if not 1 <= wanted.years <= MOST_YEARS:
        raise Refused("years", f"Years must be from 1 to {MOST_YEARS}")
    if not 100 <= wanted.simulations <= MOST_SIMULATIONS:
        raise Refused("simulations", f"Simulations must be from 100 to {MOST_SIMULATIONS:,}")
    unknown = set(wanted.growths) - {part.value for part in GROWING}
    if unknown:
        raise Refused("price_growth", f"Nothing that is paid for is called {min(unknown)}")
    rates = [("price_growth", wanted.price_growth), ("income_growth", wanted.income_growth),
             *((f"{part}_growth", rate) for part, rate in wanted.growths.items())]  # fmt: skip
    for name, growth in rates:
        if not -50 <= growth <= 50:
            raise Refused(name, "A growth must be from -50 to 50 per cent a year")
    if not 0 <= wanted.seed <= 2**31 - 1:
        raise Refused("seed", "The seed must be a whole number from 0 to 2,147,483,647")


def _inputs_of(row: Forecast, on: date) -> Inputs:
    """Those kept with it, else the caseload's now. Raises Refused where there are none."""
    inputs = inputs_from_plain(row.inputs) if row.inputs else caseload_inputs(on)
    if not inputs.moves:
        raise Refused("name", NO_CASELOAD)
    return inputs


def _check_edits(row: Forecast, edits: tuple[Edit, ...], inputs: Inputs) -> None:
    if not edits:
        return
    try:
        with_edits(_law_without_population(inputs, row), edits)
    except CannotApply as wrong:
        raise Refused("name", str(wrong)) from None


def _law_without_population(inputs: Inputs, row: Forecast) -> Law:
    """A year without population counts as without people: it is told when the forecast is worked out."""
    years = range(inputs.start - 10, inputs.start + 1 + row.years)
    held = {year: inputs.population.get(year, {}) for year in years}
    return law_for(row.law, replace(inputs, population=held), row.years)


def _versions() -> dict[str, str]:
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return {**found, "way of counting": str(COUNTED)}
