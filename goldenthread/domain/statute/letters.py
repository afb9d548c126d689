"""The letters of an assessment: whom each must reach, what each must contain, and whether one does.

Rows in letters.toml. A text is plain: `# ` begins a heading, `* ` a line of a list, an empty line a paragraph. In a
template `((name))` stands for a value of the case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES, WorkingCalendar
from goldenthread.domain.clocks.register import count_dates
from goldenthread.domain.statute.packaged import packaged_table
from goldenthread.domain.statute.recipients import recipients

BLANK: Final = re.compile(r"\(\(\s*([a-z_]+)\s*\)\)")
PARENT: Final = "parent or young person"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a letter must contain. `guidance`: a Code expects it and no law does, so leaving it out is allowed."""

    name: str
    citation: str
    says: tuple[str, ...] = ()
    heading: str = ""
    words: int = 0
    guidance: bool = False


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One kind of letter. `step`: the step of a case that sending it to the family is; blank where it is none.

    `outcome`: `no` or `plan` where it tells of a decision that can be appealed.
    """

    code: str
    name: str
    title: str
    notice: str
    items: tuple[Item, ...]
    step: str = ""
    outcome: str = ""

    @property
    def who(self) -> tuple[str, ...]:
        """Everybody the law says it must reach, in the law's words; the family where no law says."""
        return recipients(self.notice) if self.notice else (PARENT,)

    @property
    def required(self) -> tuple[Item, ...]:
        """What the law says it must contain."""
        return tuple(item for item in self.items if not item.guidance)


@cache
def letter_kinds() -> dict[str, LetterKind]:
    """Every kind by its code, in the order a case comes to them."""
    return {row["code"]: _kind(dict(row)) for row in packaged_table("letters.toml")["letter"]}


def limits_from(sent_on: date, calendar: WorkingCalendar = ENGLAND_AND_WALES) -> dict[str, str]:
    """The last days a notice sent on a day gives: `contact_by` (rule D1) and `appeal_by` (rule D6), as said.

    Raises NotInForce for a day before the law these limits come from.
    """
    facts = {"notice_sent": sent_on}
    days = {"contact_by": "D1", "appeal_by": "D6"}
    return {name: said(count_dates(code, facts, calendar).outer.last_on) for name, code in days.items()}


def answer_by(sent_on: date, calendar: WorkingCalendar = ENGLAND_AND_WALES) -> str:
    """The last of the 15 days to answer a draft served on a day (rule C2), as said."""
    return said(count_dates("C2", {"draft_served": sent_on}, calendar).outer.last_on)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its values; one that is not known stays as it is, to be seen and written in."""
    return BLANK.sub(lambda match: values.get(match[1]) or match[0], text)


def blanks(text: str) -> tuple[str, ...]:
    """Names of values still to be written in, each once."""
    return tuple(dict.fromkeys(match[1] for match in BLANK.finditer(text)))


def missing(kind: LetterKind, text: str, values: Mapping[str, str]) -> tuple[Item, ...]:
    """The items the law requires that a finished letter does not contain."""
    return tuple(item for item in kind.required if not _stands(item, text, values))


def left_out(kind: LetterKind, text: str, values: Mapping[str, str]) -> tuple[Item, ...]:
    """The items guidance expects that it does not contain: to be thought about, and no reason to stop."""
    return tuple(item for item in kind.items if item.guidance and not _stands(item, text, values))


def missing_from_template(kind: LetterKind, text: str) -> tuple[Item, ...]:
    """The required items that letters written from this text would not contain."""
    named = set(blanks(text))
    return tuple(
        item
        for item in kind.required
        if (item.says and not named.issuperset(item.says)) or (item.heading and not _has_heading(text, item.heading))
    )


def _stands(item: Item, text: str, values: Mapping[str, str]) -> bool:
    flat = _flat(text)
    said_so = all((value := values.get(name, "")) and _flat(value) in flat for name in item.says)
    return said_so and (not item.heading or len(_under(text, item.heading).split()) >= item.words)


def _has_heading(text: str, heading: str) -> bool:
    return any(_flat(line.removeprefix("#")) == _flat(heading) for line in _headings(text))


def _under(text: str, heading: str) -> str:
    """The words under a heading, up to the next."""
    found, here = [], False
    for line in text.splitlines():
        if line.startswith("#"):
            here = _flat(line.lstrip("#")) == _flat(heading)
        elif here:
            found.append(BLANK.sub("", line))
    return " ".join(found)


def _headings(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#")]


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()


def _kind(row: dict[str, object]) -> LetterKind:
    items = row.pop("item", [])
    assert isinstance(items, list)
    made = tuple(Item(**{**each, "says": tuple(each.get("says", ()))}) for each in items)
    return LetterKind(**row, items=made)  # type: ignore[arg-type]
