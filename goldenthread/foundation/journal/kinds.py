"""Every kind of entry that can ever be written, declared where it is written (each app's events.py)."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """`code` is 'noun.verb'; `sentence` says what happened, to follow a person's name: 'applied a SEN2 return'."""

    code: str
    sentence: str


_kinds: dict[str, Kind] = {}


class UnknownKind(Exception):
    """An entry's kind was never declared."""


def register(*kinds: Kind) -> None:
    """Declare kinds. Raises ValueError for a malformed code or one declared twice differently."""
    for kind in kinds:
        if not re.fullmatch(r"[a-z_]+\.[a-z_]+", kind.code):
            raise ValueError(f"A journal kind is noun.verb in small letters, not {kind.code!r}.")
        if _kinds.get(kind.code, kind) != kind:
            raise ValueError(f"The journal kind {kind.code} is declared twice, differently.")
        _kinds[kind.code] = kind


def registered() -> dict[str, Kind]:
    """All kinds by code, in order."""
    return dict(sorted(_kinds.items()))


def kind(code: str) -> Kind:
    """The kind with this code. Raises UnknownKind."""
    if code not in _kinds:
        raise UnknownKind(f"No journal kind {code!r} is declared.")
    return _kinds[code]
