"""Finds children by name, date of birth, UPN, ULN or id, forgiving spelling; only among those the viewer may open.

The same on every database: names are searched through their tokens, and the best hundred or so ranked in memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz

from goldenthread.domain.names import folded
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.people.models import Child, NameToken
from goldenthread.foundation.people.operations.name_tokens import sound_of, words_of

CANDIDATES = 300
CLOSE_ENOUGH = 62  # of 100: found by trying names people misspell; below it two names have little in common
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


@dataclass(frozen=True, slots=True)
class Found:
    """Enough to tell two children apart."""

    child: Child
    why: str  # 'name', 'date of birth', 'UPN', 'ULN', 'id'


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of what was found. `more` says that there were too many to rank: ask for more letters."""

    found: tuple[Found, ...]
    total: int
    understood_as: str
    more: bool = False


def find(viewer: Any, text: str, *, on: date, limit: int = 25, offset: int = 0) -> SearchPage:
    """Search for what somebody typed, up to 200 characters of it. An empty search finds nothing."""
    typed = " ".join(text.replace("\x00", "").split())[:200]
    visible = Child.objects.visible_to(viewer, Verb.OPEN_RECORD, on=on)
    if not typed:
        return SearchPage((), 0, "")
    by_number = _by_number(visible, typed, viewer, on)
    if by_number is not None:
        children, why = by_number
        return SearchPage(tuple(Found(child, why) for child in children[offset : offset + limit]), len(children), why)
    born_on, names = _take_date(typed)
    matches = visible.filter(born_on=born_on) if born_on else visible
    words = words_of(names)
    if not words:
        if born_on is None:
            return SearchPage((), 0, "")
        total = matches.count()
        page = matches.order_by("surname", "forename", "id")[offset : offset + limit]
        return SearchPage(tuple(Found(child, "date of birth") for child in page), total, "date of birth")
    ranked, more = _ranked(matches, words)
    why = "name and date of birth" if born_on else "name"
    return SearchPage(tuple(Found(child, why) for child in ranked[offset : offset + limit]), len(ranked), why, more)


def _by_number(visible: QuerySet[Child], typed: str, viewer: Any, on: date) -> tuple[list[Child], str] | None:
    """Whoever has this UPN, ULN or id. Numbers are searched only by those who may see them; ids by anyone."""
    squeezed = typed.replace(" ", "")
    exact = list(visible.filter(Q(public_id=squeezed.lower()) | Q(local_id=typed))[:5])
    if exact:
        return exact, "id"
    numbered = visible.filter(viewer.children_filter(Verb.SEE_IDENTIFIERS, on=on))
    if re.fullmatch(r"[A-Za-z]\d{11}[A-Za-z0-9]", squeezed):
        return list(numbered.filter(upn=squeezed.upper())[:5]), "UPN"
    if re.fullmatch(r"[1-9]\d{9}", squeezed):
        return list(numbered.filter(uln=squeezed)[:5]), "ULN"
    return None


def _take_date(typed: str) -> tuple[date | None, str]:
    """A date of birth in any British shape or ISO, and what is left of the text."""
    shapes = (
        (r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", (1, 2, 3)),
        (r"\b(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})\b", (3, 2, 1)),
        (r"\b(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9}) (\d{4})\b", (3, 2, 1)),
    )
    for shape, (year, month, day) in shapes:
        if match := re.search(shape, typed):
            try:
                born_on = date(int(match[year]), _month(match[month]), int(match[day]))
            except ValueError:
                continue
            return born_on, (typed[: match.start()] + " " + typed[match.end() :]).strip()
    return None, typed


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.index(text[:3].casefold()) + 1


def _ranked(matches: QuerySet[Child], words: tuple[str, ...]) -> tuple[list[Child], bool]:
    close = matches
    for word in words:
        close = close.filter(pk__in=NameToken.objects.filter(_token(word)).values("child_id"))
    candidates = list(close.order_by("surname", "forename", "id")[: CANDIDATES + 1])
    if not candidates:  # misspelt beyond how it sounds: any one word, or the first letters of one
        # One list of tokens: a condition for each, joined by OR, makes PostgreSQL read every child there is.
        wanted = Q(pk__in=[])
        for word in words:
            wanted |= _token(word) | _token(word[:3], sounds=False)
        loose = NameToken.objects.filter(wanted).values("child_id")
        candidates = list(matches.filter(pk__in=loose).order_by("surname", "forename", "id")[: CANDIDATES + 1])
    typed = " ".join(words)
    scored = [(_score(typed, child), child) for child in candidates[:CANDIDATES]]
    kept = sorted((pair for pair in scored if pair[0] >= CLOSE_ENOUGH), key=lambda pair: -pair[0])
    return [child for _, child in kept], len(candidates) > CANDIDATES


def _token(word: str, *, sounds: bool = True) -> Q:
    wanted = Q(token__gte=word, token__lt=word + "\uffff", sounds=False)
    if sounds and (sound := sound_of(word)):
        wanted |= Q(token=sound, sounds=True)
    return wanted


def _score(typed: str, child: Child) -> float:
    names = folded(f"{child.forename} {child.known_as} {child.surname}")
    return max(
        fuzz.token_sort_ratio(typed, folded(f"{child.forename} {child.surname}")),
        fuzz.token_set_ratio(typed, names) - 1,
        fuzz.partial_token_sort_ratio(typed, names) - 5,
    )
