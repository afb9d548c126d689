"""Only foundation/access (and the demo, which hands roles to its cast) names a role: pages ask for a verb or a
power.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from goldenthread.foundation.access.roles import Role
from tests.architecture.source import dotted, named, python_files, tree

MAY_NAME_ROLES = ("goldenthread/foundation/access/", "goldenthread/demo/")
# A role of one plain word ("parent", "senco") is also a word for a person; only the longer names can be told apart.
# A young person is somebody in the law before they are somebody who signs in.
WORDS = {role.value for role in Role if "_" in role.value} - {"young_person"}


def roles_named(module: ast.Module) -> list[str]:
    """Every place this module names a role, with its line."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and node.value in WORDS:
            found.append(f"line {node.lineno}: {node.value!r}")
        if isinstance(node, ast.Attribute) and dotted(node).rpartition("Role.")[1] and node.attr in Role.__members__:
            found.append(f"line {node.lineno}: {dotted(node)}")
    return found


def places_to_check() -> list[Path]:
    """Every Python file but those that may name roles."""
    return [path for path in python_files("goldenthread") if not named(path).startswith(MAY_NAME_ROLES)]


def test_no_page_job_or_feature_names_a_role() -> None:
    checked = places_to_check()
    assert len(checked) > 50
    assert [f"{named(path)}: {fault}" for path in checked for fault in roles_named(tree(path))] == []


@pytest.mark.parametrize("line", ["viewer.role == 'ehc_coordinator'", "viewer.role is Role.SENCO", "roles.Role.PARENT"])
def test_this_line_would_be_found(line: str) -> None:
    assert roles_named(ast.parse(line))
