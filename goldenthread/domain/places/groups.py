"""Children who are alike to the assignment: same need, age, home and present setting. One child is a group of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.domain.places.problems import BadPlaces
from goldenthread.domain.places.settings import OLDEST


@dataclass(frozen=True, slots=True)
class Group:
    """`count` children of one `need` and `age` (whole years) living `at` one place, as a setting's `at` is given.

    `current`: the code of the setting where they are settled; "" for those who need a place. `key` is how whoever gave
    them calls them, and only named in messages.
    """

    need: str
    age: int
    at: tuple[float, float]
    current: str = ""
    area: str = ""
    count: int = 1
    key: str = ""

    def __post_init__(self) -> None:
        """Raises BadPlaces."""
        if self.count < 0:
            raise BadPlaces(f"Group {self.key}: a count of {self.count} is less than none.")
        if not 0 <= self.age <= OLDEST:
            raise BadPlaces(f"Group {self.key}: age {self.age} is not within 0 to 25.")


def gathered(groups: Iterable[Group]) -> list[Group]:
    """Those alike in everything counted together, in a fixed order whatever order they came in."""
    counts: dict[tuple[str, int, tuple[float, float], str, str], int] = {}
    for group in groups:
        alike = (group.need, group.age, group.at, group.current, group.area)
        counts[alike] = counts.get(alike, 0) + group.count
    return [Group(*alike, count) for alike, count in sorted(counts.items()) if count]
