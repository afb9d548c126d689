"""Every change between two versions of a plan, such that applying them to the old gives the new word for word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.domain.plan.changes.matching import kept_in_order, pairs_across, pairs_within
from goldenthread.domain.plan.changes.versions import Passage, Version


class Kind(StrEnum):
    """What happened to a passage. `MOVED` and `RENUMBERED` say the same words as before."""

    ADDED = "added"
    TAKEN_OUT = "taken_out"
    REWORDED = "reworded"
    MOVED = "moved"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: the section, and its place in it from 0."""

    section: str
    index: int


@dataclass(frozen=True, slots=True)
class Change:
    """One passage that is not as it was. `at` and `was`: in the old version, None where it is new; `to` and `now`: in
    the new version, None where it was taken out. `moved`: it stands elsewhere, whatever else happened to it."""

    kind: Kind
    at: Place | None
    was: Passage | None
    to: Place | None
    now: Passage | None
    moved: bool = False

    @property
    def section(self) -> str:
        """The section it is told under: where it stands now, or stood."""
        place = self.to or self.at
        assert place is not None
        return place.section


def changes_between(old: Version, new: Version) -> tuple[Change, ...]:
    """What happened to each passage that is not as it was, in the plan's order; none between equal versions.

    Spaces and line ends do not count. A change is told where the passage stands now, one that was taken out where it
    stood.
    """
    codes = list(dict.fromkeys((*old.sections, *new.sections)))
    changed = [code for code in codes if old.words(code) != new.words(code)]
    found: list[Change] = []
    gone: list[tuple[Place, Passage]] = []
    come: list[tuple[Place, Passage]] = []
    for code in changed:
        before, after = old.sections.get(code, ()), new.sections.get(code, ())
        pairs = pairs_within(before, after)
        kept = kept_in_order(pairs)
        for at, to in pairs:
            found += _changed(Place(code, at), before[at], Place(code, to), after[to], (at, to) not in kept)
        left, right = {at for at, _ in pairs}, {to for _, to in pairs}
        gone += [(Place(code, at), each) for at, each in enumerate(before) if at not in left]
        come += [(Place(code, to), each) for to, each in enumerate(after) if to not in right]
    for at, to in (across := pairs_across([each for _, each in gone], [each for _, each in come])):
        found += _changed(*gone[at], *come[to], True)
    left, right = {at for at, _ in across}, {to for _, to in across}
    found += [Change(Kind.TAKEN_OUT, *each, None, None) for at, each in enumerate(gone) if at not in left]
    found += [Change(Kind.ADDED, None, None, *each) for to, each in enumerate(come) if to not in right]
    return tuple(sorted(found, key=lambda each: _place_in(codes, each)))


def applied(old: Version, changes: Iterable[Change]) -> Version:
    """The old version with these changes made. With all of them it reads, word for word, as the new one."""
    listed = list(changes)
    gone = {each.at for each in listed if each.at is not None}
    come: dict[str, dict[int, Passage]] = {}
    for each in listed:
        if each.to is not None and each.now is not None:
            come.setdefault(each.to.section, {})[each.to.index] = each.now
    codes = dict.fromkeys((*old.sections, *come))
    return Version({code: _rebuilt(code, old.sections, gone, come.get(code, {})) for code in codes})


def _rebuilt(
    code: str, old: Mapping[str, tuple[Passage, ...]], gone: set[Place], come: Mapping[int, Passage]
) -> tuple[Passage, ...]:
    stay = iter([each for at, each in enumerate(old.get(code, ())) if Place(code, at) not in gone])
    built: list[Passage] = []
    waiting = dict(come)
    while True:
        passage = waiting.pop(len(built), None) or next(stay, None)
        if passage is None:
            return tuple(built)
        built.append(passage)


def _changed(at: Place, was: Passage, to: Place, now: Passage, moved: bool) -> list[Change]:
    """None where the passage stands as it stood."""
    if was.words != now.words:
        return [Change(Kind.REWORDED, at, was, to, now, moved)]
    if moved:
        return [Change(Kind.MOVED, at, was, to, now, moved)]
    if was.text.split() != now.text.split():
        return [Change(Kind.RENUMBERED, at, was, to, now)]
    return []


def _place_in(codes: list[str], change: Change) -> tuple[int, int, bool]:
    place = change.to or change.at
    assert place is not None
    return codes.index(place.section), place.index, change.to is not None
