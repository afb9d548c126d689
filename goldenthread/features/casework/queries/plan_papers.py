"""A sent draft or final plan as a paper, from its frozen copy alone: set again years later it says the same."""

from __future__ import annotations

from datetime import date

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.statute.plan_sections import SETTING, VIEWS
from goldenthread.features.casework.models import PlanCopy
from goldenthread.foundation.typesetting import Block, Heading, Paper, Paragraph, Signature, Voice

LEFT_BLANK = "This part is left empty in a draft. The law says it must be. It will say which school or college."
NOTHING = "There is nothing in this part."


def title_of(copy: PlanCopy) -> str:
    """`Draft plan 2: Amira Khan`, or `Education, health and care plan: Amira Khan`."""
    name = copy.about.get("name", "")
    if copy.kind == PlanCopy.Kind.DRAFT:
        return f"Draft education, health and care plan{f' {copy.number}' if copy.number > 1 else ''}: {name}"
    return f"Education, health and care plan: {name}"


def sections_said(copy: PlanCopy) -> list[dict[str, str]]:
    """The copy's sections as every form of it says them, page and file: where one has no text, that it has none."""
    return [
        each if each["text"].strip() else {**each, "text": _empty_said(each["code"], copy.kind)}
        for each in copy.sections
    ]


def _empty_said(code: str, kind: str) -> str:
    return LEFT_BLANK if code == SETTING and kind == PlanCopy.Kind.DRAFT else NOTHING


def paper_of(copy: PlanCopy) -> Paper:
    """The paper, dated the day it was sent."""
    blocks: list[Block] = [*_opening(copy)]
    for before, each in zip(copy.sections, sections_said(copy), strict=True):
        blocks.append(Heading(each["title"]))
        if each["code"] == VIEWS and before["text"].strip():
            blocks.append(Voice(each["text"].strip()))
        else:
            blocks += [Paragraph(part) for part in _paragraphs(each["text"])]
    if copy.signed_by:
        blocks.append(Signature((copy.signed_by, copy.about.get("council", ""), said(copy.sent_on))))
    reference = f"{copy.about.get('reference', '')} {copy.fingerprint[:12]}".strip()
    return Paper(
        title=title_of(copy), dated=copy.sent_on, blocks=tuple(blocks), reference=reference,
        author=copy.about.get("council", ""),
    )  # fmt: skip


def _opening(copy: PlanCopy) -> list[Block]:
    born = copy.about.get("born_on", "")
    lines = [f"Name: {copy.about.get('name', '')}"]
    if born:
        lines.append(f"Born: {said(date.fromisoformat(born))}")
    if copy.kind == PlanCopy.Kind.DRAFT and copy.answer_by:
        lines.append(f"This is a draft. The family may answer it until the end of {said(copy.answer_by)}.")
    else:
        lines.append(f"Made on: {said(copy.sent_on)}")
    return [Paragraph("\n".join(lines))]


def _paragraphs(text: str) -> list[str]:
    return [part.strip("\n") for part in text.split("\n\n") if part.strip()]
