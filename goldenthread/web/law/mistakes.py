"""What the law's own code says is wrong with the facts, said without the facts' code names."""

from __future__ import annotations

import re

from goldenthread.domain.clocks.facts import WHAT_HAPPENED, WORDS, what_happened
from goldenthread.web.law.questions import question, said


def in_words(message: str) -> str:
    """A message with every fact named in words: `the date the mediation certificate was issued`, for
    `certificate_issued`.
    """
    words = re.sub(r"[A-Za-z0-9]*_[A-Za-z0-9_]+|\b[a-z]+\b", _named, message)
    return words[:1].upper() + words[1:]


def fact_at_fault(message: str, asked: tuple[str, ...]) -> str | None:
    """The first fact a message names that the page asked for; None when it names none."""
    found = re.findall(r"\w+", message)
    return next((word for word in found if word in asked), None)


def _named(match: re.Match[str]) -> str:
    name = match.group()
    if name in WHAT_HAPPENED and ("_" in name or match.start() == 0):
        return f"the date {what_happened(name)}"
    if name in WORDS and match.start() == 0:
        return f"the answer to “{question(name)}”"
    if "_" in name:
        return f"“{said(name)}”"
    return name
