"""Pounds of placements by kind of setting and financial year, in whole pounds that add to the forecast's own median."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from goldenthread.domain.forecast.comparing import pounds_by_kind
from goldenthread.domain.forecast.forms.keeping import scaled
from goldenthread.domain.forecast.price_growth import PriceGrowth
from goldenthread.domain.forecast.rounding import rounded_line
from goldenthread.domain.forecast.scenarios import Edit
from goldenthread.domain.forecast.simulating import Simulated
from goldenthread.domain.forecast.timing import Timing


def pounds_kept(
    run: Simulated, edits: Sequence[Edit], prices: Mapping[tuple[str, str], Decimal], growth: PriceGrowth
) -> dict[str, Any]:
    """`years` by the calendar year they start in; `by_setting` (F, settings) and `changes` (F,): what carrying out the
    changes costs. The two add to the rounded median of all. Raises NoPrice.
    """
    years, pounds, spent = pounds_by_kind(run, edits, prices, Timing(), growth)
    space = run.law.space
    settings = pounds.reshape(*pounds.shape[:2], len(space.needs), len(space.settings)).sum(axis=2)
    totals = np.median(settings.sum(axis=2) + spent, axis=0)
    lines, changes = [], []
    for at, total in enumerate(totals):
        changes.append(math.floor(float(spent[at]) + 0.5))
        middle = np.median(settings[:, at], axis=0)
        start = np.maximum(np.where(middle > 0, middle, settings[:, at].mean(axis=0)), 0.0)
        lines.append(rounded_line(scaled(start, math.floor(float(total) + 0.5) - changes[-1]).tolist()))
    return {"years": list(years), "settings": list(space.settings), "by_setting": lines, "changes": changes}
