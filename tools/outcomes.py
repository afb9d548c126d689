"""What came of one step of the test run, and the words it is told in."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """`state` is passed, failed or skipped. A skipped step fails the run unless `excusable`. `counts` is of tests."""

    state: str
    why: str = ""
    excusable: bool = False
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def acceptable(self) -> bool:
        """Whether the whole run may still succeed."""
        return self.state == "passed" or (self.state == "skipped" and self.excusable)


PASSED = Outcome("passed")


def failed(why: str) -> Outcome:
    """A failure, with what to do about it."""
    return Outcome("failed", why)


def from_report(report: Path, exit_code: int) -> Outcome:
    """What pytest's XML report says. No report, no tests, or a test that skipped itself is a failure."""
    try:
        suites = ElementTree.parse(report).getroot().findall("testsuite")
    except (OSError, ElementTree.ParseError):
        return failed("pytest stopped before it could report; its last lines are above")
    total: Counter[str] = Counter()
    for suite in suites:
        total.update({key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")})
    counts = Counter(
        failed=total["failures"] + total["errors"],
        skipped=total["skipped"],
        passed=total["tests"] - total["failures"] - total["errors"] - total["skipped"],
    )
    if counts["failed"] or exit_code not in (0, 5):
        return Outcome("failed", f"{counts['failed']} failed; they are named above", counts=counts)
    if not counts["passed"] and not counts["skipped"]:
        return failed("no tests were found")
    if counts["skipped"]:
        return Outcome("failed", "; ".join(_skipped(suites)), counts=counts)
    return Outcome("passed", f"{counts['passed']:,} tests", counts=counts)


def _skipped(suites: list[ElementTree.Element]) -> list[str]:
    """One phrase for each test that skipped itself: a test nobody ran is a thing this run could not show."""
    return [
        f"skipped {case.get('classname')}.{case.get('name')}: {reason.get('message') or 'no reason given'}"
        for suite in suites
        for case in suite.findall("testcase")
        for reason in case.findall("skipped")
    ]


def summary(results: list[tuple[str, Outcome, float]], seconds: float) -> tuple[list[str], bool]:
    """The closing lines (the last is 'N passed, N failed, N skipped' of tests, or of steps where no test ran);
    success.
    """
    lines = ["", "Summary"]
    for heading, outcome, took in results:
        why = f": {outcome.why}" if outcome.why else ""
        lines.append(f"  {outcome.state:<8} {heading} ({took:.0f} s){why}")
    success = all(outcome.acceptable for _, outcome, _ in results)
    wrong = [heading for heading, outcome, _ in results if not outcome.acceptable]
    missing = [heading for heading, outcome, _ in results if outcome.state == "skipped" and outcome.excusable]
    lines.append("")
    if wrong:
        lines.append(f"Not ready, after {seconds / 60:.1f} minutes. Look first at: {wrong[0]}.")
    elif missing:
        lines.append(f"All that could be run passed, in {seconds / 60:.1f} minutes. Not run: {', '.join(missing)}.")
    else:
        lines.append(f"All passed, in {seconds / 60:.1f} minutes.")
    total: Counter[str] = sum((outcome.counts for _, outcome, _ in results), Counter())
    if not total:
        total = Counter(outcome.state for _, outcome, _ in results)
    else:
        # A step that failed without any test failing (a type error, say) must not read as "0 failed".
        total["failed"] += sum(not outcome.acceptable and not outcome.counts["failed"] for _, outcome, _ in results)
    lines.append(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return lines, success
