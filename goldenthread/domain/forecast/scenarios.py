"""What somebody would do, as edits to flows: fewer join, more leave, places open, fees change. Nobody settled is
moved.

An edit says from when it works, how long it takes to work whole, whom it touches, and what it costs to do. It
changes rates; what follows, and what two edits do together, the simulation counts, so that no child is saved twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from goldenthread.domain.forecast.effects import MONTHS, CannotApply, Effect, Touched
from goldenthread.domain.forecast.law import Diversion, Floats, Law, Limit
from goldenthread.domain.forecast.space import Space

NO_LIMIT = 10_000_000  # places: more than there are children


@dataclass(frozen=True, slots=True)
class Edit:
    """What all edits have: a name, when it works, whom it touches, and what it costs the authority each year it is
    done.
    """

    name: str
    effect: Effect
    touched: Touched = Touched()
    cost_a_year: Decimal = Decimal(0)  # pounds, from `effect.starts` on, by month

    def applied(self, law: Law) -> Law:
        """The law with the edit in it."""
        return law

    def price_factor(self, space: Space, financial_year: int) -> Floats:
        """What the price of each kind is multiplied by in the year from that April, shape (kinds,)."""
        return np.ones(space.kinds)

    def spent(self, financial_year: int) -> Decimal:
        """Pounds the edit itself costs in the year from that April."""
        start = (self.effect.starts.year - financial_year) * MONTHS + self.effect.starts.month - 4
        months = min(MONTHS, max(0, MONTHS - start))
        return self.cost_a_year * months / MONTHS


@dataclass(frozen=True, slots=True)
class Joining(Edit):
    """Fewer or more new plans: joining is multiplied by `factor` when the edit works whole. Covers fewer refusals
    too.
    """

    factor: float = 1.0

    def applied(self, law: Law) -> Law:
        """Raises CannotApply for a factor that is not from 0 to 5."""
        _check(self.name, self.factor)
        return replace(law, join_factor=law.join_factor * self._factors(law))

    def _factors(self, law: Law) -> Floats:
        return _factors(self, law, self.factor)


@dataclass(frozen=True, slots=True)
class Leaving(Edit):
    """Plans that end sooner or later, as when reviews step support down: leaving is multiplied by `factor`."""

    factor: float = 1.0

    def applied(self, law: Law) -> Law:
        """Raises CannotApply for a factor that is not from 0 to 5."""
        _check(self.name, self.factor)
        return replace(law, leave_factor=law.leave_factor * _factors(self, law, self.factor))


@dataclass(frozen=True, slots=True)
class NewPlaces(Edit):
    """Places that open in `opens_in`, for children who would newly go to the settings touched: joiners and movers.

    `places` open over `phase_months` from `starts`; a place once taken stays counted as taken while the forecast runs.
    """

    opens_in: str = ""
    places: int = 0

    def applied(self, law: Law) -> Law:
        """Raises CannotApply where the setting is unknown, touched itself, or there are no places."""
        space = law.space
        if self.opens_in not in space.settings:
            raise CannotApply(f"{self.name}: setting {self.opens_in[:60]} is not in this forecast")
        if self.places < 1 or self.places > 10_000:
            raise CannotApply(f"{self.name}: {self.places} places is not from 1 to 10,000")
        states = self.touched.states(space)
        to = np.array([space.kind(space.named(kind)[0], self.opens_in) for kind in range(space.kinds)])
        own = np.arange(space.kinds) == to
        states &= ~np.tile(own, len(space.academic_years))
        if not states.any():
            raise CannotApply(f"{self.name}: no setting is named that children would be taken from")
        open_by = [int(self.places * self._open_in(january)) for january in law.years]
        diversion = Diversion(states, np.tile(to, len(space.academic_years)), np.array(open_by, np.int64))
        return replace(law, diversions=(*law.diversions, diversion))

    def _open_in(self, january: int) -> float:
        months = (january - self.effect.starts.year) * MONTHS + 1 - self.effect.starts.month - self.effect.lag_months
        if months < 0:
            return 0.0
        return 1.0 if self.effect.phase_months <= 0 else min(1.0, (months + 1) / self.effect.phase_months)


@dataclass(frozen=True, slots=True)
class Capacity(Edit):
    """No more places of `setting` than `places` from a day on: whoever newly arrives past them goes on to `goes_to`."""

    setting: str = ""
    places: int = 0
    goes_to: str = ""

    def applied(self, law: Law) -> Law:
        """Raises CannotApply where either setting is unknown, they are the same, or the places are out of range."""
        space = law.space
        for name in (self.setting, self.goes_to):
            if name not in space.settings:
                raise CannotApply(f"{self.name}: setting {name[:60]} is not in this forecast")
        if self.setting == self.goes_to:
            raise CannotApply(f"{self.name}: children would go on to the setting that is full")
        if not 0 <= self.places <= 1_000_000:
            raise CannotApply(f"{self.name}: {self.places} places is not from 0 to 1,000,000")
        states = Touched(settings=(self.setting,)).states(space)
        own = np.arange(space.kinds)
        to = np.array([space.kind(need, self.goes_to) if setting == self.setting else own[kind]
                       for kind, (need, setting) in enumerate(map(space.named, range(space.kinds)))])  # fmt: skip
        places = np.array(
            [self.places if self.effect.share(january) > 0 else NO_LIMIT for january in law.years], np.int64
        )
        limit = Limit(states, np.tile(to, len(space.academic_years)), places)
        return replace(law, limits=(*law.limits, limit))


@dataclass(frozen=True, slots=True)
class Fee(Edit):
    """A price agreed: that of the kinds touched is multiplied by `factor` when the edit works whole; no child moves."""

    factor: float = 1.0

    def applied(self, law: Law) -> Law:
        """Raises CannotApply for a factor that is not from 0 to 5, or kinds that are not there."""
        _check(self.name, self.factor)
        self.touched.states(law.space)
        return law

    def price_factor(self, space: Space, financial_year: int) -> Floats:
        """The kinds touched at any age; the year's months before it works count at the old price."""
        kinds = self.touched.states(space).reshape(-1, space.kinds).any(axis=0)
        return np.where(kinds, 1 + (self.factor - 1) * self.effect.share_in(financial_year), 1.0)


def with_edits(law: Law, edits: Iterable[Edit]) -> Law:
    """The law with every edit, in order. Raises CannotApply."""
    for edit in edits:
        law = edit.applied(law)
        if not law.drawn_once and not (np.all(law.leave_factor == 1) and np.all(law.join_factor == 1)):
            raise CannotApply(f"{edit.name}: the open model's law takes no edit of a rate; use ours")
    return law


def _check(name: str, factor: float) -> None:
    if not 0 <= factor <= 5:
        raise CannotApply(f"{name}: a factor of {factor} is not from 0 to 5")


def _factors(edit: Edit, law: Law, factor: float) -> Floats:
    states = edit.touched.states(law.space)
    share = np.array([edit.effect.share(january) for january in law.years])
    return np.where(states, 1 + (factor - 1) * share[:, None], 1.0)
