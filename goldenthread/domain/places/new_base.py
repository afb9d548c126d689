"""What opening a new base would do: the cheapest assignment of those who need a place, with it and without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from goldenthread.domain.places.assigning import OVERFLOW, Assignment, assign
from goldenthread.domain.places.costs import Terms
from goldenthread.domain.places.groups import Group
from goldenthread.domain.places.problems import BadPlaces
from goldenthread.domain.places.settings import Kind, Setting


@dataclass(frozen=True, slots=True)
class Effect:
    """The two assignments, and what a year with the base differs by. Nobody settled is moved in either.

    `months`: whole months it is open in the school year it opens in. `lead`: whole months from `today` until then.
    """

    without: Assignment
    with_it: Assignment
    base: Setting
    opens_on: date
    months: int
    lead: int
    independents: frozenset[str]  # codes of the settings that are independent

    @property
    def filled(self) -> int:
        """Children it would take of those who need a place."""
        return self.with_it.by_setting.get(self.base.code, 0)

    @property
    def saved_a_year(self) -> int:
        """Pence in a whole year; less than nothing is impossible, for the base need not be used."""
        return self.without.cost - self.with_it.cost

    @property
    def saved_at_first(self) -> int:
        """Pence in the school year it opens in, by the months it is open."""
        return self.saved_a_year * self.months // 12

    @property
    def independent_without(self) -> int:
        """Independent places needed by those who need a place, if nothing opens."""
        return self._independent(self.without)

    @property
    def independent_with(self) -> int:
        """The same with the base."""
        return self._independent(self.with_it)

    def _independent(self, found: Assignment) -> int:
        wanted = {OVERFLOW, *self.independents}
        return sum(each.number for each in found.placed if each.setting in wanted and not each.settled)


def new_base(
    groups: Sequence[Group], settings: Sequence[Setting], base: Setting, terms: Terms, *, opens_on: date, today: date
) -> Effect:
    """Compare. `settings` are without the base; the settled among `groups` keep their places.

    Raises BadPlaces where it would open before today, and as `assign` does.
    """
    if opens_on < today:
        raise BadPlaces("A base that opens before today is not a new one.")
    staying = replace(terms, move_settled=False)
    independents = frozenset(each.code for each in (*settings, base) if each.kind is Kind.INDEPENDENT)
    return Effect(
        assign(groups, settings, staying), assign(groups, [*settings, base], staying), base, opens_on,
        months_open(opens_on), months_between(today, opens_on), independents,
    )  # fmt: skip


def months_open(opens_on: date) -> int:
    """From the month it opens in, that month included, to August."""
    return (8 - opens_on.month) % 12 + 1


def months_between(first: date, last: date) -> int:
    """Whole months."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
