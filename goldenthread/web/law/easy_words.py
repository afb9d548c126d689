"""The processes in Easy Read: one idea a sentence, each with a picture. How long each limit is comes from the law's
rows and is typed nowhere here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from goldenthread.domain.clocks.reference import rows_of
from goldenthread.domain.clocks.register import CLOCKS
from goldenthread.domain.lifecycle.diagram import PROCESSES
from goldenthread.domain.lifecycle.process import Process, Stage
from goldenthread.domain.statute.limits import Limit
from goldenthread.web.law.parts import part_of
from goldenthread.web.law.process_words import plain_name, turn_said
from goldenthread.web.law.rule_words import Binding, binding, must, only_if, time_allowed


@dataclass(frozen=True)
class Row:
    """A picture and one to three short sentences. `number` and `unit` are drawn into a calendar instead of a file."""

    picture: str
    alt: str
    sentences: tuple[str, ...]
    number: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Chapter:
    """One process."""

    name: str
    rows: tuple[Row, ...]


# Each picture of ours, and what it shows. The files are static/law/pictures/<name>.svg.
PICTURES: Final[dict[str, str]] = {
    "letter": "An envelope",
    "look": "A magnifying glass over a page",
    "no": "A page with a cross on it",
    "write": "A pencil writing on a page",
    "plan": "A page with a star on it",
    "talk": "Two speech bubbles",
    "meeting": "Three people at a table",
    "change": "A page with two arrows going round it",
    "stop": "A stop sign",
    "house": "A house with an arrow to another house",
    "scales": "A pair of scales",
    "help": "Two hands, one helping the other",
    "step": "A foot step on a path",
}

# What each stage is in Easy Read: its picture, and its sentences. A stage not told here is told in its own words.
STAGES: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "Needs assessment/requested": (
        "letter",
        ("You can ask the council to look at your child’s needs.", "This is called an assessment."),
    ),
    "Needs assessment/assessing": (
        "look",
        ("The council may say yes.", "It then asks people who know about your child.", "This is called advice."),
    ),
    "Needs assessment/refused_to_assess": ("no", ("The council may say no.", "You can ask it to think again.")),
    "Needs assessment/drafting": ("write", ("The council may say your child needs a plan.", "It writes the plan.")),
    "Needs assessment/refused_to_issue": (
        "no",
        ("The council may say your child does not need a plan.", "You can ask it to think again."),
    ),
    "Needs assessment/draft_served": (
        "talk",
        ("The council sends you the plan to read.", "This is called a draft.", "You can say what you think of it."),
    ),
    "Needs assessment/maintained": (
        "plan",
        ("The council sends you the final plan.", "Your child must get the help in the plan."),
    ),
    "Needs assessment/withdrawn": ("stop", ("You can change your mind.", "Then the work stops.")),
    "Needs assessment/moved_away": ("house", ("You may move to a new area.", "Then your new council helps you.")),
    "Annual review/review_due": (
        "look",
        ("The council must check the plan every year.", "This is called a review."),
    ),
    "Annual review/meeting_held": ("meeting", ("There is a meeting about the plan.", "You can say what you think.")),
    "Annual review/report_sent": ("write", ("The school or council writes down what was said.",)),
    "Annual review/maintained": ("plan", ("The council may keep the plan as it is.",)),
    "Annual review/amending": (
        "change",
        ("The council may want to change the plan.", "It must show you the changes first."),
    ),
    "Annual review/not_amended": ("plan", ("The council may decide not to change it after all.",)),
    "Annual review/amended": ("plan", ("The council sends you the changed plan.",)),
    "Annual review/cease_proposed": (
        "talk",
        ("The council may want to end the plan.", "It must ask you what you think first."),
    ),
    "Annual review/cease_decided": (
        "no",
        ("The council may say the plan will end.", "You can ask it to think again.", "The plan stays until then."),
    ),
    "Annual review/ceased": ("stop", ("The plan has ended.",)),
    "Disagreement/decision_sent": (
        "letter",
        ("The council sends you a letter.", "It says what the council decided.", "You may not agree."),
    ),
    "Disagreement/adviser_contacted": (
        "talk",
        ("You can talk to a mediation adviser.", "The adviser does not work for the council."),
    ),
    "Disagreement/mediation_wanted": (
        "talk",
        ("You can ask for mediation.", "The council must set up a meeting."),
    ),
    "Disagreement/health_mediation_wanted": (
        "talk",
        ("You may only disagree about health care.", "Then the health service must set up the meeting."),
    ),
    "Disagreement/mediation_held": ("meeting", ("You meet the council.", "Someone helps you both to agree.")),
    "Disagreement/agreed": ("plan", ("You may agree.", "Then the council must do what it said.")),
    "Disagreement/certificate_issued": (
        "letter",
        ("The adviser gives you a paper.", "It is called a certificate.", "Most people need it to appeal."),
    ),
    "Disagreement/appealed": ("scales", ("You can appeal to the tribunal.", "The council must answer.")),
    "Disagreement/answered": ("scales", ("The tribunal listens to you and to the council.", "Then it decides.")),
    "Disagreement/conceded": ("change", ("The council may change its mind.", "Then it must do what you asked for.")),
    "Disagreement/ordered": ("scales", ("The tribunal may tell the council what to do.", "The council must do it.")),
    "Disagreement/recommended": (
        "write",
        ("The tribunal may ask for help with health or care.", "The people it asks must write back."),
    ),
    "Reassessment/reassessment_asked": (
        "letter",
        ("Your child’s needs may have changed.", "You can ask the council to look at them again."),
    ),
    "Reassessment/reassessing": ("look", ("The council may say yes.", "It looks at your child’s needs again.")),
    "Reassessment/refused_to_reassess": ("no", ("The council may say no.", "You can ask it to think again.")),
    "Reassessment/reassessed": ("plan", ("The council sends you a new plan.",)),
    "Reassessment/not_amended_after": (
        "no",
        ("The council may decide not to change the plan.", "You can ask it to think again."),
    ),
    "Move to another area/move_known": ("house", ("You tell the council that you are moving.",)),
    "Move to another area/moved": (
        "plan",
        ("Your plan goes to your new council.", "The new council must give the help in the plan."),
    ),
    "Move to another area/family_informed": ("letter", ("The new council tells you what it will do.",)),
    "Move to another area/reviewed_after_move": ("look", ("The new council checks the plan.",)),
}
# A duty whose own sentence is long. One not told here is told in the family's words of its row of law.
DUTIES: Final[dict[str, tuple[str, ...]]] = {
    "B5": ("The council may decide that no plan is needed.", "Then it must tell you."),
    "D1": ("If you want to appeal, talk to a mediation adviser first.",),
    "F3": ("You must be told the date of the meeting.", "You must be sent the papers for it."),
    "G5": ("The council may say no if it looked at the needs a short time ago.",),
}
APPEAL: Final = Row(
    "scales",
    PICTURES["scales"],
    ("If you do not agree you can appeal.", "The tribunal looks at what the council decided.", "It is free."),
)
MOST_LIMITS: Final = 4  # more of them at one step are no longer easy to read
MANY_LIMITS: Final = Row(
    "calendar",
    "A calendar",
    ("There are time limits for this.", "They are not all the same.", "You can work out yours on this website."),
)
KEY_WORDS: Final[tuple[tuple[str, str], ...]] = (
    ("Advice", "What people who know about your child tell the council."),
    ("Appeal", "You ask the tribunal to look at what the council decided."),
    ("Assessment", "The council finds out what help your child needs."),
    ("Certificate", "A paper that says you talked to a mediation adviser."),
    ("Council", "The people who run services in your area."),
    ("Draft", "A plan that is not finished. You can still ask for changes."),
    ("Mediation", "A meeting to help you and the council agree."),
    ("Plan", "A paper that says what help your child must get. Its long name is an education, health and care plan."),
    ("Review", "A check that the plan is still right."),
    ("Tribunal", "The people who decide an appeal. They do not work for the council."),
)


def chapters(on: date) -> tuple[Chapter, ...]:
    """Every process with stages, by the law of a day. A limit is told once, in the chapter it belongs to."""
    told: set[str] = set()
    return tuple(Chapter(plain_name(process), tuple(_rows(process, on, told))) for process in PROCESSES)


def _rows(process: Process, on: date, told: set[str]) -> list[Row]:
    rows: list[Row] = []
    for stage in process.stages:
        picture, sentences = STAGES.get(f"{process.name}/{stage.code}", ("step", _own_words(stage)))
        rows.append(Row(picture, PICTURES[picture], sentences))
        if stage.appeal and APPEAL not in rows:
            rows.append(APPEAL)
        fresh = [code for code in stage.clocks if code not in told and _belongs(code, process)]
        limits = [row for code in fresh for row in rows_of(code)[:1] if row.in_force(on) and _is_about_families(row)]
        rows += [MANY_LIMITS] if len(limits) > MOST_LIMITS else map(_limit, limits)
        told |= set(fresh)
    return rows


def _belongs(code: str, process: Process) -> bool:
    """Whether a limit is told with this process: not where it has a chapter of its own elsewhere."""
    here, own = plain_name(process), part_of(CLOCKS[code].process).name
    return own == here or own not in map(plain_name, PROCESSES)


def _is_about_families(row: Limit) -> bool:
    owed = f"{row.owed_by} {row.owed_to}"
    return any(words in owed for words in ("parent", "young person", "everyone"))


def _own_words(stage: Stage) -> tuple[str, ...]:
    turn = turn_said(stage)
    return (f"{stage.name}.", f"Next, {turn}.") if turn else (f"{stage.name}.",)


def _limit(row: Limit) -> Row:
    told = DUTIES.get(row.code) or tuple(each for each in (must(row), only_if(row)) if each)
    tail = ("This is advice, not law.",) if binding(row) is Binding.GUIDANCE else ()
    sentences = tuple(each for each in (*told, time_allowed(row), *tail) if each)
    number, unit = (str(row.period.value), str(row.period).split(" ", 1)[1]) if row.period else ("", "")
    planned = " before" if CLOCKS[row.code].planned else ""
    alt = f"A calendar that says {number} {unit}{planned}" if number else "A calendar"
    return Row("calendar", alt, sentences, number, unit)
