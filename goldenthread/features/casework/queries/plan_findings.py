"""What the checker finds in a plan being drafted: beside each item, and for the whole draft.

For a child already found for somebody who works on the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from goldenthread.domain.advice.report import PROVISION, STRENGTH
from goldenthread.domain.calendars.school_years import year_group
from goldenthread.domain.calendars.wording import said
from goldenthread.domain.plan.checker.check import check
from goldenthread.domain.plan.checker.document import PlanDocument
from goldenthread.domain.plan.checker.parts import plan_from_parts
from goldenthread.domain.plan.checker.rules import Finding, Level
from goldenthread.domain.plan.items import COLUMNS
from goldenthread.domain.plan.outcome_frameworks import FROM_YEAR, prepares_for_adulthood
from goldenthread.domain.statute.plan_sections import SETTING
from goldenthread.features.casework.models import AdviceReport
from goldenthread.features.casework.queries.plan_items import ItemShown
from goldenthread.foundation.partnership.checker_tuning import tuning
from goldenthread.foundation.partnership.outcome_frameworks import frameworks_here
from goldenthread.foundation.people.models import Child, Tie

_ORDER: Final = tuple(Level)
_THREAD: Final = "thread."  # these rules read a strength in section B as a need that nothing answers


@dataclass(frozen=True, slots=True)
class DraftFindings:
    """`by_item`: findings by the public id of the item they are about; `rest`: those of sections that were typed, or of
    the whole. `adulthood`: from Year 9, whether any provision works towards an outcome of it; None before."""

    all: tuple[Finding, ...]
    by_item: Mapping[str, tuple[Finding, ...]]
    rest: tuple[Finding, ...]
    adulthood: bool | None = None

    @property
    def counts(self) -> list[tuple[str, int]]:
        """(level in words, how many), the gravest first; levels with none left out."""
        counted = [(level.said, sum(each.rule.level is level for each in self.all)) for level in _ORDER]
        return [(level, count) for level, count in counted if count]

    @property
    def by_section(self) -> list[tuple[str, list[Finding]]]:
        """(section code, its findings) in the plan's order."""
        codes = dict.fromkeys(each.section for each in self.all)
        return [(code, [each for each in self.all if each.section == code]) for code in codes]


def findings_in(
    child: Child, shown: Sequence[ItemShown], texts: Mapping[str, str], *, request_id: int, on: date
) -> DraftFindings:
    """What the rules find in these items, and in the texts of sections that have none, as the partnership weighs the
    rules. Three queries."""
    document = document_of(child, shown, texts, others=who_belongs(child, request_id), on=on)
    places, strengths = _places(shown), {each.id for each in shown if each.item.part == STRENGTH}
    found = tuple(
        each
        for each in check(document, tuning=tuning())
        if not (each.rule.id.startswith(_THREAD) and places.get((each.section, each.item)) in strengths)
    )
    by_item: dict[str, list[Finding]] = {}
    for each in found:
        if (place := (each.section, each.item)) in places:
            by_item.setdefault(places[place], []).append(each)
    mine = {id(each) for listed in by_item.values() for each in listed}
    adult = None
    if child.born_on and year_group(child.born_on, on) >= FROM_YEAR:
        adult = bool(prepares_for_adulthood((each.item for each in shown), frameworks_here()))
    return DraftFindings(
        found, {key: tuple(listed) for key, listed in by_item.items()},
        tuple(each for each in found if id(each) not in mine), adult,
    )  # fmt: skip


def document_of(
    child: Child, shown: Sequence[ItemShown], texts: Mapping[str, str], *, others: Iterable[str], on: date
) -> PlanDocument:
    """The draft as the checker reads it: a section with items from them, any other from its text."""
    numbers = {each.id: each.number for each in shown}
    serves = {each.id: each.item.serves for each in shown}
    written: dict[str, Any] = {}
    for each in shown:
        written.setdefault(each.item.section, []).append(_row(each, numbers, serves))
    typed: dict[str, Any] = {code: text for code, text in texts.items() if code not in written and text.strip()}
    year = year_group(child.born_on, on) if child.born_on else None
    about = {
        "name": child.full_name, "known_as": child.calling_name, "pronouns": child.pronouns, "school_year": year,
        "born_on": child.born_on.isoformat() if child.born_on else None,
    }  # fmt: skip
    names = [{"name": name} for name in others]
    sections = {SETTING: "", **typed, **written}  # section I is there, and blank as a draft leaves it
    return plan_from_parts({"stage": "draft", "sections": sections, "child": about, "other_people": names})


def who_belongs(child: Child, request_id: int) -> list[str]:
    """Names that may stand in this plan: everybody around the child, and who wrote the advice. Two queries."""
    ties = Tie.objects.filter(child_id=child.pk, adult__isnull=False).values_list("adult__name", flat=True)
    wrote = AdviceReport.rows.filter(advice__request_id=request_id).values_list("written_by", flat=True)
    return [name for name in (*ties, *wrote) if name]


def _places(shown: Sequence[ItemShown]) -> dict[tuple[str, int], str]:
    """By section and place in it, the id of the item."""
    counted: dict[str, int] = {}
    found = {}
    for each in shown:
        place = counted.get(each.item.section, 0)
        found[each.item.section, place] = each.id
        counted[each.item.section] = place + 1
    return found


def _row(shown: ItemShown, numbers: Mapping[str, str], serves: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """An item in the interchange form. Provision cites the needs its outcomes answer too, as the plan's text does."""
    item = shown.item
    cited = [*item.serves, *(need for each in item.serves for need in serves.get(each, ()) if item.part == PROVISION)]
    values = {name: getattr(item, name) for name in COLUMNS[item.part]}
    told = {name: said(value) if isinstance(value, date) else value for name, value in values.items()}
    number = {} if item.part == STRENGTH else {"id": shown.number}
    return {**told, **number, "text": item.text, "serves": [numbers[each] for each in cited if each in numbers]}
