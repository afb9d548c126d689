"""How often the answer is yes: here in like cases, in England, and at this council's statistical neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.domain.calendars import phases
from goldenthread.domain.lifecycle.hearing import Asked
from goldenthread.domain.proportions import Proportion
from goldenthread.features.casework.queries import published_rates
from goldenthread.features.casework.queries.similar_decisions import Similar, similar
from goldenthread.features.casework.queries.work_filters import need_choices
from goldenthread.foundation import clock
from goldenthread.foundation.partnership import queries as partnerships
from goldenthread.web.components.presenters.phrases import thousands, uk_date
from goldenthread.web.components.presenters.tables import Column, Table

NO_REASON = (
    "A rate is no reason. The likely range allows for chance (Wilson interval, 95%). It says nothing about this child: "
    "the test is the law’s."
)
NOTHING_ALIKE = ("None to compare", "0", "Cannot be said")  # which is not that none was decided: most say no need
HEAD = {
    Asked.ASSESS: ("Where", "Agreed to assess", "Decisions", "Likely range"),
    Asked.ISSUE: ("Where", "Agreed to a plan", "Decisions", "Likely range"),
}
LIKE_ENGLAND = "314"  # a demonstration made to be like all of England borrows one council's neighbours
CAPTION = {
    Asked.ASSESS: "How often the answer is yes, of requests decided",
    Asked.ISSUE: "How often the answer is yes, of assessments decided",
}
Row = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Rates:
    """`rows` and `neighbours` are of `head`; `notes` are sentences that define them."""

    asked: Asked
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    neighbours: tuple[Row, ...]
    notes: tuple[str, ...]
    source: str

    @property
    def table(self) -> Table:
        """Ours beside the others."""
        return self._table(CAPTION[self.asked], self.rows)

    @property
    def neighbours_table(self) -> Table:
        """Each neighbour on its own."""
        return self._table("Each statistical neighbour, nearest first", self.neighbours)

    def _table(self, caption: str, rows: tuple[Row, ...]) -> Table:
        columns = [Column(name, numeric=name == "Decisions") for name in self.head]
        return Table(caption, columns, rows, caption_size="s", cards=True)


def rates_for(asked: Asked, born_on: date | None, main_need: str) -> Rates:
    """For a case of this child's age and main need ('' where none is known). One query."""
    ours = similar(asked, born_on=born_on, main_need=main_need, on=clock.today())
    code, stands_for = _authority()
    near = published_rates.neighbours_of(code)
    what = "requests received" if asked is Asked.ASSESS else "assessments"
    year, rows = published_rates.YEAR, _ours(ours)
    england = published_rates.published()[published_rates.ENGLAND].of(asked)
    rows.append((f"England, {what} in {year}", *figures(england)))
    if near:
        rows.append((f"Statistical neighbours together, {what} in {year}", *figures(
            published_rates.together(near, asked))))  # fmt: skip
    neighbours = tuple((each.name, *figures(each.of(asked))) for each in near)
    return Rates(asked, HEAD[asked], tuple(rows), neighbours, _notes(ours, asked, stands_for), published_rates.SOURCE)


def figures(rate: Proportion | None) -> tuple[str, str, str]:
    """Share with its count, how many decided, and the interval."""
    if rate is None:
        return "Not published", "Not published", "Cannot be said"
    found = rate.interval()
    if rate.share is None or found is None:
        return "None decided", "0", "Cannot be said"
    return f"{rate.share:.1%}", thousands(rate.total), f"{found[0]:.1%} to {found[1]:.1%}"


def _authority() -> tuple[str, str]:
    """This council's code; in the demonstration that of a council it is like, with its name."""
    here = partnerships.current()
    if here.is_demo:
        code = published_rates.authority_like(str(here.demo_recipe.get("like", "")))
        code = code if published_rates.neighbours_of(code) else LIKE_ENGLAND
        return code, published_rates.published()[code].name
    return here.la_code, ""


def _ours(ours: Similar) -> list[Row]:
    rows: list[Row] = []
    if ours.same_need is not None and ours.phase:
        name = f"Here, {_need(ours.need)}, {phases.SAID[ours.phase]}, last 24 months"
        rows.append((name, *(figures(ours.same_need) if ours.same_need.total else NOTHING_ALIKE)))
    if ours.same_phase is not None and ours.phase:
        rows.append((f"Here, {phases.SAID[ours.phase]}, last 24 months", *figures(ours.same_phase)))
    return [*rows, ("Here, everyone, last 24 months", *figures(ours.all))]


def _notes(ours: Similar, asked: Asked, stands_for: str) -> tuple[str, ...]:
    notes = [
        f"Here: decisions since {uk_date(ours.since)}, by the day the family was told and the age on that day."
        if asked is Asked.ASSESS
        else f"Here: decisions since {uk_date(ours.since)}, by the day the plan was agreed (or the final plan was "
        "sent, where no day of agreement is recorded) or the family was told of no plan, and the age on that day."
    ]
    notes += _not_compared(ours, asked)
    if stands_for:
        notes.append(f"This partnership is invented; the neighbours are those of {stands_for}.")
    return (*notes, f"England and neighbours: {published_rates.DEFINED[asked]}", NO_REASON)


def _not_compared(ours: Similar, asked: Asked) -> list[str]:
    """How the main need is counted, and how many of the past decisions could not be compared."""
    if ours.same_phase is None:
        return ["No date of birth is recorded, so no phase can be compared."]
    written = "with the decision or for its panel" if asked is Asked.ASSESS else (
        "with the decision, for a panel or with the decision to assess")  # fmt: skip
    every, without = ours.same_phase.total, ours.without_need
    notes = [
        f"The main need is the one written down {written}. Decisions of the same phase: {thousands(every)}. "
        f"With a main need: {thousands(every - without)}. With none, so not compared by need: {thousands(without)}. "
        "The need in a plan is not used: only those who were given a plan have one."
    ]
    if ours.same_need is None:
        notes.append("No main need is written down for this case, so decisions with the same need cannot be counted.")
    if ours.without_age:
        notes.append(
            f"Decisions where no date of birth is recorded, so not compared by phase: {thousands(ours.without_age)}."
        )
    return notes


def _need(code: str) -> str:
    return dict(need_choices()).get(code, code).lower()


def context(asked: Asked, born_on: date | None, main_need: str) -> dict[str, Any]:
    """For a template."""
    return {"rates": rates_for(asked, born_on, main_need)}
