"""Who has which need, placement, sex, ethnicity and reason to end: tables of chances fitted to the published
breakdowns."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goldenthread.demo.targets.columns import CEASE_REASONS, NEEDS

Table = NDArray[np.float64]
AGES = range(2, 26)
BANDS = (3, 10, 15, 18, 25)  # oldest academic age of: early years, primary, secondary, post-16, older
ETHNICITY_CODES = {
    "White - White British": "WBRI", "White - Irish": "WIRI", "White - Traveller of Irish heritage": "WIRT",
    "White - Gypsy/Roma": "WROM", "White - Any other White background": "WOTH",
    "Mixed - White and Black Caribbean": "MWBC",
    "Mixed - White and Black African": "MWBA", "Mixed - White and Asian": "MWAS",
    "Mixed - Any other Mixed background": "MOTH",
    "Asian - Indian": "AIND", "Asian - Pakistani": "APKN", "Asian - Bangladeshi": "ABAN",
    "Asian - Any other Asian background": "AOTH", "Asian - Chinese": "CHNE", "Black - Black Caribbean": "BCRB",
    "Black - Black African": "BAFR", "Black - Any other Black background": "BOTH", "Any other ethnic group": "OOTH",
    "Unclassified": "NOBT",
}  # fmt: skip
# From usual school to most specialist, then out of school: a child keeps a place on this line as the years go by.
LINE = [
    "nm_early_years",
    "mainstream_la_maintained",
    "mainstream_academy",
    "mainstream_free_school",
    "mainstream_independent",
    "other_schools",
    "mainstream_la_maintained_resourced_provision",
    "mainstream_academy_resourced_provision",
    "mainstream_free_school_resourced_provision",
    "mainstream_la_maintained_senunit",
    "mainstream_academy_senunit",
    "mainstream_free_school_senunit",
    "general_fe_tertiary_colleges",
    "ukrlp_provider",
    "specialist_post_16_institutions",
    "special_la_maintained",
    "special_academy_free",
    "special_non_maintained",
    "special_independent",
    "w_settings",
    "ap_pru_la_maintained",
    "ap_pru_academy",
    "ap_pru_free_school",
    "online_provider",
    "elective_home_education",
    "other_arrangements_la",
    "other_arrangements_parents",
    "other_placement_settings",
    "neet",
    "neet_ntci",
    "neet_other",
    "neet_other_csa",
]
LABELS = {
    "mainstream_la_maintained": "Mainstream - LA maintained", "mainstream_academy": "Mainstream - academy",
    "mainstream_free_school": "Mainstream - free school", "mainstream_independent": "Mainstream - independent",
    "special_la_maintained": "Special - LA maintained", "special_academy_free": "Special - Academy/free schools",
    "special_independent": "Special - independent", "special_non_maintained": "Special - non-maintained",
    "ap_pru_academy": "AP/PRU - academy", "ap_pru_free_school": "AP/PRU - free school",
    "ap_pru_la_maintained": "AP/PRU - LA maintained",
    "general_fe_tertiary_colleges": "FE - general FE and tertiary colleges",
    "specialist_post_16_institutions": "FE - specialist post-16 institutions",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chances:
    """Things to draw from, and the running total of their weights."""

    names: tuple[str, ...]
    running: tuple[float, ...]

    @classmethod
    def of(cls, names: Sequence[str], weights: Iterable[float]) -> Chances:
        kept = [(name, float(weight)) for name, weight in zip(names, weights, strict=True) if weight > 0]
        total = sum(weight for _, weight in kept)
        running = tuple(accumulate(weight / total for _, weight in kept))
        return cls(tuple(name for name, _ in kept), running)

    def at(self, place: float) -> str:
        """The thing at `place` (0 to 1) along the running total."""
        return self.names[min(len(self.names) - 1, bisect(self.running, place))]

    def draw(self, random: Random) -> str:
        return self.at(random.random())


def fitted(seed: Table, *margins: tuple[tuple[int, ...], Table], turns: int = 60) -> Table:
    """`seed` scaled until its sums over all axes but those named meet each margin (iterative proportional fitting)."""
    table = seed.copy()
    for _ in range(turns):
        for axes, wanted in margins:
            others = tuple(axis for axis in range(table.ndim) if axis not in axes)
            now = table.sum(axis=others)
            ratio = np.divide(wanted, now, out=np.zeros_like(wanted), where=now > 0)
            table = table * np.expand_dims(ratio, others)
    return table


def band(age: int) -> int:
    """Index of the phase an academic age falls in."""
    return bisect(BANDS, min(age, 25) - 1)


def grid(rows: dict[str, dict[str, float]], names: Sequence[str], columns: Sequence[str]) -> Table:
    return np.array([[float(rows.get(name, {}).get(column, 0)) for column in columns] for name in names])


@dataclass(frozen=True)
class Mixes:
    """Every table of chances of one area."""

    need: dict[int, Chances]  # by academic age on the survey day of 2025
    sex: dict[str, Chances]  # by need
    placement: dict[tuple[int, str], Chances]  # by phase and need, in the order of LINE
    ethnicity: Chances
    reason: dict[int, Chances]  # by age when the plan ends
    source: dict[str, Chances]  # by whether the request was agreed (Y), refused (N)


def needs_by_age(figures: dict[str, Any], national: dict[str, Any]) -> Table:
    """Ages 2 to 25 by need; an age the area does not have takes the nation's chances."""
    columns = [f"number_{need}" for need in NEEDS]
    names = [str(age) for age in AGES]
    own, theirs = grid(figures["needs_by_age"], names, columns), grid(national["needs_by_age"], names, columns)
    empty = own.sum(axis=1) == 0
    own[empty] = 1e-6 * theirs[empty]
    return own


