"""The journal: whether its chains still hold."""

from __future__ import annotations

from typing import Any

from goldenthread.foundation.journal import checking
from goldenthread.foundation.runs.failures import PermanentFailure
from goldenthread.jobs.progress import Progress
from goldenthread.jobs.registry import job


@job("check_journal", title="Check the journal's chains")
def check_journal(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Verify both chains. A fault is given up at once, so that it stays on the page until a person has dealt with
    it."""
    verdicts = checking.check(lambda chain, number: progress(number, 0, chain))
    faults = [fault for verdict in verdicts for fault in verdict.faults]
    if faults:
        first = faults[0]
        raise PermanentFailure(
            f"The journal does not hold: {len(faults)} fault(s), first {first.chain} {first.number}. {first.message} "
            "All of them: goldenthread check journal"
        )
    return {verdict.chain: {"checked": verdict.checked, "last_hash": verdict.last_hash} for verdict in verdicts}
