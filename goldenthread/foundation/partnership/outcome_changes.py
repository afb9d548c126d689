"""Changes what outcomes of plans are tagged with: one statement or framework at a time, with the reason.

Every operation takes `before`, the fingerprint of the frameworks its form was made from, and raises ChangedMeanwhile,
NoSuchThing, ReasonNeeded, Unfit.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.db import transaction

from goldenthread.domain.plan.outcome_frameworks import Framework, Statement
from goldenthread.foundation import journal
from goldenthread.foundation.partnership import queries
from goldenthread.foundation.partnership.models import Partnership
from goldenthread.foundation.partnership.outcome_frameworks import read, written

LONGEST: Final = 200  # letters of a statement, a name or a source: each is one line of a plan
MOST_FRAMEWORKS: Final = 10
MOST_STATEMENTS: Final = 20
_LONGEST_CODE: Final = 40

Change = Callable[[list[Framework]], dict[str, Any]]


class ChangedMeanwhile(Exception):
    """Somebody changed the frameworks after the form was made."""


class NoSuchThing(Exception):
    """There is no such statement or framework, or it is not in use (or is, where it is to be brought back)."""


class ReasonNeeded(Exception):
    """Nobody said why."""


class Unfit(Exception):
    """It cannot be so; the message says why."""


def fingerprint(given: Iterable[Framework]) -> str:
    """Of frameworks as they stand: a form carries it, to say what it was made from."""
    told = json.dumps(written(given), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def add_framework(
    *, name: str, source: str, adulthood: bool, first: str, before: str, reason: str, by: journal.Author, on: date
) -> None:
    """A further framework, with its `first` statement. `source`: who published it, or where it was agreed."""
    said = {"name": _line(name, "a name"), "source": _line(source, "where it comes from")}

    def change(kept: list[Framework]) -> dict[str, Any]:
        if sum(not each.is_retired for each in kept) >= MOST_FRAMEWORKS:
            raise Unfit(f"Have {MOST_FRAMEWORKS} frameworks or fewer. Stop using one first")
        _unlike(said["name"], [each.name for each in kept if not each.is_retired])
        says = _line(first, "its first outcome")
        own = _code(said["name"], {each.code for each in kept})
        one = (_code(says, _codes(kept)), says)
        kept.append(Framework(own, said["name"], said["source"], (one,), adulthood))
        return {"did": "added a framework", **said, "says": says}

    _change(change, before, reason, by, on)


def rename_framework(
    *, code: str, name: str, source: str, before: str, reason: str, by: journal.Author, on: date
) -> None:
    """Another name or source for a framework; its statements stay."""
    said = {"name": _line(name, "a name"), "source": _line(source, "where it comes from")}

    def change(kept: list[Framework]) -> dict[str, Any]:
        at = _framework(kept, code)
        was = kept[at].name
        _unlike(said["name"], [each.name for each in kept if not each.is_retired and each.code != code])
        kept[at] = replace(kept[at], name=said["name"], source=said["source"])
        return {"did": "reworded a framework", "was": was, **said}

    _change(change, before, reason, by, on)


def add_statement(*, framework: str, says: str, before: str, reason: str, by: journal.Author, on: date) -> None:
    """A further statement of a framework, after those it has."""
    says = _line(says, "the outcome")

    def change(kept: list[Framework]) -> dict[str, Any]:
        at = _framework(kept, framework)
        held = kept[at]
        kept[at] = replace(held, outcomes=_with(held, (_code(says, _codes(kept)), says)))
        return {"did": "added an outcome", "framework": held.name, "says": says}

    _change(change, before, reason, by, on)


def reword_statement(*, code: str, says: str, before: str, reason: str, by: journal.Author, on: date) -> None:
    """The statement in other words, in its place. Plans tagged already keep the words they were tagged with."""
    says = _line(says, "the outcome")

    def change(kept: list[Framework]) -> dict[str, Any]:
        at, was = _statement(kept, code)
        held = kept[at]
        _unlike(says, [each for _, each in held.outcomes])
        new = (_code(says, _codes(kept)), says)
        outcomes = tuple(new if each == was else each for each in held.outcomes)
        kept[at] = replace(held, outcomes=outcomes, earlier=(*held.earlier, was))
        return {"did": "reworded an outcome", "framework": held.name, "was": was[1], "says": says}

    _change(change, before, reason, by, on)


def retire(*, code: str, framework: bool, before: str, reason: str, by: journal.Author, on: date) -> None:
    """A statement, or a whole `framework`, is offered no longer. Plans tagged already keep it."""

    def change(kept: list[Framework]) -> dict[str, Any]:
        did = _without_framework(kept, code) if framework else _without_statement(kept, code)
        if not any(each.adulthood and each.offered for each in kept):
            raise Unfit("Keep one framework of preparing for adulthood: the law asks for it from Year 9")
        return did

    _change(change, before, reason, by, on)


def _without_framework(kept: list[Framework], code: str) -> dict[str, Any]:
    at = _framework(kept, code)
    kept[at] = replace(kept[at], is_retired=True)
    return {"did": "stopped using a framework", "framework": kept[at].name}


def _without_statement(kept: list[Framework], code: str) -> dict[str, Any]:
    at, was = _statement(kept, code)
    held = kept[at]
    if len(held.outcomes) == 1:
        raise Unfit("This is its last outcome. Stop using the whole framework, or add another outcome first")
    left = tuple(each for each in held.outcomes if each != was)
    kept[at] = replace(held, outcomes=left, earlier=(*held.earlier, was))
    return {"did": "stopped using an outcome", "framework": held.name, "says": was[1]}


def bring_back(*, code: str, framework: bool, before: str, reason: str, by: journal.Author, on: date) -> None:
    """A statement, or a whole `framework`, is offered again."""
    _change(
        lambda kept: _framework_back(kept, code) if framework else _statement_back(kept, code), before, reason, by, on
    )


def _framework_back(kept: list[Framework], code: str) -> dict[str, Any]:
    at = next((at for at, each in enumerate(kept) if each.code == code and each.is_retired), None)
    if at is None:
        raise NoSuchThing
    _unlike(kept[at].name, [each.name for each in kept if not each.is_retired])
    kept[at] = replace(kept[at], is_retired=False)
    return {"did": "used a framework again", "framework": kept[at].name}


def _statement_back(kept: list[Framework], code: str) -> dict[str, Any]:
    for at, held in enumerate(kept):
        for was in held.earlier:
            if was[0] == code and not held.is_retired:
                kept[at] = replace(
                    held, outcomes=_with(held, was), earlier=tuple(each for each in held.earlier if each != was)
                )
                return {"did": "used an outcome again", "framework": held.name, "says": was[1]}
    raise NoSuchThing


def _with(held: Framework, new: Statement) -> tuple[Statement, ...]:
    if len(held.outcomes) >= MOST_STATEMENTS:
        raise Unfit(f"Have {MOST_STATEMENTS} outcomes or fewer in a framework. Stop using one first")
    _unlike(new[1], [each for _, each in held.outcomes])
    return (*held.outcomes, new)


def _change(change: Change, before: str, reason: str, by: journal.Author, on: date) -> None:
    with transaction.atomic():
        row, _ = Partnership.objects.select_for_update().get_or_create(id=1)
        kept = list(read(row.outcome_frameworks))
        if fingerprint(kept) != before:
            raise ChangedMeanwhile
        did = change(kept)
        if not reason.strip():
            raise ReasonNeeded
        row.outcome_frameworks = written(kept)
        row.save(update_fields=["outcome_frameworks"])
        journal.record("partnership.outcomes_changed", by=by, on=on, reason=reason.strip(), data=did)
    queries.forget()


def _framework(kept: Sequence[Framework], code: str) -> int:
    found = next((at for at, each in enumerate(kept) if each.code == code and not each.is_retired), None)
    if found is None:
        raise NoSuchThing
    return found


def _statement(kept: Sequence[Framework], code: str) -> tuple[int, Statement]:
    for at, each in enumerate(kept):
        for row in each.offered:
            if row[0] == code:
                return at, row
    raise NoSuchThing


def _codes(kept: Iterable[Framework]) -> set[str]:
    return {code for each in kept for code, _ in each.known}


def _code(says: str, taken: set[str]) -> str:
    """A code nobody has used: the first of its words, with a number where they are taken."""
    stem = re.sub(r"[^a-z0-9]+", "-", says.lower())[:_LONGEST_CODE].strip("-") or "outcome"
    number = 1
    while (code := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return code


def _line(text: str, what: str) -> str:
    line = " ".join(text.replace("\x00", "").split())
    if not line:
        raise Unfit(f"Enter {what}")
    if len(line) > LONGEST:
        raise Unfit(f"Write {LONGEST} letters or fewer")
    return line


def _unlike(says: str, others: Iterable[str]) -> None:
    if says.casefold() in {each.casefold() for each in others}:
        raise Unfit("There is one in the same words already")
