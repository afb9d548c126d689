"""The same figures in fives, for readers who may not see small groups: every table of every form still adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from goldenthread.domain.forecast.forms.asked import apart, together
from goldenthread.domain.forecast.forms.keeping import fitted, within
from goldenthread.domain.forecast.quantiles import AGE_GROUPS
from goldenthread.domain.forecast.rounding import rounded_line, rounded_table

FIVES = 5


def in_fives(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The counts kept of a run in multiples of five, to stand in their stead. A group of one to four is 0 or 5, and
    one of six to nine may be 5: no figure tells a small group's number.
    """
    parts = bands_of(kept["academic_years"])
    by_need, by_year = [], []
    for needs, years in zip(kept["by_need"], kept["by_year"], strict=True):
        need_table, year_table = (np.array(each, float) for each in (needs, years))
        columns = np.array(rounded_line(need_table.sum(axis=0).tolist(), FIVES), float)
        banded = np.stack([year_table[part].sum(axis=0) for part in parts])
        need_fives, band_fives = (
            rounded_table(fitted(table, table.sum(axis=1), columns), FIVES) for table in (need_table, banded)
        )
        by_need.append(need_fives.tolist())
        by_year.append(within(parts, year_table, year_table.sum(axis=1), band_fives, FIVES).tolist())
    flows = [together(rounded_table(apart(each), FIVES)) for each in kept["flows"]]
    return {"by_need": by_need, "by_year": by_year, "flows": flows}


def bands_of(academic_years: Sequence[int]) -> list[slice]:
    """The age bands of the forms as slices over these academic years."""
    return [slice(low - academic_years[0], high - academic_years[0] + 1) for _, low, high in AGE_GROUPS]
