"""The states a child with a plan can be in: academic year, need and setting, each with its place in an array."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# Academic years as the open model counts them: 0 is Reception, negative before school, 20 the year of the 25th
# birthday.
YOUNGEST, OLDEST = -5, 21
# Where areas are given a need is kept as "need|area": a child's area then goes wherever the need does.
BETWEEN = "|"
OUTSIDE = "NONSEND"  # what the open model's files call a child without a plan


@dataclass(frozen=True, slots=True)
class Space:
    """Every (academic year, need, setting); arrays over it are laid out in that order, need by need within a year."""

    needs: tuple[str, ...]
    settings: tuple[str, ...]
    youngest: int = YOUNGEST
    oldest: int = OLDEST

    @property
    def academic_years(self) -> tuple[int, ...]:
        """From the youngest to the oldest."""
        return tuple(range(self.youngest, self.oldest + 1))

    @property
    def kinds(self) -> int:
        """How many pairs of need and setting there are."""
        return len(self.needs) * len(self.settings)

    @property
    def size(self) -> int:
        """How many states there are."""
        return len(self.academic_years) * self.kinds

    def kind(self, need: str, setting: str) -> int:
        """The place of a need and setting among the kinds. Raises ValueError where either is unknown."""
        return self.needs.index(need) * len(self.settings) + self.settings.index(setting)

    def age(self, academic_year: int) -> int:
        """The place of an academic year. Raises ValueError where it is outside the range."""
        if not self.youngest <= academic_year <= self.oldest:
            raise ValueError(f"academic year {academic_year} is not from {self.youngest} to {self.oldest}")
        return academic_year - self.youngest

    def state(self, academic_year: int, need: str, setting: str) -> int:
        """The place of a state in an array over all of them."""
        return self.age(academic_year) * self.kinds + self.kind(need, setting)

    def named(self, kind: int) -> tuple[str, str]:
        """Need and setting of a kind."""
        need, setting = divmod(kind, len(self.settings))
        return self.needs[need], self.settings[setting]


def need_of(name: str) -> str:
    """The need of a name that may hold an area too."""
    return name.partition(BETWEEN)[0]


def area_of(name: str) -> str:
    """The area of a name, or nothing."""
    return name.partition(BETWEEN)[2]


def space_of(needs: Iterable[str], settings: Iterable[str]) -> Space:
    """Sorted, so that the same files give the same simulation whatever the order of their rows."""
    return Space(needs=tuple(sorted(set(needs))), settings=tuple(sorted(set(settings))))
