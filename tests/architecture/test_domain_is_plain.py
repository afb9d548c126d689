"""`domain` does its sums from what it is given: no files, network, clock or chance of its own."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.source import dotted, named, python_files, tree

# Packaged data is read with importlib.resources; text in memory with io.StringIO. Nothing else is a way in or out.
CLOCKS = ("today", "now", "utcnow", "fromtimestamp", "utcfromtimestamp")
DOORS = {"open", "input", "print", "exec", "eval", "__import__"}
SEEDED = {"random.Random", "numpy.random.default_rng", "np.random.default_rng", "numpy.random.Generator"}


def faults(module: ast.Module) -> list[str]:
    """What this module does that `domain` may not, each with its line."""
    return [f"line {line}: {what}" for line, what in _faults(module)]


def _faults(module: ast.Module) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module in ("random", "time", "secrets"):
            found.append((node.lineno, f"imports from {node.module}"))
        if isinstance(node, ast.Attribute) and _is_chance(dotted(node)):
            found.append((node.lineno, f"{dotted(node)} is chance without a seed"))
        if not isinstance(node, ast.Call):
            continue
        name = dotted(node.func)
        if name in DOORS or name in ("io.open", "io.FileIO", "np.load", "np.loadtxt", "numpy.load", "numpy.loadtxt"):
            found.append((node.lineno, f"{name}() goes outside"))
        if "." in name and name.rpartition(".")[2] in CLOCKS:
            found.append((node.lineno, f"{name}() asks a clock"))
        if name in SEEDED and not (node.args or node.keywords):
            found.append((node.lineno, f"{name}() without a seed"))
    return found


def _is_chance(name: str) -> bool:
    """random.choice and numpy.random.normal draw from one hidden source; the seeded generators do not."""
    drawn = name.startswith(("random.", "numpy.random.", "np.random."))
    return drawn and name not in SEEDED and name not in ("numpy.random", "np.random")


def test_domain_reads_no_file_no_clock_and_no_unseeded_chance() -> None:
    checked = list(python_files("goldenthread/domain"))
    assert len(checked) > 10
    assert [f"{named(path)}: {fault}" for path in checked for fault in faults(tree(path))] == []


@pytest.mark.parametrize(
    "line",
    [
        "open('limits.toml')",
        "datetime.date.today()",
        "date.today()",
        "datetime.now()",
        "random.choice([1, 2])",
        "from random import choice",
        "from time import time",
        "random.Random()",
        "np.random.normal()",
        "np.random.default_rng()",
        "print('done')",
    ],
)
def test_this_line_would_be_found(line: str) -> None:
    assert faults(ast.parse(line))


@pytest.mark.parametrize(
    "line",
    ["random.Random(7)", "np.random.default_rng(seed)", "io.StringIO(text)", "days.count(on)", "resources.files('a')"],
)
def test_this_line_is_allowed(line: str) -> None:
    assert faults(ast.parse(line)) == []
