"""Advice asked for in an assessment, and the exceptions recorded when time limits could not be kept."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from goldenthread.demo.population.days import DAY, office_day
from goldenthread.demo.population.life import Advice, RecordedException
from goldenthread.demo.population.timeliness import SIX_WEEKS
from goldenthread.domain.calendars.wording import said

HEALTH = ("Marle Community Paediatrics", "Wrenbury Community Health", "Marle and District Children's Health")
# Who is asked (SEND Regulations 2014, reg 6(1)), how often, and the share that answer within six weeks.
ADVISERS = (
    ("parent_or_young_person", "The family", 1.0, 0.95), ("education", "School or setting", 1.0, 0.88),
    ("medical", "", 1.0, 0.56), ("educational_psychology", "Wrenbury and Marle Educational Psychology", 1.0, 0.6),
    ("social_care", "Wrenbury and Marle Children's Social Care", 1.0, 0.76),
    ("speech_and_language", "Marle Children's Therapies", 0.45, 0.6),
    ("occupational_therapy", "Marle Children's Therapies", 0.25, 0.55),
    ("sensory", "Wrenbury Sensory Service", 0.06, 0.85), ("child_mental_health", "Marle CAMHS", 0.15, 0.45),
)  # fmt: skip
EXCEPTIONS = (
    ("exceptional", "The child was in hospital from {a} to {b}.",
     "No one could see the child to assess until they were home."),
    ("exceptional", "A parent was seriously ill and asked for meetings to wait until {b}.",
     "The parents' views could not be had."),
    ("absent_4_weeks", "The family were away from the area from {a} to {b}.",
     "No assessment could be arranged while they were away."),
    ("school_closed", "Advice was asked of the school on {a}; it was closed for the summer until {b}.",
     "The school could not give advice while closed, and others needed it."),
    ("exceptional", "There was a death in the close family on {a}.",
     "The family asked for a pause and the visits were moved to after {b}."),
)  # fmt: skip


def after(start: date, days: float, step: int = 1) -> date:
    return office_day(start + timedelta(days=int(days)), step)


def advice(random: Random, begins_on: date, latest_on: date) -> tuple[Advice, ...]:
    """Advice asked for when the assessment begins; all in by `latest_on`, as a draft or an ending presupposes."""
    found = []
    for kind, asked_of, chance, in_time in ADVISERS:
        if random.random() >= chance:
            continue
        requested_on = after(begins_on, random.choice((0, 0, 1, 1, 2, 3, 5)))
        late = random.random() >= in_time
        days = SIX_WEEKS + 1 + random.expovariate(1 / 20) if late else SIX_WEEKS - min(30.0, random.expovariate(1 / 9))
        received_on = after(requested_on, days)
        if received_on > latest_on:
            received_on = max(requested_on, office_day(latest_on, -1))
        found.append(Advice(kind, asked_of or random.choice(HEALTH), requested_on, received_on))
    return tuple(found)


def exception(random: Random, received_on: date, issued_on: date) -> RecordedException:
    """A recorded exception, inside the assessment."""
    category, facts, reason = random.choice(EXCEPTIONS)
    began = received_on + timedelta(days=random.randint(20, 70))
    ended = began + timedelta(days=random.randint(30, 48))
    if category == "school_closed":
        summer = date(began.year, 7, 22)
        if not received_on < summer < issued_on:
            category, facts, reason = EXCEPTIONS[0]
        else:
            began, ended = office_day(summer - 3 * DAY), date(summer.year, 9, 3)
    told = {name: said(day) for name, day in (("a", began), ("b", ended))}
    recorded_on = min(office_day(began + 3 * DAY), issued_on)
    return RecordedException(category, facts.format(**told), reason, recorded_on, turning_days(category, began, ended))


def turning_days(category: str, began: date, ended: date) -> tuple[tuple[str, str], ...]:
    """The days an exception of this category turns on. A summer closure begins on 22 July."""
    if category == "absent_4_weeks":
        return ("away_from", began.isoformat()), ("away_to", ended.isoformat())
    if category == "school_closed":
        closed_from = date(ended.year, 7, 22).isoformat()
        return ("advice_requested", began.isoformat()), ("closed_from", closed_from), ("reopens_on", ended.isoformat())
    return ()
