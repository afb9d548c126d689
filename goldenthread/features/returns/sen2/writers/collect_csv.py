"""Writes the nine CSV files as COLLECT exports them, to a folder or a zip."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from goldenthread.domain.sen2.express import header_node, person_node
from goldenthread.domain.sen2.node import Node
from goldenthread.domain.sen2.records import Header, Person
from goldenthread.domain.sen2.specification import Specification, child_groups, groups, parent_group, specification


class _Tables:
    """The nine open files and their running keys."""

    def __init__(self, folder: Path, spec: Specification, stem: str, stack: ExitStack) -> None:
        self._spec = spec
        self._keys: Counter[str] = Counter()
        self._writers = {}
        for name, group in groups().items():
            path = folder / f"{stem}_{group.module}.csv"
            file = stack.enter_context(path.open("w", newline="", encoding="utf-8"))
            self._writers[name] = csv.writer(file)
            self._writers[name].writerow(self._headings(name))

    def _headings(self, name: str) -> list[str]:
        module = groups()[name].module
        parent = _parent(name)
        technical = [f"{module}tableid", "NativeId", f"{module}orderseqcolumn", "sourceid"]
        joins = [f"{groups()[parent].module}tableid"] if parent else []
        return technical + joins + [item.column for item in self._spec.items(name)]

    def write(self, node: Node, parent_key: int | None, order: int) -> None:
        """A node and everything below it."""
        self._keys[node.group] += 1
        key = self._keys[node.group]
        joins = [parent_key] if _parent(node.group) else []
        values = [
            _export_date(node.values.get(item.element, ""))
            if item.kind == "date"
            else node.values.get(item.element, "")
            for item in self._spec.items(node.group)
        ]
        self._writers[node.group].writerow([key, key, order, 1, *joins, *values])
        for group in child_groups(node.group):
            for at, child in enumerate(node.children.get(group, ()), start=1):
                self.write(child, key, at)


def _parent(name: str) -> str | None:
    return "Header" if name == "Person" else parent_group(name)


def _export_date(text: str) -> str:
    """A date as the export has it: 2022-Sep-28 00:00:00."""
    if not text:
        return ""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    value = date.fromisoformat(text)
    return f"{value.year:04d}-{months[value.month - 1]}-{value.day:02d} 00:00:00"


def write_collect_csv(
    target: str | Path | io.BufferedIOBase, header: Header, persons: Iterable[Person], *, year: int | None = None
) -> int:
    """Write a return as CSV exports and say how many persons it holds.

    `target` is a folder (made where it is not there), or a path ending in .zip or an open binary file for a zip. The
    files are named `Blade-Export_DD-MM-YYYY_<module>.csv` by the survey day. Keys are running numbers, as COLLECT
    gives its own.
    """
    spec = specification(year if year is not None else header.year or 0)
    day = (header.reference_on or spec.reference_on).strftime("%d-%m-%Y")
    count = 0
    with _folder(target) as folder, ExitStack() as stack:
        tables = _Tables(folder, spec, f"Blade-Export_{day}", stack)
        tables.write(header_node(header, spec.year), None, 1)
        for person in persons:
            count += 1
            tables.write(person_node(person, spec.year), 1, count)
    return count


@contextmanager
def _folder(target: str | Path | io.BufferedIOBase) -> Iterator[Path]:
    """The folder to write in; for a zip, a temporary one that is packed at the end."""
    if isinstance(target, str | Path) and not str(target).casefold().endswith(".zip"):
        Path(target).mkdir(parents=True, exist_ok=True)
        yield Path(target)
        return
    with TemporaryDirectory(prefix="sen2-") as name:
        yield Path(name)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
            for file in sorted(Path(name).iterdir()):
                archive.write(file, file.name)
