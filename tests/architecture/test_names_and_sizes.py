"""Names that say nothing are refused; files and functions stay of a size a person can hold."""

from __future__ import annotations

import ast
import warnings
from pathlib import Path

from tests.architecture.source import named, project_files, python_files, tree

SAY_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "misc",
    "manager",
    "managers",
    "service",
    "services",
}
FILE_HABIT, FILE_LIMIT = 200, 300
TEST_FILE_LIMIT = 400  # a file of worked examples is read by looking one up
FUNCTION_LIMIT = 60
OURS = ("goldenthread", "tools", "tests", "benchmarks")


def says_nothing(path: Path) -> bool:
    """Whether the file, or a folder it is in, has a name that would fit anything."""
    return bool(SAY_NOTHING.intersection(part.removesuffix(".py") for part in Path(named(path)).parts))


def limit(name: str) -> int:
    """The most lines this file may have."""
    return TEST_FILE_LIMIT if name.startswith("tests/") else FILE_LIMIT


def length(text: str) -> int:
    """Lines in a file."""
    return len(text.splitlines())


def long_functions(module: ast.Module, limit: int = FUNCTION_LIMIT) -> list[str]:
    """Functions longer than the limit, decorators and docstring included."""
    return [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > limit
    ]


def test_no_module_has_a_name_that_says_nothing() -> None:
    ours = [path for path in project_files() if path.suffix == ".py" and named(path).startswith(OURS)]
    assert [named(path) for path in ours if says_nothing(path)] == []


def test_files_stay_under_300_lines_and_tests_under_400() -> None:
    lengths = {named(path): length(path.read_text(encoding="utf-8")) for path in python_files(*OURS)}
    over_habit = sorted((count, name) for name, count in lengths.items() if FILE_HABIT < count <= limit(name))
    if over_habit:
        listed = ", ".join(f"{name} ({count})" for count, name in reversed(over_habit))
        warnings.warn(f"over {FILE_HABIT} lines, worth a look: {listed}", stacklevel=1)
    assert {name: count for name, count in lengths.items() if count > limit(name)} == {}


def test_functions_stay_under_60_lines() -> None:
    found = [f"{named(path)}: {fault}" for path in python_files(*OURS) for fault in long_functions(tree(path))]
    assert found == []


def test_a_name_a_file_and_a_function_too_many_would_be_found() -> None:
    root = Path(__file__).parents[2]
    assert says_nothing(root / "goldenthread/features/casework/utils.py")
    assert says_nothing(root / "goldenthread/common/dates.py")
    assert not says_nothing(root / "goldenthread/domain/clocks/advice.py")
    assert length("x = 1\n" * 301) > limit("goldenthread/domain/clocks/advice.py")
    assert length("x = 1\n" * 401) > limit("tests/domain/clocks/test_advice.py")
    assert long_functions(ast.parse("def f():\n" + "    x = 1\n" * 60)) == ["f (61 lines)"]
