"""How much harm a missed date would do: a plain sum, so that anyone can check why a case is at the top.

    score = base + days past the outer date, held between -60 and +60
    base  = weight of the clock + points for vulnerability, at most 30

The base does not change with the day, so it is stored; the score is then one integer sum, which a database does as
well as this module: `harm_base + greatest(-60, least(60, today - outer))`, with a clock that has no outer date counted
as 0 days.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from goldenthread.domain.calendars.wording import plural

MOST_DAYS: Final = 60
MOST_VULNERABILITY: Final = 30
OTHER_WEIGHT: Final = 10


@dataclass(frozen=True, slots=True)
class Weight:
    """Points and the reason for them."""

    points: int
    reason: str


# What a clock's lateness withholds from a child. These are judgements, kept here in one place to be argued with.
WEIGHTS: Final[Mapping[str, Weight]] = MappingProxyType(
    {
        "C4": Weight(60, "without a final plan there is no provision, no place and no appeal"),
        "F9": Weight(55, "the next school or college is not named before the move"),
        "F10": Weight(55, "the next college is not named before the move"),
        "E4": Weight(60, "a tribunal has ordered it"),
        "E5": Weight(60, "a tribunal has ordered it"),
        "E5a": Weight(55, "a tribunal has ordered it"),
        "E2": Weight(55, "a tribunal has ordered it"),
        "E3": Weight(55, "a tribunal has ordered it"),
        "B1": Weight(50, "nothing begins, and a refusal cannot be appealed, until it is decided"),
        "B5": Weight(50, "a refusal cannot be appealed until it is notified"),
        "F8": Weight(45, "changes the review agreed are not yet owed to the child"),
        "F8C": Weight(45, "changes the review agreed are not yet owed to the child"),
        "G3": Weight(45, "the plan does not fit needs that have changed"),
        "F5": Weight(40, "the family cannot appeal or plan until the decision is notified"),
        "F6": Weight(40, "the family cannot answer changes it has not been sent"),
        "F1": Weight(35, "the plan may no longer fit the child"),
        "H4": Weight(35, "the plan may no longer fit the child in the new area"),
        "G1": Weight(35, "a change in need waits for an answer"),
        "H1": Weight(35, "the new council cannot keep up provision it does not know of"),
        "B3": Weight(30, "the whole assessment waits for the advice"),
        "D3": Weight(25, "a disagreement is not being settled"),
        "H3": Weight(25, "the family does not know what the new council will do"),
        "F3": Weight(20, "the family cannot prepare for the meeting"),
        "F4": Weight(15, "the decision waits for the report"),
    }
)

VULNERABILITIES: Final[Mapping[str, Weight]] = MappingProxyType(
    {
        "looked_after": Weight(15, "is looked after by a council"),
        "child_protection": Weight(15, "has a child protection plan"),
        "out_of_school": Weight(15, "is out of school"),
        "medical": Weight(10, "has a serious medical need"),
        "child_in_need": Weight(8, "is a child in need"),
        "youth_justice": Weight(8, "is known to youth justice"),
        "under_five": Weight(5, "is under five"),
    }
)


def harm_base(rule: str, vulnerabilities: Collection[str] = ()) -> int:
    """The part of the score that stays the same each day, 10 to 90. Raises KeyError for an unknown vulnerability."""
    weight = WEIGHTS[rule].points if rule in WEIGHTS else OTHER_WEIGHT
    return weight + min(MOST_VULNERABILITY, sum(VULNERABILITIES[name].points for name in set(vulnerabilities)))


def harm_score(base: int, days_past_outer: int) -> int:
    """The score on a day. `days_past_outer` is below zero while time is left."""
    return base + max(-MOST_DAYS, min(MOST_DAYS, days_past_outer))


def explain_harm(rule: str, vulnerabilities: Collection[str], days_past_outer: int) -> str:
    """The sum as a sentence: what each part is and the total."""
    weight = WEIGHTS.get(rule, Weight(OTHER_WEIGHT, "a duty of smaller effect"))
    parts = [f"{weight.points} because {weight.reason}"]
    named = [VULNERABILITIES[name] for name in VULNERABILITIES if name in set(vulnerabilities)]
    if named:
        points = min(MOST_VULNERABILITY, sum(each.points for each in named))
        capped = f" (at most {MOST_VULNERABILITY})" if points < sum(each.points for each in named) else ""
        parts.append(f"{points} because the child {' and '.join(each.reason for each in named)}{capped}")
    score = harm_score(harm_base(rule, vulnerabilities), days_past_outer)
    held = max(-MOST_DAYS, min(MOST_DAYS, days_past_outer))
    if held > 0:
        parts.append(f"{held} for {plural(days_past_outer, 'day')} late")
    elif held < 0:
        parts.append(f"less {-held} for {plural(-days_past_outer, 'day')} left")
    return f"{score} points: {'; '.join(parts)}."
