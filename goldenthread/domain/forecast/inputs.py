"""What a forecast is made from: children's moves from one January to the next, the population, the settings, the
costs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from goldenthread.domain.forecast.space import OUTSIDE, Space, space_of
from goldenthread.domain.forecast.target import Target


@dataclass(frozen=True, slots=True, order=True)
class Move:
    """Where children were one January and the next. `calendar_year` is the first of the two."""

    calendar_year: int
    academic_year: int  # in the first January; one more in the second
    need: str
    setting: str
    next_need: str
    next_setting: str

    @property
    def joins(self) -> bool:
        """No plan in the first January, a plan in the second."""
        return self.setting == OUTSIDE

    @property
    def leaves(self) -> bool:
        """A plan in the first January, none in the second."""
        return self.next_setting == OUTSIDE

    @property
    def changes_setting(self) -> bool:
        """A plan in both, in two settings."""
        return not self.joins and not self.leaves and self.setting != self.next_setting

    @property
    def changes_need(self) -> bool:
        """A plan in both, with another primary need."""
        return not self.joins and not self.leaves and self.need != self.next_need


@dataclass(frozen=True, slots=True)
class Setting:
    """A kind of setting: the ages and needs it takes, and where a child may move to from it."""

    name: str
    group: str
    youngest: int
    oldest: int
    needs: tuple[str, ...]
    moves_to: tuple[str, ...]

    def takes(self, academic_year: int, need: str) -> bool:
        """Whether it takes a child of this academic year and need."""
        return self.youngest <= academic_year <= self.oldest and need in self.needs


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything read, checked. Counts are of children; population is of all young people of an academic year."""

    moves: Mapping[Move, int]
    settings: tuple[Setting, ...]
    population: Mapping[int, Mapping[int, int]]  # calendar year: {academic year: young people}
    costs: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)  # (need, setting): pounds a child a year
    notes: tuple[str, ...] = ()
    parts: Mapping[tuple[str, str], Mapping[str, Decimal]] = field(default_factory=dict)  # of each cost, where known
    under_way: Mapping[int, int] = field(default_factory=dict)  # January: requests and assessments not ended on it
    priced_in: Mapping[tuple[str, str], int] = field(default_factory=dict)  # financial year of each cost, by its start
    # (calendar year, academic year in the January after): requests received, assessments ended, those ended in a plan
    asked: Mapping[tuple[int, int], tuple[int, int, int]] = field(default_factory=dict)
    target: Target | None = None  # what the total is to follow; None: joining goes on by its own history
    untied: str = ""  # why there is none, as the end of a sentence

    @property
    def space(self) -> Space:
        """Every need and setting named by the settings or met by a child."""
        needs = {need for setting in self.settings for need in setting.needs}
        names = {setting.name for setting in self.settings}
        for move in self.moves:
            needs |= {move.need, move.next_need}
            names |= {move.setting, move.next_setting}
        return space_of(needs - {OUTSIDE}, names - {OUTSIDE})

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years moves start in."""
        return tuple(sorted({move.calendar_year for move in self.moves}))

    @property
    def start(self) -> int:
        """The last January known: the second of the newest pair."""
        return self.years[-1] + 1

    def children_at_start(self) -> Counter[tuple[int, str, str]]:
        """Children with a plan in the last January, by academic year, need and setting."""
        found: Counter[tuple[int, str, str]] = Counter()
        newest = self.years[-1]
        for move, children in self.moves.items():
            if move.calendar_year == newest and not move.leaves:
                found[(move.academic_year + 1, move.next_need, move.next_setting)] += children
        return found
