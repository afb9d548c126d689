"""Why a change to the money, or to the places it pays for, is not made."""

from __future__ import annotations


class Refused(Exception):
    """What was entered cannot be; `field` is where, the message says why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class ChangedMeanwhile(Exception):
    """Somebody else saved it after the form was made."""
