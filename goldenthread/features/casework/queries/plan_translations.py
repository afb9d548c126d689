"""Translations of a plan by people: which copy each was made from, and whether another was sent since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from goldenthread.features.casework.models import PlanCopy, PlanTranslation
from goldenthread.features.casework.queries.plan_drafts import standing_of
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.people.models import Child

# By language tag: the name in English, and as its speakers write it. The languages most asked for in England's schools.
LANGUAGES: Final = {
    "ar": ("Arabic", "العربية"), "bn": ("Bengali", "বাংলা"), "bg": ("Bulgarian", "Български"), "zh": ("Chinese", "中文"),
    "fa": ("Persian", "فارسی"), "fr": ("French", "Français"), "el": ("Greek", "Ελληνικά"), "gu": ("Gujarati", "ગુજરાતી"),
    "hi": ("Hindi", "हिन्दी"), "hu": ("Hungarian", "Magyar"), "it": ("Italian", "Italiano"),
    "ku": ("Kurdish", "Kurdî"), "lt": ("Lithuanian", "Lietuvių"), "ps": ("Pashto", "پښتو"), "pl": ("Polish", "Polski"),
    "pt": ("Portuguese", "Português"), "pa": ("Panjabi", "ਪੰਜਾਬੀ"), "ro": ("Romanian", "Română"),
    "ru": ("Russian", "Русский"), "so": ("Somali", "Soomaali"), "es": ("Spanish", "Español"), "ta": ("Tamil", "தமிழ்"),
    "ti": ("Tigrinya", "ትግርኛ"), "tr": ("Turkish", "Türkçe"), "uk": ("Ukrainian", "Українська"), "ur": ("Urdu", "اردو"),
    "vi": ("Vietnamese", "Tiếng Việt"), "cy": ("Welsh", "Cymraeg"), "yo": ("Yoruba", "Yorùbá"),
}  # fmt: skip
RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "ps", "ur"})


@dataclass(frozen=True, slots=True)
class Translated:
    """One translation. `is_old`: a final plan, or a draft of the same plan, was sent after the copy it was made from,
    and stands."""

    row: PlanTranslation
    is_old: bool

    @property
    def english_name(self) -> str:
        """`Polish`."""
        return LANGUAGES.get(self.row.language, (self.row.language, ""))[0]

    @property
    def own_name(self) -> str:
        """`Polski`."""
        return LANGUAGES.get(self.row.language, ("", self.row.language))[1]

    @property
    def direction(self) -> str:
        """As a page says which way its letters run."""
        return "rtl" if self.row.language in RIGHT_TO_LEFT else "ltr"


def translations_of(child: Child) -> list[Translated]:
    """Those that stand, with those that are old last. Two queries."""
    sent = [each for each in standing_of(child) if each is not None]
    rows = _standing(child).select_related("copy", "document")
    found = [Translated(row, any(_follows(each, row.copy) for each in sent)) for row in rows.order_by("-id")]
    return sorted(found, key=lambda each: each.is_old)


def translation_of(child: Child, public_id: str) -> PlanTranslation | None:
    """One of this child that stands; None for anything else typed."""
    if not is_id(public_id):
        return None
    return _standing(child).filter(public_id=public_id).select_related("copy", "document").first()


def _follows(copy: PlanCopy, other: PlanCopy) -> bool:
    return copy.pk > other.pk and (copy.kind == PlanCopy.Kind.FINAL or copy.request_id == other.request_id)


def _standing(child: Child) -> QuerySet[PlanTranslation]:
    """Not taken back, of plans that were not taken back either."""
    return PlanTranslation.rows.filter(child=child, taken_back_on=None, copy__taken_back_on=None)