def placements(figures: dict[str, Any], national: dict[str, Any], needs: Table) -> dict[tuple[int, str], Chances]:
    """Chances of each placement by phase and need, from the three two-way tables; unrecorded placements left out."""
    names = [str(age) for age in AGES]
    by_age = grid(figures["placements_by_age"], names, LINE) + 1e-7 * grid(national["placements_by_age"], names, LINE)
    bands = np.zeros((len(BANDS), len(LINE)))
    need_bands = np.zeros((len(BANDS), len(NEEDS)))
    for index, age in enumerate(AGES):
        bands[band(age)] += by_age[index]
        need_bands[band(age)] += needs[index]
    columns = [f"number_{need}" for need in NEEDS]
    labels = [LABELS.get(kind, "") for kind in LINE]
    tables = figures["needs_by_placement"], national["needs_by_placement"]
    by_need = grid(tables[0], labels, columns) + 0.05 * grid(tables[1], labels, columns) / 600
    fallback = np.outer(by_age.sum(axis=0), needs.sum(axis=0) / needs.sum())
    by_need = np.where(by_need.sum(axis=1, keepdims=True) > 1, by_need, fallback)
    by_need *= (bands.sum(axis=0) / np.maximum(by_need.sum(axis=1), 1e-12))[:, None]
    need_bands *= (bands.sum(axis=1) / need_bands.sum(axis=1))[:, None]
    seed = bands[:, :, None] * by_need[None, :, :] + 1e-12
    table = fitted(seed, ((1, 2), by_need), ((0, 2), need_bands), ((0, 1), bands))
    return {
        (index, need): Chances.of(
            LINE, table[index, :, column] if table[index, :, column].sum() > 1e-6 else bands[index]
        )
        for index in range(len(BANDS))
        for column, need in enumerate(NEEDS)
    }


def reasons(figures: dict[str, Any], national: dict[str, Any], ceased: dict[int, float]) -> dict[int, Chances]:
    """Why plans end by age: the nation's pattern by age, fitted to the area's own reasons. `ceased` is plans ended
    by age."""
    ages = range(2, 27)
    pattern = grid(national["ceased_by_age"], [str(min(age, 20)) for age in ages], CEASE_REASONS)
    for index, age in enumerate(
        ages
    ):  # maximum age means 25 (or 19 in the adult estate); work and university start at 16
        if age < 24:
            pattern[index, 0] = 0.0
        if age < 16:
            pattern[index, [2, 3, 5]] = 0.0
    pattern[-2:, 0] *= 200
    wanted = np.zeros(len(CEASE_REASONS))
    for row in figures["ceased"].values():
        wanted += np.array([float(row.get(reason, 0)) for reason in CEASE_REASONS])
    latest = max(figures["ceased"])
    wanted = np.array([float(figures["ceased"][latest].get(reason, 0)) for reason in CEASE_REASONS]) + 1e-3 * wanted
    leaving = np.array([max(1e-9, ceased.get(age, 0.0)) for age in ages])
    table = fitted(pattern, ((0,), leaving), ((1,), wanted * leaving.sum() / wanted.sum()))
    return {age: Chances.of([str(code) for code in range(1, 10)], row) for age, row in zip(ages, table, strict=True)}


def sources(figures: dict[str, Any], national: dict[str, Any]) -> dict[str, Chances]:
    """Who asks, by what was decided; an area without figures of its own takes the nation's, fitted to its refusals."""
    own = figures["sources"] or national["sources"]
    table = grid(own, list("12345"), ("requests_decided_to_assess", "requests_decided_not_to_assess"))
    if not figures["sources"]:
        row = figures["release_2026"]["requests"]["2025"]
        wanted = np.array([row["requests_decided_to_assess"], row["requests_decided_not_to_assess"]], dtype=float)
        table = fitted(table, ((0,), table.sum(axis=1) * wanted.sum() / table.sum()), ((1,), wanted))
    return {"Y": Chances.of("12345", table[:, 0]), "N": Chances.of("12345", table[:, 1])}


def mixes(figures: dict[str, Any], national: dict[str, Any], ceased: dict[int, float]) -> Mixes:
    """All the tables of an area."""
    needs = needs_by_age(figures, national)
    columns = [f"number_{need}" for need in NEEDS]
    sexes = grid(figures["needs_by_sex"], ("Male", "Female"), columns) + 1e-6
    return Mixes(
        {age: Chances.of(NEEDS, row) for age, row in zip(AGES, needs, strict=True)},
        {need: Chances.of("MF", sexes[:, column]) for column, need in enumerate(NEEDS)},
        placements(figures, national, needs),
        Chances.of(list(ETHNICITY_CODES.values()), [figures["ethnicities"].get(name, 0) for name in ETHNICITY_CODES]),
        reasons(figures, national, ceased),
        sources(figures, national),
    )
