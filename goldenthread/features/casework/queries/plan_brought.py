"""What a file that somebody sends holds of a plan, for them to confirm before anything is brought into the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.domain.plan.existing.commitments import Proposed, proposed_in
from goldenthread.domain.plan.existing.finding import found_in
from goldenthread.domain.plan.interchange.reading import WrongPlan, plan_of_json
from goldenthread.foundation.documents.checking import LARGEST, NotKept, checked
from goldenthread.foundation.documents.keeping import PDF, WORD
from goldenthread.foundation.documents.pdf_lines import NotReadable, lines_of_pdf
from goldenthread.foundation.documents.word_lines import NotWord, lines_of_word
from goldenthread.foundation.people.models import Child


class NoPlan(Exception):
    """Nothing can be brought in from the file; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What a file holds: `origin` ("interchange" or "document"), the text of each section found, the lines that stand
    in none, what every plan has and this lacks, commitments proposed, and whether it names the child."""

    origin: str
    sections: Mapping[str, str]
    unplaced: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    proposed: tuple[Proposed, ...] = ()
    names_the_child: bool = True


def offered_by(child: Child, name: str, data: bytes) -> Offered:
    """What this file offers. Nothing is kept. Raises NoPlan."""
    try:
        return _of_json(child, data) if name.lower().endswith(".json") else _of_document(child, name, data)
    except (NotKept, NotReadable, NotWord) as fault:
        raise NoPlan(str(fault)) from fault
    except WrongPlan as wrong:
        raise NoPlan(f"This is not a plan in the form we can read. {wrong}") from wrong


def _of_json(child: Child, data: bytes) -> Offered:
    if len(data) > LARGEST:
        raise NoPlan(f"The file must be {LARGEST // 1024 // 1024} MB or smaller")
    plan = plan_of_json(data)
    sections = {code: section["text"] for code, section in plan["sections"].items() if section["text"].strip()}
    if not sections:
        raise NoPlan("No section of this plan has any text")
    unplaced = tuple(plan.get("unplaced", ()))
    names = " ".join((plan["child"]["name"], plan["child"].get("known_as", ""), *sections.values()))
    return Offered("interchange", sections, unplaced, names_the_child=_names(child, names))


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
    return Offered(
        "document", {each.code: each.text for each in found.sections}, tuple(line.text for line in found.unplaced),
        found.missing, proposed_in(found), _names(child, " ".join(lines)),
    )  # fmt: skip


def _names(child: Child, text: str) -> bool:
    words = text.lower()
    return any(name and name.lower() in words for name in (child.forename, child.known_as, child.surname))
