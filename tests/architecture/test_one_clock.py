"""Only goldenthread/foundation/clock.py asks what day it is."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, named, python_files, tree

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
