"""A forecast of an authority's plans by a method tested on many: what our law's total follows where it is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TargetYear:
    """Plans expected so many years ahead, not rounded; how far the bands of 80% and 95% reach either side, as a
    logarithm; and the method's weighted error in percent over `n` earlier forecasts of that length."""

    ahead: int
    expected: float
    reach_80: float
    reach_95: float
    wape: float
    n: int


@dataclass(frozen=True, slots=True)
class Target:
    """The tested forecast from one January, one year ahead first.

    `plans` were in force in it; `asked` are the requests of the calendar year before that were not refused; `figures`
    is the newest January of the nation's figures read, `source` where they are published; `authorities` were tested.
    """

    january: int
    plans: int
    asked: int
    figures: int
    authorities: int
    source: str
    years: tuple[TargetYear, ...]

    def as_plain(self) -> dict[str, Any]:
        """Numbers, text and lists."""
        return {**asdict(self), "years": [asdict(each) for each in self.years]}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Target:
        """The forecast again. Raises KeyError or TypeError for anything else."""
        return cls(**{**plain, "years": tuple(TargetYear(**each) for each in plain["years"])})
