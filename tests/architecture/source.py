"""The project's own files, for tests that read code rather than run it."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "goldenthread"


@cache
def project_files() -> tuple[Path, ...]:
    """Every file git tracks or would track; every file under the project where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode == 0:
        return tuple(path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file())
    hidden = {".venv", ".git", "node_modules", "var"}
    return tuple(p for p in ROOT.rglob("*") if p.is_file() and not hidden.intersection(p.relative_to(ROOT).parts))


def python_files(*folders: str, migrations: bool = False) -> Iterator[Path]:
    """Python files under these folders of the project ('goldenthread/domain'); migrations only if asked for."""
    for path in project_files():
        name = path.relative_to(ROOT).as_posix()
        inside = any(name.startswith(f"{folder}/") for folder in folders)
        if inside and name.endswith(".py") and (migrations or "/migrations/" not in name):
            yield path


@cache
def tree(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def named(path: Path) -> str:
    """The path as a person would say it: from the project's root."""
    return path.relative_to(ROOT).as_posix()


def dotted(node: ast.expr) -> str:
    """`a.b.c` for a name or a chain of attributes, '' for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""
