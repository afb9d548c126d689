"""Which collection year a file is of, and whether it is a SEN2 return of a year this product reads."""

from __future__ import annotations

from goldenthread.domain.sen2.interpret import Interpreter
from goldenthread.domain.sen2.node import Node
from goldenthread.domain.sen2.problem_log import ProblemLog
from goldenthread.domain.sen2.records import Header
from goldenthread.domain.sen2.specification import FIRST_YEAR, LAST_YEAR, YEARS, likely_year
from goldenthread.features.returns.sen2.readers.errors import unreadable


def settle_header(node: Node | None, seen: set[str], log: ProblemLog, *, file: str) -> tuple[int, Header]:
    """The year and header of a file: from its Year, else its survey day, else the items seen (`Group.Element`).

    Raises ReturnUnreadable for another collection, a year not read, or a file that tells nothing.
    """
    if node is None:
        log.add("warning", "The file has no header; give the collection, year, survey day and authority.", file=file)
        node = Node("Header", file=file)
    header = Interpreter(LAST_YEAR, log).header(node)
    if header.collection.casefold() != "sen2":
        message = f"The file is a {header.collection} return, not a SEN2 return."
        raise unreadable(message, file=file, line=node.line, field="Collection")
    year = header.year or (header.reference_on.year if header.reference_on else None)
    if year is None:
        year = likely_year(seen)
        if year is None:
            raise unreadable("The file does not say its year, and nothing in it shows one.", file=file, line=node.line)
        log.add(
            "warning",
            f"The file does not say its year; from its items it was read as {year}.",
            file=file,
            line=node.line,
            field="Year",
        )
    if year not in YEARS:
        message = f"The file is of {year}; this product reads {FIRST_YEAR} to {LAST_YEAR}."
        raise unreadable(message, file=file, line=node.line, field="Year")
    return year, header


def names_seen(node: Node) -> set[str]:
    """`Group.Element` of every item in a node and below, for `settle_header`."""
    seen = {f"{node.group}.{element}" for element in node.values}
    for children in node.children.values():
        for child in children:
            seen |= names_seen(child)
    return seen
