"""What a file that somebody sends holds of a plan, for them to confirm before anything is brought into the draft."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from goldenthread.domain.plan.existing.finding import found_in
from goldenthread.domain.plan.existing.rows import MOST_ROWS, BroughtRow, rows_found, rows_of
from goldenthread.domain.plan.interchange.reading import WrongPlan, plan_of_json
from goldenthread.domain.statute.plan_sections import SETTING
from goldenthread.foundation.documents.checking import LARGEST, NotKept, checked
from goldenthread.foundation.documents.keeping import PDF, WORD
from goldenthread.foundation.documents.pdf_lines import NotReadable, lines_of_pdf
from goldenthread.foundation.documents.word_lines import NotWord, lines_of_word
from goldenthread.foundation.people.models import Child

INTERCHANGE, DOCUMENT = "interchange", "document"
MOST_PLACEMENTS: Final = 20


class NoPlan(Exception):
    """Nothing can be brought in from the file; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What a file holds: `origin` ("interchange" or "document"), its SHA-256 in hexadecimal, the text of each section
    found, the lines that stand in none, what every plan has and this lacks, the rows that can become items, what its
    section I names (as in the interchange form), and whether it names the child."""

    name: str
    origin: str
    fingerprint: str
    sections: Mapping[str, str]
    unplaced: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    rows: tuple[BroughtRow, ...] = ()
    placements: tuple[Mapping[str, Any], ...] = ()
    names_the_child: bool = True


def offered_by(child: Child, name: str, data: bytes) -> Offered:
    """What this file offers. Nothing is kept. Raises NoPlan."""
    try:
        found = _of_json(child, name, data) if name.lower().endswith(".json") else _of_document(child, name, data)
    except (NotKept, NotReadable, NotWord) as fault:
        raise NoPlan(str(fault)) from fault
    except WrongPlan as wrong:
        raise NoPlan(f"This is not a plan in the form we can read. {wrong}") from wrong
    if len(found.rows) > MOST_ROWS:
        raise NoPlan(f"It has more than {MOST_ROWS:,} rows, which is more than a plan has. Send it in parts")
    return found


def as_plain(offered: Offered) -> dict[str, Any]:
    """What was found as plain data, to be carried from the page that shows it to the step that keeps it."""
    return asdict(offered)


def from_plain(plain: Mapping[str, Any]) -> Offered:
    """The same back again."""
    rows = tuple(_row(row) for row in plain["rows"])
    lists = {name: tuple(plain[name]) for name in ("unplaced", "missing", "placements")}
    return Offered(**{**plain, **lists, "rows": rows})


def _row(plain: Mapping[str, Any]) -> BroughtRow:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}
    return BroughtRow(**values)


def _of_json(child: Child, name: str, data: bytes) -> Offered:
    if len(data) > LARGEST:
        raise NoPlan(f"The file must be {LARGEST // 1024 // 1024} MB or smaller")
    plan = plan_of_json(data)
    sections = {code: section["text"] for code, section in plan["sections"].items() if section["text"].strip()}
    rows = rows_of(plan)
    if not sections and not rows:
        raise NoPlan("No section of this plan has any text")
    about = " ".join((plan["child"]["name"], plan["child"].get("known_as", ""), *sections.values()))
    return Offered(
        _short(name), INTERCHANGE, _print_of(data), sections, tuple(plan.get("unplaced", ())), rows=rows,
        placements=tuple(plan.get("placements", ())[:MOST_PLACEMENTS]), names_the_child=_names(child, about),
    )  # fmt: skip


def _of_document(child: Child, name: str, data: bytes) -> Offered:
    file = checked(name, data)
    if file.media_type == PDF:
        lines = lines_of_pdf(file.data)
    elif file.media_type == WORD:
        lines = lines_of_word(file.data)
    elif file.media_type.startswith("text/plain"):
        lines = file.data.decode("utf-8", errors="replace").splitlines()
    else:
        raise NoPlan("This is a picture, and its words cannot be read. Send the Word file, a PDF with words, or JSON")
    found = found_in([line.replace("\x00", "") for line in lines])
    if not found.sections:
        raise NoPlan("No section was found. Each section needs a heading, such as “Section B” on a line of its own")
    setting = next((each.text for each in found.sections if each.code == SETTING and each.text.strip()), "")
    return Offered(
        _short(name), DOCUMENT, _print_of(data), {each.code: each.text for each in found.sections},
        tuple(line.text for line in found.unplaced), found.missing,
        rows_found(found, wrapped=file.media_type == PDF),
        ({"name": setting},) if setting else (), _names(child, " ".join(lines)),
    )  # fmt: skip


def _short(name: str) -> str:
    return name.replace("\x00", "")[-200:]


def _print_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _names(child: Child, text: str) -> bool:
    words = text.lower()
    return any(name and name.lower() in words for name in (child.forename, child.known_as, child.surname))
