"""A forecast's inputs, edits and answer as plain values, so that a run is kept whole and can be run again to the
same answer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from goldenthread.domain.forecast.effects import CannotApply, Effect, Touched
from goldenthread.domain.forecast.inputs import Inputs, Move, Setting
from goldenthread.domain.forecast.quantiles import QUANTILES, Summary
from goldenthread.domain.forecast.scenarios import Capacity, Edit, Fee, Joining, Leaving, NewPlaces
from goldenthread.domain.forecast.target import Target

KEPT = (
    0.025,
    0.05,
    0.2,
    0.25,
    0.35,
    0.5,
    0.65,
    0.75,
    0.8,
    0.95,
    0.975,
)  # a median, quarters, and bands of 30, 60, 90, 95
# Of the inputs. 3: the financial year each price is of; before, all were used as those of the first year forecast.
# 2: what the total follows, or why nothing. Without a version: 1, in which it followed nothing.
VERSION = 3
BEFORE_TYING = "this forecast was made before totals did"
MORE = ("opens_in", "places", "factor", "setting", "goes_to")
KINDS: Mapping[str, type[Edit]] = {
    "joining": Joining,
    "leaving": Leaving,
    "places": NewPlaces,
    "fee": Fee,
    "limit": Capacity,
}


def inputs_as_plain(inputs: Inputs) -> dict[str, Any]:
    """Lists and numbers only, in one order whatever order they were gathered in."""
    return {
        "moves": [[one.calendar_year, one.academic_year, one.need, one.setting, one.next_need, one.next_setting, count]
                  for one, count in sorted(inputs.moves.items())],
        "settings": [[each.name, each.group, each.youngest, each.oldest, list(each.needs), list(each.moves_to)]
                     for each in sorted(inputs.settings, key=lambda one: one.name)],
        "population": [[year, age, people] for year, ages in sorted(inputs.population.items())
                       for age, people in sorted(ages.items())],
        "costs": [[need, setting, str(cost)] for (need, setting), cost in sorted(inputs.costs.items())],
        "notes": list(inputs.notes),
        "parts": [[need, setting, {name: str(pounds) for name, pounds in sorted(parts.items())}]
                  for (need, setting), parts in sorted(inputs.parts.items())],
        "priced_in": [[need, setting, year] for (need, setting), year in sorted(inputs.priced_in.items())],
        "under_way": [[january, children] for january, children in sorted(inputs.under_way.items())],
        "asked": [[*key, *counts] for key, counts in sorted(inputs.asked.items())],
        "version": VERSION,
        "target": inputs.target.as_plain() if inputs.target else None,
        "untied": inputs.untied,
    }  # fmt: skip


def inputs_from_plain(plain: Mapping[str, Any]) -> Inputs:
    """The inputs again, of this version or an earlier one. Raises KeyError, ValueError or TypeError for anything
    else."""
    version = plain.get("version", 1)
    if version not in range(1, VERSION + 1):
        raise ValueError(f"these inputs are of version {version}, made by other software than this")
    target = plain["target"] if version > 1 else None
    population: dict[int, dict[int, int]] = {}
    for year, age, people in plain["population"]:
        population.setdefault(year, {})[age] = people
    return Inputs(
        moves={Move(*row[:6]): row[6] for row in plain["moves"]},
        settings=tuple(Setting(name, group, low, high, tuple(needs), tuple(to))
                       for name, group, low, high, needs, to in plain["settings"]),
        population=population,
        costs={(need, setting): Decimal(cost) for need, setting, cost in plain["costs"]},
        notes=tuple(plain["notes"]),
        parts={(need, setting): {name: Decimal(pounds) for name, pounds in parts.items()}
               for need, setting, parts in plain.get("parts", ())},
        priced_in={(need, setting): year for need, setting, year in plain.get("priced_in", ())},
        under_way=dict(plain.get("under_way", ())),
        asked={(year, age): (requests, assessments, plans)
               for year, age, requests, assessments, plans in plain.get("asked", ())},
        target=Target.from_plain(target) if target else None,
        untied=plain["untied"] if version > 1 else BEFORE_TYING,
    )  # fmt: skip


def mark_of(plain: Any) -> str:
    """SHA-256 of plain values: two runs of the same inputs, or with the same answer, have the same mark."""
    return hashlib.sha256(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def edits_as_plain(edits: Iterable[Edit]) -> list[dict[str, Any]]:
    """Each edit by its kind."""
    names = {kind: name for name, kind in KINDS.items()}
    found = []
    for edit in edits:
        plain: dict[str, Any] = {
            "kind": names[type(edit)], "name": edit.name, "starts": edit.effect.starts.isoformat(),
            "lag_months": edit.effect.lag_months, "phase_months": edit.effect.phase_months,
            "youngest": edit.touched.youngest, "oldest": edit.touched.oldest, "needs": list(edit.touched.needs),
            "settings": list(edit.touched.settings), "cost_a_year": str(edit.cost_a_year),
        }  # fmt: skip
        if isinstance(edit, NewPlaces):
            plain |= {"opens_in": edit.opens_in, "places": edit.places}
        elif isinstance(edit, Capacity):
            plain |= {"setting": edit.setting, "places": edit.places, "goes_to": edit.goes_to}
        elif isinstance(edit, Joining | Leaving | Fee):
            plain["factor"] = edit.factor
        found.append(plain)
    return found


def edits_from_plain(plain: Iterable[Mapping[str, Any]]) -> tuple[Edit, ...]:
    """The edits again. Raises CannotApply for a kind there is not."""
    found: list[Edit] = []
    for each in plain:
        kind = KINDS.get(each["kind"])
        if kind is None:
            raise CannotApply(f"{str(each['kind'])[:40]} is no kind of change")
        more = {name: each[name] for name in MORE if name in each}
        found.append(kind(
            name=each["name"],
            effect=Effect(date.fromisoformat(each["starts"]), each["lag_months"], each["phase_months"]),
            touched=Touched(each["youngest"], each["oldest"], tuple(each["needs"]), tuple(each["settings"])),
            cost_a_year=Decimal(each["cost_a_year"]), **more,
        ))  # fmt: skip
    return tuple(found)


def summary_as_plain(summary: Summary) -> dict[str, Any]:
    """Means, deviations and the quantiles of `KEPT`, by year and group, to two decimals."""
    places = [QUANTILES.index(each) for each in KEPT]
    return {
        "groups": list(summary.groups),
        "mean": _rounded(summary.mean), "deviation": _rounded(summary.deviation),
        "quantiles": [_rounded(row[:, places]) for row in summary.quantiles],
    }  # fmt: skip


def _rounded(table: Any) -> list[list[float]]:
    return [[round(float(cell), 2) for cell in row] for row in table]
