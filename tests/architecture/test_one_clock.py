"""Only goldenthread/foundation/clock.py asks what day it is."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, dotted, named, python_files, tree

RUFF = str(Path(sys.executable).with_name("ruff"))


def automatic_dates(module: ast.Module) -> list[int]:
    """Lines where a field would set itself from the machine's clock (auto_now, auto_now_add)."""
    return [
        keyword.value.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg in ("auto_now", "auto_now_add")
    ]


def test_no_field_sets_itself_from_the_clock() -> None:
    checked = list(python_files("goldenthread", migrations=True))
    assert len(checked) > 50
    assert [f"{named(path)}:{line}" for path in checked for line in automatic_dates(tree(path))] == []


def test_a_field_that_set_itself_would_be_found() -> None:
    assert automatic_dates(ast.parse("made_at = models.DateTimeField(auto_now_add=True)")) == [1]


def days_in_utc(module: ast.Module) -> list[int]:
    """Lines where the day of a moment (`at`, or a name that ends so) is taken without saying where."""
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "date"
        and not node.args
        and re.search(r"(^|[._])at$", dotted(node.func.value))
    ]


def test_the_day_of_a_moment_is_taken_in_london() -> None:
    """A moment read from the database is in UTC: `clock.day_of` takes its day, `uk_date` says it. The demonstration
    is given the clock's own moments."""
    folders = ("commandline", "config", "domain", "features", "foundation", "jobs", "web")
    checked = list(python_files(*(f"goldenthread/{each}" for each in folders)))
    assert len(checked) > 500
    assert [f"{named(path)}:{line}" for path in checked for line in days_in_utc(tree(path))] == []


@pytest.mark.parametrize("code", ["row.made_at.date()", "made_at.date()", "at.date()", "self._terms.at.date()"])
def test_a_day_taken_in_utc_would_be_found(code: str) -> None:
    assert days_in_utc(ast.parse(code)) == [1]


def test_other_dates_are_not_taken_for_one() -> None:
    assert days_in_utc(ast.parse("moment.date()\nclock.day_of(row.made_at)\nrow.made_at.date(1)\nformat.date()")) == []


@pytest.mark.parametrize(
    "code",
    [
        "from datetime import date\n\nTHE_DAY = date.today()\n",
        "import datetime\n\nMOMENT = datetime.datetime.now(datetime.UTC)\n",
        "import time\n\nMOMENT = time.time()\n",
        "from django.utils import timezone\n\nMOMENT = timezone.now()\n",
        "from django.utils.timezone import localdate\n\nTHE_DAY = localdate()\n",
    ],
)
def test_the_linter_finds_a_second_clock_everywhere_but_in_the_first(code: str) -> None:
    assert "TID251" in _lint(code, "goldenthread/web/family/views.py")
    assert "TID251" not in _lint(code, "goldenthread/foundation/clock.py")


def _lint(code: str, as_file: str) -> str:
    done = subprocess.run(
        [RUFF, "check", "--no-cache", "--output-format=concise", f"--stdin-filename={as_file}", "-"],
        input=code,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr
