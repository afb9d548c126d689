"""Whether a page that is about to leave names somebody it should not: another child, another child's number or home.

The commonest serious breach is a page about one child in another family's envelope. This looks at the words of every
page as they will be read, not at the record they came from. It can be wrong both ways, so it stops and shows the place;
a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from goldenthread.domain.names import folded
from goldenthread.foundation.people.models import Adult, Child, NameToken, Tie
from goldenthread.foundation.people.operations.name_tokens import words_of

UPN: Final = re.compile(r"\b[A-Z]\d{11}[A-Z0-9]\b")
POSTCODE: Final = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b")
_CAPITAL: Final = re.compile(r"\b[^\W\d_a-z]\w*(?:['’-]\w+)*")
A_BATCH: Final = 900  # SQLite takes only so many values in one question
AROUND: Final = 60


@dataclass(frozen=True, slots=True)
class Found:
    """`page` counts from 1; `what` is name, UPN or address; `text` is what stands there and `around` the place."""

    page: int
    what: str
    text: str
    around: str


def others_named(pages: Sequence[str], *, child: Child, allowed: Collection[str] = ()) -> list[Found]:
    """Where these pages name a child other than this one, or another family's home. `allowed`: names that may stand
    there (the family, who signs). A name that is also the child's own or an allowed one is not found.
    """
    own = {_squeezed(name) for name in (child.full_name, f"{child.known_as} {child.surname}", *allowed) if name.strip()}
    found = [*_numbers(pages, child), *_names(pages, child, own), *_homes(pages, child)]
    return sorted(set(found), key=lambda each: (each.page, each.what, each.text))


def addresses_on(pages: Sequence[str], addresses: Iterable[tuple[str, str]]) -> list[Found]:
    """Where these (address, postcode) pairs stand on the pages: its first line, or its postcode."""
    found = []
    for address, postcode in addresses:
        first = next((line.strip() for line in address.splitlines() if line.strip()), "")
        for number, page in enumerate(pages, start=1):
            if first and (place := _place(page, first)):
                found.append(Found(number, "address", first, place))
            elif postcode and _plain(postcode) in {_plain(code) for code, _ in _postcodes(page)}:
                found.append(Found(number, "address", postcode, _place(page, postcode) or postcode))
    return found


def _numbers(pages: Sequence[str], child: Child) -> Iterable[Found]:
    for number, page in enumerate(pages, start=1):
        for match in UPN.finditer(page):
            if match[0] != child.upn:
                yield Found(number, "UPN", match[0], _around(page, match.start(), match.end()))


def _names(pages: Sequence[str], child: Child, own: set[str]) -> Iterable[Found]:
    words = {word for page in pages for name in _CAPITAL.findall(page) for word in words_of(name)}
    if not words:
        return
    texts = [f" {' '.join(words_of(page))} " for page in pages]
    for other in _candidates(words, child):
        for name in _ways_to_write(other):
            squeezed = " ".join(words_of(name))
            if not squeezed or squeezed in own:
                continue
            for number, (page, text) in enumerate(zip(pages, texts, strict=True), start=1):
                if f" {squeezed} " in text:
                    yield Found(number, "name", name, _place(page, name) or name)


def _candidates(words: set[str], child: Child) -> list[Child]:
    """Children two of whose names are among these words. Each is looked at against the page itself afterwards."""
    spoken, tokens = sorted(words), dict[int, set[str]]()
    for start in range(0, len(spoken), A_BATCH):
        batch = spoken[start : start + A_BATCH]
        rows = NameToken.objects.filter(token__in=batch, sounds=False).exclude(child_id=child.pk)
        for child_id, token in rows.values_list("child_id", "token").iterator():
            tokens.setdefault(child_id, set()).add(token)
    ids = [child_id for child_id, found in tokens.items() if len(found) > 1]
    batches = (ids[start : start + A_BATCH] for start in range(0, len(ids), A_BATCH))
    names = ("forename", "surname", "known_as")
    return [other for batch in batches for other in Child.rows.filter(pk__in=batch).only(*names)]


def _ways_to_write(other: Child) -> list[str]:
    first_names = dict.fromkeys(name for name in (other.forename, other.known_as) if name)
    pairs = [pair for name in first_names for pair in (f"{name} {other.surname}", f"{other.surname} {name}")]
    return pairs if other.surname else []


def _homes(pages: Sequence[str], child: Child) -> Iterable[Found]:
    codes = {_plain(code): code for page in pages for code, _ in _postcodes(page)}
    if not codes:
        return
    spelt = {form for code in codes.values() for form in (_plain(code), _spaced(code), _spaced(code).lower())}
    mine = {_first_line(child.address)}
    for address, postcode in _lived_at(spelt, child):
        first = _first_line(address)
        if not first or first in mine:
            continue
        for number, page in enumerate(pages, start=1):
            there = _plain(postcode) in {_plain(code) for code, _ in _postcodes(page)}
            if there and f" {first} " in f" {' '.join(words_of(page))} ":
                shown = address.splitlines()[0].strip()
                yield Found(number, "address", shown, _place(page, shown) or shown)


def _lived_at(postcodes: set[str], child: Child) -> list[tuple[str, str]]:
    """Addresses with these postcodes of other children, and of adults who are not this child's family."""
    children = Child.rows.filter(~Q(pk=child.pk), postcode__in=postcodes).values_list("address", "postcode")
    family = Tie.objects.filter(child=child, adult__isnull=False).values("adult")
    adults = Adult.objects.filter(postcode__in=postcodes).exclude(pk__in=family).values_list("address", "postcode")
    return [*children, *adults]


def _postcodes(page: str) -> list[tuple[str, int]]:
    return [(f"{match[1]} {match[2]}", match.start()) for match in POSTCODE.finditer(page.upper())]


def _plain(postcode: str) -> str:
    return postcode.replace(" ", "").upper()


def _spaced(postcode: str) -> str:
    plain = _plain(postcode)
    return f"{plain[:-3]} {plain[-3:]}"


def _first_line(address: str) -> str:
    first = next((line for line in address.splitlines() if line.strip()), "")
    return " ".join(words_of(first))


def _squeezed(name: str) -> str:
    return " ".join(words_of(name))


def _place(page: str, text: str) -> str:
    """The words around where this text stands, however it is spaced, parted, accented or capitalised; '' where it is
    not.
    """
    flat, words = " ".join(page.split()), words_of(text)
    match = re.search(r"\W+".join(map(re.escape, words)), folded(flat)) if words else None
    return _around(flat, match.start(), match.end()) if match else ""


def _around(page: str, start: int, end: int) -> str:
    before, after = max(0, start - AROUND), min(len(page), end + AROUND)
    shown = " ".join(page[before:after].split())
    return f"{'…' if before else ''}{shown}{'…' if after < len(page) else ''}"
