"""The published figures are what is counted today, on plans the rules were and were not adjusted to."""

from __future__ import annotations

from goldenthread.domain.plan.checker.labelled import KINDS, published
from goldenthread.domain.plan.checker.rules import rules
from tools import plan_figures


def test_the_published_figures_are_what_is_counted() -> None:
    assert plan_figures.FIGURES.read_text(encoding="utf-8") == plan_figures.figures()


def test_every_kind_a_person_labelled_is_one_a_rule_can_find() -> None:
    assert set(KINDS) <= {rule.kind for rule in rules().values()}
    labels = {
        label
        for half in plan_figures.HALVES
        for plan in plan_figures.labelled(half)
        for items in plan["sections"].values()
        for item in items
        for label in item["labels"]
    }
    assert labels == set(KINDS) - {"missing_section"}


def test_the_held_back_half_is_large_enough_to_say_something_and_is_found_well() -> None:
    by_kind = {each.kind: each for each in published()["held_back"]}
    assert all(each.right + each.missed >= 12 for kind, each in by_kind.items() if kind != "missing_section")
    everything = by_kind["all"]
    assert everything.precision.share and everything.precision.share > 0.7
    assert everything.recall.share and everything.recall.share > 0.7
