"""What a plan from elsewhere holds, as sections with rows to choose from: before it is brought in, and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse

from goldenthread.domain.advice.report import AREAS, BY_CODE
from goldenthread.domain.calendars.wording import said
from goldenthread.domain.plan.care_division import Division, division_proposed
from goldenthread.domain.plan.existing.rows import UNDIVIDED, BroughtRow, paragraphs_of
from goldenthread.domain.plan.items import COLUMNS, DUTIES
from goldenthread.domain.plan.outcome_frameworks import tags_said
from goldenthread.domain.statute.plan_sections import SETTING, plan_sections
from goldenthread.features.casework.operations import plan_importing
from goldenthread.features.casework.queries import plan_drafts, plans_brought
from goldenthread.features.casework.queries.plan_brought import INTERCHANGE, Offered
from goldenthread.features.casework.queries.plans_brought import KeptRow
from goldenthread.foundation.partnership.outcome_frameworks import frameworks_here

MOST_PARAGRAPHS: Final = 300  # of an H to be divided on one page: one with more is divided where it is copied to


@dataclass(frozen=True, slots=True)
class RowOffered:
    """One row in words: what it is, its facts as (label, words), what it serves, and whose advice it rests on."""

    row: BroughtRow
    one: str
    text: str
    facts: tuple[tuple[str, str], ...]
    serves: tuple[str, ...]
    rests_on: tuple[str, ...]
    is_here: bool = False

    @property
    def can_take(self) -> bool:
        """It can be brought in now."""
        return not (self.is_here or self.row.why_not)


@dataclass(frozen=True, slots=True)
class SectionOffered:
    """One section of the file. `care`: of an H, each paragraph with what is proposed for it."""

    code: str
    title: str
    text: str
    why_not: str
    is_written: bool
    is_typed: bool
    rows: tuple[RowOffered, ...]
    care: tuple[tuple[str, Division | None], ...] = ()

    @property
    def can_take(self) -> bool:
        """Its text can fill the section of the draft."""
        return bool(self.text.strip()) and not self.is_written and not self.why_not and self.code != UNDIVIDED

    @property
    def fresh(self) -> int:
        """How many of its rows would be added."""
        return sum(row.can_take for row in self.rows) if self.code != UNDIVIDED else 0


@dataclass(frozen=True, slots=True)
class RowKept:
    """A row of a plan that was brought in: `number` of the item made of it; `quoted` as (label, words of the file)."""

    kept: KeptRow
    shown: RowOffered
    number: str
    quoted: tuple[tuple[str, str], ...]
    change_url: str
    division: Division | None


@dataclass(frozen=True, slots=True)
class SectionKept:
    """One section of it: rows that promise something (or came as rows), and the other lines."""

    code: str
    title: str
    promises: tuple[RowKept, ...]
    others: tuple[RowKept, ...]


def brought_url(child: Any, plan_id: str, anchor: str = "") -> str:
    """The page on a plan that was brought in."""
    here = reverse("child_plan_brought", args=[child.public_id])
    return f"{here}?{urlencode({'plan': plan_id})}{f'#{anchor}' if anchor else ''}"


def sections_offered(child: Any, request_id: int, offered: Offered, *, on: date) -> list[SectionOffered]:
    """Every section with a text or rows, in the plan's order."""
    stands = plan_drafts.texts_of(request_id)
    here = plans_brought.in_the_plan_already(request_id, offered)
    shown = _rows_in_words(offered.rows, here) if offered.origin == INTERCHANGE else []
    order = [*plan_sections(), UNDIVIDED]
    codes = {*offered.sections, *(each.row.section for each in shown)}
    found = []
    for code in sorted(codes, key=order.index):
        text, stand = offered.sections.get(code, ""), stands.get(code)
        written = stand is not None and bool(stand.text.strip())
        paragraphs = paragraphs_of(text) if code == UNDIVIDED else ()
        paragraphs = paragraphs if len(paragraphs) <= MOST_PARAGRAPHS else ()
        found.append(
            SectionOffered(
                code, title_of(code), text, _why_not(code, text), written,
                written and stand is not None and not stand.from_items,
                tuple(each for each in shown if each.row.section == code),
                tuple((each, division_proposed(each, child.born_on, on)) for each in paragraphs),
            )
        )  # fmt: skip
    return found


def sections_kept(
    child: Any, rows: Sequence[KeptRow], numbers: Mapping[str, str], items_address: str, *, on: date
) -> list[SectionKept]:  # fmt: skip
    """The rows of a plan that was brought in, by section. `numbers`: of each item that stands, by its id."""
    shown = _rows_in_words([each.row for each in rows], set())
    kept = [
        _kept(child, row, in_words, numbers, items_address, on) for row, in_words in zip(rows, shown, strict=True)
    ]  # fmt: skip
    codes = list(dict.fromkeys(each.kept.row.section for each in kept))
    found = []
    for code in codes:
        own = [each for each in kept if each.kept.row.section == code]
        first = tuple(each for each in own if each.kept.row.promises or not each.kept.row.line)
        found.append(SectionKept(code, title_of(code), first, tuple(each for each in own if each not in first)))
    return found


def title_of(code: str) -> str:
    """The heading of a section, of an H that is not divided too."""
    titles = plan_sections()
    return titles[code].title if code in titles else f"Section {code}: Social care provision"


def _why_not(code: str, text: str) -> str:
    if code == SETTING:
        return (
            "A draft leaves section I blank, by law. What stands here is kept with the plan you bring in, and is shown"
            " where the school or college is decided on."
        )
    return plan_importing.why_not(code, text)


def _kept(
    child: Any, kept: KeptRow, shown: RowOffered, numbers: Mapping[str, str], items_address: str, on: date
) -> RowKept:  # fmt: skip
    columns = COLUMNS[kept.row.part]
    quoted = tuple((columns[name], kept.row.said[name]) for name in kept.row.quotes if name in columns)
    change = f"{items_address}?{urlencode({'part': kept.row.part, 'from': kept.id})}"
    care = kept.row.section == UNDIVIDED
    division = division_proposed(str(kept.row.said.get("text", "")), child.born_on, on) if care else None
    return RowKept(kept, shown, numbers.get(kept.item, "in the plan") if kept.item else "", quoted, change, division)


def _rows_in_words(rows: Sequence[BroughtRow], here: set[str]) -> list[RowOffered]:
    words = {row.ref: str(row.said.get("text", "")) for row in rows}
    return [
        RowOffered(
            row, BY_CODE[row.part].one, words[row.ref], tuple(_facts(row)),
            tuple(words[each] for each in row.serves if each in words),
            tuple(str(each.get("name") or each.get("advice") or each["id"]) for each in row.sources), row.ref in here,
        )
        for row in rows
    ]  # fmt: skip


def _facts(row: BroughtRow) -> list[tuple[str, str]]:
    found = []
    for name, label in COLUMNS[row.part].items():
        if value := row.said.get(name):
            in_words = {"area": AREAS, "duty": DUTIES}.get(name, {}).get(value, value)
            found.append((label, said(date.fromisoformat(value)) if name in ("by_when", "starts_on") else in_words))
    found += [("Hope", "; ".join(row.said["hopes"]))] if row.said.get("hopes") else []
    tags = row.said.get("tags", ())
    found += [("Framework", "; ".join(tags_said(tags, frameworks_here(tags))))] if tags else []
    because = row.said.get("changed_because")
    return [*found, ("Changed from the advice because", because)] if because else found
