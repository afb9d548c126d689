"""From what a survey says of each child to what a forecast is made from: the rules that are the same whether the
record is the caseload or a file of returns.

A state is (academic year, primary need, kind of setting). Nothing here names a child: they are numbers of the caller's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from goldenthread.domain.forecast.inputs import Move, Setting
from goldenthread.domain.forecast.space import OLDEST, OUTSIDE, YOUNGEST
from goldenthread.domain.money.setting_kinds import SettingKind, setting_kind

UNKNOWN_NEED = "unknown"
UNKNOWN_SETTING = "unknown"
State = tuple[int, str, str]  # academic year, need, kind of setting
Stay = tuple[date, date | None, str]  # the day a place began (long ago, where not known), the day left, its kind
# Academic years a kind of setting takes: 0 is Reception, 12 the first after compulsory school age.
_AGES: dict[str, tuple[int, int]] = {
    SettingKind.EARLY_YEARS: (YOUNGEST, -1), SettingKind.MAINSTREAM: (-2, 14), SettingKind.SUPPORT_BASE: (-2, 14),
    SettingKind.SPECIAL: (-2, 14), SettingKind.NON_MAINTAINED: (-2, 14), SettingKind.INDEPENDENT: (-2, 20),
    SettingKind.ALTERNATIVE: (0, 11), SettingKind.HOSPITAL: (-2, 14), SettingKind.COLLEGE: (11, 20),
    SettingKind.SPECIALIST_COLLEGE: (11, 20), SettingKind.ELSEWHERE: (YOUNGEST, 20),
    SettingKind.HOME: (YOUNGEST, 20), SettingKind.BY_FAMILY: (YOUNGEST, 20),
    SettingKind.NOT_IN_EDUCATION: (YOUNGEST, 20),
    UNKNOWN_SETTING: (YOUNGEST, 20),
}  # fmt: skip


def in_force(began: date, ended: date | None, day: date) -> bool:
    """Whether a plan is in force on a day; on the day it ends it no longer is."""
    return began <= day and (ended is None or ended > day)


def primary_need(needs: Iterable[tuple[str, int | None]]) -> str:
    """The type of rank 1, else the first without a rank, else unknown."""
    ranked = sorted((each for each in needs if each[1] in (1, None)), key=lambda each: each[1] is None)
    return ranked[0][0] if ranked else UNKNOWN_NEED


def kind_name(type_code: str, code: str, *, in_a_base: bool, named: bool, has_urn: bool) -> str:
    """A place's kind of setting. A school known by its URN alone, its type not read from the register, is of unknown
    kind; otherwise as `setting_kind` has it.
    """
    if named and has_urn and not type_code:
        return UNKNOWN_SETTING
    kind = setting_kind(type_code, code, in_a_base=in_a_base, named=named)
    return kind.value if kind else UNKNOWN_SETTING


def place_on(places: Sequence[Stay], day: date) -> tuple[str, bool]:
    """The kind of place on a day, and whether the record says so. `places` are in order of the day they began."""
    if not places:
        return UNKNOWN_SETTING, False
    after = bisect_left(places, (day + timedelta(days=1),))
    if after == 0:
        return places[0][2], False
    _, left, kind = places[after - 1]
    return kind, left is None or left >= day


def moves_between(years: Sequence[int], states: Iterable[Mapping[int, State]]) -> Counter[Move]:
    """Moves between each two surveys; `years` one after another, `states` by child and year. Who is too young or too
    old for a forecast's academic years is left out.
    """
    moves: Counter[Move] = Counter()
    for by_year in states:
        for year in years[:-1]:
            then, now = by_year.get(year), by_year.get(year + 1)
            if then is None and now is None:
                continue
            age = then[0] if then else now[0] - 1 if now else 0
            if YOUNGEST <= age < OLDEST:
                before, after = (then[1:] if then else (OUTSIDE, OUTSIDE)), (now[1:] if now else (OUTSIDE, OUTSIDE))
                moves[Move(year, age, *before, *after)] += 1
    return moves


def needs_of(moves: Iterable[Move]) -> list[str]:
    """Every need a child of the moves has, in order."""
    return sorted({need for move in moves for need in (move.need, move.next_need)} - {OUTSIDE})


def settings_used(moves: Iterable[Move]) -> set[str]:
    """Every kind of setting a child of the moves is in."""
    return {name for move in moves for name in (move.setting, move.next_setting)} - {OUTSIDE}


def settings_of(moves: Iterable[Move]) -> tuple[Setting, ...]:
    """The kinds of setting children are in: each takes every need met, and a child may move to any of the others."""
    met = tuple(moves)
    needs, used = tuple(needs_of(met)), settings_used(met)
    return tuple(_setting(name, needs, tuple(sorted(used))) for name in sorted(used))


def _setting(name: str, needs: tuple[str, ...], used: tuple[str, ...]) -> Setting:
    low, high = _AGES[name]
    return Setting(name, "", low, min(high, OLDEST), needs, used)
