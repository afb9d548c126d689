"""Every disagreement in the teams of a viewer: how each stands, what is due next, and the sums by decision."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from goldenthread.domain.lifecycle.dispute_steps import DisputeSoFar, Standing, stage_of, standing_of
from goldenthread.features.casework.models import ClockCopy, Dispute, Milestone
from goldenthread.features.casework.queries.child_timeline import decisions_said
from goldenthread.features.casework.queries.work_filters import rule_name
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer

PAGE_SIZE = 50
# By the letter of section 51(2): what was decided.
DECISIONS: Final = {
    "a": "Not to assess",
    "b": "Not to make a plan",
    "c": "What the plan says",
    "d": "Not to assess again",
    "e": "Not to change the plan",
    "f": "To end the plan",
}


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """One disagreement in the list. `next_rule` and `next_on` are the first of its clocks that runs, if any."""

    child_id: str
    name: str
    decision: str
    about: str
    notice_on: date
    stage: str
    standing: Standing
    next_rule: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class DecisionCounts:
    """Disagreements with one kind of decision: `opened` is the sum of the rest, each one once."""

    decision: str
    opened: int
    agreed: int
    conceded: int
    decided: int
    withdrawn: int
    open: int


@dataclass(frozen=True, slots=True)
class DisputeList:
    """One page of what the filters leave, soonest due first, and the sums of all of them by decision."""

    lines: tuple[DisputeLine, ...]
    counts: tuple[DecisionCounts, ...]
    total: int
    number: int
    pages: int


def disputes_visible_to(
    viewer: Viewer, *, on: date, standing: str = Standing.OPEN, decision: str = "", page: int = 1
) -> DisputeList:
    """`standing`: one of Standing, or blank for all; `decision`: a letter of DECISIONS, or blank. Three queries."""
    found = _all(viewer, on)
    shown = [line for line in found if standing in ("", line.standing) and decision in ("", line.decision)]
    shown.sort(key=lambda line: (line.next_on or date.max, line.notice_on, line.name))
    pages = max(1, -(-len(shown) // PAGE_SIZE))
    number = min(max(page, 1), pages)
    part = shown[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return DisputeList(tuple(part), _counts(found), len(shown), number, pages)


def _all(viewer: Viewer, on: date) -> list[DisputeLine]:
    rows = list(
        Dispute.objects.visible_to(viewer, Verb.WORK_ON, on=on)
        .order_by("id")
        .values("id", "rights", "notice_on", "child__public_id", "child__forename", "child__surname")
    )
    ids = [row["id"] for row in rows]
    facts, details = _facts(ids, on)
    due = _next_due(ids)
    found = []
    for row in rows:
        rights = tuple(row["rights"].split(","))
        so_far = DisputeSoFar(rights, row["notice_on"], facts[row["id"]], details[row["id"]])
        if so_far.is_void:
            continue
        rule, day = due.get(row["id"], ("", None))
        name = " ".join(part for part in (row["child__forename"], row["child__surname"]) if part)
        found.append(
            DisputeLine(
                row["child__public_id"], name, rights[0][0], decisions_said(rights), row["notice_on"],
                stage_of(so_far).name, standing_of(so_far), rule_name(rule) if rule else "", day,
            )
        )  # fmt: skip
    return found


def _facts(ids: Sequence[int], on: date) -> tuple[dict[int, dict[str, date]], dict[int, dict[str, str]]]:
    facts: dict[int, dict[str, date]] = defaultdict(dict)
    details: dict[int, dict[str, str]] = defaultdict(dict)
    current = Milestone.rows.filter(dispute__in=ids, is_current=True, happened_on__lte=on)
    for id, fact, day, detail in current.values_list("dispute_id", "fact", "happened_on", "detail"):
        if id is not None and day is not None:
            facts[id][fact] = day
            if detail:
                details[id][fact] = detail
    return facts, details


def _next_due(ids: Sequence[int]) -> dict[int, tuple[str, date | None]]:
    """The first open clock of each, as stored."""
    found: dict[int, tuple[str, date | None]] = {}
    rows = ClockCopy.rows.filter(dispute__in=ids, state=ClockCopy.State.OPEN).order_by("outer_on", "id")
    for id, rule, day in rows.values_list("dispute_id", "rule", "outer_on"):
        if id is not None:
            found.setdefault(id, (rule, day))
    return found


def _counts(lines: Sequence[DisputeLine]) -> tuple[DecisionCounts, ...]:
    by = Counter((line.decision, line.standing) for line in lines)
    opened = Counter(line.decision for line in lines)
    return tuple(
        DecisionCounts(words, opened[letter], *(by[letter, standing] for standing in Standing))
        for letter, words in DECISIONS.items()
    )
