"""Looks into a zip without unpacking it, and refuses one that could do harm.

Names that climb out of it, links, bombs.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING

from goldenthread.features.returns.sen2.readers.errors import too_large, unreadable
from goldenthread.features.returns.sen2.readers.limits import MEGABYTE, Limits

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_JUDGED_FROM = 50 * MEGABYTE  # small files may compress very well without being a bomb
_OF_THE_SYSTEM = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)", re.IGNORECASE)
_IS_LINK = 0o120000
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError)
_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what every system writes; others only slow or surprise


def is_zip(path: Path) -> bool:
    """Whether the file starts as a zip does."""
    with open(path, "rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def open_archive(path: Path, *, name: str, limits: Limits, total: int) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    """The zip and its files, system litter left out.

    Raises ReturnUnreadable or ReturnTooLarge for one that is not safe.

    `total` is the most its content may come to in bytes. Python reads no more of a member than the size judged here.
    """
    try:
        archive = zipfile.ZipFile(path)
    except _DAMAGE as error:
        raise unreadable(f"The zip cannot be read ({error}); make it again.", file=name) from None
    try:
        return archive, _safe_members(archive, path.stat().st_size, name, limits, total)
    except BaseException:
        archive.close()
        raise


def _safe_members(archive: zipfile.ZipFile, size: int, name: str, limits: Limits, total: int) -> list[zipfile.ZipInfo]:
    members = archive.infolist()
    if len(members) > limits.zip_members:
        raise too_large(f"The zip holds {len(members)} files; a return has fewer than {limits.zip_members}.", file=name)
    content = sum(member.file_size for member in members)
    if content > total:
        raise too_large(f"The zip's content is larger than {total >> 20} MB.", file=name)
    if content > _JUDGED_FROM and content > size * limits.compression:
        raise too_large("The zip's content is far larger than any return compresses to; it was not opened.", file=name)
    for member in members:
        _judge(member, name)
    return [member for member in members if not member.is_dir() and not _OF_THE_SYSTEM.search(member.filename)]


def _judge(member: zipfile.ZipInfo, name: str) -> None:
    parts = re.split(r"[/\\]", member.filename)
    place = f"{name}!{member.filename[:120]}"
    if ".." in parts or parts[0] == "" or re.match(r"[A-Za-z]:", member.filename):
        raise unreadable("The zip holds a name that leads outside it; it was not opened.", file=place)
    if (member.external_attr >> 16) & 0o170000 == _IS_LINK:
        raise unreadable("The zip holds a link to another file; it was not opened.", file=place)
    if member.compress_type not in _PACKING:
        raise unreadable("The zip is packed in an unusual way; make it again with the usual settings.", file=place)
    if member.flag_bits & 0x1:
        raise unreadable("The zip is locked with a password; send it without one.", file=place)


def is_nested(member: zipfile.ZipInfo) -> bool:
    """Whether a file in a zip is a zip itself, by its name."""
    return member.filename.casefold().endswith((".zip", ".7z", ".gz", ".rar", ".tar", ".bz2", ".xz"))


class _Member(io.RawIOBase):
    """A file in a zip whose damage is told as an unreadable return."""

    def __init__(self, stream: IO[bytes], place: str) -> None:
        self._stream = stream
        self._place = place

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        try:
            found = self._stream.read(len(view))
        except _DAMAGE as error:
            message = f"The zip is damaged ({error}); make it again."
            raise unreadable(message, file=self._place) from None
        view[: len(found)] = found
        return len(found)

    def close(self) -> None:
        self._stream.close()
        super().close()


def open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, name: str) -> IO[bytes]:
    """The bytes of one file in a zip. Damage found while reading raises ReturnUnreadable."""
    place = f"{name}!{member.filename}"
    try:
        return io.BufferedReader(_Member(archive.open(member), place), 1 << 16)
    except _DAMAGE as error:
        raise unreadable(f"A file in the zip cannot be read ({error}); make the zip again.", file=place) from None
