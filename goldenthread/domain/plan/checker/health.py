"""Sections G and H: teaching and training that belong in section F."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.plan.checker.document import PlanDocument
from goldenthread.domain.plan.checker.provision import is_none, is_upkeep
from goldenthread.domain.plan.checker.rules import Finding, rules
from goldenthread.domain.plan.checker.words import matched, pattern

_LOOKED_AT = ("G", "H", "H1", "H2")


def findings(document: PlanDocument) -> Iterator[Finding]:
    """Provision in G or H that educates or trains."""
    for section in document.sections:
        if section.code not in _LOOKED_AT:
            continue
        for place, item in enumerate(section.items):
            if item.heading or is_none(item.words) or is_upkeep(item.words):
                continue
            said = pattern("health", "not_teaching").sub(" ", item.words)
            found = pattern("health", "education").search(said)
            if found and not pattern("health", "except").found_in(item.words):
                yield Finding(rules()["health.holds_education"], section.code, item.line, matched(found), place)
