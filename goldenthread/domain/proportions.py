"""A proportion with how far chance alone could have moved it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

Z_95: Final = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Proportion:
    """`count` of `total`."""

    count: int
    total: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.count / self.total if self.total else None

    def interval(self, z: float = Z_95) -> tuple[float, float] | None:
        """The Wilson score interval (E. B. Wilson, 1927), 95% unless `z` says otherwise; None of nothing."""
        if not self.total:
            return None
        n, p = self.total, self.count / self.total
        middle = p + z * z / (2 * n)
        reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        below = 1 + z * z / n
        return max(0.0, (middle - reach) / below), min(1.0, (middle + reach) / below)
