"""What a school or college asked about a place is told, and on which days it is reminded.

The days are ours, not the law's: the Code expects an answer within 15 days (rule C3) and says nothing about reminding.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from goldenthread.domain.calendars.wording import said

BEFORE: Final = timedelta(days=5)
WEEKS_AFTER: Final = 4  # after that a person calls: the body is told no more by message

ASKED: Final = (
    "Read the draft plan we sent you.",
    "Say if you can meet the needs in it. Say what you would need to do that.",
    "If you say no, say which of the law’s grounds it is, and why.",
)


def reminder_days(expected_by: date) -> tuple[date, ...]:
    """The days an open question is reminded of: five days before, on the day, and each week for four weeks after."""
    after = tuple(expected_by + timedelta(weeks=week) for week in range(1, WEEKS_AFTER + 1))
    return (expected_by - BEFORE, expected_by, *after)


def asked_said(body: str, child: str, received_on: date, *, asked_by_family: bool) -> str:
    """What has happened, to the body that is asked. `child`: as its inbox may name them."""
    wish = f" The family of {child} asked for this place." if asked_by_family else ""
    return f"The council asked {body} on {said(received_on)} about a place for {child}.{wish}"


def reminded_said(body: str, child: str, expected_by: date, on: date) -> str:
    """The same once nothing has come."""
    when = "was expected" if expected_by < on else "is expected"
    return f"An answer from {body} about a place for {child} {when} by {said(expected_by)}. It has not come yet."


def rule_said(citation: str, *, binds: bool) -> str:
    """Under which rule, and whether it is law. `citation`: where it stands, as the law's own table says."""
    if binds:
        return f"{citation}. This is law."
    return f"{citation}. The Code expects this. It is not law."
