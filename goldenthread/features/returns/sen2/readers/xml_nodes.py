"""From XML elements to nodes, noting what is unknown, out of order, or there twice.

Namespaces and prefixes do not matter.
"""

from __future__ import annotations

from functools import partial

from lxml import etree

from goldenthread.domain.sen2.node import Node
from goldenthread.domain.sen2.problem_log import ProblemLog
from goldenthread.domain.sen2.specification import groups, specification
from goldenthread.features.returns.sen2.readers.xml_stream import line_of


def local_name(tag: str) -> str:
    """The element's name without its namespace."""
    return tag.rpartition("}")[2]


def _line_within(element: etree._Element, name: str) -> int | None:
    """The line of an item within its group, found when something is to be said about it."""
    return next((line_of(child) for child in element if local_name(child.tag) == name), line_of(element))


class NodeMaker:
    """Makes nodes of one file in one collection year. `_known`.

    By group and name, the name, group or item, and its place.
    """

    def __init__(self, year: int, log: ProblemLog, *, file: str) -> None:
        self._log = log
        self._file = file
        self._year = year
        orders = specification(year).orders
        self._known = {
            group.name: {
                name: (
                    name,
                    name in group.children,
                    orders[group.name].index(name) if name in orders[group.name] else None,
                )
                for name in (*group.children, *(item.element for item in group.items))
            }
            for group in groups().values()
        }

    def person(self, element: etree._Element) -> Node:
        """A Person element and everything below."""
        return self._node(element, "Person")

    def header(self, element: etree._Element) -> Node:
        """A Header element; CollectionDetails and Source are looked through, so a header without them is read too."""
        node = Node("Header", file=self._file, line=line_of(element))
        for child in element.iter(etree.Element):
            name = local_name(child.tag)
            if name in self._known["Header"]:
                if name in node.values or len(child):
                    self._take_badly(node, child, name)
                elif child.text and child.text.strip():
                    node.values[name] = child.text.strip()
            elif child is not element and not len(child):
                self._unknown(child, name, "Header")
        return node

    def _node(self, element: etree._Element, group: str) -> Node:
        node = Node(group, file=self._file, line=line_of(element))
        node.locate = partial(_line_within, element)
        known = self._known[group]
        reached = -1
        for child in element:
            found = known.get(child.tag) or known.get(local_name(child.tag))
            if found is None:
                self._unknown(child, local_name(child.tag), group)
                continue
            name, is_group, at = found
            if is_group:
                node.add(self._node(child, name))
            elif name in node.values or len(child):
                self._take_badly(node, child, name)
            elif (text := child.text) and (text := text.strip()):
                node.values[name] = text
            if at is None:
                self._not_this_year(child, name, group)
            elif at < reached:
                self._out_of_order(child, name, group)
            else:
                reached = at
        return node

    def _take_badly(self, node: Node, child: etree._Element, name: str) -> None:
        """An item that is there twice, or holds elements where text belongs."""
        text = (child.text or "").strip()
        if len(child):
            said = f"{name} holds other elements; it was read as {text!r}. Write plain text in it."
            self._note("error", child, name, said)
        if name in node.values:
            self._note(
                "error", child, name, f"{name} stands more than once in one {node.group}; only the first was read."
            )
        elif text:
            node.values[name] = text

    def _unknown(self, child: etree._Element, name: str, group: str) -> None:
        message = f"{name[:60]} is not an element of {group} in any return from 2023 to 2026; it was passed over."
        self._note("warning", child, name[:60], message)

    def _not_this_year(self, child: etree._Element, name: str, group: str) -> None:
        message = f"{name} is not in {group} in the {self._year} return; it was read all the same."
        self._note("warning", child, name, message)

    def _out_of_order(self, child: etree._Element, name: str, group: str) -> None:
        self._note("warning", child, name, f"{name} is out of order in {group}; it was read all the same.")

    def _note(self, level: str, child: etree._Element, name: str, message: str) -> None:
        self._log.add(level, message, file=self._file, line=line_of(child), field=name, kind=message[:80])
