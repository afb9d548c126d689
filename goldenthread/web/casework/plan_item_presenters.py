"""Items of a plan as cards, and advice as rows to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.domain.advice.report import AREAS, PARTS, Entry
from goldenthread.domain.calendars.wording import said
from goldenthread.domain.plan.care_division import Division, division_proposed
from goldenthread.domain.plan.checker.rules import Finding
from goldenthread.domain.plan.existing.rows import CARE
from goldenthread.domain.plan.items import COLUMNS, DUTIES, WRITTEN_FROM_ITEMS, Item, group_of
from goldenthread.domain.plan.outcome_frameworks import tags_said
from goldenthread.domain.plan.thread import Gap
from goldenthread.domain.statute.plan_sections import plan_sections
from goldenthread.features.casework.queries.plan_advice import AdviceRow
from goldenthread.features.casework.queries.plan_items import ItemShown
from goldenthread.foundation import clock
from goldenthread.foundation.partnership.outcome_frameworks import frameworks_here
from goldenthread.web.casework.plan_desk import PlanDesk
from goldenthread.web.casework.plan_presenters import section_url


@dataclass(frozen=True, slots=True)
class Card:
    """One item: `facts` as (label, words), `serves` as (number, words), sources, findings, gaps of the thread;
    `division` where social care seems to belong in the other of H1 and H2."""

    shown: ItemShown
    one: str
    facts: tuple[tuple[str, str], ...]
    serves: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    first: bool
    last: bool
    division: Division | None = None

    @property
    def name(self) -> str:
        """`B1`, or what part it is."""
        return self.shown.number or self.one.capitalize()


@dataclass(frozen=True, slots=True)
class SectionCards:
    """One section: its cards; `typed` where it has none and was written by hand."""

    title: str
    url: str
    cards: tuple[Card, ...]
    typed: bool


RowShown = tuple[AdviceRow, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class PartRows:
    """The advice of one part: each row with its facts as (label, words), and the (id, number) of its items."""

    name: str
    code: str
    rows: tuple[RowShown, ...]


def by_section(desk: PlanDesk) -> list[SectionCards]:
    """Every section that can have items, in the plan's order."""
    found = []
    for code in WRITTEN_FROM_ITEMS:
        here = [each for each in desk.items if each.item.section == code]
        cards = tuple(card_of(desk, each) for each in here)
        typed = not cards and bool(desk.texts.get(code, "").strip())
        found.append(SectionCards(plan_sections()[code].title, section_url(desk.child, code), cards, typed))
    return found


def card_of(desk: PlanDesk, shown: ItemShown) -> Card:
    """One item as a card."""
    by_id = {each.id: each for each in desk.items}
    group = [each.id for each in desk.items if group_of(each.item) == group_of(shown.item)]
    return Card(
        shown, next(part.one for part in PARTS if part.code == shown.item.part), facts_of(shown.item),
        tuple((by_id[each].number, by_id[each].item.text) for each in shown.item.serves if each in by_id),
        desk.findings.by_item.get(shown.id, ()), desk.thread.gaps_at(shown.id), group[0] == shown.id,
        group[-1] == shown.id, _division(desk, shown.item),
    )  # fmt: skip


def _division(desk: PlanDesk, item: Item) -> Division | None:
    """Where its words seem to belong, of social care that stands elsewhere."""
    if item.section not in CARE:
        return None
    found = division_proposed(item.text, desk.child.born_on, clock.today())
    return found if found and found.code != item.section else None


def facts_of(item: Item | Entry) -> tuple[tuple[str, str], ...]:
    """(label, words) of each column that is filled in."""
    found = []
    for name, label in COLUMNS[item.part].items():
        value = getattr(item, name, "")
        if value:
            words = {"area": AREAS, "duty": DUTIES}.get(name, {}).get(value, value)
            found.append((label, words if isinstance(words, str) else said(words)))
    if isinstance(item, Item):
        found += [("Hope", "; ".join(item.hopes))] if item.hopes else []
        found += [("Framework", "; ".join(tags_said(item.tags, frameworks_here(item.tags))))] if item.tags else []
    return tuple(found)


def by_part(desk: PlanDesk) -> list[PartRows]:
    """The advice in the order of a report's parts; each row with its facts and the numbers of its items."""
    numbers = {each.id: each.number or "the strengths" for each in desk.items}
    return [
        PartRows(part.name, part.code, tuple(_row(row, numbers) for row in _of(desk.advice, part.code)))
        for part in PARTS
    ]  # fmt: skip


def _of(rows: Sequence[AdviceRow], part: str) -> list[AdviceRow]:
    return [row for row in rows if row.entry.part == part]


def _row(row: AdviceRow, numbers: dict[str, str]) -> RowShown:
    return row, facts_of(row.entry), tuple((each, numbers[each]) for each in row.taken if each in numbers)
