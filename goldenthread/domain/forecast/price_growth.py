"""How prices grow: what is paid for a place, on top of it and as a whole fee each have a rate of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from goldenthread.domain.forecast.law import Floats
from goldenthread.domain.forecast.space import Space
from goldenthread.domain.money.placements import Part

GROWING = (Part.PLACE, Part.TOP_UP, Part.FEE)  # of what the block pays, those that are agreed apart


@dataclass(frozen=True, slots=True)
class PriceGrowth:
    """Per cent a year: `every` price, or that of a part (`by_part`, named as in `Part`) of the price of a need and
    setting.

    `parts`: of each price, the pounds of each part; a price without parts grows as `every` does.
    """

    every: float = 0.0
    by_part: Mapping[str, float] = field(default_factory=dict)
    parts: Mapping[tuple[str, str], Mapping[str, Decimal]] = field(default_factory=dict)

    def factors(self, space: Space, years: int) -> Floats:
        """What each price of the first year is multiplied by, by year and kind: shape (years, kinds)."""
        ahead = np.arange(years, dtype=float)
        found = np.outer(_grown(self.every, ahead), np.ones(space.kinds))
        for kind in range(space.kinds):
            parts = {name: float(pounds) for name, pounds in self.parts.get(space.named(kind), {}).items() if pounds}
            if self.by_part and parts:
                whole = sum(parts.values())
                found[:, kind] = sum(
                    pounds / whole * _grown(self.by_part.get(name, self.every), ahead) for name, pounds in parts.items()
                )
        return found


NO_GROWTH = PriceGrowth()


def _grown(percent: float, years: Floats) -> Floats:
    grown: Floats = (1 + percent / 100) ** years
    return grown
