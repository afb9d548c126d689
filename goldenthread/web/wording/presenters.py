"""What was found, line by line, and the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.domain.plan.checker.document import PlanDocument
from goldenthread.domain.plan.checker.labelled import Counted
from goldenthread.domain.plan.checker.rules import Finding, Level, Rule, rules
from goldenthread.domain.proportions import Proportion
from goldenthread.domain.statute.plan_sections import plan_sections
from goldenthread.web.components.presenters.tables import Column, Table

MOST_SHOWN = 200  # lines with something found: more would be no help to anybody

_TAGS = {Level.STOP: "red", Level.STRONG: "orange", Level.WARNING: "yellow", Level.SUGGESTION: "blue"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the plan with what was found in it; `text` '' where something is missing."""

    where: str
    text: str
    findings: tuple[tuple[Finding, str], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What the page says: `lines` in the order of the plan, the first MOST_SHOWN; `counts`: level, number, colour."""

    lines: tuple[Line, ...]
    counts: tuple[tuple[str, int, str], ...]
    items: int
    hidden: int


def result(document: PlanDocument, found: Sequence[Finding]) -> Result:
    """The findings gathered by the line they are about."""
    texts = {(section.code, item.line): item.text for section in document.sections for item in section.items}
    by_line: dict[tuple[str, int], list[Finding]] = {}
    for finding in found:
        by_line.setdefault((finding.section, finding.line), []).append(finding)
    lines = [
        Line(_where(section, number), texts.get((section, number), ""), coloured(each))
        for (section, number), each in by_line.items()
    ]
    counts = tuple(
        (level.said, count, tag(level)) for level in Level if (count := sum(each.rule.level is level for each in found))
    )
    return Result(tuple(lines[:MOST_SHOWN]), counts, sum(1 for _ in document.items()), max(0, len(lines) - MOST_SHOWN))


def coloured(found: Iterable[Finding]) -> tuple[tuple[Finding, str], ...]:
    """Each finding with the colour of its level's tag."""
    return tuple((each, tag(each.rule.level)) for each in found)


def tag(level: Level) -> str:
    """The colour of a level's tag; its words say the same."""
    return _TAGS[level]


def by_level() -> list[tuple[str, list[Rule]]]:
    """Every rule, heaviest first."""
    return [(level.said, [rule for rule in rules().values() if rule.level is level]) for level in Level]


def figures_tables(figures: Mapping[str, Iterable[Counted]]) -> list[Table]:
    """How often the checker is right on plans no rule was changed to fit: some like those the rules were,
    and those of two writers never read before."""
    return [
        _figures_table("Plans like those we learnt from", figures["held_back"]),
        _figures_table("Plans by two writers we had never read", figures["fourth_held_back"]),
    ]


def _figures_table(title: str, figures: Iterable[Counted]) -> Table:
    """By kind of finding; each share with its 95% interval and what it is of. Kinds nobody looked for are left out."""
    names: dict[str, str] = {"all": "All kinds"}
    for rule in rules().values():
        names.setdefault(rule.kind, rule.kind.replace("_", " ").capitalize())
    columns = (
        Column("Kind"),
        Column("Faults there", numeric=True),
        Column("Of what it finds, a fault"),
        Column("Of the faults, found"),
    )
    rows = [
        (names[each.kind], each.right + each.missed, _share(each.precision), _share(each.recall))
        for each in figures
        if each.right + each.wrong + each.missed
    ]
    return Table(title, columns, rows, cards=True)


def _share(of: Proportion) -> str:
    between = of.interval()
    if between is None:
        return "None to count"
    return f"{of.share:.0%} (95% sure it is {between[0]:.0%} to {between[1]:.0%}; {of.count} of {of.total})"


def _where(section: str, line: int) -> str:
    known = plan_sections().get(section)
    title = known.title if known else f"Section {section}"
    return f"{title}, line {line}" if line else title
