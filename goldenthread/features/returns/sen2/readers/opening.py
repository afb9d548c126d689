"""Opens a return of any shape: finds out what it is from its content, not its name."""

from __future__ import annotations

import codecs
import re
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

from goldenthread.features.returns.sen2.readers.archives import is_nested, is_zip, open_archive, open_member
from goldenthread.features.returns.sen2.readers.collect_csv import CollectCsvReturn, module_of
from goldenthread.features.returns.sen2.readers.csv_rows import opener_of
from goldenthread.features.returns.sen2.readers.errors import too_large, unreadable
from goldenthread.features.returns.sen2.readers.limits import Limits
from goldenthread.features.returns.sen2.readers.return_file import ReturnFile
from goldenthread.features.returns.sen2.readers.template import TemplateReturn
from goldenthread.features.returns.sen2.readers.xml_return import XmlReturn

_TABLES = (".csv", ".txt")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")


def open_return(path: str | Path, *, name: str | None = None, limits: Limits | None = None) -> ReturnFile:
    """Open the return at `path`; `name` is what to call it in messages where the path is an upload's temporary file.

    Reads no more than the header and the first persons of XML, and the headings of CSV; a template is read whole.
    Raises ReturnUnreadable where it is no return this product reads.
    """
    limits = limits or Limits()
    path = Path(path)
    shown = name or path.name or str(path)
    if path.is_dir():
        return _open_folder(path, shown, limits)
    if not path.is_file():
        raise unreadable(f"There is no file or folder {path}.", file=shown)
    size = path.stat().st_size
    if size == 0:
        raise unreadable("The file is empty.", file=shown)
    if is_zip(path):
        return _open_zip(path, shown, limits)
    with open(path, "rb") as file:
        start = file.read(4096)
    _refuse_other_kinds(start, shown)
    if size > limits.xml_bytes:
        raise too_large(f"The file is larger than {limits.xml_bytes >> 20} MB.", file=shown)
    return XmlReturn(opener_of(path), name=shown, size=size, limits=limits)


def _refuse_other_kinds(start: bytes, name: str) -> None:
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        message = "The file is an old or locked Excel file; save it as .xlsx without a password."
        raise unreadable(message, file=name)
    if start.startswith(_WIDE) or start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return
    group = module_of(name)
    if group is not None:
        raise unreadable(
            "This is one of the nine files of an export; give the folder or a zip of all of them.", file=name
        )
    message = (
        "The file is none of the shapes of a SEN2 return: XML, a folder or zip of COLLECT CSVs, or the Excel template."
    )
    raise unreadable(message, file=name)


def _open_folder(path: Path, name: str, limits: Limits) -> ReturnFile:
    files = {file.name: file for file in sorted(path.iterdir()) if file.is_file() and not file.name.startswith(".")}
    tables = {file: where for file, where in files.items() if file.casefold().endswith(_TABLES)}
    if tables:
        size = sum(where.stat().st_size for where in tables.values())
        sources: dict[str, Callable[[], IO[bytes]]] = {file: opener_of(where) for file, where in tables.items()}
        return CollectCsvReturn(sources, name=name, size=size, limits=limits, on_close=lambda: None)
    others = [where for file, where in files.items() if re.search(r"\.(xml|xlsx|xlsm|zip)$", file.casefold())]
    if len(others) == 1:
        return open_return(others[0], limits=limits)
    if others:
        raise unreadable("The folder holds several returns; give one of them.", file=name)
    raise unreadable("The folder holds no CSV files of a COLLECT export.", file=name)


def _open_zip(path: Path, name: str, limits: Limits) -> ReturnFile:
    archive, members = open_archive(path, name=name, limits=limits, total=max(limits.csv_bytes, limits.xml_bytes))
    try:
        if any(member.filename == "xl/workbook.xml" for member in members):
            archive.close()
            return TemplateReturn(path, name=name, limits=limits)
        return _open_zipped(archive, members, name, limits)
    except BaseException:
        archive.close()
        raise


def _open_zipped(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str, limits: Limits) -> ReturnFile:
    tables = {member.filename: member for member in members if member.filename.casefold().endswith(_TABLES)}
    documents = [member for member in members if member.filename.casefold().endswith(".xml")]
    if tables and not documents:
        sources: dict[str, Callable[[], IO[bytes]]] = {
            file: partial(open_member, archive, member, name=name) for file, member in tables.items()
        }
        size = sum(member.file_size for member in tables.values())
        return CollectCsvReturn(sources, name=name, size=size, limits=limits, on_close=archive.close)
    if len(documents) == 1 and not tables:
        member = documents[0]
        opener = partial(open_member, archive, member, name=name)
        return XmlReturn(opener, name=f"{name}!{member.filename}", size=member.file_size, limits=limits)
    if documents:
        raise unreadable("The zip holds more than one return; give one of them.", file=name)
    if any(is_nested(member) or member.filename.casefold().endswith((".xlsx", ".xlsm")) for member in members):
        raise unreadable("The zip holds another packed file; take it out and give that.", file=name)
    raise unreadable("The zip holds no CSV files of a COLLECT export and no XML return.", file=name)
