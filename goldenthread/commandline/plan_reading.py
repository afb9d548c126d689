"""Reads a plan from a file of any kind it may come in, for the commands about plans. Nothing is kept or sent."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from goldenthread.domain.plan.checker.document import PlanDocument
from goldenthread.domain.plan.checker.parts import plan_from_parts
from goldenthread.domain.plan.checker.text import lines_of, plan_from_text
from goldenthread.domain.plan.existing.finding import Found, found_in
from goldenthread.domain.plan.interchange.making import plan_from_document
from goldenthread.domain.plan.interchange.reading import is_interchange, plan_of
from goldenthread.foundation.documents.pdf_lines import NotReadable, lines_of_pdf
from goldenthread.foundation.documents.word_lines import NotWord, lines_of_word

LARGEST: Final = 15 * 1024 * 1024
READ_AS: Final = "Read as JSON (.json), Word (.docx), PDF or, whatever else it is called, plain text in UTF-8."


class Unreadable(Exception):
    """The file is no plan that can be read; the message says why."""


def bytes_of(file: Path) -> bytes:
    """What is in a file, or ('-') typed or piped in. Raises Unreadable."""
    try:
        if str(file) == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with file.open("rb") as opened:
                data = opened.read(LARGEST + 1)
    except OSError as fault:
        raise Unreadable(f"It cannot be opened: {fault.strerror}.") from fault
    if len(data) > LARGEST:
        raise Unreadable(f"It is larger than {LARGEST // 1024 // 1024} MB. Send it in parts.")
    return data


def is_json(file: Path) -> bool:
    """Whether the file says by its name that it is JSON."""
    return file.suffix.lower() == ".json"


def json_of(data: bytes) -> Any:
    """Parsed JSON. Raises Unreadable, with the line."""
    try:
        return json.loads(data)
    except json.JSONDecodeError as fault:
        raise Unreadable(f"It is not JSON: {fault.msg} at line {fault.lineno}, column {fault.colno}.") from fault
    except UnicodeDecodeError as fault:
        raise Unreadable("It is not text in UTF-8.") from fault
    except RecursionError as fault:
        raise Unreadable("It is not a plan: it is nested too deeply.") from fault


def lines_in(file: Path, data: bytes) -> list[str]:
    """The lines of a Word file, a PDF or a text. Raises Unreadable."""
    try:
        if data[:5] == b"%PDF-":
            return lines_of_pdf(data)
        if file.suffix.lower() == ".docx" or data[:4] == b"PK\x03\x04":
            return lines_of_word(data)
    except (NotWord, NotReadable) as fault:
        raise Unreadable(f"{fault}.") from fault
    return lines_of(text_of(data))


def text_of(data: bytes) -> str:
    """The text in these bytes. Raises Unreadable."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data[:4096]:
        raise Unreadable(f"It is not text. {READ_AS}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if not text.strip():
        raise Unreadable("It is empty.")
    return text


def interchange_of(file: Path) -> dict[str, Any]:
    """The plan in a file, in the interchange form: JSON as it is, any other file by the headings of its sections.

    Raises Unreadable.
    """
    data = bytes_of(file)
    try:
        if is_json(file):
            given = json_of(data)
            return plan_of(given) if is_interchange(given) else _from_parts(given)
        return from_found(found_in(lines_in(file, data)))
    except ValueError as fault:
        raise Unreadable(str(fault)) from fault


def from_found(found: Found) -> dict[str, Any]:
    """The interchange form of what was found in a file: each section's lines, and those that stand in none."""
    if not found.sections:
        raise Unreadable(
            "No section was found. Put “Section A” to “Section K” on a line of its own before each section."
        )
    before = [line.text for line in found.unplaced]
    about = plan_from_text("\n".join([*before, "Section A"]))
    plan = plan_from_document(about, {each.code: each.text for each in found.sections})
    if before:
        plan["unplaced"] = before
    return plan_of(plan)


def document_of(plan: Mapping[str, Any]) -> PlanDocument:
    """The plan as the checker reads it."""
    return plan_from_parts(plan)


def _from_parts(given: object) -> dict[str, Any]:
    """Any JSON that lists what each section says: items become lines of the section's text."""
    document = plan_from_parts(given)
    texts = {
        section.code: "\n".join("\n".join((item.text, *item.details)) for item in section.items)
        for section in document.sections
    }
    return plan_of(plan_from_document(document, texts))
