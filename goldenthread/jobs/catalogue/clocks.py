"""Statutory clocks: the stored copies that worklists read."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from goldenthread.features.casework.operations import clocks, handovers
from goldenthread.foundation import clock, journal
from goldenthread.jobs.progress import Progress
from goldenthread.jobs.registry import job

A_WEEK = timedelta(days=7)  # nights missed are made good


@job("recompute_clocks", title="Recompute every clock")
def recompute_clocks(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Read every child's clocks for today and mend copies that differ; see who has which child from today. Harmless to
    repeat."""
    found = clocks.refresh_all(
        by=journal.SYSTEM, on=clock.today(), progress=lambda done, total: progress(done, total, "children")
    )
    moved = handovers.refresh_of_the_day(on=clock.today(), since=clock.today() - A_WEEK)
    return {**asdict(found), "moved": moved}
