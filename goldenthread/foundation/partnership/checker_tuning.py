"""How this partnership has tuned the plan checker: rules weighed otherwise or left out, and words that are clear here.

What the law or safety asks for (a stop) cannot be tuned away. Each change says why, and is in the journal.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction

from goldenthread.domain.plan.checker.check import Tuning
from goldenthread.domain.plan.checker.rules import Level, rules
from goldenthread.foundation import journal
from goldenthread.foundation.partnership import queries
from goldenthread.foundation.partnership.models import Partnership

OFF: Final = "off"
CHOICES: Final = (Level.STRONG.value, Level.WARNING.value, Level.SUGGESTION.value, OFF)
MOST_WORDS: Final = 100
LONGEST_WORDS: Final = 60


class ReasonNeeded(Exception):
    """Nobody said why."""


class CannotBeTuned(Exception):
    """There is no such rule, or it is a stop; the message is its id."""


class TooManyWords(Exception):
    """More words, or longer ones, than a list that somebody reads."""


class ChangedMeanwhile(Exception):
    """Somebody tuned the rules after the form was made."""


def tuning() -> Tuning:
    """The tuning the checker is given. A rule that is no longer there is passed over."""
    kept = _shaped(queries.current().checker_tuning)
    levels = {id: said for id, said in kept["levels"].items() if id in rules() and rules()[id].level is not Level.STOP}
    return Tuning(
        off=frozenset(id for id, said in levels.items() if said == OFF),
        levels={id: Level(said) for id, said in levels.items() if said != OFF},
        allowed=frozenset(kept["allowed"]),
    )


def as_kept() -> dict[str, Any]:
    """{"levels": {rule id: level or "off"}, "allowed": [words]}, as stored now: a form is made from it."""
    row = Partnership.objects.filter(id=1).first()
    return _shaped(row.checker_tuning if row else {})


def tune(
    *, levels: Mapping[str, str], allowed: Collection[str], before: Mapping[str, Any], reason: str, by: journal.Author,
    on: date,
) -> None:  # fmt: skip
    """Weigh these rules as given (a rule as shipped is left out of `levels`), and never find these words vague.

    `before`: what the form was made from. Raises ReasonNeeded, CannotBeTuned, TooManyWords, ChangedMeanwhile.
    """
    wanted = {"levels": _checked(levels), "allowed": _words(allowed)}
    with transaction.atomic():
        row, _ = Partnership.objects.select_for_update().get_or_create(id=1)
        now = _shaped(row.checker_tuning)
        if now != {"levels": dict(before["levels"]), "allowed": list(before["allowed"])}:
            raise ChangedMeanwhile
        if wanted == now:
            return
        if not reason.strip():
            raise ReasonNeeded
        row.checker_tuning = wanted
        row.save(update_fields=["checker_tuning"])
        journal.record("partnership.checker_tuned", by=by, on=on, reason=reason.strip(), data=wanted)
    queries.forget()


def _shaped(kept: Mapping[str, Any] | None) -> dict[str, Any]:
    kept = kept or {}
    return {"levels": dict(kept.get("levels", {})), "allowed": list(kept.get("allowed", []))}


def _checked(levels: Mapping[str, str]) -> dict[str, str]:
    for id, said in levels.items():
        if id not in rules() or rules()[id].level is Level.STOP or said not in CHOICES:
            raise CannotBeTuned(id)
    return {id: said for id, said in sorted(levels.items()) if said != rules()[id].level.value}


def _words(allowed: Collection[str]) -> list[str]:
    words = sorted({" ".join(each.lower().split()) for each in allowed} - {""})
    if len(words) > MOST_WORDS or any(len(each) > LONGEST_WORDS for each in words):
        raise TooManyWords
    return words
