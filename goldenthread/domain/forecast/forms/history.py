"""Earlier Januaries as counted, before those of a run: the history a form is pre-filled with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from goldenthread.domain.forecast.forms.keeping import POST_16, STAGES
from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.space import need_of


def with_history(kept: Mapping[str, Any], inputs: Inputs) -> dict[str, Any]:
    """What is kept of a run, its tables begun by every January before its first that the inputs know. `januaries` of
    the tables; the first `counted` of them were counted, the last of those being the January the run starts from.
    """
    needs, columns, ages = ({name: at for at, name in enumerate(kept[each])}
                            for each in ("needs", "columns", "academic_years"))  # fmt: skip
    by_need, by_year = [], []
    for year in inputs.years:
        need_table, year_table = (np.zeros((len(rows), len(columns)), np.int64) for rows in (needs, ages))
        for (age, need, setting), children in _in_january(inputs, year).items():
            column = columns[f"{setting}:{STAGES[age >= POST_16]}"]
            need_table[needs[need_of(need)], column] += children
            year_table[ages[age], column] += children
        by_need.append(need_table.tolist())
        by_year.append(year_table.tolist())
    ahead = len(kept["by_need"]) - 1
    return {
        **kept, "by_need": by_need + kept["by_need"], "by_year": by_year + kept["by_year"],
        "januaries": [*inputs.years, *range(inputs.start, inputs.start + ahead + 1)], "counted": len(by_need) + 1,
    }  # fmt: skip


def _in_january(inputs: Inputs, year: int) -> dict[tuple[int, str, str], int]:
    """Children with a plan in a January, by academic year, need and setting: from the moves that end in it, or of the
    first January known, from those that start in it.
    """
    found: dict[tuple[int, str, str], int] = {}
    ends = year - 1 in inputs.years
    for move, children in inputs.moves.items():
        if ends and move.calendar_year == year - 1 and not move.leaves:
            key = move.academic_year + 1, move.next_need, move.next_setting
        elif not ends and move.calendar_year == year and not move.joins:
            key = move.academic_year, move.need, move.setting
        else:
            continue
        found[key] = found.get(key, 0) + children
    return found
