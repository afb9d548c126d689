"""What bringing a file in does or would do, in figures and in problems."""

from __future__ import annotations

from typing import Any

from goldenthread.domain.sen2.records import Problem
from goldenthread.features.returns.models import Import
from goldenthread.features.returns.operations.loading import LoadResult
from goldenthread.features.returns.operations.reading import ReadFile, place_of
from goldenthread.features.returns.operations.waiting import Waiting


def effects_of(result: LoadResult, found: ReadFile | None = None) -> dict[str, Any]:
    """A load's figures under the names pages and the command line use."""
    figures = {
        "new": result.new,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "conflicts": result.conflicts,
        "not_in_file": result.not_here,
        "unknown_bodies": len(result.unknown_bodies),
    }
    return {**figures, "left_out": found.left_out, "form_errors": found.form_errors} if found else figures


def note_left_out(found: ReadFile, result: LoadResult, waiting: Waiting) -> None:
    """Say among the file's problems who cannot be brought in, and which schools and officers are not known."""
    reasons = {waiting.positions[at]: reason for at, reason in result.left_out}
    places = waiting.places(list(reasons))
    for position, reason in sorted(reasons.items()):
        found.note_form(
            Problem("error", reason + " The person was not brought in.", place_of(places.get(position, ""), "Person"))
        )
    waiting.leave_out(reasons)
    found.left_out += len(reasons)
    for email in result.unknown_officers:
        message = f"Nobody signs in with {email}, so the case has no officer. Make the account or correct the address."
        found.note_form(Problem("warning", message, place_of("", "Case officer email")))
    for number in result.unknown_bodies:
        message = (
            f"No school or provider here has {number}; a placeholder will stand for it until schools are brought in."
        )
        found.note_form(Problem("warning", message, place_of("", number.split()[0])))


def label_of(row: Import) -> str:
    """What to call it in a reason: 'the SEN2 return of 2026'."""
    return f"the SEN2 return of {row.year}" if row.kind == "sen2" else "a spreadsheet of cases"
