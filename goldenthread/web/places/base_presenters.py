"""What a new base would do, in a table and sentences."""

from __future__ import annotations

from typing import Any, Final

from goldenthread.domain.places.assigning import Assignment
from goldenthread.domain.places.showing import rounded
from goldenthread.domain.places.sufficiency import PHASE_NAMES
from goldenthread.features.commissioning.queries.opening import Asked, Opening
from goldenthread.web.components.presenters.phrases import count_phrase, thousands
from goldenthread.web.components.presenters.tables import Column, Table

COARSE: Final = 100_000  # pounds to which a reader who sees no child is told savings


def effect_shown(asked: Asked, opened: Opening, *, in_full: bool) -> dict[str, Any]:
    """The comparison, the lead time, and what it rests on. Who sees figures only is told counts to the nearest five."""
    effect = opened.effect
    count = thousands if in_full else (lambda number: thousands(rounded(number)))
    lines = [
        ("Children who would need a place", count(opened.waiting), count(opened.waiting)),
        ("Of them in the new base", "", count(effect.filled)),
        ("Of them in an independent place", count(effect.independent_without), count(effect.independent_with)),
    ]  # fmt: skip
    if in_full:
        lines.append(("From home, kilometres on average", _km(effect.without), _km(effect.with_it)))
        lines.append(("Placements and transport, a year", _pounds(effect.without.cost), _pounds(effect.with_it.cost)))
    columns = [Column("What"), Column("Without it", numeric=True), Column("With it", numeric=True)]
    return {
        "effect": Table("With the base and without it", columns, lines, cards=True),
        "saved": _saved(effect.saved_a_year, in_full), "saved_at_first": _saved(effect.saved_at_first, in_full),
        "months": count_phrase(effect.months, "month"), "lead": count_phrase(effect.lead, "month"),
        "empty": count(max(0, asked.places - effect.filled)), "left_out": count(opened.left_out),
        "phase": PHASE_NAMES[asked.phase].lower(), "asked": asked, "is_unused": effect.filled == 0,
        "notices": effect.with_it.notices if in_full else (),
    }  # fmt: skip


def _km(found: Assignment) -> str:
    return "Nobody placed" if found.mean_metres is None else f"{found.mean_metres / 1000:.1f}"


def _pounds(pence: int) -> str:
    return f"£{pence / 100:,.0f}"


def _saved(pence: int, in_full: bool) -> str:
    if in_full:
        return _pounds(pence)
    return f"about £{round(pence / 100 / COARSE) * COARSE:,}"
