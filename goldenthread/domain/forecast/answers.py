"""One forecast from inputs to plain answer: every table with its quantiles, money by financial year, what each edit
does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from goldenthread.domain.forecast.balances import Start, balance_of
from goldenthread.domain.forecast.by_phase import by_phase
from goldenthread.domain.forecast.comparing import Compared, Difference, NoPrice, compared
from goldenthread.domain.forecast.forms.asked import flows_kept
from goldenthread.domain.forecast.forms.coarser import in_fives
from goldenthread.domain.forecast.forms.history import with_history
from goldenthread.domain.forecast.forms.keeping import kept_of
from goldenthread.domain.forecast.forms.money import pounds_kept
from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.kept import summary_as_plain
from goldenthread.domain.forecast.laws import OURS, law_for
from goldenthread.domain.forecast.mean import exact_mean
from goldenthread.domain.forecast.price_growth import PriceGrowth
from goldenthread.domain.forecast.quantiles import summary_of
from goldenthread.domain.forecast.scenarios import Edit, with_edits
from goldenthread.domain.forecast.simulating import Simulated
from goldenthread.domain.forecast.tables import AGES, AREA, BOTH, NEED, SETTING, TOTAL, YEAR, tables_of

COUNTED = 2  # goes up when the same inputs come to another answer: 2, prices change in the month they begin
NO_BLOCK = "nothing of the high-needs block is entered"
TABLES = (TOTAL, SETTING, NEED, AREA, YEAR, AGES, BOTH)


def answer_of(
    inputs: Inputs, law: str, years: int, edits: Sequence[Edit], simulations: int, seed: int,
    told: Callable[[int, int], None] = lambda done, of: None, *, balance: Start | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Plain values, the same for the same inputs, seed and versions. Raises KeyError where a population is missing.

    `years`: Januaries from the one known. `children`: tables by name. `pounds`: by financial year, where every
    place has a price. `changes`: what each edit does alone, in order and together, with the places it opened and
    filled. `by_phase`: children by phase and kind of provision, without the edits, which nobody has decided on.
    `forms`: what the authority's forms are filled from, without and with the edits. `tied`, where the total follows a
    tested forecast: what of it could not be met.
    """
    rules = law_for(law, inputs, years)
    with_all = with_edits(rules, edits)
    expected = exact_mean(with_all)
    told(0, 1)
    start = balance or Start(why=NO_BLOCK)
    growth = PriceGrowth(start.price_growth, start.by_part, inputs.parts, inputs.priced_in)
    money, both = _money_and_changes(inputs, rules, edits, simulations, seed, told, start, growth)
    run = both.last
    tables = tables_of(run, inputs.costs, expected)
    answer: dict[str, Any] = {
        "years": list(tables.years),
        "children": {name: summary_as_plain(tables.children[name]) for name in TABLES if name in tables.children},
        "flows": {name: summary_as_plain(summary) for name, summary in tables.flows.items()},
        "exact": [round(float(each), 4) for each in expected.counts.sum(axis=1)] if with_all.mean_is_exact else None,
        "by_phase": by_phase(both.base),
        "compiled": run.compiled,
        "went_on": [round(float(each), 2) for each in run.passed_on.mean(axis=0)],
    }
    prices = inputs.costs if money["pounds"] is not None else {}
    forms = {
        "as_it_is": _for_forms(both.base, inputs, (), prices, growth, seed),
        "with_changes": _for_forms(run, inputs, edits, prices, growth, seed) if edits else None,
    }
    tied = {"tied": list(rules.notes)} if law == OURS and inputs.target else {}
    return answer | money | {"forms": forms} | tied


def _for_forms(
    run: Simulated, inputs: Inputs, edits: Sequence[Edit], prices: Mapping[tuple[str, str], Decimal],
    growth: PriceGrowth, seed: int,
) -> dict[str, Any]:  # fmt: skip
    kept = with_history(kept_of(run), inputs)
    kept |= flows_kept(run, inputs, np.array(kept["new_plans"]), seed)
    pounds = pounds_kept(run, edits, prices, growth) if prices else None
    return {**kept, "in_fives": in_fives(kept), "pounds": pounds}


def _money_and_changes(
    inputs: Inputs,
    rules: Any,
    edits: Sequence[Edit],
    simulations: int,
    seed: int,
    told: Callable[[int, int], None],
    start: Start,
    growth: PriceGrowth,
) -> tuple[dict[str, Any], Compared]:
    found: dict[str, Any] = {"pounds": None, "no_price": "", "changes": None}
    try:
        both = compared(rules, edits, simulations, seed, prices=inputs.costs, told=told, growth=growth)
    except NoPrice as missing:
        found["no_price"] = str(missing)
        both = compared(rules, edits, simulations, seed, prices={}, told=told)
    if both.pounds is not None and both.base_pounds is not None:
        found["financial_years"] = list(both.years)
        found["pounds"] = summary_as_plain(summary_of(both.pounds[:, :, None], ["pounds"]))
        found["base_pounds"] = summary_as_plain(summary_of(both.base_pounds[:, :, None], ["pounds"]))
    found["balance"] = balance_of(start, both.years, both.pounds)
    found["base_balance"] = balance_of(start, both.years, both.base_pounds) if edits else None
    if edits:
        found["base_children"] = summary_as_plain(
            summary_of(both.base.ages.sum(axis=2, dtype=np.int64)[:, :, None], ["total"])
        )
        found["changes"] = _changes(both)
    return found, both


def _changes(both: Compared) -> dict[str, Any]:
    return {
        "alone": [_difference(each) for each in both.alone], "in_order": [_difference(each) for each in both.in_order],
        "together": _difference(both.together),
        "places_filled": {name: round(filled, 1) for name, filled in both.diverted.items()},
    }  # fmt: skip


def _difference(each: Difference) -> dict[str, Any]:
    return {"name": each.name, "children": summary_as_plain(each.children),
            "pounds": summary_as_plain(each.pounds) if each.pounds is not None else None}  # fmt: skip
