"""How far several people's answers to the same question agree, beyond what chance alone would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

FEWEST_FOR_KAPPA: Final = 10  # questions answered by two or more; with fewer a kappa swings with every answer


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of `questions` answered by two or more people, `alike` in which all agreed, by `answers` in all.

    `observed`: the share of pairs of people who agree, from 0 to 1. `kappa`: Fleiss' kappa (J. L. Fleiss, 1971; with
    unequal numbers of people, each question's pairs), 1 for full agreement, 0 for what chance gives; None with fewer
    than FEWEST_FOR_KAPPA questions, or where everybody always gave the same answer.
    """

    questions: int
    answers: int
    alike: int
    observed: float | None
    kappa: float | None


def agreement(ratings: Iterable[Sequence[str]]) -> Agreement:
    """`ratings`: for each question, the answers given. One answered by fewer than two people is left out."""
    held = [list(answers) for answers in ratings if len(answers) > 1]
    if not held:
        return Agreement(0, 0, 0, None, None)
    total = sum(len(answers) for answers in held)
    alike = sum(len(set(answers)) == 1 for answers in held)
    observed = sum(_pairs_alike(answers) for answers in held) / len(held)
    return Agreement(len(held), total, alike, observed, _kappa(held, observed, total))


def _pairs_alike(answers: Sequence[str]) -> float:
    n = len(answers)
    return sum(count * (count - 1) for count in Counter(answers).values()) / (n * (n - 1))


def _kappa(held: Sequence[Sequence[str]], observed: float, total: int) -> float | None:
    if len(held) < FEWEST_FOR_KAPPA:
        return None
    shares = Counter(answer for answers in held for answer in answers)
    by_chance = sum((count / total) ** 2 for count in shares.values())
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)
