"""Edits set side by side: each alone, in the order given, and all together, on the same draws of chance.

The same simulation is run with and without: the difference is the edit's, not chance's. What edits do alone and
what they do together differ by what they would both have counted; that overlap is shown and never added.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from goldenthread.domain.forecast.effects import CannotApply
from goldenthread.domain.forecast.law import Law
from goldenthread.domain.forecast.price_growth import NO_GROWTH, PriceGrowth
from goldenthread.domain.forecast.quantiles import Summary, summary_of
from goldenthread.domain.forecast.scenarios import Edit, with_edits
from goldenthread.domain.forecast.simulating import Simulated, simulated
from goldenthread.domain.forecast.timing import Timing, financial_years, whole_years

Numbers = NDArray[np.float64]
MOST = 12  # edits in one scenario: each is run alone and in order


class NoPrice(ValueError):
    """Money cannot be said: a need and setting that children are in has no price; the message names the first."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What an edit changes, by simulation and summed up. Children (N, Y + 1, 1); pounds (N, F, 1) or none; a saving
    is less.
    """

    name: str
    children: Summary
    pounds: Summary | None


@dataclass(frozen=True, slots=True)
class Compared:
    """The forecast as it is and with the edits. `in_order` adds up to `together` exactly, in every simulation."""

    januaries: tuple[int, ...]
    years: tuple[int, ...]  # financial years, by the year they start in
    base: Simulated
    last: Simulated  # with every edit
    base_pounds: Numbers | None  # (N, F)
    pounds: Numbers | None  # (N, F), with every edit
    alone: tuple[Difference, ...]
    in_order: tuple[Difference, ...]
    together: Difference
    diverted: Mapping[str, float]  # places opened and taken by the last January, on average, by edit that opens some


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What is read of a run, which can be gigabytes: the run itself is let go but for the first and the last."""

    children: NDArray[np.int64]  # (N, Y + 1)
    pounds: Numbers | None
    diverted: float | None  # none where the law opens no places
    years: tuple[int, ...]


def compared(
    law: Law, edits: Sequence[Edit], simulations: int, seed: int, *, prices: Mapping[tuple[str, str], Decimal],
    timing: Timing | None = None, growth: PriceGrowth = NO_GROWTH,
    told: Callable[[int, int], None] = lambda done, of: None,
) -> Compared:  # fmt: skip
    """Run the law without, with each edit alone, and with the first, the first two and so on to all. Without an edit
    it is run once. At most two runs are held at a time.

    `prices`: pounds a child a year by need and setting; empty: no money is said; `growth`:
    how they grow. `told(done, of)` after each run.
    Raises CannotApply for an edit that cannot be, more than `MOST`, or two of one name; NoPrice.
    """
    names = [edit.name for edit in edits]
    if len(edits) > MOST or len(set(names)) < len(names):
        raise CannotApply(f"a scenario has at most {MOST} edits, each with a name of its own")
    when = timing or Timing()
    sets = [(), *((edit,) for edit in edits), *(tuple(edits[: place + 1]) for place in range(1, len(edits)))]
    outcomes, runs = [], []
    for done, some in enumerate(sets, 1):
        run = simulated(with_edits(law, some), simulations, seed)
        outcomes.append(_outcome(run, some, prices, when, growth))
        if done in (1, len(sets)):
            runs.append(run)
        del run
        told(done, len(sets))
    base, alone = outcomes[0], outcomes[1 : len(edits) + 1]
    steps = [*alone[:1], *outcomes[len(edits) + 1 :]]
    before = [base, *steps]
    return Compared(
        januaries=(law.first_year, *law.years), years=base.years, base=runs[0], last=runs[-1],
        base_pounds=base.pounds, pounds=before[-1].pounds,
        alone=tuple(_difference(name, base, each) for name, each in zip(names, alone, strict=True)),
        in_order=tuple(_difference(name, first, then) for name, first, then in zip(names, before, steps, strict=False)),
        together=_difference("together", base, before[-1]),
        diverted={name: each.diverted for name, each in zip(names, alone, strict=True) if each.diverted is not None},
    )  # fmt: skip


def _outcome(
    run: Simulated, edits: Sequence[Edit], prices: Mapping[tuple[str, str], Decimal], timing: Timing,
    growth: PriceGrowth,
) -> _Outcome:  # fmt: skip
    diverted = float(run.diverted[:, -1].mean()) if run.law.diversions else None
    children = run.ages.sum(axis=2, dtype=np.int64)
    return _Outcome(children, _pounds(run, edits, prices, timing, growth), diverted, whole_years(run.law))


def _pounds(
    run: Simulated,
    edits: Sequence[Edit],
    prices: Mapping[tuple[str, str], Decimal],
    timing: Timing,
    growth: PriceGrowth,
) -> Numbers | None:
    if not prices:
        return None
    _, pounds, spent = pounds_by_kind(run, edits, prices, timing, growth)
    whole: Numbers = pounds.sum(axis=2) + spent
    return whole


def pounds_by_kind(
    run: Simulated,
    edits: Sequence[Edit],
    prices: Mapping[tuple[str, str], Decimal],
    timing: Timing,
    growth: PriceGrowth,
) -> tuple[tuple[int, ...], Numbers, Numbers]:
    """Financial years, pounds of placements (N, F, kinds) and what carrying out the edits costs (F,), prices
    growing as `growth` says. Raises NoPrice.
    """
    space = run.law.space
    years, places = financial_years(run, timing)
    rates = np.array([float(prices.get(space.named(kind), "nan")) for kind in range(space.kinds)])
    missing = np.flatnonzero(np.isnan(rates) & places.any(axis=(0, 1)))
    if len(missing):
        raise NoPrice("no price is given for need {} in setting {}".format(*space.named(int(missing[0]))))
    factor = growth.factors(space, years)
    spent = np.zeros(len(years))
    for edit in edits:
        factor *= np.array([edit.price_factor(space, year) for year in years]).reshape(len(years), -1)
        spent += np.array([float(edit.spent(year)) for year in years])
    return years, places * (np.nan_to_num(rates) * factor), spent


def _difference(name: str, first: _Outcome, then: _Outcome) -> Difference:
    pounds = None
    if first.pounds is not None and then.pounds is not None:
        pounds = summary_of((then.pounds - first.pounds)[:, :, None], [name])
    return Difference(name, summary_of((then.children - first.children)[:, :, None], [name]), pounds)
