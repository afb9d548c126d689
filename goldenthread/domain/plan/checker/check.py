"""The checker itself: every rule over a plan, or over one paragraph while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from goldenthread.domain.plan.checker import health, language, needs, outcomes, people, provision, thread, whole
from goldenthread.domain.plan.checker.document import ORDER, PlanDocument, Section, Stage
from goldenthread.domain.plan.checker.rules import Finding, Level
from goldenthread.domain.plan.checker.text import item_from, parts_of

_RULES: Final[tuple[Callable[[PlanDocument], Iterator[Finding]], ...]] = (
    whole.findings, needs.findings, outcomes.findings, provision.findings, health.findings, language.findings,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tuning:
    """How a partnership has tuned the rules: `off` by id; `levels` by id (a stop the law asks for stays a stop);
    `allowed`: words that are never vague here, such as the name of a service."""

    off: frozenset[str] = frozenset()
    levels: Mapping[str, Level] = field(default_factory=dict)
    allowed: frozenset[str] = frozenset()


PLAIN: Final = Tuning()


def check(document: PlanDocument, *, draft: PlanDocument | None = None, tuning: Tuning = PLAIN) -> tuple[Finding, ...]:
    """What every rule finds, in the order of the plan; with `draft`, also where a final plan is unlike it."""
    about = people.whom(document)
    found = [finding for rule in _RULES for finding in rule(document)]
    found += [*thread.findings(document, about.names), *people.findings(document, about)]
    if draft is not None:
        found += whole.against_draft(document, draft)
    return tuple(sorted(_tuned(found, tuning), key=_in_order))


def check_paragraph(
    section: str, text: str, *, plan: PlanDocument | None = None, tuning: Tuning = PLAIN
) -> tuple[Finding, ...]:
    """What the rules find in one paragraph of a section, as it is typed. `plan`: whom it is about and its stage."""
    lines = [line for line in text.splitlines() if line.strip()]
    items = tuple(part for number, line in enumerate(lines, 1) for part in parts_of(item_from(line, number)))
    empty = plan or PlanDocument((), Stage.DRAFT)
    return check(replace(empty, sections=(Section(section, 0, items),), whole=False), tuning=tuning)


def by_place(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding of each rule in each place: the vague words of one sentence are one finding that names them all."""
    together: dict[tuple[str, str, int, int], Finding] = {}
    for each in found:
        place = (each.rule.id, each.section, each.line, each.item)
        together[place] = together[place].with_words_of(each) if place in together else each
    return tuple(together.values())


def _tuned(found: list[Finding], tuning: Tuning) -> Iterator[Finding]:
    for finding in found:
        rule = finding.rule
        if rule.level is Level.STOP:
            yield finding
        elif rule.id not in tuning.off and finding.found.lower() not in tuning.allowed:
            level = tuning.levels.get(rule.id, rule.level)
            yield finding if level is rule.level else replace(finding, rule=replace(rule, level=level))


def _in_order(finding: Finding) -> tuple[int, int, str]:
    return (ORDER.index(finding.section) if finding.section in ORDER else len(ORDER)), finding.line, finding.rule.id
