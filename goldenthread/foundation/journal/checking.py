"""Verifies the chains: finds a row edited, removed, added or moved behind the journal's back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from goldenthread.foundation.journal.models import ChainHead, Entry, Look, LookedAt
from goldenthread.foundation.journal.writing import ENTRIES, LOOKS, entry_hash, look_hash

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: which chain, which number, and a sentence."""

    chain: str
    number: int
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many links were checked, the hash of the last (to keep elsewhere as an anchor), and what is wrong."""

    chain: str
    checked: int
    last_hash: str
    faults: tuple[Fault, ...]


def check(progress: Callable[[str, int], None] | None = None) -> tuple[Verdict, ...]:
    """Check both chains from the first link to the last there is at the start, in bounded memory.

    Holds no lock: people go on writing meanwhile, and what they add is left for the next check.
    """
    ends = {head.chain: head for head in ChainHead.objects.all()}
    return (
        _check(ENTRIES, _entries(_last(ends, ENTRIES, Entry)), ends.get(ENTRIES), progress),
        _check(LOOKS, _looks(_last(ends, LOOKS, Look)), ends.get(LOOKS), progress),
    )


def _last(ends: dict[str, ChainHead], chain: str, model: Any) -> int:
    """Where to stop: at the end as it was, or past it where rows stand that no writer has counted."""
    # The rows first and the end of the chain after: rows never outrun it, so one beyond it was added by no writer of
    # ours.
    highest = model.objects.order_by("-number").values_list("number", flat=True).first() or 0
    now = ChainHead.objects.filter(chain=chain).values_list("last_number", flat=True).first() or 0
    if highest > now or chain not in ends:
        return int(highest)
    return ends[chain].last_number


def _entries(up_to: int) -> Iterator[tuple[Any, str]]:
    last = 0
    while rows := list(Entry.objects.filter(number__gt=last, number__lte=up_to).order_by("number")[:_BATCH]):
        last = rows[-1].number
        for row in rows:
            yield row, entry_hash(row)


def _looks(up_to: int) -> Iterator[tuple[Any, str]]:
    last = 0
    while rows := list(Look.objects.filter(number__gt=last, number__lte=up_to).order_by("number")[:_BATCH]):
        last = rows[-1].number
        children: dict[int, list[str]] = {}
        shown = LookedAt.objects.filter(look_number__gte=rows[0].number, look_number__lte=last)
        for number, child in shown.values_list("look_number", "child"):
            children.setdefault(number, []).append(child)
        for row in rows:
            yield row, look_hash(row, children.get(row.number, []))


def _check(
    chain: str,
    links: Iterator[tuple[Any, str]],
    head: ChainHead | None,
    progress: Callable[[str, int], None] | None,
) -> Verdict:
    faults: list[Fault] = []
    number, previous = 0, "0" * 64
    for row, computed in links:
        if row.number != number + 1:
            faults.append(Fault(chain, row.number, f"Numbers {number + 1} to {row.number - 1} are missing."))
        if row.previous_hash != previous:
            faults.append(Fault(chain, row.number, f"Number {row.number} does not follow number {number}."))
        if row.hash != computed:
            faults.append(
                Fault(chain, row.number, f"Number {row.number} does not say what it said when it was written.")
            )
        number, previous = row.number, row.hash
        if progress and number % _BATCH == 0:
            progress(chain, number)
    if head and (head.last_number, head.last_hash) != (number, previous):
        faults.append(Fault(chain, number, f"The chain should end at number {head.last_number}, and ends at {number}."))
    if head is None and number:
        faults.append(Fault(chain, number, "The chain's end is missing."))
    return Verdict(chain, number, previous, tuple(faults))
