"""What `goldenthread clocks` prints of a rule, a duty and a reading: plain mappings, for the screen or for JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.clocks.clock import Clock
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.reference import rows_of, rule_summary
from goldenthread.domain.statute.duties import Duty
from goldenthread.domain.statute.exceptions import admissions

_CODE = re.compile(r"([A-Z]+)(\d*)([A-Za-z]*)")


def rule_listed(clock: Clock) -> dict[str, str | list[str]]:
    """One limit for `clocks rules`."""
    row = rows_of(clock.code)[0]
    return {
        "rule": clock.code,
        "name": row.name,
        "limit": rule_summary(row),
        "strength": row.strength.value,
        "starts": list(clock.starts),
        "also_reads": list(clock.also_reads),
        "met_by": list(clock.met_by),
        "exceptions": [each.exception.code for each in admissions(row.key, on=row.checked_on)],
        "next": list(row.next),
        "appeal": row.appeal,
        "citation": row.citation,
        "verified": row.verified,
        "checked_on": row.checked_on.isoformat(),
    }


def duty_listed(duty: Duty) -> dict[str, str | list[str]]:
    """One duty without a date, under the same headings."""
    return {
        "rule": duty.code, "name": duty.name, "limit": duty.when, "strength": duty.strength.value, "starts": [],
        "also_reads": [], "met_by": [], "exceptions": [], "next": [], "appeal": "", "citation": duty.citation,
        "verified": duty.verified, "checked_on": duty.checked_on.isoformat(),
    }  # fmt: skip


def by_code(row: Mapping[str, str | list[str]]) -> tuple[str, int, str]:
    """A2 before A10, and CSA, which is a name, at the end."""
    letters, digits, rest = _CODE.fullmatch(str(row["rule"])).groups()  # type: ignore[union-attr]
    return (letters if digits else f"~{letters}"), int(digits or 0), rest


def explained(reading: Reading, name: str) -> dict[str, str | list[str]]:
    """A reading whole, a heading each."""
    outer = said(reading.original_outer_on) if reading.original_outer_on else "none"
    lifted = "" if reading.outer_on else " (lifted by an exception; as soon as practicable)"
    return {
        "rule": f"{reading.rule}, {reading.name}",
        "in plain words": reading.rule_in_plain_words,
        "which law": reading.which_law,
        "what started it": reading.what_started_it,
        "outer date": f"{outer}{lifted}",
        "safe date": said(reading.safe_on) if reading.safe_on else "none",
        "how it was counted": list(reading.how_counted),
        "what could change it": list(reading.what_could_change_it),
        "if it passes": reading.what_if_late,
        "for a parent": reading.for_a_parent(name),
        "status": f"{reading.status_said} on {said(reading.on)}",
        "law": reading.citation,
    }


def duty_explained(duty: Duty) -> dict[str, str | list[str]]:
    """A duty whole, a heading each."""
    uncertain = {"not settled": duty.uncertain} if duty.uncertain else {}
    return {
        "rule": f"{duty.code}, {duty.name}",
        "in plain words": duty.plain,
        "when": f"{duty.when}. The law gives no number of days, so there is no date.",
        "owed": f"by {duty.owed_by} to {duty.owed_to}",
        **uncertain,
        "law": f"{duty.citation} ({duty.strength.said})",
    }
