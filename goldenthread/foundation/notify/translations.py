"""Translations of what messages say, made by people: kept in versions, used only while the English is the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Count

from goldenthread.domain.messages.wordings import VALUES, Wording, blanks_in, wordings
from goldenthread.foundation import clock, journal
from goldenthread.foundation.notify.models import Preference, Translation

# Language tags, for pages that say what they are in. British Sign Language is not written: a person interprets.
TAGS: Final = {
    "Albanian": "sq", "Arabic": "ar", "Bengali": "bn", "Bulgarian": "bg", "Cantonese": "yue", "Czech": "cs",
    "Dari": "prs", "Farsi": "fa", "French": "fr", "Greek": "el", "Gujarati": "gu", "Hindi": "hi", "Hungarian": "hu",
    "Italian": "it", "Kurdish": "ku", "Lithuanian": "lt", "Mandarin": "zh", "Nepali": "ne", "Pashto": "ps",
    "Polish": "pl", "Portuguese": "pt", "Punjabi": "pa", "Romani": "rom", "Romanian": "ro", "Russian": "ru",
    "Slovak": "sk", "Somali": "so", "Spanish": "es", "Tamil": "ta", "Tigrinya": "ti", "Turkish": "tr",
    "Ukrainian": "uk", "Urdu": "ur", "Vietnamese": "vi", "Yoruba": "yo",
}  # fmt: skip
RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "prs", "ps", "ur"})
LONGEST = 4000


class Standing(StrEnum):
    """How a translation stands."""

    CURRENT = "current"
    OUT_OF_DATE = "out of date"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Translated:
    """One wording in one language: the newest translation, blank where there is none, and how it stands. `english` is
    what it was made from, `version` counts saves (0: none)."""

    wording: Wording
    standing: Standing
    text: str = ""
    english: str = ""
    version: int = 0
    translated_by: str = ""
    saved_by_name: str = ""


@dataclass(frozen=True, slots=True)
class LanguageStands:
    """One language: how many people chose it, and how many wordings stand how."""

    name: str
    tag: str
    people: int
    current: int
    out_of_date: int
    missing: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A translation for a page: its language's tag, which way it is read, its lines."""

    tag: str
    right_to_left: bool
    lines: tuple[str, ...]


class Refused(Exception):
    """The translation cannot be kept; the message says why."""


class ChangedBySomebody(Exception):
    """Somebody saved it, or the English changed, after the form was made. `now` is what it is."""

    def __init__(self, now: Translated) -> None:
        super().__init__("Changed meanwhile.")
        self.now = now


Current = dict[tuple[str, str], str]


def current_in(languages: Collection[str]) -> Current:
    """By language and code, the translations that may be used today. One query; none without a language."""
    wanted = [each for each in languages if each in TAGS]
    if not wanted:
        return {}
    return {
        (language, each.wording.code): each.text
        for (language, _), each in _newest(wanted).items()
        if each.standing is Standing.CURRENT
    }


def in_language(language: str) -> list[Translated]:
    """Every wording, with how its translation stands. One query."""
    held = _newest([language])
    return [held.get((language, code)) or Translated(each, Standing.MISSING) for code, each in wordings().items()]


def one(language: str, code: str) -> Translated | None:
    """One of them; None for a language or a code there is not."""
    if language not in TAGS or code not in wordings():
        return None
    return next(each for each in in_language(language) if each.wording.code == code)


def languages() -> list[LanguageStands]:
    """Every language, those most people chose first. Two queries."""
    chosen = Counter(
        dict(Preference.objects.exclude(language="").order_by().values_list("language").annotate(n=Count("id")))
    )
    stands: dict[str, Counter[Standing]] = {name: Counter() for name in TAGS}
    for (language, _), each in _newest(list(TAGS)).items():
        stands[language][each.standing] += 1
    found = [
        LanguageStands(
            name, tag, chosen[name], tally[Standing.CURRENT], tally[Standing.OUT_OF_DATE],
            len(wordings()) - tally[Standing.CURRENT] - tally[Standing.OUT_OF_DATE],
        )
        for name, tag in TAGS.items()
        for tally in [stands[name]]
    ]  # fmt: skip
    return sorted(found, key=lambda each: (-each.people, each.name))


def shown(language: str, text: str) -> Shown | None:
    """For a page; None without a text."""
    tag = TAGS.get(language, "")
    return Shown(tag, tag in RIGHT_TO_LEFT, tuple(text.splitlines())) if text else None


def check(wording: Wording, text: str) -> None:
    """Raises Refused."""
    found = blanks_in(text)
    if unknown := found - VALUES.keys():
        raise Refused(f"There is no {_named(unknown)}. Use the names in the English")
    if text.strip() and (lacking := wording.blanks - found):
        raise Refused(f"Put {_named(lacking)} in, where the English has it")
    if len(text.splitlines()) > 2 * len(wording.text.splitlines()):
        raise Refused("Write a line for each line of the English")


def save(
    *, language: str, code: str, text: str, translated_by: str, version: int, english_mark: str, by: journal.Author,
    on: date,
) -> Translated:  # fmt: skip
    """A new version from today; an empty text takes it away. `english_mark`: of the English it was made from. Raises
    Refused, ChangedBySomebody."""
    now = one(language, code)
    if now is None:
        raise Refused("There is no such wording.")
    check(now.wording, text)
    if (now.version, now.wording.mark) != (version, english_mark):
        raise ChangedBySomebody(now)
    try:
        with transaction.atomic():
            Translation.objects.create(
                code=code, language=language, version=version + 1, text=text.strip(), english=now.wording.text,
                english_mark=english_mark, translated_by=translated_by, saved_at=clock.now(), saved_by=by.public_id,
                saved_by_name=by.name,
            )  # fmt: skip
            data = {"code": code, "language": language, "version": version + 1, "english": english_mark}
            journal.record("translation.saved", by=by, on=on, data=data)
    except IntegrityError:  # two saved in the same moment: the version can be taken once
        raise ChangedBySomebody(_certain(language, code)) from None
    return _certain(language, code)


def _certain(language: str, code: str) -> Translated:
    found = one(language, code)
    assert found is not None
    return found


def _newest(wanted: Collection[str]) -> dict[tuple[str, str], Translated]:
    """Those with a text, by language and code."""
    rows = Translation.objects.filter(language__in=list(wanted)).order_by("version")
    known = wordings()
    newest = {(row.language, row.code): row for row in rows if row.code in known}
    return {key: _read(row, known[row.code]) for key, row in newest.items()}


def _read(row: Translation, wording: Wording) -> Translated:
    same = row.english_mark == wording.mark
    standing = Standing.MISSING if not row.text else Standing.CURRENT if same else Standing.OUT_OF_DATE
    return Translated(
        wording, standing, row.text, row.english, row.version, row.translated_by, row.saved_by_name
    )  # fmt: skip


def _named(names: Collection[str]) -> str:
    return ", ".join(f"(({name}))" for name in sorted(names))
