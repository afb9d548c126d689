"""Forecasts kept, and two of them side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.domain.forecast.kept import inputs_from_plain
from goldenthread.domain.forecast.laws import OURS
from goldenthread.domain.forecast.target import Target
from goldenthread.features.finance.models import Forecast, Population
from goldenthread.foundation.ids import is_id


def forecast_of(public_id: str) -> Forecast | None:
    """One by its public id."""
    return Forecast.objects.filter(public_id=public_id).first() if is_id(public_id) else None


def forecasts() -> list[Forecast]:
    """Every forecast without its inputs and answer, the newest first. One query."""
    return list(Forecast.objects.defer("inputs", "answer").order_by("-recorded_at", "-id")[:200])


def newest_done(*, before: Forecast | None = None) -> Forecast | None:
    """The newest forecast that is ready; of those recorded before one, where it is given."""
    rows = Forecast.objects.filter(state=Forecast.State.DONE, repeats=None)
    if before is not None:
        rows = rows.filter(pk__lt=before.pk)
    return rows.order_by("-done_at", "-id").first()


@dataclass(frozen=True, slots=True)
class PopulationHeld:
    """Years and ages of population entered, and their source."""

    figures: int
    years: tuple[int, ...]
    sources: tuple[str, ...]


def population_held() -> PopulationHeld:
    """What population figures there are. One query."""
    rows = list(Population.objects.values_list("calendar_year", "source").distinct())
    return PopulationHeld(
        Population.objects.count(),
        tuple(sorted({year for year, _ in rows})),
        tuple(sorted({source for _, source in rows})),
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """One January's plans in two forecasts (medians), what explains the difference in words."""

    january: int
    before: float
    now: float


def changed_between(before: Forecast, now: Forecast) -> tuple[list[Changed], list[str]]:
    """Januaries both forecast, and what is not the same between them: inputs, law, simulations, changes supposed."""
    first, then = (_medians(each.answer or {}) for each in (before, now))
    rows = [Changed(year, first[year], then[year]) for year in sorted(set(first) & set(then))]
    return rows, _reasons(before, now)


def _medians(answer: Mapping[str, Any]) -> dict[int, float]:
    if not answer:
        return {}
    table = answer["children"]["total"]["quantiles"]
    return {year: table[place][0][5] for place, year in enumerate(answer["years"])}


def _reasons(before: Forecast, now: Forecast) -> list[str]:
    reasons = []
    if before.mark != now.mark:
        reasons += _inputs_changed(before.inputs or {}, now.inputs or {})
    if before.law != now.law:
        reasons.append("The law is another.")
    reasons += _total_changed(before, now)
    if before.edits != now.edits:
        names = [{each["name"] for each in row.edits} for row in (before, now)]
        gone, new = sorted(names[0] - names[1]), sorted(names[1] - names[0])
        reasons += [f"No longer supposed: {name}." for name in gone] + [f"Now supposed: {name}." for name in new]
        if not gone and not new:
            reasons.append("A change is supposed with other figures.")
    if (before.simulations, before.seed) != (now.simulations, now.seed):
        reasons.append("Other draws of chance: the number of simulations or the seed is another.")
    if before.made_with != now.made_with:
        reasons.append("It was worked out with another version of the software.")
    return reasons or ["Nothing is different: inputs, law, changes and draws are the same."]


def _total_changed(before: Forecast, now: Forecast) -> list[str]:
    """Whether the total follows a tested forecast in one and not in the other, or another one."""
    first, then = (inputs_from_plain(row.inputs) if row.inputs and row.law == OURS else None for row in (before, now))
    old, new = (each.target if each else None for each in (first, then))
    if new and not old:
        why = f": {first.untied}" if first and first.untied else ""
        return [f"The total now follows the forecast tested on {new.authorities} authorities; before it did not{why}."]
    if old and not new:
        why = f": {then.untied}" if then and then.untied else ""
        return [f"The total no longer follows the forecast tested on {old.authorities} authorities{why}."]
    if old and new and old != new:
        return [_other_target(old, new)]
    return []


def _other_target(old: Target, new: Target) -> str:
    made_of = [f"{each.plans:,} plans in January {each.january}, {each.asked:,} requests of {each.january - 1} not "
               f"refused, national figures to January {each.figures}" for each in (new, old)]  # fmt: skip
    return f"The tested forecast that the total follows is another: made of {made_of[0]}; before of {made_of[1]}."


def _inputs_changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    reasons = []
    counts = [{year: sum(row[6] for row in each.get("moves", ()) if row[0] == year)
               for year in {row[0] for row in each.get("moves", ())}} for each in (before, now)]  # fmt: skip
    for year in sorted(set(counts[0]) | set(counts[1])):
        first, then = counts[0].get(year, 0), counts[1].get(year, 0)
        if first != then:
            reasons.append(f"Moves from January {year} to {year + 1}: {then:,} counted, {first:,} before.")
    if before.get("moves") != now.get("moves") and not reasons:
        reasons.append("Children are recorded in other needs or places than before.")
    for name, words in (("population", "Population figures are others."), ("costs", "Prices are others.")):
        if before.get(name) != now.get(name):
            reasons.append(words)
    return reasons
