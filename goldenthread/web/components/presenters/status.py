"""The words and colours of a status tag. The words carry the meaning; the colour only helps."""

from __future__ import annotations

from enum import Enum

COLOURS = ("", "grey", "green", "teal", "blue", "purple", "magenta", "red", "orange", "yellow")

STATUSES: dict[str, tuple[str, str]] = {
    # a clock
    "on_time": ("On time", "green"),
    "due_soon": ("Due soon", "yellow"),
    "late": ("Late", "red"),
    "met_late": ("Done late", "orange"),
    "met_in_time": ("Done in time", "green"),
    "excepted": ("Exception applies", "purple"),
    "disapplied": ("Exception applies", "purple"),
    "not_yet_started": ("Not started yet", "grey"),
    "not_started": ("Not started yet", "grey"),
    "unknown": ("Not known", "grey"),
    # a run of background work
    "waiting": ("Waiting", "grey"),
    "queued": ("Waiting", "grey"),
    "running": ("Running", "blue"),
    "done": ("Done", "green"),
    "succeeded": ("Done", "green"),
    "failed": ("Failed", "red"),
    "given_up": ("Given up", "red"),
    "cancelled": ("Cancelled", "grey"),
    # a change set
    "previewed": ("Ready to check", "blue"),
    "applied": ("Applied", "green"),
    "undone": ("Undone", "grey"),
}


def status_words(status: object) -> tuple[str, str]:
    """Return the (text, colour) of a status: an Enum member or its name, however spaced.

    A status this table does not know is shown in its own words without colour.
    """
    value = status.value if isinstance(status, Enum) else status
    name = str(value).strip().lower().replace(" ", "_").replace("-", "_")
    return STATUSES.get(name, (str(value).replace("_", " ").capitalize(), "grey"))
