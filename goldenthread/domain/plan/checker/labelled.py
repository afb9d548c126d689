"""How often the checker is right: its findings against plans that somebody labelled sentence by sentence.

Precision: of what it finds, how much is a fault. Recall: of the faults, how many it finds. `figures.toml` holds what
was counted on the invented plans in `examples/plans`; a test counts again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from goldenthread.domain.plan.checker.check import check
from goldenthread.domain.plan.checker.document import PlanDocument
from goldenthread.domain.plan.checker.parts import plan_from_parts
from goldenthread.domain.plan.checker.rules import packaged
from goldenthread.domain.proportions import Proportion

MISSING: Final = "missing_section"
# What the labelled plans say of each sentence, and of a plan as a whole (MISSING).
KINDS: Final = (
    "vague_wording", "no_provider", "no_frequency", "no_duration", "outcome_is_service", "outcome_not_measurable",
    "outcome_no_date", "need_without_provision", "provision_without_need", "provision_in_needs",
    "named_setting_in_draft", "other_child_named", "wrong_pronoun", "drug_named", "education_in_health_or_care",
    "jargon_unexplained", MISSING,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """Of one kind: faults found (`right`), findings that are no fault (`wrong`), faults not found (`missed`)."""

    kind: str
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> Proportion:
        """Of what was found, how much is a fault."""
        return Proportion(self.right, self.right + self.wrong)

    @property
    def recall(self) -> Proportion:
        """Of the faults, how many were found."""
        return Proportion(self.right, self.right + self.missed)


def counted(plans: Iterable[Mapping[str, Any]]) -> tuple[Counted, ...]:
    """What the checker finds in labelled plans (the form is in examples/plans/README.md), by kind; the total last."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for plan in plans:
        read_for = plan.get("labelled_for", KINDS)  # a reader may have looked for some kinds of fault only
        found, labelled = _found(plan_from_parts(plan), read_for), _labelled(plan)
        for place in found | labelled:
            (missed if place not in found else right if place in labelled else wrong)[place[2]] += 1
    by_kind = [Counted(kind, right[kind], wrong[kind], missed[kind]) for kind in KINDS]
    total = Counted("all", *(sum(getattr(each, name) for each in by_kind) for name in ("right", "wrong", "missed")))
    return (*by_kind, total)


@cache
def published() -> dict[str, tuple[Counted, ...]]:
    """The figures that are published, by half: "tuned" (rules were adjusted to it) and "held_back" (they were not)."""
    halves: dict[str, list[Counted]] = {}
    for row in packaged("figures.toml")["figure"]:
        one = Counted(row["kind"], row["right"], row["wrong"], row["missed"])
        halves.setdefault(row["half"], []).append(one)
    return {half: tuple(rows) for half, rows in halves.items()}


def _found(document: PlanDocument, kinds: Collection[str]) -> set[tuple[str, int, str]]:
    return {
        (each.section, each.item, each.rule.kind)
        for each in check(document)
        if each.rule.kind in kinds and (each.rule.kind == MISSING) == (each.item < 0)
    }


def _labelled(plan: Mapping[str, Any]) -> set[tuple[str, int, str]]:
    labels = {
        (code, place, label)
        for code, items in plan["sections"].items()
        for place, item in enumerate(items)
        for label in item["labels"]
    }
    return labels | {(code, -1, MISSING) for code in plan["missing_sections"]}
