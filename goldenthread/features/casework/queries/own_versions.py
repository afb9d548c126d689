"""A child's own version of their plan: which plan it was made from, what people see of it, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.clocks.register import count_dates
from goldenthread.domain.plan.easy_read import PARTS, Line, Part, by_part, changed_sections
from goldenthread.features.casework.models import OwnVersion, PlanCopy
from goldenthread.features.casework.queries.plan_drafts import standing_of, text_in
from goldenthread.foundation import clock
from goldenthread.foundation.partnership.calendar import working_calendar
from goldenthread.foundation.people.models import Child
from goldenthread.foundation.typesetting import Block, Heading, Idea, Paper, Paragraph

NEVER = "Your plan changed after this page was made. A person must check it. Some of it may be old."


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """`copy`: the plan that stands, None where none was sent. `row`: the version being made from it. `shown`: the
    version a person checked last, from whichever plan; `changed`: sections that differ between its plan and `copy`."""

    copy: PlanCopy | None
    row: OwnVersion | None = None
    shown: OwnVersion | None = None
    changed: tuple[str, ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether what is shown was made from the plan that stands, and checked by a person."""
        return self.shown is not None and self.row is not None and self.shown.pk == self.row.pk

    @property
    def parts(self) -> list[tuple[Part, list[Line]]]:
        """What is shown, in the page's order; parts with nothing to say are left out."""
        lines = by_part(lines_of(self.shown.shown)) if self.shown else {}
        return [(PARTS[code], found) for code, found in lines.items() if found]


def plan_that_stands(child: Child) -> PlanCopy | None:
    """The final plan sent last; before there is one, the draft sent last."""
    draft, final = standing_of(child)
    found = final or draft
    return PlanCopy.rows.select_related("request").get(pk=found.pk) if found else None


def own_plan_of(child: Child) -> OwnPlan:
    """Where the child's own version stands. At most four queries."""
    copy = plan_that_stands(child)
    if copy is None:
        return OwnPlan(None)
    rows = list(OwnVersion.rows.filter(child=child, copy__taken_back_on=None).select_related("copy").order_by("id"))
    row = next((each for each in rows if each.copy_id == copy.pk), None)
    checked = [each for each in rows if each.checked_at]
    shown = row if row and row.checked_at else max(checked, key=lambda each: each.checked_at, default=None)  # type: ignore[arg-type,return-value]
    changed = changed_sections(text_in(shown.copy), text_in(copy)) if shown and shown.copy_id != copy.pk else ()
    return OwnPlan(copy, row, shown, changed)


def before(child: Child, copy: PlanCopy) -> OwnVersion | None:
    """The version made last from another plan of the child, checked or not: what a new one begins from."""
    rows = OwnVersion.rows.filter(child=child, copy__taken_back_on=None).exclude(copy=copy)
    return rows.select_related("copy").order_by("-id").first()


def next_steps(copy: PlanCopy) -> list[str]:
    """What happens next, as the plan and the law have it: nothing else is known."""
    if copy.kind == PlanCopy.Kind.DRAFT:
        last = f" We can do this until the end of {said(copy.answer_by)}." if copy.answer_by else ""
        return [f"This is a draft. My family and I can say what we think.{last}"]
    by = count_dates("F1", {"plan_made": copy.sent_on}, working_calendar()).outer.last_on
    return [f"My plan must be looked at again by {said(by)}."]


def lines_of(kept: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    """Lines as they are kept in a row, those of a part there is no more left out."""
    return tuple(Line(**each) for each in kept if each["part"] in PARTS)


def as_kept(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The same the other way."""
    return [asdict(each) for each in lines]


def title_for(name: str) -> str:
    """What the page and the file are called: said of the child, for whoever finds the file."""
    return f"My plan: {name}"


def own_paper(own: OwnPlan, name: str, pictures: Mapping[str, str], credit: str = "") -> Paper:
    """The version as it is shown, in big letters; `pictures` are drawings by a symbol's word, `credit` whose they
    are, or blank. Says so on top where the plan changed since."""
    shown = own.shown
    if shown is None or shown.checked_at is None:
        raise ValueError("Nothing has been checked, so nothing is shown.")
    blocks: list[Block] = [] if own.is_current else [Paragraph(NEVER)]
    for part, lines in own.parts:
        blocks.append(Heading(part.title))
        blocks += [Idea(line.title, line.sentence, line.symbol, pictures.get(line.symbol, "")) for line in lines]
    blocks += [Paragraph(_made(shown)), *([Paragraph(credit)] if credit else [])]
    return Paper(
        title=title_for(name), dated=clock.day_of(shown.checked_at), blocks=tuple(blocks), large_print=True,
        author=shown.copy.about.get("council", ""), reference=shown.fingerprint[:12],
    )  # fmt: skip


def _made(shown: OwnVersion) -> str:
    name = "draft plan" if shown.copy.kind == PlanCopy.Kind.DRAFT else "plan"
    return f"This page was made from the {name} of {said(shown.copy.sent_on)}. {shown.checked_by_name} checked it."


def words_in(lines: Sequence[Line]) -> str:
    """Everything the lines say, to be looked over for another child's name."""
    return "\n".join(f"{line.title} {line.sentence}" for line in lines)
