"""Whether there are enough places: children by phase, type, need and area against places and who is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from goldenthread.domain.money.setting_kinds import Phase
from goldenthread.domain.places.settings import ANY_NEED, Kind
from goldenthread.domain.proportions import Proportion

INDEPENDENT_TARGET: Final = 0.05  # Kingston's plan for the high-needs block, 2020: no more than 5% of plans
AGES: Final[dict[Phase, tuple[int, int]]] = {
    Phase.EARLY_YEARS: (0, 3), Phase.PRIMARY: (4, 10), Phase.SECONDARY: (11, 15), Phase.POST_16: (16, 25),
}  # fmt: skip
PHASE_NAMES: Final[dict[Phase, str]] = {
    Phase.EARLY_YEARS: "Early years", Phase.PRIMARY: "Primary", Phase.SECONDARY: "Secondary", Phase.POST_16: "Post-16",
}  # fmt: skip

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Attending:
    """`count` children with a plan, alike in these. `kind` None: without a placement. `places`: the code of the
    commissioned places they fill; "" where they fill none."""

    need: str
    phase: Phase
    area: str
    kind: Kind | None
    places: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Places:
    """Places commissioned for a phase at one setting. `needs`: codes, or {"*"} for any."""

    code: str
    kind: Kind
    phase: Phase
    needs: frozenset[str]
    area: str
    number: int


@dataclass(frozen=True, slots=True)
class Balance:
    """`children` against `places`, `filled` of which are taken by these or other children."""

    children: int
    places: int
    filled: int

    @property
    def spare(self) -> int:
        """Places nobody fills; less than none where there are more children than places."""
        return self.places - self.filled

    @property
    def occupancy(self) -> float | None:
        """From 0; over 1 where there are more children than places; None without places."""
        return self.filled / self.places if self.places else None


def by_phase_and_kind(children: Sequence[Attending], places: Sequence[Places]) -> dict[tuple[Phase, Kind], Balance]:
    """Where children are, against the places of that kind for their phase."""
    counted: Counter[tuple[Phase, Kind]] = Counter()
    for each in children:
        if each.kind is not None:
            counted[each.phase, each.kind] += each.count
    found = _balances(counted, places, filled_by_places(children), lambda each: (each.phase, each.kind))
    kinds, phases = list(Kind), list(Phase)
    return dict(sorted(found.items(), key=lambda row: (kinds.index(row[0][1]), phases.index(row[0][0]))))


def by_area(children: Sequence[Attending], places: Sequence[Places]) -> dict[str, Balance]:
    """Children who live in each area, wherever they go; the places in it and who fills them, wherever they live."""
    counted: Counter[str] = Counter()
    for each in children:
        counted[each.area] += each.count
    return dict(sorted(_balances(counted, places, filled_by_places(children), lambda each: each.area).items()))


def by_need(children: Sequence[Attending], places: Sequence[Places]) -> dict[str, Balance]:
    """Children by primary need; places that take the need (one that takes several counts under each of them)."""
    counted: Counter[str] = Counter()
    for each in children:
        counted[each.need] += each.count
    filled = filled_by_places(children)
    found = {}
    for need in sorted({*counted, *(need for each in places for need in each.needs if need != ANY_NEED)}):
        taking = [each for each in places if need in each.needs or ANY_NEED in each.needs]
        found[need] = Balance(
            counted[need], sum(each.number for each in taking), sum(filled.get(each.code, 0) for each in taking)
        )
    return found


def filled_by_places(children: Iterable[Attending]) -> dict[str, int]:
    """Children in each setting's commissioned places, by code."""
    found: Counter[str] = Counter()
    for each in children:
        if each.places:
            found[each.places] += each.count
    return dict(found)


def without_placement(children: Iterable[Attending]) -> int:
    """Children with a plan who have no placement."""
    return sum(each.count for each in children if each.kind is None)


def independent_share(children: Iterable[Attending]) -> Proportion:
    """Children in independent or non-maintained special schools, of all with a plan."""
    counted: Counter[bool] = Counter()
    for each in children:
        counted[each.kind is Kind.INDEPENDENT] += each.count
    return Proportion(counted[True], counted.total())


def target_said(share: Proportion, target: float = INDEPENDENT_TARGET) -> str:
    """Whether the target is met, with how far chance alone could have moved the share."""
    interval = share.interval()
    if interval is None or share.share is None:
        return "There is nobody to count."
    said = "within" if share.share <= target else "over"
    sure = "" if interval[1] <= target or interval[0] > target else ", though not by more than chance could do"
    return f"{share.share:.1%} is {said} the target of {target:.0%}{sure}."


def _balances(
    counted: Mapping[Key, int], places: Sequence[Places], filled: Mapping[str, int], key_of: Callable[[Places], Key]
) -> dict[Key, Balance]:
    """Children counted by a key against the places of that key: every key either has."""
    number: Counter[Key] = Counter()
    taken: Counter[Key] = Counter()
    for each in places:
        number[key_of(each)] += each.number
        taken[key_of(each)] += filled.get(each.code, 0)
    keys = dict.fromkeys([*counted, *number])
    return {key: Balance(counted.get(key, 0), number[key], taken[key]) for key in keys}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a forecast says of one year, phase and kind: `middle` children, between `low` and `high` with 95%."""

    year: int
    phase: Phase
    kind: Kind
    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class YearAhead:
    """A forecast beside the places commissioned for that year. Gaps are children without a place of that kind."""

    expected: Expected
    places: int

    @property
    def gap(self) -> float:
        """By the middle of the forecast; 0 where places are enough."""
        return max(0.0, self.expected.middle - self.places)

    @property
    def gap_range(self) -> tuple[float, float]:
        """By its low and high ends."""
        return max(0.0, self.expected.low - self.places), max(0.0, self.expected.high - self.places)


def years_ahead(
    projection: Iterable[Expected], places_in: Mapping[int, Sequence[Places]], first_year: int, years: int = 10
) -> list[YearAhead]:
    """Up to ten years from `first_year`, by kind, phase and year. `places_in`: commissioned in each year.

    A year the forecast does not reach is not there: nothing is drawn on past its end.
    """
    order = {kind: place for place, kind in enumerate(Kind)}
    phases = {phase: place for place, phase in enumerate(Phase)}
    found = []
    for each in projection:
        if first_year <= each.year < first_year + years:
            held = [row for row in places_in.get(each.year, ()) if row.kind is each.kind and row.phase is each.phase]
            found.append(YearAhead(each, sum(row.number for row in held)))
    return sorted(found, key=lambda row: (order[row.expected.kind], phases[row.expected.phase], row.expected.year))
