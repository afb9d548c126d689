"""The test run's own verdict: what counts as success, and what may be missing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tools.outcomes import PASSED, Outcome, failed, from_report, summary

NO_BROWSER = Outcome("skipped", "no Chromium", excusable=True)
NO_DATABASE = Outcome("skipped", "no PostgreSQL")


def _report(folder: Path, cases: str, **counts: int) -> Path:
    attributes = " ".join(f'{name}="{counts.get(name, 0)}"' for name in ("tests", "failures", "errors", "skipped"))
    path = folder / "report.xml"
    path.write_text(f"<testsuites><testsuite {attributes}>{cases}</testsuite></testsuites>")
    return path


def test_a_missing_browser_alone_is_success() -> None:
    _, success = summary([("Lint", PASSED, 1), ("Journeys", NO_BROWSER, 0)], 60)
    assert success


def test_a_missing_database_is_not() -> None:
    lines, success = summary([("Lint", PASSED, 1), ("PostgreSQL", NO_DATABASE, 0)], 60)
    assert not success
    assert any("Look first at: PostgreSQL" in line for line in lines)


def test_the_last_line_counts_tests() -> None:
    tested = Outcome("passed", counts=Counter(passed=12))
    lines, _ = summary([("SQLite", tested, 1), ("PostgreSQL", tested, 1)], 60)
    assert lines[-1] == "24 passed, 0 failed, 0 skipped"


def test_a_failed_check_never_reads_as_none_failed() -> None:
    lines, success = summary(
        [("Types", failed("see above"), 1), ("SQLite", Outcome("passed", counts=Counter(passed=5)), 1)], 60
    )
    assert not success
    assert lines[-1] == "5 passed, 1 failed, 0 skipped"


def test_a_run_that_found_no_tests_failed(tmp_path: Path) -> None:
    assert from_report(_report(tmp_path, ""), 5) == failed("no tests were found")


def test_a_run_that_wrote_no_report_failed(tmp_path: Path) -> None:
    assert from_report(tmp_path / "none.xml", 3).state == "failed"


def test_a_test_that_skipped_itself_fails_the_run_and_is_named(tmp_path: Path) -> None:
    case = '<testcase classname="tests.web" name="test_page"><skipped message="no network"/></testcase>'
    outcome = from_report(_report(tmp_path, case, tests=3, skipped=1), 0)
    assert outcome.state == "failed"
    assert outcome.why == "skipped tests.web.test_page: no network"


def test_a_run_where_everything_passed_passed(tmp_path: Path) -> None:
    outcome = from_report(_report(tmp_path, "", tests=3), 0)
    assert (outcome.state, outcome.counts["passed"]) == ("passed", 3)
