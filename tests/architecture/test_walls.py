"""The import walls in pyproject.toml: they cover every audience, and each of them really breaks when it is crossed."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.source import PACKAGE, ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
WALLS = {contract["id"]: contract for contract in CONTRACTS}

# For each wall, a line of code in a module that would cross it.
CROSSINGS = {
    "layers": ("foundation/clock.py", "from goldenthread.features import casework"),
    "domain-is-plain": ("domain/sums.py", "from pathlib import Path"),
    "audiences": ("web/family/views.py", "from goldenthread.web.casework import views"),
    "components": ("web/components/views.py", "from goldenthread.features.casework import queries"),
    "no-models-above-features": ("web/partners/views.py", "from goldenthread.features.casework.models import plans"),
    "journal-table": ("features/casework/operations/__init__.py", "from goldenthread.foundation.journal import models"),
    "public-pages": ("web/public/views.py", "from goldenthread.features.casework import queries"),
}


def audiences(web: Path) -> set[str]:
    """The folders of pages: those with urls, but for the page parts every audience uses."""
    return {f"goldenthread.web.{urls.parent.name}" for urls in web.glob("*/urls.py")} - {"goldenthread.web.components"}


def test_every_audience_is_behind_the_audience_wall() -> None:
    assert audiences(PACKAGE / "web") == set(WALLS["audiences"]["modules"])
    assert audiences(PACKAGE / "web") <= set(WALLS["components"]["forbidden_modules"])


def test_a_new_audience_would_be_noticed(tmp_path: Path) -> None:
    (tmp_path / "inspectors").mkdir()
    (tmp_path / "inspectors" / "urls.py").touch()
    assert audiences(tmp_path) == {"goldenthread.web.inspectors"}


def test_every_top_level_folder_has_its_place_in_the_layers() -> None:
    placed = {name.strip() for layer in WALLS["layers"]["layers"] for name in layer.split("|")}
    assert {folder.parent.name for folder in PACKAGE.glob("*/__init__.py")} == placed
    assert WALLS["layers"]["exhaustive"] is True


def test_every_wall_breaks_when_it_is_crossed(tmp_path: Path) -> None:
    assert set(CROSSINGS) == set(WALLS)
    _empty_copy(tmp_path)
    for module, line in CROSSINGS.values():
        path = tmp_path / "goldenthread" / module
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(line + "\n")
    printed = _lint(tmp_path)
    for contract in CONTRACTS:
        assert f"{contract['name']} BROKEN" in printed, f"{contract['id']} let its crossing through"


def test_the_walls_hold_where_nothing_crosses_them(tmp_path: Path) -> None:
    _empty_copy(tmp_path)
    assert f"{len(CONTRACTS)} kept, 0 broken" in _lint(tmp_path)


def _empty_copy(folder: Path) -> None:
    """The package's modules, each empty, so that only what a test writes in them is imported."""
    for path in PACKAGE.rglob("*.py"):
        copy = folder / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.touch()
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())


def _lint(folder: Path) -> str:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
    )
    return done.stdout + done.stderr
