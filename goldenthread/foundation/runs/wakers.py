"""Whom to wake when there is work to do. The queue, a layer above, registers itself here; nobody has to be
listening."""

from __future__ import annotations

from collections.abc import Callable

_wakers: dict[str, Callable[[], None]] = {}


def register(name: str, waker: Callable[[], None]) -> None:
    """Call `waker` whenever a run has become ready; registering a name again replaces it."""
    _wakers[name] = waker


def wake() -> None:
    """Wake everybody. Called after commit, so that the row is there when the worker looks."""
    for waker in _wakers.values():
        waker()
