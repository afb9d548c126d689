"""The cheapest assignment of children to settings within every setting's places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goldenthread.domain.places.alike import cheapest_of_alike
from goldenthread.domain.places.costs import NEVER, Ints, Terms, cost_table, metres
from goldenthread.domain.places.groups import Group, gathered
from goldenthread.domain.places.notices import notices
from goldenthread.domain.places.problems import BadPlaces
from goldenthread.domain.places.proof import Flows, Proof, proved
from goldenthread.domain.places.settings import Setting

OVERFLOW = ""  # as a setting's code: an independent place that is yet to be found


@dataclass(frozen=True, slots=True)
class Placed:
    """`number` children of `group` in the setting of this code, each `metres` away for `pence` a year.

    `settled`: they were there and were not asked to move. In OVERFLOW nobody knows how far: `metres` is None.
    """

    group: Group
    setting: str
    number: int
    metres: int | None
    pence: int
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where everybody goes. `proof`: that those who were free to be placed cannot be placed for less.

    `prices`: by setting, pence a year that one place more there would save at most. `notices`: what could not be done.
    """

    placed: tuple[Placed, ...]
    prices: dict[str, int]
    proof: Proof
    notices: tuple[str, ...]

    @property
    def children(self) -> int:
        """Everybody."""
        return sum(each.number for each in self.placed)

    @property
    def cost(self) -> int:
        """Pence a year, placements and transport (and what moving a settled child was said to cost)."""
        return sum(each.number * each.pence for each in self.placed)

    @property
    def by_setting(self) -> dict[str, int]:
        """Children in each setting, by code; those without a place are not among them."""
        found: Counter[str] = Counter()
        for each in self.placed:
            if each.setting != OVERFLOW:
                found[each.setting] += each.number
        return dict(sorted(found.items()))

    @property
    def overflow(self) -> int:
        """How many got no place in any setting and need an independent one."""
        return sum(each.number for each in self.placed if each.setting == OVERFLOW)

    @property
    def mean_metres(self) -> float | None:
        """From home, over those with a place in a setting; None of nobody."""
        known = [(each.number, each.metres) for each in self.placed if each.metres is not None]
        total = sum(number for number, _ in known)
        return sum(number * away for number, away in known) / total if total else None


def assign(groups: Sequence[Group], settings: Sequence[Setting], terms: Terms) -> Assignment:
    """The cheapest assignment there is; the same for the same children and settings in whatever order.

    The settled stay where they are unless `terms.move_settled`, and take up places there. Raises BadPlaces for what
    cannot be read together, NotProved rather than return an assignment that is not the cheapest.
    """
    settings = sorted(settings, key=lambda each: each.code)
    alike = gathered(groups)
    _check(alike, settings)
    stay = [] if terms.move_settled else [group for group in alike if group.current]
    free = alike if terms.move_settled else [group for group in alike if not group.current]
    capacity, staying = _left(stay, settings)
    far = metres(free, settings, terms)
    table = cost_table(free, settings, terms, far)
    counts = np.array([group.count for group in free], dtype=np.int64)
    flows, prices = cheapest_of_alike(table, counts, capacity)
    proof = proved(table, counts, capacity, flows, prices)
    return Assignment(
        (*_settled(stay, settings, terms), *_placed(free, settings, table, far, flows)),
        {setting.code: int(price) for setting, price in zip(settings, prices, strict=True)},
        proof,
        notices(free, settings, np.array((table[:, :-1] < NEVER).any(axis=1), dtype=np.bool_), staying),
    )


def _check(groups: Sequence[Group], settings: Sequence[Setting]) -> None:
    counted = Counter(setting.code for setting in settings)
    twice = [code for code, times in counted.items() if times > 1]
    if twice:
        raise BadPlaces(f"Setting {twice[0]} is given twice.")
    if OVERFLOW in counted:
        raise BadPlaces("A setting has no code.")
    for group in groups:
        if group.current and group.current not in counted:
            raise BadPlaces(f"Children are settled at {group.current}, which is not among the settings.")


def _left(stay: Sequence[Group], settings: Sequence[Setting]) -> tuple[Ints, dict[str, int]]:
    """Places left in each setting once the settled have theirs, and how many those are."""
    staying: Counter[str] = Counter()
    for group in stay:
        staying[group.current] += group.count
    left = [max(0, setting.capacity - staying[setting.code]) for setting in settings]
    return np.array(left, dtype=np.int64), dict(staying)


def _settled(stay: Sequence[Group], settings: Sequence[Setting], terms: Terms) -> list[Placed]:
    if not stay:
        return []
    column = {setting.code: place for place, setting in enumerate(settings)}
    far = metres(stay, settings, terms)
    table = cost_table(stay, settings, terms, far)
    found = []
    for row, group in enumerate(stay):
        own = column[group.current]
        found.append(Placed(group, group.current, group.count, int(far[row, own]), int(table[row, own]), True))
    return found


def _placed(free: Sequence[Group], settings: Sequence[Setting], table: Ints, far: Ints, flows: Flows) -> list[Placed]:
    codes, outside = [setting.code for setting in settings], len(settings)
    order = np.lexsort((flows.column, flows.group))
    found = []
    for row, column, number in zip(
        flows.group[order].tolist(), flows.column[order].tolist(), flows.number[order].tolist(), strict=True
    ):
        away = None if column == outside else int(far[row, column])
        code = OVERFLOW if column == outside else codes[column]
        found.append(Placed(free[row], code, number, away, int(table[row, column])))
    return found
