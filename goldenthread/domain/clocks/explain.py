"""A reading in words for a professional: the law and why it is this one, the count, what could change the date, what
follows if it is missed. For a parent: family_words.py.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.clocks.facts import WHAT_HAPPENED, what_happened
from goldenthread.domain.clocks.family_words import FAMILY
from goldenthread.domain.clocks.readable import Readable
from goldenthread.domain.statute.exceptions import Admission, admissions
from goldenthread.domain.statute.limits import Counting, Limit, rows_of_code

COUNCIL_OMBUDSMAN: Final = "Local Government and Social Care Ombudsman"
HEALTH_OMBUDSMAN: Final = "Parliamentary and Health Service Ombudsman"
NEVER_A_PAUSE: Final = (
    "An exception lifts the limit. It never pauses it and never adds days: the duty stays, as soon as practicable."
)
FORMULAS: Final = {
    Counting.WITHIN: "Counted as “within”: the day of the event is left out.",
    Counting.BEGINNING_WITH: "Counted as “beginning with”: the first day is day one.",
    Counting.BEFORE: "Counted as “before”: the named day is already too late.",
    Counting.AT_LEAST_BEFORE: "Counted back as “at least” so long before.",
    Counting.TRIBUNAL_FILING: "Counted as “within”, then rolled forward by the tribunal's rules.",
    Counting.TRIBUNAL_WORKING_DAYS: "Counted in the tribunal's working days.",
    Counting.IMMEDIATELY: "Due at once: no time is allowed.",
    Counting.SCHOOL_LEAVING: "Read from the school calendar.",
    Counting.ACADEMIC_YEAR_OF_25: "Read from the birth date and the course.",
}
BY_THE_TRIBUNAL: Final = "Only the tribunal can change this date."
FINAL_PLAN_IN: Final = {
    "B5": "20 weeks",
    "E3": "14 weeks of the order, of the agreement, or of the council giving way",
}


def rule_in_plain_words(reading: Readable) -> str:
    """The rule, who says so, and whether it binds."""
    row = reading.limit
    uncertain = f" Not settled: {row.uncertain}" if row.uncertain else ""
    return f"{row.plain} This comes from {row.strength.said} ({row.citation}).{uncertain}"


def which_law(reading: Readable) -> str:
    """Why this row of the law: the day that chose it, and what else was law under the same code at other times."""
    row = reading.limit
    until = f" to {said(row.in_force_to)}" if row.in_force_to else ""
    chosen = f"The row in force from {said(row.in_force_from)}{until} is used"
    if reading.started_on is None:
        return f"{chosen}."
    lines = f"{chosen}, because the law on the day the time began, {said(reading.started_on)}, governs it."
    others = [each for each in rows_of_code(row.code, row.variant) if each != row]
    if others:
        lines += f" There are {len(others)} more rows of this rule for other years."
    return lines


def what_could_change_it(reading: Readable) -> tuple[str, ...]:
    """What would move or lift the date: a corrected fact, facts the rule also reads, exceptions. Nothing else."""
    found = []
    if reading.started_by:
        found.append(f"If it is wrong that {what_happened(reading.started_by)} on that day, the date changes with it.")
    found += [
        f"It can change with this: {what_happened(name)}." for name in reading.also_reads if name in WHAT_HAPPENED
    ]
    if reading.limit.counting in (Counting.TRIBUNAL_FILING, Counting.TRIBUNAL_WORKING_DAYS):
        found.append(BY_THE_TRIBUNAL)
    available = exceptions_available(reading, reading.started_on or reading.on)
    return (*found, *available)


def what_started_it(reading: Readable) -> str:
    """The fact the count runs from, and its day."""
    if reading.started_by is None or reading.started_on is None:
        return "Nothing has started this clock yet."
    return f"On {said(reading.started_on)} {what_happened(reading.started_by)}."


def how_counted(reading: Readable) -> tuple[str, ...]:
    """The working, one sentence a step, ending with the safe date."""
    if reading.original_outer_on is None or reading.safe_on is None:
        return ()
    aim = f"The safe date to work to is {said(reading.safe_on)}."
    return (FORMULAS[reading.limit.counting], *reading.steps, *reading.safe_steps, aim)


def exceptions_available(reading: Readable, on: date) -> tuple[str, ...]:
    """Each exception the law admits to this limit, or that it admits none; and that none of them is a pause."""
    admitted = [
        admission
        for admission in admissions(reading.limit.key, on=on, until=reading.original_outer_on)
        if admission.exception.code != "NOT_STATED"
    ]
    if not admitted:
        return ("The law admits no exception to this limit.",)
    return (*(_admission_said(admission) for admission in admitted), NEVER_A_PAUSE)


def what_if_late(reading: Readable) -> str:
    """What follows from missing the date, and what the family can do. Lateness alone gives no right of appeal."""
    row = reading.limit
    if row.only_if and reading.met_on is None:
        return (
            f"This date binds only if {row.only_if}. After it, that decision breaks {row.citation}; the other "
            f"decision has no limit of its own, but the final plan must be sent within {FINAL_PLAN_IN[row.code]}."
        )
    if not row.is_legal_duty:
        return "This is what guidance expects, not a legal limit. You can ask why it has not happened and when it will."
    if row.family_actor == FAMILY:
        return OWN_LATENESS.get(
            row.code, "After that day the council may go on without your answer. Tell it if you need longer."
        )
    if row.owed_by == "body asked for advice":
        return (
            f"Late advice breaks {row.citation}. It does not give the council more time. You can complain to the body, "
            f"and then about a health body to the {HEALTH_OMBUDSMAN}, or about a council or youth offending team to "
            f"the {COUNCIL_OMBUDSMAN}."
        )
    if row.owed_by == "nobody" or row.code in KEPT_UNTIL:
        return KEPT_UNTIL.get(row.code, "This is a date that arrives by itself. Nobody can be late for it.")
    return (
        f"Missing this date breaks {row.citation}, and the duty to act as soon as possible stays. "
        f"You can complain to the {_complain_to(row)}. Being late does not by itself give a right of appeal. "
        "A solicitor can say if a court could help. Ask soon: a claim in court must be made promptly."
    )


OWN_LATENESS: Final = {
    "D1": "After that day the adviser may not give a certificate without mediation. "
    "You can ask the tribunal to let you appeal.",
    "D6": "After that day you need the tribunal's permission. Ask for it with your appeal and say why it is late.",
}


# What follows when a time has passed that nobody can be late for.
KEPT_UNTIL: Final = {
    "E1": "The plan is to end without delay. Nobody loses a right if it goes on for longer.",
    "L3a": "After that day the older award no longer counts: the newer qualification is needed.",
    "A4": "After that day, if a plan may be needed, the council must again invite your views and evidence.",
    "G5": "After that day the council can refuse a reassessment only because none is needed.",
    "I3": "After that day, if nobody has appealed, the plan may end. After an appeal it goes on until that is over.",
    "I4": "After that day the plan cannot go on, whatever the young person still needs.",
}


def _complain_to(row: Limit) -> str:
    """Where a complaint goes, by who owes the duty: an Ombudsman looks at councils, another at health bodies."""
    if row.code in ("F3", "F4"):
        part = "about the council's part"
        return f"school by its own procedure, or to the council and then to the {COUNCIL_OMBUDSMAN} {part}"
    if row.owed_by == "governing body or proprietor":
        return "school's governors or academy trust, and then to the Department for Education"
    if row.code == "D5":
        return f"council and then to the {COUNCIL_OMBUDSMAN}, or to the health body and then to the {HEALTH_OMBUDSMAN}"
    if "health commissioner" in row.owed_by:
        return f"health body and then to the {HEALTH_OMBUDSMAN}"
    if "authority" in row.owed_by:
        return f"council and then to the {COUNCIL_OMBUDSMAN}"
    return row.owed_by


def _admission_said(admission: Admission) -> str:
    return f"{admission.exception.name}: {admission.exception.condition} ({admission.citation})"
