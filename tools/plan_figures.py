"""Counts how often the plan checker is right on the labelled plans in examples/plans, and publishes it.

python -m tools.plan_figures            writes goldenthread/domain/plan/checker/figures.toml
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from goldenthread.domain.plan.checker.labelled import Counted, counted, published
from goldenthread.domain.plan.checker.rules import packaged, rules

ROOT = Path(__file__).resolve().parent.parent
PLANS = ROOT / "examples" / "plans"
FIGURES = ROOT / "goldenthread" / "domain" / "plan" / "checker" / "figures.toml"
HALVES = {
    "held_back": "The held-back half",
    "second_held_back": "A second, smaller set held back",
    "third_held_back": "A third set held back, by another writer, as lines of text",
    "fourth_held_back": "A fourth set held back, by two more writers, as lines of text",
    "tuned": "The half the rules were adjusted to",
}
_HEAD = """# What the checker found in the labelled plans in examples/plans, by kind: faults found (right), findings
# that are no fault (wrong), faults not found (missed). Written by `python -m tools.plan_figures`; a test counts again.
"""


def labelled(half: str) -> list[dict[str, Any]]:
    """The labelled plans of one half, in the order of their files."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((PLANS / half).glob("*.json"))]


def figures() -> str:
    """The file, counted now."""
    rows = [
        f'[[figure]]\nhalf = "{half}"\nkind = "{each.kind}"\nright = {each.right}\nwrong = {each.wrong}\n'
        f"missed = {each.missed}\n"
        for half in HALVES
        for each in counted(labelled(half))
    ]
    return "\n".join([_HEAD, *rows])


def page() -> str:
    """docs/reference/checker.md: every rule, and the figures."""
    lines = [
        "# The plan checker", "",
        "This page is written by the code and compared in the tests: `make reference` writes it again.", "",
        "## How often it is right", "",
        "Counted on invented plans labelled sentence by sentence (`examples/plans`, CC BY 4.0). The rules were "
        "adjusted to the tuned half and never to the held-back plans: believe the held-back figures. Intervals are 95% "
        "(Wilson). The second held-back set is twelve plans by the writer of the tuned files 43 to 68, five of them "
        "without a fault. The third is eight plans by a writer who had seen none of the others, and drew some lines "
        "elsewhere; the fourth is sixteen by two more such writers, read when the rules were as they are (only how a "
        "line names the child was mended after): it says most of how the checker does on plans of somebody else. "
        "Whoever wrote a plan labelled it; how "
        "far two readers would agree is not known.",
    ]  # fmt: skip
    for half in HALVES:
        lines += ["", f"### {HALVES[half]}", ""]
        lines += ["| Kind | Faults | Found | Precision | Recall |", "|---|---|---|---|---|"]
        lines += [_row(each) for each in published()[half]]
    lines += ["", "## The rules", "", "| Rule | Kind | Level | What it says | Authority |", "|---|---|---|---|---|"]
    for each in rules().values():
        said = f"{each.message.replace('|', '/')} {each.reason}"
        lines.append(f"| `{each.id}` | `{each.kind}` | {each.level.said} | {said} | {each.authority} |")
    return "\n".join(lines) + "\n"


def _row(each: Counted) -> str:
    return (
        f"| `{each.kind}` | {each.right + each.missed} | {each.right + each.wrong} | {_share(each.precision)} | "
        f"{_share(each.recall)} |"
    )


def _share(of: Any) -> str:
    between = of.interval()
    if between is None:
        return "none"
    return f"{of.share:.0%} ({between[0]:.0%} to {between[1]:.0%}; {of.count} of {of.total})"


if __name__ == "__main__":
    FIGURES.write_text(figures(), encoding="utf-8")
    packaged.cache_clear()
    print(f"wrote {FIGURES.relative_to(ROOT)}")
