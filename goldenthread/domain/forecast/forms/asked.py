"""Requests for an assessment and assessments, from new plans: what share of each led to the next, here and in England.

A request is a plan divided by two shares: assessments of requests received, and plans of assessments ended, each a
calendar year's count divided by another of the same year. Those of an authority are pooled with England's.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from goldenthread.domain.forecast.backtest.panel import packaged
from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.nation import ENGLAND_YEAR, asked_in_england
from goldenthread.domain.forecast.pooling import worth_of
from goldenthread.domain.forecast.quantiles import AGE_GROUPS
from goldenthread.domain.forecast.rounding import rounded_table
from goldenthread.domain.forecast.simulating import Simulated

Numbers = NDArray[np.float64]
FEWEST: Final = 30  # requests: with fewer in all the years, an authority's own shares are not read
BAND: Final = (0.05, 0.5, 0.95)
PLANS, ASSESSMENTS, REQUESTS = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Shares:
    """By age band: Beta parameters (bands, 2) of assessments among requests, and of plans among assessments.

    `here`: plans made after an assessment here, to each child who joined from one January to the next. `years` were
    read; `left_out` were not, for their record is not whole. `counted`: requests, assessments, plans in `years`.
    """

    assessed: Numbers
    planned: Numbers
    here: float
    years: tuple[int, ...]
    left_out: tuple[int, ...]
    counted: tuple[int, int, int]

    @property
    def own(self) -> bool:
        """Whether the authority's own shares are in them."""
        return self.counted[0] >= FEWEST


def shares_of(inputs: Inputs) -> Shares:
    """From the requests of the caseload's whole years: one whose record lacks requests would give too high a share."""
    by_year = asked_by_band(inputs)
    whole = whole_years(inputs)
    counted = sum((by_year[year] for year in whole), np.zeros((len(AGE_GROUPS), 3)))
    joined = _joined(inputs, whole)
    requests, assessments, plans = (int(each) for each in counted.sum(axis=0))
    enough = requests >= FEWEST
    used = counted if enough else np.zeros_like(counted)
    nation = np.array([asked_in_england()[name] for name, _, _ in AGE_GROUPS], float)
    worth = worth_in_england()
    return Shares(
        assessed=_betas(used[:, 0], used[:, 1], nation[:, 1] / nation[:, 0], worth),
        planned=_betas(used[:, 1], used[:, 2], nation[:, 2] / nation[:, 1], worth),
        here=plans / joined if enough and joined >= FEWEST else 1.0,
        years=whole if enough else (), left_out=tuple(year for year in inputs.years if year not in whole),
        counted=(requests, assessments, plans),
    )  # fmt: skip


def asked_by_band(inputs: Inputs) -> dict[int, Numbers]:
    """By calendar year: requests, assessments and plans of each age band, (bands, 3)."""
    found = {year: np.zeros((len(AGE_GROUPS), 3)) for year in inputs.years}
    for (year, age), counts in inputs.asked.items():
        for at, (_, low, high) in enumerate(AGE_GROUPS):
            if low <= age <= high and year in found:
                found[year][at] += counts
    return found


def whole_years(inputs: Inputs) -> tuple[int, ...]:
    """Calendar years whose record is whole: no fewer requests than assessments, and at least half of the children who
    joined have their assessment recorded.
    """
    totals = {year: table.sum(axis=0) for year, table in asked_by_band(inputs).items()}
    return tuple(year for year, (requests, assessments, plans) in sorted(totals.items())
                 if 0 < assessments <= requests and 2 * plans >= _joined(inputs, {year}))  # fmt: skip


def _joined(inputs: Inputs, years: Collection[int]) -> int:
    return sum(many for move, many in inputs.moves.items() if move.joins and move.calendar_year in years)


@cache
def worth_in_england() -> float:
    """For how many requests England's share counts, given how authorities differ in the share they refuse."""
    figures = packaged()
    requests, refused = (figures.of_year(measure, ENGLAND_YEAR) for measure in ("requests", "refused"))
    known = np.isfinite(requests) & np.isfinite(refused) & (refused <= requests)
    no, every = refused[known], requests[known]
    wide = 1 - float(no.sum() / every.sum())
    return worth_of((int(of - not_), int(not_), wide) for of, not_ in zip(every, no, strict=True))


