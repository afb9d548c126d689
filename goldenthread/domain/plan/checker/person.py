"""Whom a plan is about, from the lines above its first section."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from goldenthread.domain.plan.checker.document import Person
from goldenthread.domain.plan.checker.words import compiled

_NAME_LINE = compiled("text_name_line")
# A line that begins with a name and goes on with what is said of a child there: "Callum Ferriby (Cal), born 2010".
_NAME_FIRST = compiled("text_name_first")
_KNOWN_AS = compiled("text_known_as")
_PRONOUNS = re.compile(r"^\s*pronouns?\s*[:–-]\s*(he|she|they)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:school )?year(?: group)?\s*[:–-]?\s*(\d{1,2})\b", re.IGNORECASE)
_OF_A_PLAN: Final = frozenset(
    ("draft", "final", "proposed", "amended", "plan", "ehcp", "ehc", "education", "council", "school", "college")
)
_LONGEST: Final = 300  # characters of a line that names somebody


def person_in(lines: Iterable[str]) -> Person:
    """The first name, the name they go by, pronouns and school year the lines give; what none gives stays empty."""
    name = known_as = pronouns = ""
    year: int | None = None
    for line in (each[:_LONGEST] for each in lines):
        name = name or _name_in(line)
        known_as = known_as or (next(filter(None, found.groups()), "") if (found := _KNOWN_AS.search(line)) else "")
        pronouns = pronouns or (found[1].lower() if (found := _PRONOUNS.match(line)) else "")
        year = year if year is not None else (int(found[1]) if (found := _YEAR.search(line)) else None)
    return Person(name, known_as or name.split(" ")[0], pronouns, None, year)


def _name_in(line: str) -> str:
    """The name in a line; '' where it only says how far the plan has come: “EHC PLAN: FINAL” names nobody."""
    for looked_for in (_NAME_LINE, _NAME_FIRST):
        if (found := looked_for.match(line)) and not set(found["name"].lower().split()) & _OF_A_PLAN:
            return str(found["name"])
    return ""
