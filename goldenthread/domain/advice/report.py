"""What an adviser's report holds: strengths, needs, intended outcomes and provision, each a row that can be cited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

STRENGTH, NEED, OUTCOME, PROVISION = "strength", "need", "outcome", "provision"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report. `serves`: the part its rows point back to; `asks` and `hint` head the form."""

    code: str
    name: str
    one: str
    asks: str
    hint: str
    serves: str = ""


PARTS: Final = (
    Part(STRENGTH, "Strengths", "strength", "What is the strength?", "What they can do, enjoy and are good at."),
    Part(
        NEED, "Needs", "need", "What is the need?",
        "What is hard, and how it shows from day to day. Not what should be provided.",
    ),
    Part(
        OUTCOME, "Intended outcomes", "outcome", "What should be achieved?",
        "What they will be able to do. Not a service: “has speech therapy” is provision.", NEED,
    ),
    Part(
        PROVISION, "Provision", "provision", "What should be provided?",
        "What is done, so that somebody who never met them could do it.", OUTCOME,
    ),
)  # fmt: skip
BY_CODE: Final[Mapping[str, Part]] = {part.code: part for part in PARTS}

# The four broad areas of need (SEND Code of Practice 6.28 to 6.35), and the needs of sections C and D of a plan.
AREAS: Final[Mapping[str, str]] = {
    "communication": "Communication and interaction",
    "cognition": "Cognition and learning",
    "emotional": "Social, emotional and mental health",
    "physical": "Sensory and physical",
    "health": "Health",
    "care": "Social care",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `serves`: ids of the needs an outcome answers, or of the outcomes a provision works towards.

    Of an outcome: `by_when` and `measure`. Of a provision: `who`, `expertise`, `how_often`, `how_long`, `ratio`,
    `place`, `reviewed`. Blank where not said.
    """

    id: str
    part: str
    text: str
    area: str = ""
    by_when: date | None = None
    measure: str = ""
    who: str = ""
    expertise: str = ""
    how_often: str = ""
    how_long: str = ""
    ratio: str = ""
    place: str = ""
    reviewed: str = ""
    serves: tuple[str, ...] = ()


# Of each part, the columns its rows have besides `text`: the name of each and what it is called on a page.
COLUMNS: Final[Mapping[str, Mapping[str, str]]] = {
    STRENGTH: {},
    NEED: {"area": "Area"},
    OUTCOME: {"by_when": "By when", "measure": "How we will know"},
    PROVISION: {
        "who": "Who does it",
        "expertise": "With what training or expertise",
        "how_often": "How often",
        "how_long": "How long each time",
        "ratio": "How many children to an adult",
        "place": "Where",
        "reviewed": "When it is reviewed",
    },
}
