"""A letter as a paper: its plain text set with its receiver, its sender and who signs."""

from __future__ import annotations

from datetime import date

from goldenthread.features.casework.models import Letter
from goldenthread.foundation.partnership import queries as partnerships
from goldenthread.foundation.people.models import Tie
from goldenthread.foundation.typesetting import Block, Bullets, Heading, Paper, Paragraph, Signature


def paper_of(
    letter: Letter, *, lines: tuple[str, ...], ties: list[Tie], signed_by: tuple[str, ...], dated: date
) -> Paper:
    """The paper. It comes from the team, so that an answer never waits for one person."""
    partnership = partnerships.current()
    teams = [tie.organisation for tie in ties if tie.kind == Tie.Kind.CASE_TEAM and tie.organisation]
    team = teams[-1] if teams else None
    sender = (
        team.name if team else "SEND team", partnership.council_name, (team.phone if team else "") or
        partnership.contact_phone, (team.email if team else "") or partnership.contact_email,
    )  # fmt: skip
    signature = Signature(tuple(line for line in (*signed_by, sender[0], partnership.council_name) if line))
    return Paper(
        letter.title, dated, (*blocks_of(letter.text), signature), recipient=lines,
        sender=tuple(line for line in sender if line), reference=letter.public_id, author=partnership.council_name,
        large_print=letter.large_print,
    )  # fmt: skip


def blocks_of(text: str) -> tuple[Block, ...]:
    """Headings, lists and paragraphs of a plain text (domain/statute/letters.py says how it is written)."""
    found: list[Block] = []
    for part in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.rstrip() for line in part.splitlines() if line.strip()]
        while lines:
            found.append(_next(lines))
    return tuple(found)


def _next(lines: list[str]) -> Block:
    """Takes the next block off the lines."""
    if lines[0].startswith("#"):
        return Heading(lines.pop(0).lstrip("# ").strip() or "…")
    if lines[0].startswith("* "):
        items = []
        while lines and lines[0].startswith("* "):
            items.append(lines.pop(0)[2:].strip())
        return Bullets(tuple(items))
    told = []
    while lines and not lines[0].startswith(("#", "* ")):
        told.append(lines.pop(0))
    return Paragraph("\n".join(told))
