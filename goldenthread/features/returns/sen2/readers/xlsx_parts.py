"""The parts of an Excel file that say how to read its sheets: their names, which number formats are dates.

The shared texts.

Read part by part as a stream: a spreadsheet library lays a sheet out as a full rectangle, so one cell in the far
corner would take all memory, and it hands over a formula's last result without saying that it is one.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from lxml import etree

from goldenthread.features.returns.sen2.readers.archives import open_archive, open_member
from goldenthread.features.returns.sen2.readers.errors import too_large, unreadable
from goldenthread.features.returns.sen2.readers.limits import Limits
from goldenthread.features.returns.sen2.readers.xml_stream import XmlStream

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN_DATES = frozenset(
    (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))
)  # ECMA-376 part 1, 18.8.30
_NOT_A_LETTER_OF_A_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class XlsxParts:
    """An open Excel file. `sheets` maps each sheet's name to its part.

    `date_styles` are the cell styles that show dates.
    """

    def __init__(self, path: Path, *, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self._archive, members = open_archive(path, name=name, limits=limits, total=limits.sheet_bytes)
        self._members: dict[str, zipfile.ZipInfo] = {member.filename: member for member in members}
        try:
            self.starts_1904 = False
            self.sheets = self._find_sheets()
            self.date_styles = self._find_date_styles()
            self.texts = self._read_texts()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._archive.close()

    def elements(self, part: str, *tags: str) -> Iterator[etree._Element]:
        """The elements of a part as a stream."""
        member = self._members.get(part)
        if member is None:
            raise unreadable("The file is a zip but not an Excel file; save it again as .xlsx.", file=self.name)
        with open_member(self._archive, member, name=self.name) as stream:
            yield from XmlStream(stream, file=f"{self.name}!{part}", limits=self.limits, tags=tags).elements()

    def _find_sheets(self) -> dict[str, str]:
        targets = {}
        for relation in self.elements("xl/_rels/workbook.xml.rels", "Relationship"):
            targets[relation.get("Id")] = relation.get("Target", "")
        found = {}
        for element in self.elements("xl/workbook.xml", "workbookPr", "sheet"):
            if element.tag.endswith("workbookPr"):
                self.starts_1904 = element.get("date1904", "0") in ("1", "true")
                continue
            target = targets.get(element.get(_RELATION), "")
            part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
            if part in self._members:
                found[element.get("name", "")] = part
        if not found:
            raise unreadable("The Excel file has no sheets; save it again as .xlsx.", file=self.name)
        return found

    def _find_date_styles(self) -> frozenset[str]:
        if "xl/styles.xml" not in self._members:
            return frozenset()
        dates = {str(number) for number in _BUILT_IN_DATES}
        styles: list[bool] = []
        for element in self.elements("xl/styles.xml", "numFmt", "cellXfs"):
            if element.tag.endswith("numFmt"):
                letters = _NOT_A_LETTER_OF_A_DATE.sub("", element.get("formatCode", "").casefold())
                if any(letter in letters for letter in "dmyhs"):
                    dates.add(element.get("numFmtId", ""))
            else:
                styles = [form.get("numFmtId", "0") in dates for form in element]
        return frozenset(str(at) for at, is_date in enumerate(styles) if is_date)

    def _read_texts(self) -> list[str]:
        part = "xl/sharedStrings.xml"
        if part not in self._members:
            return []
        if self._members[part].file_size > self.limits.shared_text_bytes:
            raise too_large(
                "The Excel file holds far more text than a return; save only the return's sheet.", file=self.name
            )
        return [text_of(element) for element in self.elements(part, "si")]


def text_of(element: etree._Element) -> str:
    """The text of a shared or inline string, its runs joined, reading aids left out."""
    if len(element) == 1 and not len(element[0]):
        return element[0].text or ""
    parts = []
    for child in element.iter(etree.Element):
        above = child.getparent()
        if child.tag.endswith("}t") and above is not None and not above.tag.endswith("}rPh"):
            parts.append(child.text or "")
    return "".join(parts)
