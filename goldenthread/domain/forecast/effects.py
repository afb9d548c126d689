"""Whom a change touches and when it works: from a day, after a while, growing to its whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from goldenthread.domain.forecast.law import Flags
from goldenthread.domain.forecast.space import Space, need_of

MONTHS = 12


class CannotApply(ValueError):
    """An edit that names nothing of the forecast, or does not make sense; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Whom an edit touches: academic years from one to another, needs and settings; empty means every one."""

    youngest: int | None = None
    oldest: int | None = None
    needs: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()

    def states(self, space: Space) -> Flags:
        """Which states, shape (S,). Raises CannotApply for a need or setting the forecast does not have."""
        needs = {need_of(name) for name in space.needs}
        for name, known, what in (*((each, needs, "need") for each in self.needs),
                                  *((each, space.settings, "setting") for each in self.settings)):  # fmt: skip
            if name not in known:
                raise CannotApply(f"{what} {name[:60]} is not in this forecast")
        ages = np.array([(self.youngest is None or age >= self.youngest) and (self.oldest is None or age <= self.oldest)
                         for age in space.academic_years])  # fmt: skip
        kinds = np.array([(not self.needs or need_of(need) in self.needs)
                          and (not self.settings or setting in self.settings)
                          for need, setting in map(space.named, range(space.kinds))])  # fmt: skip
        found: Flags = (ages[:, None] & kinds).ravel()
        if not found.any():
            raise CannotApply("no academic year, need and setting is touched")
        return found


@dataclass(frozen=True, slots=True)
class Effect:
    """When an edit works: from `starts`, after `lag_months`, growing evenly over `phase_months` to its whole."""

    starts: date
    lag_months: int = 0
    phase_months: int = 0

    def share(self, january: int) -> float:
        """How much of the whole effect was there, on average, over the twelve months before that January: from 0 to
        1.
        """
        return self._over_a_year(january - 1, 1)

    def share_in(self, financial_year: int) -> float:
        """The same over the twelve months from that April to March."""
        return self._over_a_year(financial_year, 4)

    def _over_a_year(self, year: int, month: int) -> float:
        first = (self.starts.year - year) * MONTHS + self.starts.month - month + self.lag_months
        return sum(self._at(at - first) for at in range(MONTHS)) / MONTHS

    def _at(self, months_since: int) -> float:
        if months_since < 0:
            return 0.0
        return 1.0 if self.phase_months <= 0 else min(1.0, (months_since + 0.5) / self.phase_months)
