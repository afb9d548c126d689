"""What the interchange form of a plan holds: one table, from which reading, the JSON Schema and its page are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from goldenthread.domain.advice.report import AREAS
from goldenthread.domain.plan.items import DUTIES, SECTIONS
from goldenthread.domain.sen2.codes import codes
from goldenthread.domain.statute.plan_sections import plan_sections

FORMAT: Final = "goldenthread-plan"
VERSION: Final = 1
LONGEST_TEXT: Final = 100_000
MOST_ROWS: Final = 5_000
TEXT, DAY, NUMBER, CODE, LINES, ROWS, OBJECT = "text", "day", "whole number", "code", "list of texts", "rows", "object"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `sen2`: the item of the SEN2 return it is (`Person.Surname`); `law`: what of the Regulations it is.
    `choices` for a code, `fields` for rows and objects."""

    name: str
    kind: str
    about: str
    needed: bool = False
    sen2: str = ""
    law: str = ""
    choices: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()


def _text(name: str, about: str, sen2: str = "", law: str = "", needed: bool = False) -> Field:
    return Field(name, TEXT, about, needed, sen2, law)


def _day(name: str, about: str, sen2: str = "", law: str = "", needed: bool = False) -> Field:
    return Field(name, DAY, about, needed, sen2, law)


_R = "reg 12(1)"
SOURCE: Final = (
    _text("id", "The row of advice", needed=True),
    _text("advice", "The advice it stands in"),
    Field("report", NUMBER, "Which version of the report"),
    _text("name", "Whose advice, as a reader knows it"),
)
ITEM: Final = (
    _text("id", "Its id, the same in every version of the plan", needed=True),
    _text("number", "The number it carries in the text: F2"),
    Field("part", CODE, "What it is", True, law="reg 12(1)(b) to (h)", choices=tuple(SECTIONS)),
    Field("section", CODE, "The section it stands in", law=_R, choices=tuple(plan_sections())),
    _text("text", "Its words", law="reg 12(1)(b) to (h)", needed=True),
    Field("area", CODE, "Which area of need", sen2="SENneed.SENtype (see the areas below)", choices=tuple(AREAS)),
    _day("by_when", "Of an outcome: by when", law="reg 12(1)(e)"),
    _text("measure", "Of an outcome: how it will be known"),
    _text("who", "Of provision: who gives it", law="reg 12(1)(f) to (h)"),
    _text("expertise", "What they are trained in"),
    _text("how_often", "How often", law="reg 12(1)(f) to (h)"),
    _text("how_long", "How long each time", law="reg 12(1)(f) to (h)"),
    _text("ratio", "How many adults for how many children"),
    _text("place", "Where"),
    _day("starts_on", "From when"),
    _text("reviewed", "When it is looked at again"),
    _text("funded_by", "Who pays"),
    Field("duty", CODE, "Whose duty it is", law="Children and Families Act 2014, s.42", choices=tuple(DUTIES)),
    _text("duty_says", "The same in words"),
    Field("hopes", LINES, "Lines of section A it works towards", law="reg 12(1)(a)"),
    Field("tags", LINES, "Codes of the partnership's outcomes framework"),
    Field("tags_say", LINES, "The same in words"),
    Field("serves", LINES, "Ids of the items it answers or works towards"),
    Field("sources", ROWS, "The rows of advice it rests on", law="reg 12(4)", fields=SOURCE),
    _text("changed_because", "Why its words are not those of its source"),
)
SECTION: Final = (
    _text("title", "Its heading"),
    _text("text", "Everything the section says", needed=True),
    Field("items", ROWS, "The rows it was written from, where it was", fields=ITEM),
)
CHILD: Final = (
    _text("name", "Forename and surname", "Person.Forename, Person.Surname", needed=True),
    _text("known_as", "What they are called"),
    _text("pronouns", "she, he, they, or as written"),
    _day("born_on", "Date of birth", "Person.PersonBirthDate"),
    Field("school_year", NUMBER, "Year group; 0 is Reception"),
    _text("upn", "Unique pupil number", "Person.UPN"),
    _text("uln", "Unique learner number", "Person.UniqueLearnerNumber"),
)
PERSON: Final = (
    _text("name", "Who", needed=True),
    _text("role", "What they are to the child or the plan", law="reg 13(2)"),
)
PLACEMENT: Final = (
    _text("name", "The school, college or other place", "PlanDetail.SENSettingOther", "reg 12(1)(i)"),
    _text("type", "Its type, where only a type is named", "PlanDetail.SENSetting", "reg 12(1)(i)"),
    _text("urn", "Unique reference number", "PlanDetail.URN", "reg 12(1)(i)"),
    _text("ukprn", "UK provider reference number", "PlanDetail.UKPRN", "reg 12(1)(i)"),
)
SENT: Final = (
    Field("kind", CODE, "What was sent", True, law="regs 13 and 14", choices=("draft", "final")),
    Field("number", NUMBER, "Which draft", True),
    _day("sent_on", "The day it was sent", "NamedPlan.StartDate, of the final plan", "regs 13 and 14", True),
    _text("fingerprint", "SHA-256 of the copy, in hexadecimal", needed=True),
)
PLAN: Final = (
    Field("format", CODE, "Always this", True, choices=(FORMAT,)),
    Field("version", NUMBER, "Of this form: 1", True),
    Field("plan_type", CODE, "Which kind of plan in law", True, law="Children and Families Act 2014, s.37(2)",
          choices=("ehc_plan",)),
    Field("stage", CODE, "How far it has come", True, law="regs 13 and 14", choices=("draft", "final", "unknown")),
    Field("child", OBJECT, "Whom it is about", True, fields=CHILD),
    _text("council", "Who made it"),
    _text("reference", "Their reference"),
    _day("sent_on", "The day this version was sent", "NamedPlan.StartDate, of a final plan", "reg 14"),
    _day("answer_by", "Of a draft: the family's last day to answer", law="reg 13(1)(a)"),
    _text("signed_by", "Who signed it", law="Code of Practice 9.125"),
    _text("health_agreed_by", "Who agreed the health care provision", law="reg 12(2)"),
    _text("fingerprint", "SHA-256 of the copy this was made from, in hexadecimal"),
    Field("other_people", ROWS, "Those whose names belong in the plan", fields=PERSON),
    Field("placements", ROWS, "What section I names", law="reg 12(1)(i)", fields=PLACEMENT),
    Field("unplaced", LINES, "Lines of the file it was read from that stand in no section"),
    Field("copies", ROWS, "Everything sent so far", fields=SENT),
)  # fmt: skip
SECTION_CODES: Final = (*plan_sections(), "H")  # H where a plan does not tell H1 and H2 apart

# What each area of need counts as in the return; sections C and D have no code there.
AREA_NEEDS: Final = {
    "communication": ("SLCN", "ASD"), "cognition": ("SPLD", "MLD", "SLD", "PMLD"), "emotional": ("SEMH",),
    "physical": ("VI", "HI", "MSI", "PD"), "health": (), "care": (),
}  # fmt: skip


def area_codes() -> dict[str, tuple[str, ...]]:
    """The area of need, and those of its SEN2 codes that the return has."""
    known = codes("SENtype")
    return {area: tuple(code for code in needs if code in known) for area, needs in AREA_NEEDS.items()}
