"""A group of a return as text.

What every reader makes and every writer takes, between the file's shape and the records.
"""

from __future__ import annotations

from collections.abc import Callable


class Node:
    """One group: its name (`Person`, `Requests` ...), text values by element, child groups by name, and where it stood.

    `key` is the file's own key for it, where it has one. `cells` maps an element to its place where the line is not
    enough (a spreadsheet's cell); `locate` finds an item's own line, where the file has lines for items.
    """

    __slots__ = ("cells", "children", "file", "group", "key", "line", "locate", "values")

    def __init__(self, group: str, *, file: str = "", line: int | None = None, key: str | None = None) -> None:
        self.group = group
        self.values: dict[str, str] = {}
        self.children: dict[str, list[Node]] = {}
        self.file = file
        self.line = line
        self.key = key
        self.cells: dict[str, str] = {}
        self.locate: Callable[[str], int | None] | None = None

    def add(self, child: Node) -> Node:
        """Put a child group in, and hand it back."""
        self.children.setdefault(child.group, []).append(child)
        return child
