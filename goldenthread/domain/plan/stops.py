"""What stops a plan's text from being sent as it stands. A stop is something the law asks for, never a matter of taste.

SEND Regulations 2014, regulations 12 to 14; Children and Families Act 2014, sections 38(5) and 39(7).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.plan.differences import Difference, same_words
from goldenthread.domain.statute.plan_sections import SETTING, plan_sections


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing to put right first: of which section (blank: of none), in a sentence, and where the law says so."""

    section: str
    text: str
    citation: str


def draft_stops(texts: Mapping[str, str]) -> tuple[Stop, ...]:
    """What stops these sections, by code, from being sent as a draft."""
    found = list(_missing(texts, but=SETTING))
    if not same_words(texts.get(SETTING, ""), ""):
        section = plan_sections()[SETTING]
        text = "Section I is filled in. A draft must not name a school or college, or a type of one. Empty it first."
        found.append(Stop(SETTING, text, section.citation))
    return tuple(found)


def final_stops(
    texts: Mapping[str, str],
    *,
    served: bool,
    answer_by: date | None,
    on: date,
    unseen: tuple[Difference, ...] = (),
    health_refuses: str = "",
) -> tuple[Stop, ...]:
    """What stops these sections from being sent on that day as the final plan.

    `answer_by`: the last day the family has for the draft they were sent last; `unseen`: what has changed since then
    that they have not been shown; `health_refuses`: why health does not agree section G as it now stands, where it said
    so.
    """
    if not served:
        return (Stop("", "No draft has been sent to the family from here.", "SEND Regulations 2014, reg 13(1)"),)
    found = list(_missing(texts))
    if answer_by and on <= answer_by:
        text = f"The family has until the end of {said(answer_by)} to answer the draft."
        found.append(Stop("", text, "SEND Regulations 2014, reg 13(1)(a); Children and Families Act 2014, s.39(7)"))
    found += [
        Stop(
            each.section, f"Section {each.section} is not as the family saw it. Send an amended draft, or put it back.",
            "SEND Regulations 2014, reg 14(1)",
        )
        for each in unseen
    ]  # fmt: skip
    if health_refuses:
        text = f"Health does not agree section G as it stands: {health_refuses}"
        found.append(Stop("G", text, "SEND Regulations 2014, reg 12(2)"))
    return tuple(found)


def _missing(texts: Mapping[str, str], but: str = "") -> list[Stop]:
    return [
        Stop(each.code, f"Section {each.code} is empty. If there is nothing to say in it, say so.", each.citation)
        for each in plan_sections().values()
        if each.needed and each.code != but and same_words(texts.get(each.code, ""), "")
    ]
