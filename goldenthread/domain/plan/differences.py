"""What would differ in a final plan from what the family was sent: such changes are shown to them first.

A final plan is in the form of the draft, or as changed in the light of what the family said about it (SEND Regulations
2014, regulation 14(1)); anything else goes to them as an amended draft, with a new 15 days. Section I is not part of
this: a draft leaves it blank.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from goldenthread.domain.statute.plan_sections import SETTING, plan_sections


@dataclass(frozen=True, slots=True)
class Difference:
    """One section as the family was sent it, and as it would be."""

    section: str
    was: str
    now: str

    @property
    def title(self) -> str:
        """`Section B: Special educational needs`."""
        return plan_sections()[self.section].title


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same: spaces and line ends do not count."""
    return one.split() == other.split()


def unseen_changes(
    served: Mapping[str, str], to_be: Mapping[str, str], agreed: Mapping[str, Collection[str]]
) -> tuple[Difference, ...]:
    """The sections, in the plan's order, whose text the family has not seen, all by section code.

    `served` is the draft sent last, `to_be` the text to be final, `agreed` the texts shown to the family in answers to
    what they said, where they asked for a change.
    """
    return tuple(
        Difference(code, served.get(code, ""), to_be.get(code, ""))
        for code in plan_sections()
        if code != SETTING
        and not same_words(served.get(code, ""), to_be.get(code, ""))
        and not any(same_words(text, to_be.get(code, "")) for text in agreed.get(code, ()))
    )
