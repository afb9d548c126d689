"""Invented advice, by kind: strengths, a need, an outcome for it, and provision towards that. About nobody."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from goldenthread.domain.advice.report import NEED, OUTCOME, PROVISION, STRENGTH


@dataclass(frozen=True, slots=True)
class Written:
    """One row; a row of each part serves the one of the part before it with the same `thread`."""

    part: str
    text: str
    thread: int = 1
    facts: dict[str, Any] = field(default_factory=dict)


def _need(text: str, area: str, thread: int = 1) -> Written:
    return Written(NEED, text, thread, {"area": area})


def _outcome(text: str, measure: str, thread: int = 1, weeks: int | None = 40) -> Written:
    return Written(OUTCOME, text, thread, {"measure": measure, "weeks": weeks})


def _provision(text: str, thread: int = 1, **facts: str) -> Written:
    return Written(PROVISION, text, thread, facts)


PSYCHOLOGY: Final = (
    Written(STRENGTH, "Remembers how things fit together: builds from a picture seen once."),
    Written(STRENGTH, "Is kind to younger children and notices when one is left out."),
    _need("Reads far below what their understanding would lead one to expect: 14 of 100 common words.", "cognition"),
    _need("Leaves the room when a task is new, three or four times a day.", "emotional", 2),
    _outcome("Reads a short story of their own choice alone.", "Reads 60 of 100 common words, and tells the story."),
    _outcome("Stays with a new task for ten minutes.", "Counted by the class teacher in one week a term.", 2),
    _provision(
        "Reading taught in small steps by sound, with the same words read, spelled and written.",
        who="A teaching assistant", expertise="Trained in the programme by a specialist teacher",
        how_often="Five times a week in term time", how_long="20 minutes", ratio="One to one", place="A quiet room",
        reviewed="Each term by the specialist teacher",
    ),
    _provision(
        "The next task shown in pictures before the lesson, with a place to go and a way to ask for it.", 2,
        who="The class teacher", how_often="Before each new task", how_long="5 minutes", place="In class",
        reviewed="Each half term",
    ),
)  # fmt: skip
MEDICAL: Final = (
    Written(STRENGTH, "Joins in all games in the playground and never gives up first."),
    _need("Understands about half of what is said to the whole class; better face to face.", "communication"),
    _need("Wakes three or four times a night, so mornings start tired.", "health", 2),
    _outcome("Follows two spoken instructions in class.", "In four of five lessons, seen by the therapist."),
    _outcome("Sleeps six hours without waking on five nights of seven.", "The family’s sleep diary.", 2, 26),
    _provision(
        "A language programme written for them, practised in play and carried into lessons.",
        who="A teaching assistant", expertise="Shown by a speech and language therapist, who watches once a term",
        how_often="Three times a week", how_long="30 minutes", ratio="One adult with two children",
        place="At school", reviewed="Each term by the therapist",
    ),
    _provision("Access to the sleep clinic as appropriate.", 2, who="The community nursing team"),
)  # fmt: skip
SOCIAL_CARE: Final = (
    Written(STRENGTH, "Helps to cook at home and likes to choose what is for tea."),
    _need("Cannot yet be in a group outside home and school without a parent.", "care"),
    _outcome("Goes to one club a week without a parent.", "Stays for the whole session, four weeks running."),
    _provision(
        "A short break worker goes with them to a club they choose.", who="A short break worker",
        expertise="Trained in their communication aids", how_often="Once a week, 40 weeks a year", how_long="2 hours",
        ratio="One to one", place="A club near home", reviewed="Every six months, with the family",
    ),
)  # fmt: skip
SETTING: Final = (
    Written(STRENGTH, "Works hard when the day goes as expected, and loves maps."),
    Written(STRENGTH, "Has one good friend, and they choose each other."),
    _need("Writes one sentence where the class writes a page.", "cognition"),
    _outcome("Writes a page on something they know.", "A page in each subject’s book by the end of the year."),
    _provision(
        "Writing planned aloud with an adult first, then typed.", who="A teaching assistant",
        how_often="In every lesson with writing", how_long="10 minutes", ratio="One adult with three children",
        place="In class", reviewed="Each half term by the SENCO",
    ),
    _provision("Regular small group work.", who="Staff"),
)  # fmt: skip
SENSORY: Final = (
    Written(STRENGTH, "Watches faces closely and tells people when they have not heard."),
    _need("Hears speech in a quiet room with both hearing aids, and loses half of it in a noisy one.", "physical"),
    _outcome("Follows a whole lesson from their usual seat.", "Retells the main points after three lessons of four."),
    _provision(
        "A radio aid checked before school, worn by whoever speaks, and a seat away from the door.",
        who="A teaching assistant", expertise="Shown by a teacher of the deaf, who visits once a half term",
        how_often="Each school day", how_long="10 minutes for the check", ratio="One to one", place="In class",
        reviewed="Each half term by the teacher of the deaf",
    ),
)  # fmt: skip
WORDS: Final = {
    "psychology": PSYCHOLOGY, "medical": MEDICAL, "social_care": SOCIAL_CARE, "setting": SETTING, "sensory": SENSORY,
}  # fmt: skip
BASED_ON: Final = {
    "psychology": "Two visits to school, a morning of assessment, and talks with the family and the class teacher.",
    "medical": "Seen in clinic, and the service’s own records.",
    "social_care": "An assessment at home and the records held.",
    "sensory": "Two lessons watched, a talk with the child, and the hearing clinic’s last report.",
    "setting": "What staff see each day, work in books, and two meetings with the family.",
}
NOT_KNOWN: Final = {
    "searched_by": "Full name, the name they are called by, date of birth and both addresses given, in all records.",
    "last_known": "Never, in the records searched.",
    "ask_others": "The short breaks team may be asked. The request tells of tired carers: an assessment is offered.",
}
