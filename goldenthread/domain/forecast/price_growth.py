"""How prices grow: what is paid for a place, on top of it and as a whole fee each have a rate of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

    `parts`: of each price, the pounds of each part; a price without parts grows as `every` does. `priced_in`: the
    financial year each price is of, by the year it starts in; one without is of the first year asked for.
    """

    every: float = 0.0
    by_part: Mapping[str, float] = field(default_factory=dict)
    parts: Mapping[tuple[str, str], Mapping[str, Decimal]] = field(default_factory=dict)
    priced_in: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def factors(self, space: Space, years: Sequence[int]) -> Floats:
        """What each price is multiplied by, by financial year and kind: shape (years, kinds)."""
        found = np.ones((len(years), space.kinds))
        for kind in range(space.kinds if len(years) else 0):
            named = space.named(kind)
            ahead = np.array(years, float) - self.priced_in.get(named, years[0])
            found[:, kind] = _grown(self.every, ahead)
            parts = {name: float(pounds) for name, pounds in self.parts.get(named, {}).items() if pounds}
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
