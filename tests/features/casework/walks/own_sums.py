"""Days counted, and what a notice must say, as a plain reader of the law would: with sums of its own.

Easter by the rule in the Book of Common Prayer; working days are Monday to Friday but bank holidays. Where the law says
2 months or 1 month the day of the same number is the last, or the month's last day where it has no such day.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache

from goldenthread.domain.calendars.wording import said

DAY = timedelta(days=1)
EVER = date(2000, 1, 1)


def weeks(day: date, number: int) -> date:
    """The last day "within" so many weeks of a day."""
    return day + 7 * number * DAY


def months(day: date, number: int) -> date:
    """The last day "within" so many months of a day."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def working_days(day: date, number: int) -> date:
    """The last day "within" so many working days of a day."""
    while number:
        day += DAY
        number -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no bank holiday of England and Wales."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def filed_by(day: date) -> date:
    """Tribunal rule 12: a time that ends in August, from 25 December to 1 January, or on no working day, runs on."""
    if day.month == 8:
        day = date(day.year, 9, 1)
    if (day.month, day.day) >= (12, 25):
        day = date(day.year + 1, 1, 2)
    if (day.month, day.day) == (1, 1):
        day += DAY
    while not is_working_day(day):
        day += DAY
    return day


def appeal_by(notice: date, certificate: date | None = None) -> date:
    """Rule 20(1)(c): 2 months from the notice or 1 month from the certificate, the later, then as rule 12 has it."""
    ends = [filed_by(months(notice, 2))]
    if certificate:
        ends.append(filed_by(months(certificate, 1)))
    return max(ends)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    easter = _easter(year)
    may, august = date(year, 5, 31), date(year, 8, 31)
    found = {easter - 2 * DAY, easter + DAY}
    found.add(next(day for day in (date(year, 5, 1) + n * DAY for n in range(7)) if day.weekday() == 0))
    found |= {next(end - n * DAY for n in range(7) if (end - n * DAY).weekday() == 0) for end in (may, august)}
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while day.weekday() >= 5 or day in found:
            day += DAY
        found.add(day)
    return frozenset(found)


def _easter(year: int) -> date:
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + i - 7 * ((a + 11 * h + 22 * i) // 451) + 114, 31)
    return date(year, month, day + 1)


# By kind of letter: the headings under which something must stand, and who besides the family must be sent one.
# Children and Families Act 2014, sections 36 and 38; SEND Regulations 2014, regulations 4, 5, 10, 13, 14 and 32;
# SI 2017/1306, regulation 8.
HEALTH, SOCIAL_CARE, SCHOOL = "Marle Health", "Marle social care", "Ferry Primary"
SENT_TO = {
    "views_invited": {HEALTH, SOCIAL_CARE, SCHOOL}, "will_assess": {HEALTH, SOCIAL_CARE, SCHOOL},
    "refuse_assess": {HEALTH, SOCIAL_CARE, SCHOOL}, "no_plan": {HEALTH, SCHOOL}, "draft_plan": set(),
    "final_plan": {HEALTH, SCHOOL},
}  # fmt: skip
SERVICES = {"mediation": "Talk It Over, 01632 960777", "resolution": "Common Ground, 01632 960778"}
ADVICE, SCHOOLS = "SENDIASS", "marle.example/schools"


def must_say(kind: str, on: date, started: date) -> list[str]:
    """Words that must stand in a letter of this kind sent on a day, of a case that began on `started`."""
    to_appeal = [
        f"by {said(appeal_by(on))}", f"by {said(months(on, 2))}", "one month after the day of a mediation certificate",
        "First-tier Tribunal", *SERVICES.values(), ADVICE,
    ]  # fmt: skip
    recommends = "the tribunal may also recommend"
    return {
        "views_invited": [f"by {said(weeks(started, 6))}", "what you think", "send letters or reports"],
        "will_assess": [f"by {said(weeks(started, 20))}"],
        "refuse_assess": [*to_appeal, "You need a mediation certificate first"],
        "no_plan": [*to_appeal, "You need a mediation certificate first", recommends],
        "draft_plan": [f"by {said(on + 14 * DAY)}", SCHOOLS, "ask us to name one", "ask to meet"],
        "final_plan": [
            *to_appeal, recommends, "only about the school or college in section I", "without contacting the mediation",
        ],
    }[kind]  # fmt: skip


# By outcome: the limits that run from the order, agreement or concession, in weeks (regs 44(2), 42(2), 45(3) to (6)).
AFTER = {
    "assess": {"E2": 2, "E3": 10, "E4": 14}, "reassess": {"E2": 2, "E3": 10, "E4": 14}, "plan": {"E5a": 5, "E5": 11},
    "again": {"E6": 2}, "contents": {"E7": 5}, "placement": {"E8": 2}, "keep_amend": {"E10": 5}, "keep": {},
    "dismissed": {}, "other": {"D5": 2},
}  # fmt: skip
MAY_BE_LIFTED = {
    "order_made": {"E2", "E3", "E4", "E5a", "E5"}, "mediation_agreed": {"E2", "E3", "E4", "E5a", "E5"},
    "appeal_conceded": {"E2", "E5a", "E5"},  # regulation 45(7) names paragraphs (3) and (6) alone
}  # fmt: skip
