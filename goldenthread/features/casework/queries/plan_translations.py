"""Translations of a plan by people: which copy each was made from, and whether another was sent since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from goldenthread.features.casework.models import PlanTranslation
from goldenthread.features.casework.queries.own_versions import plan_that_stands
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
    """One translation. `is_old`: it was made from another copy than the plan that stands."""

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
    """Those that stand, of the plan that stands first. At most three queries."""
    copy = plan_that_stands(child)
    rows = PlanTranslation.rows.filter(child=child, taken_back_on=None).select_related("copy", "document")
    found = [Translated(row, copy is None or row.copy_id != copy.pk) for row in rows.order_by("-id")]
    return sorted(found, key=lambda each: each.is_old)


def translation_of(child: Child, public_id: str) -> PlanTranslation | None:
    """One of this child that stands; None for anything else typed."""
    if not is_id(public_id):
        return None
    rows = PlanTranslation.rows.filter(child=child, public_id=public_id, taken_back_on=None)
    return rows.select_related("copy", "document").first()
