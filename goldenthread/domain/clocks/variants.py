"""Which of a code's rows governs: the usual one, or that for a detained person, an unopposed appeal or an agreement at
mediation.
"""

from __future__ import annotations

from typing import Final

from goldenthread.domain.clocks.facts import Facts

DETAINED: Final = "detained"
UNOPPOSED: Final = "unopposed"
MEDIATION: Final = "mediation"
ORDERED: Final = ("order_made", "mediation_agreed", "appeal_conceded")


def by_custody(facts: Facts, started_by: str) -> str:
    """`detained` for a person held in youth accommodation (SI 2015/62), else the usual row."""
    return DETAINED if is_detained(facts) else ""


def by_what_the_tribunal_was_told(facts: Facts, started_by: str) -> str:
    """After an order, an agreement treated as one (reg 42(2), detained reg 27(2)), or an appeal not opposed (reg 45,
    detained reg 30).
    """
    if started_by == "appeal_conceded":
        return f"{DETAINED}_{UNOPPOSED}" if is_detained(facts) else UNOPPOSED
    if is_detained(facts):
        return f"{DETAINED}_{MEDIATION}" if started_by == "mediation_agreed" else DETAINED
    return MEDIATION if started_by == "mediation_agreed" else ""


def by_what_was_conceded(facts: Facts, started_by: str) -> str:
    """As above; giving way on the school and on the contents of a plan too allows 5 weeks (reg 45(5)(b))."""
    chosen = by_what_the_tribunal_was_told(facts, started_by)
    return f"{UNOPPOSED}_with_contents" if chosen == UNOPPOSED and facts.word("contents_too") == "yes" else chosen


def is_detained(facts: Facts) -> bool:
    """Whether the person is held in relevant youth accommodation."""
    return facts.word("detained") == "yes"