def _betas(of: Numbers, among: Numbers, nation: Numbers, worth: float) -> Numbers:
    yes = np.minimum(among, of)
    return np.stack((yes + nation * worth, of - yes + (1 - nation) * worth), axis=1)


def share(betas: Numbers) -> Numbers:
    """The pooled shares by band."""
    found: Numbers = betas[:, 0] / betas.sum(axis=1)
    return found


def flows_kept(run: Simulated, inputs: Inputs, new_plans: NDArray[np.int64], seed: int) -> dict[str, Any]:
    """Plain values. `flows`: by calendar year plans, assessments and requests of each age band, (Y, 3, bands); the
    first `flows_counted` years are the caseload's own count. `flow_years`; `flow_bands`: of each year forecast, the
    5th, 50th and 95th of 100 of the totals, (Y, 3, 3). `shares`: what they rest on.

    `new_plans` (Y, academic years) are the forecast's, whole numbers.
    """
    shares, space = shares_of(inputs), run.law.space
    parts = [slice(low - space.youngest, high - space.youngest + 1) for _, low, high in AGE_GROUPS]
    joined = np.stack([new_plans[:, part].sum(axis=1) for part in parts], axis=1)
    counted, own = whole_years(inputs), asked_by_band(inputs)
    return {
        "flow_years": [*counted, *(year - 1 for year in run.law.years)],
        "flows_counted": len(counted),
        "flows": [own[year].T[::-1].astype(int).tolist() for year in counted]
        + [_whole(line.astype(float), shares) for line in joined],
        "flow_bands": _bands(run, joined.astype(float), shares, seed),
        "shares": {
            "assessed": share(shares.assessed).round(4).tolist(), "planned": share(shares.planned).round(4).tolist(),
            "here": round(shares.here, 4), "years": list(shares.years), "left_out": list(shares.left_out),
            "counted": list(shares.counted), "worth": worth_in_england(), "england": ENGLAND_YEAR,
        },
    }  # fmt: skip


def together(steps: NDArray[np.int64]) -> list[list[int]]:
    """Plans, assessments, requests (3, bands) from plans, assessments without one, and requests not assessed."""
    return np.cumsum(steps, axis=0).tolist()  # type: ignore[no-any-return]


def apart(flows: Any) -> Numbers:
    """The opposite of `together`. Of a year counted, an age band can have fewer requests than assessments."""
    table = np.array(flows, float)
    return np.diff(table, axis=0, prepend=0.0)


def _whole(joined: Numbers, shares: Shares) -> list[list[int]]:
    """Rounded together as steps of no less than nothing, so that no band has fewer requests than assessments, or fewer
    assessments than plans.
    """
    total = math.floor(float(joined.sum()) * shares.here + 0.5)
    plans = joined * (total / joined.sum()) if joined.sum() else joined
    plans = rounded_table(plans[None, :])[0].astype(float)
    assessments = plans / share(shares.planned)
    requests = assessments / share(shares.assessed)
    return together(rounded_table(np.stack((plans, assessments - plans, requests - assessments))))


def _bands(run: Simulated, joined: Numbers, shares: Shares, seed: int) -> list[list[list[float]]]:
    """Simulated new plans, each simulation with shares of its own drawn; ages in the proportions of `joined`."""
    chance = np.random.default_rng(seed)
    totals = run.joined.sum(axis=2) * shares.here  # (N, Y)
    planned, assessed = (
        chance.beta(betas[:, 0], betas[:, 1], (len(totals), len(betas))) for betas in (shares.planned, shares.assessed)
    )
    found = []
    for year, ages in enumerate(joined):
        plans = totals[:, year, None] * (ages / max(ages.sum(), 1.0))
        lines = (plans, plans / planned, plans / planned / assessed)
        found.append([np.quantile(line.sum(axis=1), BAND).round(1).tolist() for line in lines])
    return found
