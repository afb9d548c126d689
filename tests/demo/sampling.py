"""Comparing counts with what they were drawn from: exact where small, and fair when many are compared at once."""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, exp, lgamma, log, sqrt


@dataclass(frozen=True)
class Comparison:
    """`found` out of `total` against a share, or (with no total) against an expected count."""

    name: str
    found: int
    expected: float
    total: int | None = None

    @property
    def chance(self) -> float:
        """Two-sided chance of a count at least this far out, if the target is true."""
        if self.total is None:
            return poisson(self.found, self.expected)
        return binomial(self.found, self.total, self.expected)

    def __str__(self) -> str:
        if self.total is None:
            return f"{self.name}: {self.found} against {self.expected:.0f} expected (chance {self.chance:.2g})"
        return f"{self.name}: {self.found} of {self.total}, {self.expected:.2%} expected (chance {self.chance:.2g})"


def poisson(found: int, expected: float) -> float:
    if expected > 50:
        return erfc(abs(found - expected) / sqrt(2 * expected))
    expected = max(expected, 1e-9)
    below = sum(exp(k * log(expected) - expected - lgamma(k + 1)) for k in range(found + 1))
    here = exp(found * log(expected) - expected - lgamma(found + 1))
    return min(1.0, 2 * min(below, 1 - below + here))


def binomial(found: int, total: int, share: float) -> float:
    share = min(1 - 1e-9, max(1e-9, share))
    spread = total * share * (1 - share)
    if spread > 25:
        return erfc(abs(found - total * share) / sqrt(2 * spread))

    def part(k: int) -> float:
        ways = lgamma(total + 1) - lgamma(k + 1) - lgamma(total - k + 1)
        return exp(ways + k * log(share) + (total - k) * log(1 - share))

    below = sum(part(k) for k in range(found + 1))
    return min(1.0, 2 * min(below, 1 - below + part(found)))


def beyond_chance(comparisons: list[Comparison], level: float = 0.01) -> list[str]:
    """Those too far out to be chance, at `level` for all of them together (Bonferroni)."""
    return [str(item) for item in comparisons if item.chance < level / len(comparisons)]
