"""What an assignment could not do, in words: needs nobody takes at an age, settings fuller than they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from goldenthread.domain.places.groups import Group
from goldenthread.domain.places.settings import Setting


def notices(
    free: Sequence[Group], settings: Sequence[Setting], somewhere: NDArray[np.bool_], staying: Mapping[str, int]
) -> tuple[str, ...]:
    """One sentence a need (with its ages and how many children), then one a setting over its capacity.

    `somewhere`: whether any setting may take each group. `staying`: settled children, by setting.
    """
    nowhere = [free[place] for place in np.flatnonzero(~somewhere).tolist()]
    takes = [group for group in nowhere if any(setting.takes(group.need, group.age) for setting in settings)]
    never = [group for group in nowhere if not any(setting.takes(group.need, group.age) for setting in settings)]
    found = [f"No setting takes need {said}." for said in _needs(never)]
    found += [f"No setting near enough takes need {said}." for said in _needs(takes)]
    for setting in settings:
        over = staying.get(setting.code, 0)
        if over > setting.capacity:
            found.append(
                f"Setting {setting.code} ({setting.name}) has {over} settled children and {setting.capacity} places."
            )
    return tuple(found)


def _needs(groups: Sequence[Group]) -> list[str]:
    counted: Counter[tuple[str, int]] = Counter()
    for group in groups:
        counted[group.need, group.age] += group.count
    said = []
    for need, rows in groupby(sorted(counted.items()), key=lambda row: row[0][0]):
        ages = [(age, number) for (_, age), number in rows]
        total = sum(number for _, number in ages)
        children = "1 child" if total == 1 else f"{total} children"
        said.append(f"{need} at age {', '.join(str(age) for age, _ in ages)} ({children})")
    return said
