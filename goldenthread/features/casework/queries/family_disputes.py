"""A family's disagreement in plain words: what has happened, whose turn it is, and by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.lifecycle.dispute_outcomes import AGREED, CONCEDED, ORDERED
from goldenthread.domain.lifecycle.dispute_steps import OPENED, DisputeSoFar, Standing, stage_of, standing_of
from goldenthread.domain.statute.appeals import certificate_needed
from goldenthread.features.casework.queries.child_timeline import decisions_said, said_of
from goldenthread.features.casework.queries.facts import ChildProcesses, DisputeFacts
from goldenthread.features.casework.queries.readings import Read
from goldenthread.features.casework.queries.steps import Naming, State, Step

# By stage: where it is, and whose turn it is to do what.
_WORDS: Final[dict[str, tuple[str, str]]] = {
    "decision_sent": (
        "You told the council that you do not agree.",
        "It is your turn. You can talk to a mediation adviser. You can choose mediation, or an appeal, or both.",
    ),
    "adviser_contacted": (
        "The mediation adviser knows that you do not agree.",
        "You choose if you want mediation. If you do not, the adviser sends you a certificate.",
    ),
    "mediation_wanted": (
        "You asked for mediation. It is a meeting with a person who takes no side.",
        "It is the council’s turn. It must set up the meeting.",
    ),
    "health_mediation_wanted": (
        "You asked for mediation about health care. It is a meeting with a person who takes no side.",
        "It is the health service’s turn. It must set up the meeting.",
    ),
    "mediation_not_possible": (
        "The mediation meeting could not be set up. You count as having been to one.",
        "It is the mediation adviser’s turn. They must send you a certificate.",
    ),
    "mediation_held": (
        "The mediation meeting was held.",
        "When mediation ends, the mediation adviser must send you a certificate.",
    ),
    "agreed": ("You and the council agreed.", "It is the council’s turn. It must do what it agreed."),
    "certificate_issued": ("You have a mediation certificate.", "It is your turn, if you want to appeal."),
    "appealed": ("The tribunal has your appeal.", "It is the council’s turn. It must answer the appeal."),
    "answered": (
        "The council has answered your appeal.",
        "It is the tribunal’s turn. It will tell you what happens next, and when.",
    ),
    "conceded": (
        "The council told the tribunal that it will not fight your appeal. So you have won it.",
        "It is the council’s turn. It must do what the appeal asked for.",
    ),
    "ordered": ("The tribunal has decided.", "If it told the council to do something, the council must do it in time."),
    "recommended": (
        "The tribunal has decided. It also asked health or social care to think again.",
        "They must write to you with their answer.",
    ),
    "withdrawn": ("You took your appeal back, so it has ended.", ""),
    "dropped": ("You took this no further, so it has ended.", ""),
}
_CAME: Final = {AGREED: "You agreed", CONCEDED: "The council gave way", ORDERED: "The tribunal’s order"}


@dataclass(frozen=True, slots=True)
class FamilyDispute:
    """One disagreement for a family. `steps` are done; `coming` are (sentence, the law's own last day) of what runs
    now, soonest first; `came` says what was agreed or ordered; `certificate` whether one is needed, in a sentence.
    """

    about: str
    where: str
    turn: str
    is_open: bool
    steps: tuple[Step, ...]
    coming: tuple[tuple[str, date], ...]
    came: tuple[str, ...]
    certificate: str


def family_disputes(
    processes: ChildProcesses, reads: Sequence[Read], naming: Naming, *, on: date
) -> list[FamilyDispute]:
    """Newest first; none that was opened by mistake."""
    found = []
    for dispute in reversed(processes.disputes):
        so_far = dispute.so_far(on)
        if not so_far.is_void:
            own = [read.reading for read in reads if read.dispute_id == dispute.id and read.reading]
            found.append(_told(dispute, so_far, own, naming))
    return found


def _told(dispute: DisputeFacts, so_far: DisputeSoFar, clocks: Sequence[Reading], naming: Naming) -> FamilyDispute:
    where, turn = _WORDS[stage_of(so_far).code]
    # One that an exception lifted has no day any more: it says so, and why.
    running = [(each.original_outer_on, each) for each in clocks if each.is_open and each.original_outer_on]
    coming = [(each.for_a_parent(naming.whom), day) for day, each in sorted(running, key=lambda pair: pair[0])]
    came = [f"{_CAME[fact]}: {each.said}." for fact in _CAME if (each := so_far.came(fact))]
    steps = [Step(_title(fact), State.DONE, on=day) for fact, day in sorted(so_far.facts.items(), key=_when)]
    over = standing_of(so_far) is Standing.WITHDRAWN
    return FamilyDispute(
        decisions_said(dispute.rights), where, turn, not over, tuple(steps), tuple(coming), tuple(came),
        "" if over or "appeal_received" in so_far.facts else certificate_said(dispute.rights),
    )  # fmt: skip


def turn_of(stage: str) -> str:
    """Whose turn it is at a stage; where it has ended, that it has."""
    where, turn = _WORDS[stage]
    return turn or where


def certificate_said(rights: Sequence[str]) -> str:
    """Whether an appeal needs a mediation certificate first, said to a family."""
    if not certificate_needed(rights):
        return "You do not need a mediation certificate, because this is about the school or college alone."
    if any(not certificate_needed([right]) for right in rights):
        return "If you only appeal about the school or college, you do not need a mediation certificate."
    return "You need a mediation certificate before you can appeal."


def _title(fact: str) -> str:
    return "You told the council that you do not agree" if fact == OPENED else said_of(fact)


def _when(item: tuple[str, date]) -> tuple[date, bool]:
    return item[1], item[0] != OPENED
