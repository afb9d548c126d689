"""What one return alone can truly say of a year, and why that is no forecast."""

from __future__ import annotations

from datetime import date

from goldenthread.domain.calendars.survey_days import survey_day
from goldenthread.domain.calendars.wording import said
from goldenthread.domain.forecast.from_returns import began_on, ended_on, plan_on
from goldenthread.domain.forecast.reading import Fault
from goldenthread.features.returns.sen2.readers import ReturnFile
from goldenthread.features.returns.surveys.register import Register


def one_alone(source: ReturnFile, day: date, register: Register) -> Fault:
    """Counts its plans begun and ended since the survey before. Raises ReturnUnreadable."""
    before = survey_day(source.year - 1)
    now = begun = ended = 0
    for person in source.persons():
        plan = plan_on(person, day, register.kind_of)
        now += plan is not None
        begun += plan is not None and plan.began is not None and plan.began > before
        ended += plan is None and any(
            (began_on(each) or date.max) <= before < (ended_on(each) or date.min) <= day for each in person.requests
        )
    message = (
        f"is the only return: the returns of two Januaries in a row or more are needed. By itself it says that "
        f"{now:,} children had a plan on {said(day)}, {begun:,} of them begun since {said(before)}, and that "
        f"{ended:,} who had one then no longer did; but of a plan that ended a return gives neither need nor placement"
    )
    return Fault(source.name, 0, message)
