"""Reads the partnership's one row, kept in the process for a minute because every page asks."""

from __future__ import annotations

from goldenthread.foundation import clock
from goldenthread.foundation.partnership.models import Partnership

_KEEP_SECONDS = 60.0  # another process sees a change within a minute
_kept: tuple[float, Partnership] | None = None


def current() -> Partnership:
    """The partnership; one with default values where none is set up yet."""
    global _kept
    if _kept and clock.monotonic() - _kept[0] < _KEEP_SECONDS:
        return _kept[1]
    row = Partnership.objects.filter(id=1).first() or Partnership(id=1)
    _kept = (clock.monotonic(), row)
    return row


def forget() -> None:
    """Read afresh next time: after a change, and between tests."""
    global _kept
    _kept = None
