"""Statutory clocks: the stored copies that worklists read."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from goldenthread.features.casework.operations import clocks
from goldenthread.foundation import clock, journal
from goldenthread.jobs.progress import Progress
from goldenthread.jobs.registry import job


@job("recompute_clocks", title="Recompute every clock")
def recompute_clocks(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Read every child's clocks for today and mend copies that differ; harmless to repeat."""
    found = clocks.refresh_all(
        by=journal.SYSTEM, on=clock.today(), progress=lambda done, total: progress(done, total, "children")
    )
    return asdict(found)
