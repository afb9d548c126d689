"""How large a file may be before a reader refuses it, so that no file can use up a machine."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1 << 20
GIGABYTE = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes. The defaults hold England's return (about 1.3 million people) with room.

    `person_bytes`: the most text between the ends of two persons. `compression`: the most a zip's content may be
    larger than the zip, judged once the content passes 50 MB. `shared_text_bytes`: an Excel file's table of texts,
    held in memory.
    """

    xml_bytes: int = 4 * GIGABYTE
    csv_bytes: int = 8 * GIGABYTE
    person_bytes: int = 4 * MEGABYTE
    zip_members: int = 2000
    compression: int = 200
    sheet_bytes: int = 2 * GIGABYTE
    sheet_columns: int = 256
    shared_text_bytes: int = 64 * MEGABYTE
    problems: int = 5000
