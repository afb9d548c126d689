"""The searchable pieces of a child's names: each word folded, and how it sounds, so that a misspelt name is still
found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from goldenthread.domain.names import folded
from goldenthread.foundation.fast_rows import RowNumbers, RowWriter
from goldenthread.foundation.people.models import Child, NameToken

_LONGEST = 40
_WORDS = re.compile(r"[^\W_]+")
# In order: spellings that sound alike in names written in English, to one consonant each.
_ALIKE = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^(ps|x)", "s"),
        (r"^(mac|mc)(?=[a-z]{3})", "mk"),
        (r"^(eu|ew|you|yu)", "y"),
        (r"(?<=.)gh|gh(?=[^aeiouy]|$)", ""),
        (r"ch(?=[rlo])", "k"),
        (r"tsch|tch|cz|sch|sh|ch|ti(?=[ao])|ci(?=[ao])|si(?=on)", "s"),
        (r"ph|bh|v", "f"),
        (r"th|dt", "t"),
        (r"mb$", "m"),
        (r"mps", "ms"),
        (r"nds", "ns"),
        (r"dge|dj|j|g(?=[eiy])", "J"),
        (r"ck|qu|q|c(?=[^eiy]|$)|g(?=$|[^eiy])", "k"),
        (r"x", "ks"),
        (r"[cz]", "s"),
        (r"d", "t"),
        (r"b", "p"),
        (r"h", ""),
    )
]
_DOUBLES = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouyw]+")


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a name, folded; hyphens and spaces part words."""
    return tuple(word[:_LONGEST] for word in _WORDS.findall(folded(text)))


@lru_cache(maxsize=65536)
def sound_of(word: str) -> str:
    """How a folded word sounds, roughly: its consonants, alike ones made one, behind a mark where it starts with a
    vowel.

    Catherine and Kathryn give the same; so do Smith and Smyth, Philips and Fillips. Words not in Latin letters give
    themselves.
    """
    if not word.isascii() or word.isdigit():
        return word
    sound = word
    for pattern, with_this in _ALIKE:
        sound = pattern.sub(with_this, sound)
    first = sound[:1]
    start = "A" if first in ("a", "e", "i", "o", "u") else (first if first in ("y", "w") else "")
    consonants = _VOWELS.sub("", _DOUBLES.sub(r"\1", sound))
    return (start + consonants).upper()[:_LONGEST] or "A"


def tokens_of(forename: str, surname: str, known_as: str = "") -> set[tuple[str, bool]]:
    """What a search may find the child by: `(token, sounds)`; `sounds` says the token is a sound and not a word."""
    found: set[tuple[str, bool]] = set()
    for name in (forename, surname, known_as):
        words = words_of(name) if name else ()
        for word in words:
            found.add((word, False))
            found.add((sound_of(word), True))
        if len(words) > 1:  # Ann-Marie is also looked for as Annmarie
            joined = "".join(words)[:_LONGEST]
            found.add((joined, False))
            found.add((sound_of(joined), True))
    return found


def refresh(child_ids: Sequence[int]) -> None:
    """Rewrite the tokens of these children (a batch of up to about a thousand). Run inside the change's transaction."""
    NameToken.objects.filter(child_id__in=child_ids).delete()
    rows = Child.rows.filter(id__in=child_ids).values_list("id", "forename", "surname", "known_as")
    write([(child_id, tokens_of(*names)) for child_id, *names in rows])


def write(tokens: Sequence[tuple[int, set[tuple[str, bool]]]]) -> None:
    """Write tokens of children that have none yet."""
    NameToken.objects.bulk_create(
        [
            NameToken(child_id=child_id, token=token, sounds=sounds)
            for child_id, found in tokens
            for token, sounds in sorted(found)
        ],
        batch_size=2000,
    )


def add_to(writer: RowWriter, child_id: int, tokens: set[tuple[str, bool]], numbers: RowNumbers) -> None:
    """The same through a row writer."""
    for token, sounds in sorted(tokens):
        writer.add(NameToken, id=numbers.next(NameToken), child_id=child_id, token=token, sounds=sounds)
