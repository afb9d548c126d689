"""Where a first name is no child's: a month, a place, a surname, a saint, or somebody who is only liked."""

from __future__ import annotations

import re

from goldenthread.domain.plan.checker.first_names import common_words, is_first_name

REST_OF_A_NAME = r"[a-zà-öø-ÿ]+(?:[-’'][A-Z]?[a-zà-öø-ÿ]+)?"
NAME = "[A-Z]" + REST_OF_A_NAME
# Before the name of a place, or of somebody or something that is liked.
_NO_CHILD = re.compile(
    r"(?:\b(?:in|near|around|across)|\b(?:School|College|Academy|Hospital|Centre|Road|Street|Lane|House),|"
    r"\b(?:mov(?:ed?|ing)|came|come|return(?:ed)?|travel\w*|flew)\b[^.;!?]{0,40} "
    r"(?:from|to)|\b(?:likes?|liked|loves?|loved|favourite|fan of|watch\w*|listen\w* to)\b[^.;!?]{0,60})"
    r" [(“\"‘']?$"
)
_TITLES = frozenset(("Mr", "Mrs", "Ms", "Miss", "Dr", "Sister", "Professor", "Prof", "Sir"))
_MONTHS = frozenset(("jan", "april", "may", "june", "july", "august", "summer", "autumn", "easter"))
_OF_A_DATE = re.compile(r",? (?:19|20)?\d\d\b")
_CAPITAL_BEFORE = re.compile(rf"\b(?:(?:Mr|Mrs|Ms|Miss|Dr|Sister|Professor|Prof)\.? )?({NAME}) $")


def is_no_child(text: str, at: int, name: str) -> bool:
    """Whether a first name is here a month, a place or a surname, or is only liked; who owns something is somebody."""
    ends = at + len(name)
    if name.lower() in _MONTHS and (_OF_A_DATE.match(text, ends) or text[max(0, at - 2) : at - 1].isdigit()):
        return True
    if text[max(0, at - 3) : at] == "St ":
        return True
    if (before := _CAPITAL_BEFORE.search(text, max(0, at - 40), at)) and _may_be_first(before):
        return True  # a surname
    return text[ends : ends + 1] not in ("’", "'") and bool(_NO_CHILD.search(text, max(0, at - 90), at))


def _may_be_first(before: re.Match[str]) -> bool:
    """Whether a word before a name is the first name of it: after a title, on the list, or no word that plans use."""
    word = before[1].lower()
    return before[0].strip() != before[1] or before[1] in _TITLES or is_first_name(word) or word not in common_words()
