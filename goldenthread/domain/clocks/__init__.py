"""Clocks: what the law says must be done by when, read from dated facts.

    from goldenthread.domain.clocks import Claim, Reading, Status, read, needs_assessment

A clock is never stored running. Correct a fact or a rule and every answer is corrected.
"""

from goldenthread.domain.clocks.facts import BadFact, MissingFact
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.register import CLOCKS, NoDate, count_dates, read
from goldenthread.domain.clocks.status import Status
from goldenthread.domain.statute.exceptions import Claim, ExceptionRefused
from goldenthread.domain.statute.limits import NotInForce, UnknownRule

__all__ = [
    "CLOCKS",
    "BadFact",
    "Claim",
    "ExceptionRefused",
    "MissingFact",
    "NoDate",
    "NotInForce",
    "Reading",
    "Status",
    "UnknownRule",
    "count_dates",
    "read",
]
