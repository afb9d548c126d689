"""Children already on record who may be the one just told of: by UPN, name and date of birth, forgiving spelling.

Looks among all children, so that one held by another team is not made twice; says of those the viewer may not open only
that there are some, and never of a restricted one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz

from goldenthread.domain.names import folded
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.people.models import Child, NameToken
from goldenthread.foundation.people.operations.name_tokens import sound_of, words_of

MOST, CANDIDATES = 10, 1000
SAME_NAME, LIKE_NAME = 92, 70  # of 100; found by trying names people misspell


@dataclass(frozen=True, slots=True)
class Match:
    """A child who may be the same, and why: 'same UPN', 'same name', 'similar name', 'same date of birth'..."""

    child: Child
    why: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Matches:
    """Those the viewer may open, likeliest first; and how many standard records of others match as well."""

    found: tuple[Match, ...]
    elsewhere: int = 0


def possible_matches(
    viewer: Any, *, forename: str, surname: str, born_on: date | None, upn: str = "", on: date, but: int | None = None
) -> Matches:
    """`but`: row number of the child itself, where it is on record already. Nothing told matches nobody."""
    candidates = _candidates(forename, surname, born_on, upn)
    ranked = sorted(
        (
            match
            for child in (Child.rows.filter(pk__in=candidates) if candidates is not None else ())
            if child.pk != but and (match := _match(child, forename, surname, born_on, upn)) is not None
        ),
        key=lambda match: (-match.score, match.child.pk),
    )[: MOST * 3]
    ids = [match.child.pk for match in ranked]
    theirs_to_open = Child.objects.visible_to(viewer, Verb.OPEN_RECORD, on=on).filter(pk__in=ids)
    open_to = set(theirs_to_open.values_list("pk", flat=True)) if ids else set()
    theirs = tuple(match for match in ranked if match.child.pk in open_to)[:MOST]
    restricted = Child.Sensitivity.RESTRICTED
    others = sum(1 for m in ranked if m.child.pk not in open_to and m.child.sensitivity != restricted)
    return Matches(theirs, others)


def _candidates(forename: str, surname: str, born_on: date | None, upn: str) -> QuerySet[Any, int] | None:
    """Row numbers of those worth comparing, for one query however many things were told; None where nothing was."""
    lists: list[QuerySet[Any, int]] = []
    if upn:
        lists.append(Child.rows.filter(upn=upn).values_list("pk", flat=True))
    days = list(_birth_dates(born_on))
    if days:
        lists.append(Child.rows.filter(born_on__in=days).values_list("pk", flat=True))
    first, last = _named(forename), _named(surname)
    if first is not None and last is not None:
        named = NameToken.objects.filter(first, child__in=NameToken.objects.filter(last).values("child_id"))
        lists.append(named.values_list("child_id", flat=True))
    elif (one := first or last) is not None:
        lists.append(NameToken.objects.filter(one).values_list("child_id", flat=True))
    if not lists:
        return None
    found = lists[0].union(*lists[1:], all=True) if len(lists) > 1 else lists[0]
    return found[:CANDIDATES]


def _named(name: str) -> Q | None:
    words = words_of(name)
    if not words:
        return None
    exact = Q(token__in=words, sounds=False)
    return exact | Q(token__in=[sound_of(word) for word in words], sounds=True)


def _birth_dates(born_on: date | None) -> Iterator[date]:
    if born_on is None:
        return
    yield born_on
    if born_on.day <= 12 and born_on.day != born_on.month:
        yield born_on.replace(month=born_on.day, day=born_on.month)


def _match(child: Child, forename: str, surname: str, born_on: date | None, upn: str) -> Match | None:
    why: list[str] = []
    if upn and child.upn == upn:
        why.append("same UPN")
    told = folded(f"{forename} {surname}").strip()
    name = _name_score(told, child) if told else 0.0
    if name >= LIKE_NAME:
        why.append("same name" if name >= SAME_NAME else "similar name")
    days = list(_birth_dates(born_on))
    if days and child.born_on == days[0]:
        why.append("same date of birth")
    elif child.born_on in days:
        why.append("date of birth with day and month the other way round")
    born = child.born_on in days
    enough = "same UPN" in why or name >= SAME_NAME or (name >= LIKE_NAME and (born or not days or not child.born_on))
    if not enough and not (born and _shares_a_name(forename, surname, child)):
        return None
    if born and name < LIKE_NAME:
        why.append("one name the same")
    return Match(child, tuple(why), name + (100 if born else 0) + (300 if "same UPN" in why else 0))


def _name_score(told: str, child: Child) -> float:
    written = folded(f"{child.forename} {child.surname}")
    known = folded(f"{child.known_as} {child.surname}")
    return max(fuzz.token_sort_ratio(told, written), fuzz.token_sort_ratio(told, known) if child.known_as else 0)


def _shares_a_name(forename: str, surname: str, child: Child) -> bool:
    told = {sound_of(word) for word in (*words_of(forename), *words_of(surname))}
    held = {sound_of(w) for name in (child.forename, child.surname, child.known_as) for w in words_of(name)}
    return bool(told & held)
